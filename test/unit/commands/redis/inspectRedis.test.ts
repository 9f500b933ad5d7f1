import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { inspectRedis } from '../../../../src/commands/redis/inspectRedis.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, accepted, agreed, left, picked, typed, wentBack } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'waiting' },
  { name: 'moving', state: 'inSync' },
];
const password = 'canary-of-the-inspected-91';
const webCli = 'Through the Web CLI of the Cloud';
const asks = {
  which: 'Which Redis is to be inspected?',
  how: 'to be read?',
  password: 'Password of ',
  goes: 'goes to the API of the cloud',
  connects: 'This computer connects to ',
};
const through = (name: string, typing = password): readonly Answer[] => [
  picked(asks.which, name),
  picked(asks.how, webCli),
  typed(asks.password, typing),
];

const report = ({ desk }: Scene) => desk.documents.previews.at(-1) ?? { title: '', text: '' };
const said = ({ desk }: Scene) => desk.told.at(-1)?.message ?? '';

/** Nothing that writes may have been sent, and no password shown. */
function playing(act: (scene: Scene) => Promise<void>, options: SceneOptions = {}): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      await act(scene);
      for (const { writes } of [scene.cloud, ...scene.sandboxes]) assert.deepEqual(writes, []);
      assert.ok(!everythingShown(scene.desk).includes(password));
    },
    options,
  );
}

describe('Inspect Redis', () => {
  it('reads an instance through the Web CLI, after it has said once where the password goes', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('reports-redis'), agreed(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      const { title, text } = report(scene);
      assert.equal(title, 'redis-reports-redis.md');
      assert.match(text, /^# `?reports-redis`?|^# Redis reports-redis/m);
      for (const line of [
        /^\| Read \| through the Web CLI of the cloud; the Redis speaks no TLS \|$/m,
        /^\| Password \| demanded; the one given is right \|$/m,
        /^\| Version \| Redis `?5\.0\.14`? \|$/m,
        /^\| Role \| master, replicas: 1 \|$/m,
        /^\| `?repl-timeout`? \| 60 s \|$/m,
        /^\| PSYNC \| not checked: the Web CLI does not pass the question on \|$/m,
        /^\| 0 \| 60,000 \| 20,000 \|$/m,
        /^\| 3 \| 17,000 \| 5,666 \|$/m,
        /^\d+ of 77,000 keys were looked at\.$/m,
      ])
        assert.match(text, line);
      assert.match(said(scene), /^Sandbox: reports-redis was inspected\.$/);
      scene.desk.expect(...through('carts-redis'));
      await inspectRedis(scene.desk, fromPalette);
      assert.equal(report(scene).title, 'redis-carts-redis.md');
    }));

  it('offers source and target of the task it is called for', () =>
    playing(async (scene) => {
      scene.desk.expect(left(asks.which));
      await inspectRedis(scene.desk, await rowsOf(scene.desk, 'moving'));
      const groups = scene.desk.asked
        .at(-1)
        ?.choices.filter(({ group }) => /^Source and target of moving$/.test(group ?? ''));
      assert.ok((groups?.length ?? 0) >= 1);
    }));

  it('says that a password is not right, and reads nothing', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('carts-redis', `wrong ${password}`), agreed(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      assert.match(
        said(scene),
        /^Sandbox: carts-redis was not inspected\. The cloud says that the password is not right\./,
      );
      const opened = () => scene.desk.requests.filter((request) => request.includes('webcli/auth')).length;
      scene.desk.expect(...through('carts-redis', `wrong ${password}`));
      await inspectRedis(scene.desk, fromPalette);
      assert.match(said(scene), /did not take this password a short while ago/);
      assert.equal(opened(), 1);
      for (const number of [2, 3, 4]) {
        scene.desk.expect(...through('carts-redis', `wrong ${number} ${password}`));
        await inspectRedis(scene.desk, fromPalette);
      }
      assert.match(said(scene), /three passwords that were not taken were tried/);
      assert.equal(opened(), 3);
      assert.deepEqual(scene.desk.documents.previews, []);
    }));

  it('sends nothing where that is declined, left or gone back from', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('carts-redis'), left(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      scene.desk.expect(
        ...[picked(asks.which, 'carts-redis'), picked(asks.how, webCli), wentBack(asks.password)],
        ...[wentBack(asks.how), picked(asks.which, 'sessions-redis'), left(asks.how)],
      );
      await inspectRedis(scene.desk, fromPalette);
      const address = 'redis.invalid:6379';
      scene.desk.expect(
        ...[picked(asks.which, 'Enter an Address or an ID…'), typed('Address of the Redis', address, ['', 'a b'])],
        ...[picked(asks.how, 'Over a Connection Without TLS'), typed(asks.password, ''), left(asks.connects)],
      );
      await inspectRedis(scene.desk, fromPalette);
      assert.ok(!scene.desk.requests.some((request) => request.includes('webcli')));
      assert.deepEqual(scene.desk.documents.previews, []);
      assert.deepEqual(scene.desk.told, []);
    }));

  it('asks for no password where there is none, and has no Web CLI before 4.0', () =>
    playing(async (scene) => {
      scene.desk.expect(picked(asks.which, 'sessions-redis'), picked(asks.how, webCli));
      await inspectRedis(scene.desk, fromPalette);
      assert.match(report(scene).text, /^\| Password \| none was needed \|$/m);
      scene.desk.expect(picked(asks.which, 'legacy-redis'), left(asks.how));
      await inspectRedis(scene.desk, fromPalette);
      const choices = scene.desk.asked.at(-1)?.choices ?? [];
      assert.match(choices.find(({ label }) => label === webCli)?.unusable ?? '', /older than Redis 4\.0/);
    }));

  it('keeps the password when that is wanted, and proposes it then', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('carts-redis'), agreed(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      await scene.desk.told.at(-1)?.press('Keep the Password');
      scene.desk.expect(picked(asks.which, 'carts-redis'), picked(asks.how, webCli), accepted(asks.password));
      await inspectRedis(scene.desk, fromPalette);
      assert.deepEqual(scene.desk.told.at(-1)?.buttons, ['Copy Report']);
    }));

  it('asks once more, with what was entered, where something of it is to be changed', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('carts-redis', `wrong ${password}`), agreed(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      scene.desk.expect(...through('carts-redis'));
      await scene.desk.told.at(-1)?.press('Change…');
      assert.match(said(scene), /carts-redis was inspected/);
    }));

  it('says of a cluster that the Web CLI shows one of its shards', () =>
    playing(async (scene) => {
      scene.desk.expect(...through('catalogue-cluster-new'), agreed(asks.goes));
      await inspectRedis(scene.desk, fromPalette);
      assert.match(report(scene).text, /^Through the Web CLI a cluster shows one of its shards, and its keys only\.$/m);
      assert.match(report(scene).text, /^\| Cluster \| ok, 16,384 of 16,384 slots served \|$/m);
      assert.match(report(scene).text, /^It holds no keys\.$/m);
    }));

  it('stops when it is called off, and says nothing; where somebody signs out it says that', () => {
    let meanwhile: () => unknown = () => undefined;
    const transport: Transport = async (url, init) => {
      if (!url.endsWith('/webcli/command')) return globalThis.fetch(url, init);
      const text = await new Response(init.body ?? null).text();
      if (text.includes('SCAN')) await meanwhile();
      return globalThis.fetch(url, { ...init, body: new Blob([text]).stream() });
    };
    return playing(
      async (scene) => {
        const { desk } = scene;
        meanwhile = () => desk.progresses.at(-1)?.cancel();
        desk.expect(...through('carts-redis'), agreed(asks.goes));
        await inspectRedis(desk, fromPalette);
        assert.deepEqual(desk.told, []);
        meanwhile = () => desk.accounts.signOut();
        desk.expect(...through('carts-redis'));
        await inspectRedis(desk, fromPalette);
        assert.match(said(scene), /^You have signed out, or switched/);
        assert.deepEqual(desk.documents.previews, []);
        assert.equal(desk.requests.filter((request) => request.endsWith('/webcli/logout')).length, 1);
      },
      { transport },
    );
  });
});
