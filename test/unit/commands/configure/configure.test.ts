import assert from 'node:assert/strict';
import { redisPasswordsKey } from '../../../../src/account/redisPasswords.ts';
import { configureMigrationTask } from '../../../../src/cloud/services/configureTask.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { accepted, left, picked, typed, wentBack } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, start, wholeAnswers } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'waiting' },
  { name: 'moving', state: 'inSync' },
];

const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

function settingsIn({ sandboxes }: Scene): unknown {
  return sandboxes[0]?.actions.length;
}

function assertNoPassword({ desk }: Scene): void {
  const shown = everythingShown(desk);
  for (const password of Object.values(passwords)) assert.ok(!shown.includes(password), 'A password was shown');
}

async function configure({ desk }: Scene, name = 'orders'): Promise<void> {
  await configureAndStart(desk, await rowsOf(desk, name));
}

const said = ({ desk }: Scene) => desk.told.at(-1)?.message;

describe('Configure and Start', () => {
  it('asks for what is to be migrated, and starts it once, in eight decisions', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...wholeAnswers, start);
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
      assert.equal(
        said(scene),
        'Sandbox: The migration of task orders has started. You are told when it is ready to cut over, and when it fails.',
      );
      assert.deepEqual(desk.restarted, ['orders']);
      const task = desk.tasks.sight().tasks.find((known) => known.task.task_name === 'orders')?.task;
      assert.deepEqual(
        [task?.migration_method, task?.source_instance_id, task?.target_instance_id, task?.resume_mode],
        ['incremental_migration', idOf('carts-redis'), idOf('carts-redis-new'), 'auto'],
      );
      assert.equal(desk.asked.length, wholeAnswers.length + 1);
      await desk.told.at(-1)?.press('Show');
      assert.deepEqual(desk.shownPages, [task?.task_id]);
      assertNoPassword(scene);
    }));

  it('shows everything before it starts but the passwords, and does not begin at Start', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...wholeAnswers, left(asks.review));
      await configure(scene);
      const rows = desk.asked.at(-1)?.choices ?? [];
      assert.equal(rows.find(({ active }) => active)?.label, 'Method');
      const values = Object.fromEntries(rows.map(({ label, description }) => [label, description]));
      assert.deepEqual(values, {
        Start: '',
        'Check Again': '',
        'Show All Checks': '34 of 35 passed, 0 not checked, 1 to know for later',
        Method: 'Full Copy and Incremental Migration',
        Source: 'carts-redis · Redis 5.0 · master/standby · 2 GB · 192.168.0.43 · with a password',
        Target: 'carts-redis-new · Redis 6.0 · master/standby · 4 GB · 192.168.0.44 · with a password',
        'Auto-Reconnect': 'On',
        'Bandwidth limit': '20 MB/s',
        'Keep the passwords': 'no',
      });
      assert.deepEqual(answered(scene), []);
    }));

  it('goes on with what Esc left, but asks for the passwords again', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...wholeAnswers, left(asks.review));
      await configure(scene);
      desk.expect(
        wentBack(asks.sourcePassword),
        picked(asks.source, 'carts-redis'),
        typed(asks.sourcePassword, passwords.source),
        typed(asks.targetPassword, passwords.target),
        picked(asks.review, 'Bandwidth limit'),
        picked(asks.reconnect, 'Auto-Reconnect On'),
        accepted(asks.bandwidth),
        start,
      );
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
      const bandwidth = desk.asked.findLast(({ words }) => words.includes(asks.bandwidth));
      assert.equal(bandwidth?.value, '20');
    }));

  it('comes back to the review after a line of it was changed', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(
        ...wholeAnswers,
        picked(asks.review, 'Method'),
        picked(asks.method, 'Full Copy'),
        picked(asks.review, 'Auto-Reconnect'),
        picked(asks.reconnect, 'Auto-Reconnect Off'),
        start,
      );
      await configure(scene);
      const task = scene.desk.tasks.sight().tasks.find((known) => known.task.task_name === 'orders');
      assert.deepEqual([task?.task.migration_method, task?.task.resume_mode], ['full_amount_migration', 'manual']);
      assert.equal(task?.detail?.bandwidth_limit_mb, undefined);
    }));

  it('goes back from each question to the one before', () =>
    playWithTasks(seeds, async (scene) => {
      const [method, source, sourcePassword, target, targetPassword, reconnect] = wholeAnswers;
      assert.ok(method && source && sourcePassword && target && targetPassword && reconnect);
      scene.desk.expect(
        ...[method, source, wentBack(asks.sourcePassword), wentBack(asks.source)],
        ...[method, source, sourcePassword, target, targetPassword, reconnect, wentBack(asks.bandwidth)],
        ...[wentBack(asks.reconnect), left(asks.target)],
      );
      await configure(scene);
      assert.deepEqual(answered(scene), []);
    }));

  it('asks for no password where the instance has none, and does not offer one Redis for both ends', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(
        picked(asks.method, 'Full Copy'),
        picked(asks.source, 'sessions-redis'),
        picked(asks.target, 'carts-redis-new', ['sessions-redis']),
        typed(asks.targetPassword, passwords.target),
        picked(asks.reconnect, 'Auto-Reconnect Off'),
        start,
      );
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
    }));

  it('takes addresses, and names what is wrong with one', () =>
    playWithTasks(seeds, async (scene) => {
      const wrong = [
        '',
        '10.0.0.1',
        '10.0.0.1:0',
        '10.0.0.1:70000',
        'redis://10.0.0.1:6379',
        ':x@10.0.0.1:6379',
        'a b:1',
      ];
      scene.desk.expect(
        picked(asks.method, 'Full Copy'),
        picked(asks.source, 'Enter an Address or an ID…', [], '10.10.1.9:6379'),
        typed('Address of the Redis', ' 10.10.1.9:6379, 10.10.1.10:6379', [...wrong, '10.0.0.1:6379,']),
        typed(asks.sourcePassword, ''),
        picked(asks.target, 'Enter an Address or an ID…'),
        typed('Address of the Redis', idOf('carts-redis-new') ?? ''),
        typed(asks.targetPassword, passwords.target),
        picked(asks.reconnect, 'Auto-Reconnect Off'),
        start,
      );
      await configure(scene);
      const [task] = scene.desk.tasks.sight().tasks.filter((known) => known.task.task_name === 'orders');
      assert.equal(task?.task.data_source, '10.10.1.9:6379,10.10.1.10:6379');
      assert.equal(task?.task.target_instance_id, idOf('carts-redis-new'));
    }));

  it('asks for an address where the instances may not be listed, and says why', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        scene.desk.expect(
          picked(asks.method, 'Full Copy'),
          { asks: asks.source, does: 'findListFailed' },
          left('Address of the Redis'),
        );
        await configure(scene);
        assert.match(scene.desk.asked.at(-1)?.notice ?? '', /^The DCS instances cannot be listed\./);
      },
      { sandbox: { denied: new Set(['dcs:instance:list']) } },
    ));

  it('keeps the passwords for the next time only where that is wanted, and forgets them', () =>
    playWithTasks([...seeds, { name: 'other', state: 'waiting' }], async (scene) => {
      const { desk, secrets } = scene;
      desk.expect(...wholeAnswers, picked(asks.review, 'Keep the passwords'), start);
      await configure(scene);
      assert.ok(secrets.content.get(redisPasswordsKey)?.includes(passwords.source));
      const again = wholeAnswers.map((answer) =>
        answer.does === 'type' && answer.value in kept ? accepted(answer.asks) : answer,
      );
      desk.expect(...again, picked(asks.review, 'Keep the passwords'), start);
      await configure(scene, 'other');
      assert.deepEqual(answered(scene), ['configure true', 'configure true']);
      assert.equal(secrets.content.get(redisPasswordsKey), '[]');
      assertNoPassword(scene);
    }));

  it('starts all the same where the passwords cannot be kept', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(...wholeAnswers, picked(asks.review, 'Keep the passwords'), start);
      scene.secrets.broken = 'writing';
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
      assert.match(said(scene) ?? '', /The secret storage of this computer is out of order/);
    }));

  it('is offered of what waits and of what has ended while its machine is there, from the palette too', () =>
    playWithTasks(
      [
        ...seeds,
        { name: 'failed', state: 'failed', failure: 'sourcePasswordRefused' },
        { name: 'still-born', state: 'failed', failure: 'portNotBound' },
        { name: 'stopped', state: 'stopped' },
        { name: 'gone', state: 'released' },
      ],
      async (scene) => {
        scene.desk.expect(left('Which migration task is to be configured?'));
        await configureAndStart(scene.desk, fromPalette);
        const labels = scene.desk.asked[0]?.choices.map(({ label }) => label).toSorted();
        assert.deepEqual(labels, ['failed', 'orders', 'stopped']);
        // Its method and its ends are known from before.
        scene.desk.expect(wentBack(asks.sourcePassword), ...wholeAnswers.slice(1, 3));
        scene.desk.expect(wentBack(asks.targetPassword), ...wholeAnswers.slice(3, 5), start);
        await configure(scene, 'failed');
        const [source] = scene.desk.asked.filter(({ words }) => words.includes(asks.source));
        assert.match(source?.choices.find(({ active }) => active)?.label ?? '', /^10\.20\.2\.\d+:6379$/);
        assert.deepEqual(answered(scene), ['configure true']);
        assert.match(said(scene) ?? '', /The migration of task failed has started\./);
      },
    ));

  it('says so where the state does not allow it', () =>
    playWithTasks(seeds, async (scene) => {
      await configure(scene, 'moving');
      assert.match(said(scene) ?? '', /Nothing was sent: the state of migration task moving does not allow it/);
    }));

  it('sends nothing where the task has changed since it was asked about', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      const input = desk.prompter.input.bind(desk.prompter);
      Object.assign(desk.prompter, {
        input: async (question: Parameters<typeof input>[0]) => {
          if (question.prompt.includes(asks.bandwidth)) await changedMeanwhile(scene);
          return input(question);
        },
      });
      desk.expect(...wholeAnswers, start);
      await configure(scene);
      assert.match(said(scene) ?? '', /Nothing was sent: migration task orders has changed since you were asked/);
      assert.equal(settingsIn(scene), 1);
    }));
});

const kept: Readonly<Record<string, true>> = { [passwords.source]: true, [passwords.target]: true };

/** Somebody else starts it. */
async function changedMeanwhile({ desk }: Scene): Promise<void> {
  const { place, tasks } = desk.tasks.sight();
  const id = tasks.find(({ task }) => task.task_name === 'orders')?.task.task_id;
  assert.ok(place && id);
  await configureMigrationTask(place.connection, place.projectId, id, {
    migration_method: 'full_amount_migration',
    resume_mode: 'auto',
    source_instance: { addrs: '10.10.1.9:6379' },
    target_instance: { id: idOf('tiny-redis') ?? '' },
  });
}
