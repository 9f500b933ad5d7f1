import assert from 'node:assert/strict';
import { compareSourceAndTarget } from '../../src/commands/redis/compareSourceAndTarget.ts';
import type { TaskSeed } from '../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene } from '../support/desk/deskAndCloud.ts';
import { rowsOf } from '../support/desk/rowsGiven.ts';
import { type Answer, agreed, picked, typed, wentBack } from '../support/desk/script.ts';
import { playWithTasks } from '../support/desk/tasksOfSandbox.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { twoServers } from '../support/redis/twoServers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'inSync' }];
const passwords = ['password-of-the-source', 'password-of-the-target'] as const;

const toTheCloud = agreed('goes to the API of the cloud');
const throughWebCli = (side: 'source' | 'target', name: string, password: string): readonly Answer[] => [
  wentBack('to be read?'),
  picked(`Which Redis is the ${side}?`, name),
  picked(`How is ${name} to be read?`, 'Through the Web CLI of the Cloud'),
  typed(`Password of ${name}`, password),
];

for (const program of await redisPrograms()) {
  describe(`Compare Source and Target through the Web CLI: ${program.path}`, () => {
    const two = twoServers(program, passwords);
    /** Both stand behind instances of the sandbox. */
    const playBacked = (act: (scene: Scene) => Promise<void>) => {
      const [source, target] = two.servers;
      const at = ({ host, port }: typeof source) => ({ host, port });
      const redis = () => ({ 'carts-redis': at(source), 'carts-redis-new': at(target) });
      return playWithTasks(seeds, act, { sandbox: { redis } });
    };
    const both = (): readonly Answer[] => [
      ...throughWebCli('source', 'carts-redis', passwords[0]),
      toTheCloud,
      ...throughWebCli('target', 'carts-redis-new', passwords[1]),
    ];
    const last = ({ desk }: Scene) => {
      const told = desk.told.at(-1);
      assert.ok(told);
      return told;
    };
    const compare = async ({ desk }: Scene) => compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));

    it('compares counts, types, expiries and what its text shows without doubt', () =>
      playBacked(async (scene) => {
        await two.toBoth(
          ['SET', 'text', 'a value'],
          ['SET', 'empty', ''],
          ['HSET', 'hash', 'f', 'v\n2'],
          ['SADD', 's', 'a', 'b'],
        );
        await two.toBoth(['ZADD', 'z', '1.5', 'a'], ['RPUSH', 'l', 'a', '"b"'], ['XADD', 'x', '1-1', 'f', 'v']);
        await two.toBoth(['SET', 'session', 'x', 'EX', '1000'], ['SELECT', '3'], ['SET', 'third', 'x']);
        scene.desk.expect(...both());
        await compare(scene);
        assert.match(
          last(scene).message,
          /^Sandbox: orders: Source and target are equal.* looked up: 9, of which 9 are the same\..* By the Web CLI the sample is small\./,
        );
        assert.match(
          scene.desk.progresses[0]?.reports[0] ?? '',
          /^Each command to the Web CLI is a request: at most 6,000 a minute, for about 1 min\.$/,
        );
        const { sandboxes } = scene;
        assert.deepEqual(sandboxes[0]?.writes, []);
        for (const password of passwords) assert.ok(!everythingShown(scene.desk).includes(password));
      }));

    it('finds what differs, and counts what it cannot show as not compared', () =>
      playBacked(async (scene) => {
        await two.toBoth(['SET', 'text', 'a value'], ['SET', 'name with blanks', 'x'], ['HSET', 'hash', 'f', 'v']);
        await two.toBoth(['RPUSH', 'long', ...Array.from({ length: 200 }, (_, index) => String(index))]);
        await two.toTarget(['SET', 'text', 'a valuE'], ['DEL', 'hash']);
        scene.desk.expect(...both());
        await compare(scene);
        assert.match(last(scene).message, /Source and target differ\./);
        await last(scene).press('Open Report');
        const report = scene.desk.documents.previews.at(-1)?.text ?? '';
        assert.match(report, /\| 0 \| text \| string \| another value of the same length \|/);
        assert.match(report, /\| 0 \| hash \| hash \| not in the target \|/);
        assert.match(report, /\| 1 \| they are too large to be read \|/);
        // Of the source, and of the target.
        assert.match(report, /\| 2 \| the Web CLI cannot be told their names without doubt \|/);
        assert.doesNotMatch(report, /valu[eE]\b.*valu[eE]\b.*a valu/);
      }));

    it('reads one end over a connection, and the other one through the Web CLI', () =>
      playBacked(async (scene) => {
        await two.toBoth(['SET', 'text', 'a value'], ['HSET', 'hash', 'f', 'v']);
        const [source] = two.servers;
        const address = `${source.host}:${source.port}`;
        scene.desk.expect(
          wentBack('to be read?'),
          picked('Which Redis is the source?', 'Enter an Address or an ID…'),
          typed('Address of the Redis as ip:port', address),
          picked(`How is ${address} to be read?`, 'Over a Connection Without TLS'),
          typed(`Password of ${address}`, passwords[0]),
          agreed(`This computer connects to ${address}`),
          ...throughWebCli('target', 'carts-redis-new', passwords[1]),
          toTheCloud,
        );
        await compare(scene);
        assert.match(last(scene).message, /^Sandbox: orders: Source and target are equal/);
        await last(scene).press('Open Report');
        const report = scene.desk.documents.previews.at(-1)?.text ?? '';
        assert.match(report, /· connection \|/);
        assert.match(report, /carts-redis-new` · Web CLI \||carts-redis-new · Web CLI \|/);
      }));

    it('says that a password is wrong', () =>
      playBacked(async (scene) => {
        scene.desk.expect(...throughWebCli('source', 'carts-redis', 'mistyped'), toTheCloud);
        scene.desk.expect(...throughWebCli('target', 'carts-redis-new', passwords[1]));
        await compare(scene);
        assert.match(last(scene).message, /^Sandbox: The source cannot be read, so nothing was compared\. .*password/);
        assert.ok(!everythingShown(scene.desk).includes('mistyped'));
      }));
  });
}
