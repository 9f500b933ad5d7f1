import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { createMigrationTask } from '../../../../src/commands/create/createMigrationTask.ts';
import { type NameWatch, watchName } from '../../../../src/commands/create/nameWatch.ts';
import { connectionOf, exampleBody, exampleName } from '../../../support/desk/createJob.ts';
import { cloudProject, play, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { left, picked, typed } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { asks, exampleAnswers } from '../../../support/desk/taskAnswers.ts';

async function createdIn(desk: ScriptedDesk, name = exampleName): Promise<string> {
  const { instance_id } = await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody(name));
  return instance_id;
}

function playWatching(
  options: SceneOptions,
  act: (names: NameWatch, scene: Scene) => Promise<void>,
  before: (desk: ScriptedDesk) => Promise<unknown> = async () => undefined,
): Promise<void> {
  return play(options, async (scene) => {
    await before(scene.desk);
    scene.desk.requests.length = 0;
    const names = watchName(scene.desk, await connectionOf(scene.desk), cloudProject);
    try {
      await act(names, scene);
    } finally {
      names.stop();
    }
  });
}

/** A list that is answered when it is let go. */
function heldList(): { readonly latency: () => Promise<void>; readonly letGo: () => void } {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { latency: () => held, letGo: () => letGo() };
}

describe('name watch: what the review hears', () => {
  it('nothing before it began, and nothing where the name is free', () =>
    playWatching({}, async (names) => {
      assert.equal(await names.remark(), undefined);
      names.begin(exampleName);
      assert.equal(await names.remark(), undefined);
    }));

  it('the task that has the name', () =>
    playWatching(
      {},
      async (names, { cloud }) => {
        names.begin(exampleName);
        const remark = (await names.remark()) ?? '';
        assert.ok(
          remark.startsWith(`A task of this name exists. In this project: ${cloud.ledger[0]?.taskId} · CREATING · `),
          remark,
        );
      },
      createdIn,
    ));

  it('how many tasks have it', () =>
    playWatching(
      {},
      async (names) => {
        names.begin(exampleName);
        assert.equal(await names.remark(), '2 tasks of this name exist.');
      },
      async (desk) => {
        await createdIn(desk);
        await createdIn(desk);
        await createdIn(desk, 'dcs-migration-users');
      },
    ));

  it('that the answer is still to come, and the answer when it is there', () => {
    const { latency, letGo } = heldList();
    return playWatching({ cloud: { latency } }, async (names, { clock, desk }) => {
      names.begin(exampleName);
      const start = clock.now().getTime();
      assert.equal(await names.remark(), 'Whether this name is taken is still being looked up.');
      assert.equal(clock.now().getTime() - start, 1500);
      letGo();
      assert.equal(await names.remark(), undefined);
      assert.deepEqual([desk.requests.length, clock.waiting], [1, 0]);
    });
  });

  it('why it could not be checked: no permission', () =>
    playWatching({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async (names) => {
      names.begin(exampleName);
      assert.match(
        (await names.remark()) ?? '',
        /^Whether a task named dcs-migration-orders exists already could not be checked: .*\(DCS\.2007 · HTTP 403 · /,
      );
    }));

  it('why it could not be checked: a service that fails for good', () => {
    const transport: Transport = async () => new Response('{"error_code":"DCS.5000"}', { status: 501 });
    return playWatching({ transport }, async (names) => {
      names.begin(exampleName);
      assert.match((await names.remark()) ?? '', /could not be checked: .*HTTP 501/);
    });
  });
});

describe('name watch: what is asked', () => {
  it('once for a name', () =>
    playWatching({}, async (names, { desk }) => {
      names.begin(exampleName);
      names.begin(exampleName);
      await names.remark();
      names.begin(exampleName);
      await names.remark();
      assert.equal(desk.requests.length, 1);
    }));

  it('again for another one, and only what is said of that one counts', () =>
    playWatching(
      {},
      async (names, { desk }) => {
        names.begin(exampleName);
        names.begin('dcs-migration-users');
        assert.equal(await names.remark(), undefined);
        assert.equal(desk.requests.length, 2);
        names.begin(exampleName);
        assert.match((await names.remark()) ?? '', /^A task of this name exists/);
      },
      createdIn,
    ));

  it('nothing more where the key was refused', () =>
    playWatching({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async (names, { desk }) => {
      names.begin(exampleName);
      await names.remark();
      names.begin('dcs-migration-users');
      assert.match(
        (await names.remark()) ?? '',
        /named dcs-migration-users exists .* could not be checked: .*HTTP 401/,
      );
      assert.equal(desk.requests.length, 1);
    }));

  it('nothing any more after it was stopped', async () => {
    const { latency, letGo } = heldList();
    await playWatching({ cloud: { latency } }, async (names, { desk, clock }) => {
      names.begin(exampleName);
      names.stop();
      // Not after the patience for an answer: it has ended.
      const start = clock.now().getTime();
      await names.remark();
      assert.equal(clock.now().getTime(), start);
      assert.ok(desk.exchanges.every(({ failure }) => failure?.name === 'Cancelled'));
      letGo();
    });
  });
});

describe('create migration task: the review says what is known of the name', () => {
  const remarkOf = ({ asked }: ScriptedDesk) => asked.at(-1)?.choices.find(({ label }) => label === 'Name')?.detail;

  it('a task that has it, until another name is chosen', () =>
    play({}, async ({ desk, cloud }) => {
      await createdIn(desk);
      desk.expect(...exampleAnswers(), picked(asks.review, 'Name'));
      desk.expect(typed(asks.name, 'dcs-migration-users'), left(asks.review));
      await createMigrationTask(desk);
      const review = desk.asked[5]?.choices.find(({ label }) => label === 'Name');
      assert.ok(review?.detail.includes(`In this project: ${cloud.ledger[0]?.taskId} · `), review?.detail);
      assert.deepEqual([remarkOf(desk), cloud.ledger.length], ['', 1]);
    }));

  it('that the check could not be made, and it can be created all the same', () =>
    play({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'));
      await createMigrationTask(desk);
      assert.match(
        remarkOf(desk) ?? '',
        /^Whether a task named dcs-migration-orders exists already could not be checked/,
      );
      assert.equal(cloud.ledger.length, 1);
    }));

  it('also where a refusal led back to it', () => {
    const denied = new Set(['dcs:migrationTask:list', 'dcs:migrationTask:create'] as const);
    return play({ cloud: { denied } }, async ({ desk }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'), left(asks.review));
      await createMigrationTask(desk);
      await desk.told[0]?.press('Try Again');
      assert.match(remarkOf(desk) ?? '', /exists already could not be checked/);
      assert.equal(desk.asked.length, 7);
    });
  });
});
