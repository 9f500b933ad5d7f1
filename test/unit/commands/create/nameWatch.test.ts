import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { createMigrationTask } from '../../../../src/commands/create/createMigrationTask.ts';
import type { ReviewWatch } from '../../../../src/commands/create/lookAhead.ts';
import { watchName } from '../../../../src/commands/create/nameWatch.ts';
import { connectionOf, exampleBody, exampleName } from '../../../support/desk/createJob.ts';
import { cloudProject, play, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { left, picked, typed } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import type { Asked } from '../../../support/desk/scriptedPrompter.ts';
import { asks, exampleAnswers } from '../../../support/desk/taskAnswers.ts';

async function createdIn(desk: ScriptedDesk, name = exampleName): Promise<string> {
  const { instance_id } = await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody(name));
  return instance_id;
}

function playWatching(
  options: SceneOptions,
  act: (names: ReviewWatch, scene: Scene) => Promise<void>,
  before: (scene: Scene) => Promise<unknown> = async () => undefined,
): Promise<void> {
  return play(options, async (scene) => {
    await before(scene);
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
        const { verdict = '', detail } = (await names.remark()) ?? {};
        assert.match(verdict, /^A task of this name exists: CREATING · .*\d{4}, \d/);
        assert.equal(detail, `Task ID ${cloud.ledger[0]?.taskId}`);
      },
      ({ desk }) => createdIn(desk),
    ));

  it('what has changed, where its answer is no longer fresh', () =>
    playWatching({}, async (names, { desk, clock }) => {
      names.begin(exampleName);
      assert.equal(await names.remark(), undefined);
      await createdIn(desk);
      names.begin(exampleName);
      assert.equal(await names.remark(), undefined);
      clock.advance(20_000);
      names.begin(exampleName);
      assert.match((await names.remark())?.verdict ?? '', /^A task of this name exists/);
    }));

  it('what was known, as long as the fresh answer is late', () => {
    const held = heldList();
    let isHeld = false;
    return playWatching(
      { cloud: { latency: () => (isHeld ? held.latency() : Promise.resolve()) } },
      async (names, { clock }) => {
        names.begin(exampleName);
        const before = await names.remark();
        assert.match(before?.verdict ?? '', /^A task of this name exists/);
        isHeld = true;
        clock.advance(20_000);
        names.begin(exampleName);
        assert.deepEqual(await names.remark(), before);
        held.letGo();
      },
      ({ desk }) => createdIn(desk),
    );
  });

  it('how many tasks have it, and which is the newest', () => {
    let newest = '';
    return playWatching(
      {},
      async (names) => {
        names.begin(exampleName);
        const { verdict = '', detail } = (await names.remark()) ?? {};
        assert.match(verdict, /^2 tasks of this name exist; the newest: CREATING · .*\d{4}, \d/);
        assert.equal(detail, `Task ID ${newest}`);
      },
      async ({ desk, clock }) => {
        await createdIn(desk);
        clock.advance(60_000);
        newest = await createdIn(desk);
        await createdIn(desk, 'dcs-migration-users');
      },
    );
  });

  it('that the answer is still to come, and the answer when it is there', () => {
    const { latency, letGo } = heldList();
    return playWatching({ cloud: { latency } }, async (names, { clock, desk }) => {
      names.begin(exampleName);
      const start = clock.now().getTime();
      assert.deepEqual(await names.remark(), { verdict: 'Whether this name is taken is still being looked up.' });
      assert.equal(clock.now().getTime() - start, 1500);
      letGo();
      assert.equal(await names.remark(), undefined);
      assert.deepEqual([desk.requests.length, clock.waiting], [1, 0]);
    });
  });

  it('why it could not be checked: no permission', () =>
    playWatching({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async (names) => {
      names.begin(exampleName);
      const { verdict, detail = '' } = (await names.remark()) ?? {};
      assert.equal(verdict, 'Whether this name is taken could not be checked');
      assert.match(detail, /\(DCS\.2007 · HTTP 403 · /);
    }));

  it('why it could not be checked: a service that fails for good', () => {
    const transport: Transport = async () => new Response('{"error_code":"DCS.5000"}', { status: 501 });
    return playWatching({ transport }, async (names) => {
      names.begin(exampleName);
      assert.match((await names.remark())?.detail ?? '', /HTTP 501/);
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
        assert.match((await names.remark())?.verdict ?? '', /^A task of this name exists/);
      },
      ({ desk }) => createdIn(desk),
    ));

  it('nothing more where the key was refused', () =>
    playWatching({ cloud: { accessKeyId: 'HPUAQ7EXAMPLEOTHER01' } }, async (names, { desk }) => {
      names.begin(exampleName);
      await names.remark();
      names.begin('dcs-migration-users');
      assert.match((await names.remark())?.detail ?? '', /HTTP 401/);
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
  /** The first row, where it is about the name. */
  const verdictIn = ({ choices }: Pick<Asked, 'choices'> = { choices: [] }) =>
    /name/i.test(choices[0]?.label ?? '') ? choices[0] : undefined;

  it('a task that has it, until another name is chosen', () =>
    play({}, async ({ desk, cloud }) => {
      await createdIn(desk);
      desk.expect(...exampleAnswers(), picked(asks.review, 'Name'));
      desk.expect(typed(asks.name, 'dcs-migration-users'), left(asks.review));
      await createMigrationTask(desk);
      const { label = '', detail, active } = verdictIn(desk.asked[5]) ?? {};
      assert.match(label, /^A task of this name exists: CREATING · /);
      assert.deepEqual([detail, active], [`Task ID ${cloud.ledger[0]?.taskId}`, true]);
      assert.deepEqual([verdictIn(desk.asked.at(-1)), cloud.ledger.length], [undefined, 1]);
    }));

  it('that the check could not be made, and it can be created all the same', () =>
    play({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'));
      await createMigrationTask(desk);
      assert.equal(verdictIn(desk.asked.at(-1))?.label, 'Whether this name is taken could not be checked');
      assert.equal(cloud.ledger.length, 1);
    }));

  it('also where a refusal led back to it', () => {
    const denied = new Set(['dcs:migrationTask:list', 'dcs:migrationTask:create'] as const);
    return play({ cloud: { denied } }, async ({ desk }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'), left(asks.review));
      await createMigrationTask(desk);
      await desk.told[0]?.press('Try Again');
      assert.match(verdictIn(desk.asked.at(-1))?.label ?? '', /could not be checked/);
      assert.equal(desk.asked.length, 7);
    });
  });
});
