import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureMigrationTask } from '../../../../src/cloud/services/configureTask.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { planOf } from '../../../../src/commands/configure/plannedDraft.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { left } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { start, wholeAnswers } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];

/** What becomes of the request that configures. */
type Fate = (pass: () => Promise<Response>) => Promise<Response>;

function withFate(fate: Fate): Transport {
  return (url, init) => {
    const pass = () => globalThis.fetch(url, init);
    return init.method === 'POST' && url.endsWith('/task') ? fate(pass) : pass();
  };
}

async function configured(fate: Fate, check: (scene: Scene, said: string) => void | Promise<void>): Promise<void> {
  await playWithTasks(
    seeds,
    async (scene) => {
      scene.desk.expect(...wholeAnswers, start);
      await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
      await check(scene, scene.desk.told.at(-1)?.message ?? '');
      for (const canary of ['canary-of-the-source-77', 'canary-of-the-target-78']) {
        assert.ok(!everythingShown(scene.desk).includes(canary));
      }
    },
    { transport: withFate(fate) },
  );
}

const lost = () => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) });

const refused = (status: number, code: string, message: string) =>
  Response.json({ error_code: code, error_msg: message }, { status });

describe('what is said of a start', () => {
  it('is that it has begun, where the answer was lost and the task shows it', () =>
    configured(
      async (pass) => {
        await pass();
        throw lost();
      },
      (scene, said) => {
        assert.match(said, /The migration of task orders has started\./);
        assert.deepEqual(answered(scene), ['configure true']);
        assert.deepEqual(scene.desk.restarted, ['orders']);
      },
    ));

  it('is that nobody knows, where the request may be on its way and nothing shows it', () =>
    configured(
      async () => {
        throw lost();
      },
      (scene, said) => {
        assert.match(
          said,
          /It is not known whether the migration of task orders has started; when last looked at: waiting/,
        );
        assert.deepEqual(answered(scene), []);
        assert.equal(scene.desk.requests.filter((request) => request.endsWith('/task')).length, 1);
        assert.deepEqual(scene.desk.restarted, []);
      },
    ));

  it('is that it was refused, with the reason, and nothing is tried again', () =>
    configured(
      async () => refused(400, 'DCS.4080', 'Instance password check failed: canary-of-the-source-77'),
      (scene, said) => {
        assert.match(said, /The migration of task orders was not started\. .*DCS\.4080/);
        assert.equal(scene.desk.requests.filter((request) => request.endsWith('/task')).length, 1);
      },
    ));

  it('is that it has begun, where it was refused although it had been accepted', () =>
    configured(
      async (pass) => {
        await pass();
        return refused(503, 'APIGW.0609', 'busy');
      },
      (_, said) => assert.match(said, /The migration of task orders has started\./),
    ));

  it('is that somebody else has configured it, where it runs between others', () => {
    let another: (() => Promise<unknown>) | undefined;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        const called = await rowsOf(desk, 'orders');
        const { place, tasks } = desk.tasks.sight();
        const [known] = tasks;
        assert.ok(place && known);
        another = () =>
          configureMigrationTask(place.connection, place.projectId, known.task.task_id, {
            migration_method: 'full_amount_migration',
            resume_mode: 'auto',
            source_instance: { addrs: '10.10.1.9:6379' },
            target_instance: { id: world.redis.find(({ name }) => name === 'tiny-redis')?.id ?? '' },
          });
        desk.expect(...wholeAnswers, start);
        await configureAndStart(desk, called);
        const said = desk.told.at(-1)?.message ?? '';
        assert.match(said, /was not started\. Somebody else has configured it, with another source or target\.$/);
        assert.deepEqual(answered(scene), ['configure true']);
      },
      {
        // What this window sends is lost, while another one gets through.
        transport: withFate(async (pass) => {
          const first = another;
          another = undefined;
          if (first === undefined) return pass();
          await first();
          throw lost();
        }),
      },
    );
  });
});

describe('what a plan on disk says', () => {
  it('is no name that the instance does not have', () =>
    playWithTasks(seeds, async ({ desk }) => {
      const called = await rowsOf(desk, 'orders');
      const { place, tasks } = desk.tasks.sight();
      const id = world.redis.find(({ name }) => name === 'orders-redis')?.id;
      assert.ok(place && id);
      const end = { redis: { kind: 'instance', instance: { instance_id: id, name: 'carts-redis' } } } as const;
      const draft = { method: 'full_amount_migration', resumeMode: 'auto', bandwidth: '' } as const;
      const ends = { source: { ...end, password: undefined }, target: { ...end, password: undefined } };
      const plan = planOf(desk, place, 'orders', { ...draft, ...ends, keepsPasswords: false });
      assert.ok(plan);
      await desk.plans(true).keep({ ...plan, taskId: tasks[0]?.task.task_id });
      desk.expect(left('Password of the source orders-redis'));
      await configureAndStart(desk, called);
    }));

  it('is not for another task of that name which has run', () =>
    playWithTasks([{ name: 'orders', state: 'finished' }], async ({ desk }) => {
      const called = await rowsOf(desk, 'orders');
      const { place } = desk.tasks.sight();
      const id = world.redis.find(({ name }) => name === 'reports-redis')?.id;
      assert.ok(place && id);
      const end = { redis: { kind: 'instance', instance: { instance_id: id } }, password: undefined } as const;
      const draft = { method: 'full_amount_migration', resumeMode: 'auto', bandwidth: '' } as const;
      const plan = planOf(desk, place, 'orders', { ...draft, source: end, target: end, keepsPasswords: false });
      assert.ok(plan);
      await desk.plans(true).keep(plan);
      desk.expect(left('Password of the source'));
      await configureAndStart(desk, called);
      assert.ok(!desk.asked.some(({ words }) => words.includes('reports-redis')));
    }));
});
