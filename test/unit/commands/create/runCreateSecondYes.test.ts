import assert from 'node:assert/strict';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { runCreate } from '../../../../src/commands/create/runCreate.ts';
import type { Journal } from '../../../../src/task/journal/journal.ts';
import {
  connectionOf,
  exampleBody,
  exampleJob,
  exampleName,
  leaveOpen,
  losingOnce,
} from '../../../support/desk/createJob.ts';
import { cloudProject, play } from '../../../support/desk/deskAndCloud.ts';
import { journalState } from '../../../support/desk/journalState.ts';
import { agreed, left } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

const another = `Create another migration task named ${exampleName}?`;
const nothing = { open: 0, underWay: 0, closed: [] };

function posts({ requests }: ScriptedDesk): number {
  return requests.filter((request) => request.startsWith('POST')).length;
}

/** What the last question showed, line by line. */
function shownLines({ asked }: ScriptedDesk): readonly string[] {
  return asked.at(-1)?.notice.split('\n') ?? [];
}

describe('run create: a name that is taken', () => {
  const close = ['', 'Another one is another machine and another bill.'];

  it('is shown with ID, status and time, and declined it leaves nothing behind', () =>
    play({}, async ({ desk, cloud }) => {
      await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody());
      desk.requests.length = 0;
      desk.expect(left(another));
      assert.equal(await runCreate(desk, await exampleJob(desk)), undefined);
      const [line = '', ...others] = shownLines(desk);
      assert.match(
        line,
        new RegExp(`^Exists in this project: CREATING · .*\\d{4}, \\d.* · ${cloud.ledger[0]?.taskId}$`),
      );
      assert.deepEqual(others, close);
      assert.deepEqual([posts(desk), desk.told, await journalState(desk.journal)], [0, [], nothing]);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ label }) => label),
        ['Create Another'],
      );
    }));

  it('in the sandbox it is no matter of a bill', () =>
    play({}, async ({ desk }) => {
      await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody());
      desk.expect(left(another));
      await runCreate(desk, await exampleJob(desk, { sandbox: true }));
      assert.deepEqual(shownLines(desk).slice(1), ['', 'Nothing in the sandbox is real or billed']);
    }));

  const lists: Readonly<Record<string, readonly [list: unknown, words: RegExp]>> = {
    'that nobody understands': [{ tasks: [{ name: 'orders' }] }, /could not be checked/],
    'that counts a task and gives none': [{ count: 1, migration_tasks: [] }, /could not be checked/],
    'that gives fewer than it counts': [
      {
        count: 2,
        migration_tasks: [
          { task_id: 'a', task_name: 'another', status: 'MIGRATING', migration_type: 'online_migration' },
        ],
      },
      /more tasks, which could not be read: 1/,
    ],
    'with an entry without its ID': [
      { count: 1, migration_tasks: [{ task_name: 'orders' }] },
      /more tasks, which could not be read: 1/,
    ],
  };
  for (const [name, [list, words]] of Object.entries(lists))
    it(`may be in a list ${name}, so that is asked about too`, () =>
      play({}, async ({ desk, cloud }) => {
        const connection = await connectionOf(desk);
        const transport: typeof connection.transport = async (url, init) =>
          url.includes('/migration-tasks')
            ? Response.json(url.includes('offset=0') ? list : { count: 2, migration_tasks: [] })
            : connection.transport(url, init);
        desk.expect(left(another));
        await runCreate(desk, await exampleJob(desk, { connection: { ...connection, transport } }));
        assert.match(shownLines(desk)[0] ?? '', words);
        assert.deepEqual([posts(desk), cloud.ledger], [0, []]);
      }));

  it('and agreed to is used again', () =>
    play({}, async ({ desk, cloud }) => {
      await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody());
      desk.expect(agreed(another));
      await runCreate(desk, await exampleJob(desk));
      assert.equal(cloud.ledger.length, 2);
      assert.ok(desk.told[0]?.message.endsWith(`task ID ${cloud.ledger[1]?.taskId}.`));
    }));

  it('eight lines are shown, and the rest is counted', () =>
    play({}, async ({ desk }) => {
      const connection = await connectionOf(desk);
      for (let count = 0; count < 10; count += 1)
        await createOnlineMigrationTask(connection, cloudProject, exampleBody());
      desk.expect(left(another));
      await runCreate(desk, await exampleJob(desk));
      const lines = shownLines(desk);
      assert.equal(new Set(lines.slice(0, 8)).size, 8);
      assert.deepEqual(lines.slice(8), ['… and 2 more', ...close]);
    }));

  it('in another project is another name', () =>
    play({}, async (scene) => {
      const { desk, cloud } = scene;
      await leaveOpen(scene, { projectId: '0123456789abcdef0123456789abcdef' });
      await leaveOpen(scene, { region: 'cn-east-3' });
      await leaveOpen(scene, { profile: 'sandbox' });
      await runCreate(desk, await exampleJob(desk));
      assert.equal(cloud.ledger.length, 1);
    }));

  it('the task that was there before is not taken for the one whose answer was lost', () =>
    play({ cloud: { latency: losingOnce(2) } }, async ({ desk, cloud }) => {
      await createOnlineMigrationTask(await connectionOf(desk), cloudProject, exampleBody());
      desk.expect(agreed(another));
      await runCreate(desk, await exampleJob(desk));
      const [told, ...others] = desk.told;
      assert.ok(told?.message.includes(`task ID ${cloud.ledger[1]?.taskId}. The answer was lost`), told?.message);
      assert.deepEqual(others, []);
    }));

  it('an open create from the same file counts whatever its name was', () =>
    play({}, async (scene) => {
      const { desk, cloud } = scene;
      const source = 'file:///workspace/orders.dcsmigration.json';
      await leaveOpen(scene, { source, body: exampleBody('dcs-migration-before') });
      await leaveOpen(scene, { source: `${source}x`, body: exampleBody('dcs-migration-other') });
      await leaveOpen(scene, { body: exampleBody('dcs-migration-palette') });
      desk.expect(left(another));
      await runCreate(desk, await exampleJob(desk, { source }));
      assert.match(shownLines(desk)[0] ?? '', /^Without a known outcome: dcs-migration-before · ./);
      assert.deepEqual([shownLines(desk).slice(1), cloud.ledger], [close, []]);
      // From the palette only the name counts.
      await runCreate(desk, await exampleJob(desk));
      assert.equal(cloud.ledger.length, 1);
    }));

  it('a task that was created shortly before counts where the list does not show it yet', () =>
    play({ cloud: { listLag: Number.POSITIVE_INFINITY } }, async ({ desk, cloud, clock, anotherDesk }) => {
      await runCreate(desk, await exampleJob(desk));
      await runCreate(desk, await exampleJob(desk, { body: exampleBody('dcs-migration-users') }));
      for (const window of [desk, anotherDesk()]) {
        window.expect(left(another));
        await runCreate(window, await exampleJob(window));
        assert.match(
          shownLines(window)[0] ?? '',
          new RegExp(`^Created shortly before: .* · ${cloud.ledger[0]?.taskId}$`),
        );
        assert.deepEqual(shownLines(window).slice(1), close);
      }
      clock.advance(16 * 60_000);
      await runCreate(desk, await exampleJob(desk));
      assert.equal(cloud.ledger.length, 3);
    }));

  it('a task that was created from the file stands there once', () =>
    play({}, async ({ desk, cloud }) => {
      const job = await exampleJob(desk, { source: 'file:///workspace/orders.dcsmigration.json' });
      await runCreate(desk, job);
      desk.expect(left(another));
      await runCreate(desk, job);
      assert.match(shownLines(desk)[0] ?? '', new RegExp(`^Exists in this project: .* · ${cloud.ledger[0]?.taskId}$`));
      assert.deepEqual(shownLines(desk).slice(1), close);
    }));
});

describe('run create: two windows at the same moment', () => {
  /** Claims end together, as they may where two people press Create at once. */
  function together(...desks: readonly ScriptedDesk[]): ScriptedDesk[] {
    let waiting = desks.length;
    let go = () => {};
    const all = new Promise<void>((resolve) => {
      go = resolve;
    });
    const meet = async () => {
      waiting -= 1;
      if (waiting === 0) go();
      await all;
    };
    return desks.map((desk) => {
      const claim: Journal['claim'] = async (draft) => {
        const creation = await desk.journal.claim(draft);
        await meet();
        return creation;
      };
      return { ...desk, journal: { ...desk.journal, claim } };
    });
  }

  const rows = [
    ['both decline: nothing is sent and nothing is left', left(another), left(another), 0],
    ['one of them wants it all the same', agreed(another), left(another), 1],
    ['both want it', agreed(another), agreed(another), 2],
  ] as const;
  for (const [what, first, second, created] of rows) {
    it(what, () =>
      play({}, async ({ desk, cloud, anotherDesk }) => {
        const other = anotherDesk();
        desk.expect(first);
        other.expect(second);
        const windows = together(desk, other);
        await Promise.all(windows.map(async (window) => runCreate(window, await exampleJob(window))));
        for (const window of [desk, other]) {
          assert.match(shownLines(window)[0] ?? '', /^Being created at this moment: dcs-migration-orders · ./);
          assert.equal(shownLines(window).length, 3);
        }
        assert.equal(cloud.ledger.length, created);
        const state = await journalState(desk.journal);
        assert.deepEqual({ ...state, closed: state.closed.length }, { ...nothing, closed: created });
      }),
    );
  }
});
