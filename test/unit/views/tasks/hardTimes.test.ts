import assert from 'node:assert/strict';
import { taskStats } from '../../../../src/cloud/services/taskProgressSchemas.ts';
import { lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import { wait } from '../../../../src/host/wait.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Row } from '../../../../src/views/tasks/row.ts';
import { rowsOf } from '../../../../src/views/tasks/taskRows.ts';
import { createChain } from '../../../../src/views/watch/chain.ts';
import { play } from '../../../support/desk/deskAndCloud.ts';
import { editedEntries } from '../../../support/desk/editedLists.ts';
import { english } from '../../../support/desk/english.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const minute = 60_000;

const many = (count: number, state: TaskSeed['state']): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state }));

const phases = (desk: ScriptedDesk) => desk.tasks.sight().tasks.map((one) => lifeOf(one, desk.now().getTime()).phase);

const drawn = (desk: ScriptedDesk) =>
  rowsOf(desk.tasks.sight(), { by: 'state', only: [] }, desk.now().getTime(), english);

const everyRow = (rows: readonly Row[]): readonly Row[] => rows.flatMap((row) => [row, ...everyRow(row.rows())]);

describe('the watch of the tasks in hard times', () => {
  it('goes on, and says nothing of now by what was in another time, where the clock is set back', () => {
    let shift = 0;
    let now = () => new Date(0);
    let asked = 0;
    return playWithTasks(
      many(1, 'inSync'),
      async ({ desk, clock }) => {
        now = clock.now;
        desk.tasks.look();
        await clock.wait(2 * minute);
        assert.deepEqual(phases(desk), ['ready']);
        // Beyond a quarter of an hour the cloud takes no signature.
        shift = -10 * minute;
        assert.deepEqual(phases(desk), ['catchingUp']);
        const before = asked;
        await clock.wait(2 * minute);
        assert.ok(asked - before > 10, `${asked - before} requests`);
      },
      {
        now: () => new Date(now().getTime() + shift),
        transport: (url, init) => {
          asked += 1;
          return globalThis.fetch(url, init);
        },
      },
    );
  });

  it('sees a hundred tasks in sync, and when that was', () =>
    playWithTasks(many(100, 'inSync'), async ({ desk, clock }) => {
      desk.tasks.look();
      await clock.wait(6 * minute);
      // A few are behind by a burst of writes.
      const others = phases(desk).filter((phase) => phase !== 'inSync');
      assert.ok(others.length < 15 && others.every((phase) => phase === 'catchingUp'), others.join());
      const descriptions = everyRow(drawn(desk)).map(({ description = '' }) => description);
      assert.ok(descriptions.filter((text) => /^in sync · \d+:\d\d:\d\d/.test(text)).length > 50);
    }));

  it('reads the detail of each task that has changed, however many at once', () =>
    playWithTasks(many(25, 'stopping'), async ({ desk, clock }) => {
      desk.tasks.look();
      await clock.wait(5 * minute);
      const { tasks } = desk.tasks.sight();
      assert.deepEqual(
        tasks.filter(({ detail, task }) => detail?.status !== task.status).map(({ task }) => task.task_name),
        [],
      );
    }));

  it('begins nothing more once the cloud wants to be left alone', () => {
    let stats = 0;
    return playWithTasks(
      many(10, 'inSync'),
      async ({ desk, clock }) => {
        await desk.tasks.refresh();
        const before = stats;
        await clock.wait(minute);
        assert.equal(stats, before);
        assert.ok(stats <= 4);
      },
      {
        transport: async (url, init) => {
          if (!url.endsWith('/stats')) return globalThis.fetch(url, init);
          stats += 1;
          const headers = { 'Retry-After': '120' };
          return stats === 1
            ? Response.json({ error_code: 'APIGW.0308' }, { status: 429, headers })
            : globalThis.fetch(url, init);
        },
      },
    );
  });

  it('does not turn without end for a pause of months', async () => {
    let turns = 0;
    let isWanted = true;
    const pause = () => {
      turns += 1;
      return 999_999_999_000;
    };
    const rouse = createChain({ isWanted: () => isWanted, pause, wait, step: async () => undefined });
    rouse();
    await wait(100);
    isWanted = false;
    rouse();
    assert.equal(turns, 1);
  });

  it('has the log say why nobody could be asked about', () =>
    play({ signedIn: false }, async ({ desk }) => {
      Object.assign(desk.accounts, {
        glance: async () => {
          throw new Error('the keyring is locked');
        },
      });
      await desk.tasks.refresh();
      assert.equal(desk.tasks.sight().state, 'unreachable');
      assert.match(desk.logged.join('\n'), /the keyring is locked/);
      desk.tasks.dispose();
    }));
});

describe('what the cloud says in words', () => {
  it('shows no password that stands in them, wherever that is', () =>
    playWithTasks(
      [{ name: 'one', state: 'failed', failure: 'unexplained' }],
      async ({ desk }) => {
        await desk.tasks.refresh();
        const shown = JSON.stringify([desk.tasks.sight().tasks, everyRow(drawn(desk)), desk.logged]);
        assert.doesNotMatch(shown, /Hunter2Hunter2/);
        assert.match(shown, /••••••/);
      },
      {
        transport: editedEntries((entry) => ({
          ...entry,
          error_message: 'odd: password=Hunter2Hunter2',
          description: 'token=Hunter2Hunter2',
          data_source: 'redis://:Hunter2Hunter2@10.0.0.1:6379',
        })),
      },
    ));

  it('is no ID of another row', () =>
    playWithTasks(
      many(2, 'stopped'),
      async ({ desk }) => {
        await desk.tasks.refresh();
        const ids = everyRow(drawn(desk)).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
      },
      { transport: editedEntries((entry, index) => ({ ...entry, task_id: index === 0 ? 'x' : 'x id' })) },
    ));

  it('is kept of figures only where they are some', () => {
    assert.deepEqual(taskStats.parse({ offset: 1, junk: 'x'.repeat(1000) }), { offset: 1 });
  });
});
