import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureMigrationTask } from '../../../../src/cloud/services/configureTask.ts';
import { stopMigrationTask } from '../../../../src/cloud/services/taskActions.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, agreed, left, picked, typed, wentBack } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, start, wholeAnswers } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];
const stopped: readonly TaskSeed[] = [{ name: 'orders', state: 'stopped' }];
const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id ?? '';
const said = ({ desk }: Scene) => desk.told.at(-1)?.message ?? '';

type Init = Parameters<Transport>[1];

const isStart = (url: string, { method }: Init) => method === 'POST' && url.endsWith('/task');
const lost = () => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) });

/** A network in which something else happens to what starts a migration. */
function starting(act: (pass: () => Promise<Response>) => Promise<Response>): Transport {
  return (url, init) => (isStart(url, init) ? act(() => globalThis.fetch(url, init)) : globalThis.fetch(url, init));
}

/** Other ends than those that the task ran between before. */
const otherEnds: readonly Answer[] = [
  wentBack(asks.sourcePassword),
  picked(asks.source, 'carts-redis'),
  typed(asks.sourcePassword, passwords.source),
  wentBack(asks.targetPassword),
  picked(asks.target, 'carts-redis-new'),
  typed(asks.targetPassword, passwords.target),
];

async function configure({ desk }: Scene): Promise<void> {
  await configureAndStart(desk, await rowsOf(desk, 'orders'));
}

describe('a start', () => {
  it('is sent once from a window, also where the person is impatient', () => {
    let again: (() => Promise<void>) | undefined;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        const called = await rowsOf(desk, 'orders');
        again = async () => {
          desk.expect(...wholeAnswers, start);
          await configureAndStart(desk, called);
        };
        desk.expect(...wholeAnswers, start);
        await configureAndStart(desk, called);
        assert.deepEqual(answered(scene), ['configure true']);
        assert.equal(desk.requests.filter((request) => request.endsWith('/task')).length, 1);
        assert.match(desk.told[0]?.message ?? '', /orders is being started already\. Nothing was sent\.$/);
      },
      {
        // The first is slow, and the person runs the command once more.
        transport: starting(async (pass) => {
          const more = again;
          again = undefined;
          await more?.();
          return pass();
        }),
      },
    );
  });

  it('of a file is of the task that was created from it, and of no other of its name once that one runs', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        const [vpc] = world.vpcs;
        const [group] = world.securityGroups;
        const ends = {
          source_instance: { id: idOf('carts-redis') },
          target_instance: { id: idOf('carts-redis-new') },
        };
        const migration = { migration_method: 'full_amount_migration', resume_mode: 'manual', ...ends };
        const networks = { vpc_id: vpc?.id, subnet_id: vpc?.subnets[0]?.id, security_group_id: group?.id };
        const text = JSON.stringify({ name: 'orders', ...networks, migration });
        const uri = desk.documents.put('/workspace/orders.dcsmigration.json', text);
        desk.expect(agreed('Create another migration task named'));
        await createMigrationTaskFromFile(desk, uri);
        desk.expect(typed(asks.sourcePassword, passwords.source), typed(asks.targetPassword, passwords.target));
        desk.expect(start);
        await configureAndStart(desk, { argument: uri, selected: undefined });
        await configureAndStart(desk, { argument: uri, selected: undefined });
        assert.match(said(scene), /Nothing was sent: the state of migration task orders does not allow it/);
        assert.deepEqual(answered(scene), ['configure true']);
      },
      { sandbox: { machineTime: 0 } },
    ));

  it('leaves no password in the draft that it began with', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk, clock } = scene;
      const [method, ...rest] = wholeAnswers;
      assert.ok(method);
      desk.expect(method, left(asks.source));
      await configure(scene);
      desk.expect(...rest, start);
      await configure(scene);
      const { place } = desk.tasks.sight();
      assert.ok(place);
      // It waits again, in the same window.
      await clock.wait(1000);
      const taskId = desk.tasks.sight().tasks[0]?.task.task_id ?? '';
      await stopMigrationTask(place.connection, place.projectId, taskId);
      await clock.wait(60_000);
      desk.expect(left(asks.sourcePassword));
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true', 'stop true']);
    }));

  it('forgets a kept password that was cleared', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const { sandbox, projectId, connection } = place;
      const of = { sandbox, projectId, region: connection.region, redis: '10.9.0.1:6379' };
      await desk.redisPasswords.keep(of, passwords.source);
      desk.expect(picked(asks.method, 'Full Copy'), picked(asks.source, 'Enter an Address or an ID…'));
      desk.expect(typed('Address of the Redis', '10.9.0.1:6379'), typed(asks.sourcePassword, ''));
      desk.expect(...wholeAnswers.slice(3, 6), picked(asks.review, 'Keep the passwords'), start);
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
      assert.equal(await desk.redisPasswords.find(of), undefined);
    }));

  it('keeps what was entered where nobody knows whether it has begun', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        scene.desk.expect(...wholeAnswers, start);
        await configure(scene);
        assert.match(said(scene), /It is not known whether/);
        scene.desk.expect(left(asks.sourcePassword));
        await configure(scene);
        assert.match(scene.desk.asked.at(-1)?.words ?? '', /carts-redis/);
      },
      {
        transport: starting(async () => {
          throw lost();
        }),
      },
    ));

  it('keeps no password for somebody who signs out while it is sent', () => {
    let signOut: (() => Promise<unknown>) | undefined;
    return playWithTasks(
      seeds,
      async (scene) => {
        signOut = () => scene.desk.accounts.signOut();
        scene.desk.expect(...wholeAnswers, picked(asks.review, 'Keep the passwords'), start);
        await configure(scene);
        assert.deepEqual(answered(scene), ['configure true']);
        assert.ok(!JSON.stringify([...scene.secrets.content]).includes(passwords.source));
      },
      {
        transport: starting(async (pass) => {
          const response = await pass();
          await signOut?.();
          return response;
        }),
      },
    );
  });
});

describe('what is said of a start of a task that ran before', () => {
  it('is the reason of the cloud where that refused it', () => {
    let refuses = false;
    return playWithTasks(
      stopped,
      async (scene) => {
        const called = await rowsOf(scene.desk, 'orders');
        refuses = true;
        scene.desk.expect(...otherEnds, start);
        await configureAndStart(scene.desk, called);
        assert.match(said(scene), /was not started\. .*DCS\.4080/);
      },
      {
        transport: starting(async (pass) =>
          refuses
            ? Response.json({ error_code: 'DCS.4080', error_msg: 'Instance password check failed' }, { status: 400 })
            : pass(),
        ),
      },
    );
  });

  it('is that nobody knows, where the answer was lost and the list lags', () => {
    let old: string | undefined;
    let lags = false;
    return playWithTasks(
      stopped,
      async (scene) => {
        scene.desk.expect(...otherEnds, start);
        await configure(scene);
        assert.match(said(scene), /It is not known whether the migration of task orders has started/);
        assert.deepEqual(answered(scene), ['configure true']);
      },
      {
        transport: async (url, init) => {
          if (isStart(url, init)) {
            await globalThis.fetch(url, init);
            lags = true;
            throw lost();
          }
          if (!/\/migration-tasks\?/.test(url)) return globalThis.fetch(url, init);
          if (!lags || old === undefined) old = await (await globalThis.fetch(url, init)).text();
          return new Response(old, { headers: { 'Content-Type': 'application/json' } });
        },
      },
    );
  });
});

describe('what is said of a start whose answer was lost', () => {
  it('is that it has started, also where the cloud names the masters in another order', () => {
    const turned = ['10.9.0.2:6379,10.9.0.1:6379', '10.9.0.1:6379,10.9.0.2:6379'] as const;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(picked(asks.method, 'Full Copy'), picked(asks.source, 'Enter an Address or an ID…'));
        desk.expect(typed('Address of the Redis', turned[1]), typed(asks.sourcePassword, ''));
        desk.expect(...wholeAnswers.slice(3, 6), start);
        await configure(scene);
        assert.match(said(scene), /The migration of task orders has started\./);
      },
      {
        transport: async (url, init) => {
          const response = await globalThis.fetch(url, init);
          if (isStart(url, init)) throw lost();
          if (!/migration-task/.test(url)) return response;
          const text = (await response.text()).replaceAll(turned[1], turned[0]);
          return new Response(text, { status: response.status, headers: { 'Content-Type': 'application/json' } });
        },
      },
    );
  });

  it('is not that it has started, where somebody else has started another method', () => {
    let another: (() => Promise<unknown>) | undefined;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        const called = await rowsOf(desk, 'orders');
        const { place, tasks } = desk.tasks.sight();
        const taskId = tasks[0]?.task.task_id;
        assert.ok(place && taskId);
        another = () =>
          configureMigrationTask(place.connection, place.projectId, taskId, {
            migration_method: 'full_amount_migration',
            resume_mode: 'manual',
            source_instance: { id: idOf('carts-redis'), password: 'p' },
            target_instance: { id: idOf('carts-redis-new'), password: 'p' },
          });
        desk.expect(...wholeAnswers, start);
        await configureAndStart(desk, called);
        assert.doesNotMatch(said(scene), /has started/);
        assert.deepEqual(answered(scene), ['configure true', 'configure false']);
      },
      {
        transport: starting(async (pass) => {
          const first = another;
          another = undefined;
          await first?.();
          return pass();
        }),
      },
    );
  });
});
