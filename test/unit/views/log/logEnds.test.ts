import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { restartMigrationTasks } from '../../../../src/cloud/services/taskActions.ts';
import type { LogEnds } from '../../../../src/desk/tasks/logEnds.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { createLogEnds } from '../../../../src/views/log/logEnds.ts';
import { createTaskLog } from '../../../../src/views/log/taskLog.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const second = 1000;

interface Played extends Scene {
  readonly logs: LogEnds;
  /** Requests for logs. */
  readonly asked: string[];
  readonly idOf: (name: string) => string;
}

function play(
  seeds: readonly TaskSeed[],
  act: (played: Played) => Promise<void>,
  answer: Transport = (url, init) => globalThis.fetch(url, init),
): Promise<void> {
  const asked: string[] = [];
  const transport: Transport = (url, init) => {
    if (url.includes('/logs')) asked.push(url);
    return answer(url, init);
  };
  return playWithTasks(
    seeds,
    async (scene) => {
      const { desk, clock } = scene;
      const logs = createLogEnds(desk, (error) => assert.fail(String(error)));
      desk.tasks.look();
      await clock.wait(second);
      const idOf = (name: string) =>
        desk.tasks.sight().tasks.find(({ task }) => task.task_name === name)?.task.task_id ?? '';
      try {
        await act({ ...scene, logs, asked, idOf });
      } finally {
        logs.dispose();
      }
    },
    { transport },
  );
}

const logsSchema = z.looseObject({ migration_logs: z.array(z.unknown()) });

const still: TaskSeed = { name: 'still', state: 'stopped' };
const moving: TaskSeed = { name: 'moving', state: 'inSync', age: 600_000 };

/** Each an hour older than the one after it. */
const failedTasks = (count: number): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `failed-${index}`,
    state: 'failed',
    failure: 'keyBusy',
    age: (count - index) * 3600 * second,
  }));

describe('the last lines of the log of a task', () => {
  it('are read where its row is open, oldest first', () =>
    play([moving], async ({ logs, asked, clock, desk, idOf }) => {
      assert.deepEqual(asked, []);
      const id = idOf('moving');
      logs.open(id);
      await clock.wait(second);
      assert.ok(asked.length <= 2, `${asked.length} requests`);
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const all = createTaskLog(place, id);
      await all.read();
      assert.deepEqual(logs.endOf(id), all.lines().slice(-50));
    }));

  it('are the same where the service begins with the other end', () => {
    let entries: unknown[] | undefined;
    const backwards: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (!url.includes('/logs')) return answer;
      const { searchParams } = new URL(url);
      const [offset, limit] = ['offset', 'limit'].map((name) => Number(searchParams.get(name)));
      entries ??= logsSchema.parse(await answer.json()).migration_logs.toReversed();
      return Response.json({
        log_num: entries.length,
        migration_logs: entries.slice(offset, (offset ?? 0) + (limit ?? 0)),
      });
    };
    return play(
      [moving],
      async ({ logs, clock, desk, idOf }) => {
        const id = idOf('moving');
        const { place } = desk.tasks.sight();
        assert.ok(place);
        const all = createTaskLog(place, id);
        // Its first page has all that this service ever says.
        await all.read();
        logs.open(id);
        await clock.wait(second);
        assert.ok(all.lines().length > 6);
        assert.deepEqual(logs.endOf(id), all.lines().slice(-50));
      },
      backwards,
    );
  });

  it('are read again in turn while the task moves, and not where it stands still or nobody sees it', () =>
    play([moving, still], async ({ logs, asked, clock, idOf }) => {
      const closeMoving = logs.open(idOf('moving'));
      logs.open(idOf('still'));
      await clock.wait(second);
      const perReading = asked.length / 2;
      asked.length = 0;
      await clock.wait(180 * second);
      assert.ok(asked.length >= 4 * perReading && asked.length <= 6 * perReading, `${asked.length} requests`);
      assert.ok(asked.every((url) => url.includes(idOf('moving'))));
      closeMoving();
      asked.length = 0;
      await clock.wait(180 * second);
      assert.deepEqual(asked, []);
      const [one, other] = [logs.open(idOf('moving')), logs.open(idOf('moving'))];
      await clock.wait(second);
      assert.equal(asked.length, perReading);
      // Whoever closes it twice closes it for themselves alone.
      one();
      one();
      await clock.wait(60 * second);
      assert.ok(asked.length > perReading);
      other();
      asked.length = 0;
      await clock.wait(180 * second);
      assert.deepEqual(asked, []);
    }));

  it('are read of those that have failed last, once, where somebody looks at the list', () =>
    play(failedTasks(12), async ({ logs, asked, clock, desk }) => {
      await clock.wait(120 * second);
      assert.deepEqual(asked, []);
      logs.look();
      await clock.wait(120 * second);
      const read = desk.tasks.sight().tasks.filter(({ task }) => logs.endOf(task.task_id) !== undefined);
      assert.deepEqual(
        read.map(({ task }) => task.task_name).toSorted(),
        failedTasks(12)
          .slice(2)
          .map(({ name }) => name)
          .toSorted(),
      );
      assert.equal(asked.length, 10);
      await clock.wait(600 * second);
      assert.equal(asked.length, 10);
    }));

  it('are read once each, of however many rows that are open', () => {
    const many = Array.from({ length: 215 }, (_, index): TaskSeed => ({ name: `still-${index}`, state: 'stopped' }));
    return play(many, async ({ logs, asked, clock, idOf }) => {
      for (const { name } of many) logs.open(idOf(name));
      await clock.wait(120 * second);
      assert.equal(asked.length, many.length);
    });
  });

  it('are read again of a task that has failed once more', () =>
    play(
      [{ name: 'again', state: 'failed', failure: 'keyBusy', age: 3_600_000 }],
      async ({ logs, asked, clock, desk, idOf }) => {
        logs.look();
        await clock.wait(120 * second);
        assert.equal(asked.length, 1);
        const id = idOf('again');
        const { place } = desk.tasks.sight();
        assert.ok(place);
        await restartMigrationTasks(place.connection, place.projectId, [id]);
        await clock.wait(600 * second);
        assert.equal(desk.tasks.sight().tasks[0]?.task.status, 'FAILED');
        const errors = logs.endOf(id)?.filter(({ log_level }) => log_level === 'ERROR').length ?? 0;
        assert.ok(asked.length >= 2 && errors > 2, `${asked.length} requests, ${errors} errors`);
      },
    ));

  it('are tried again in turn where they could not be read, and what was read stays', () => {
    let fails = true;
    return play(
      [still],
      async ({ logs, asked, clock, idOf }) => {
        const id = idOf('still');
        logs.open(id);
        await clock.wait(5 * second);
        assert.deepEqual([logs.endOf(id), asked.length], [[], 1]);
        fails = false;
        await clock.wait(90 * second);
        assert.ok((logs.endOf(id)?.length ?? 0) > 0);
      },
      async (url, init) =>
        fails && url.includes('/logs') ? Response.json({}, { status: 500 }) : globalThis.fetch(url, init),
    );
  });

  it('are nothing of an account that is gone', () =>
    play([moving], async ({ logs, asked, clock, desk, idOf }) => {
      const id = idOf('moving');
      logs.open(id);
      await clock.wait(second);
      assert.ok((logs.endOf(id)?.length ?? 0) > 0);
      await desk.accounts.signOut();
      asked.length = 0;
      await clock.wait(120 * second);
      assert.deepEqual([logs.endOf(id), asked], [undefined, []]);
    }));
});
