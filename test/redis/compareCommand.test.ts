import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareSourceAndTarget } from '../../src/commands/redis/compareSourceAndTarget.ts';
import { compareLimits } from '../../src/redis/compare/compareOptions.ts';
import type { TaskSeed } from '../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene } from '../support/desk/deskAndCloud.ts';
import { fromPalette, rowsOf } from '../support/desk/rowsGiven.ts';
import { type Answer, agreed, left, picked, typed, wentBack } from '../support/desk/script.ts';
import { playWithTasks } from '../support/desk/tasksOfSandbox.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import type { RedisServer } from '../support/redis/server.ts';
import { twoServers } from '../support/redis/twoServers.ts';
import { until } from '../support/suite/until.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'inSync' },
  { name: 'carts', state: 'stopped' },
  { name: 'new', state: 'waiting' },
];

const passwords = ['password-of-the-source', 'password-of-the-target'] as const;

const by = ({ host, port }: RedisServer, side: 'source' | 'target', password: string): readonly Answer[] => [
  // What the task says is proposed.
  wentBack('to be read?'),
  picked(`Which Redis is the ${side}?`, 'Enter an Address or an ID…'),
  typed('Address of the Redis as ip:port', `${host}:${port}`),
  picked(`How is ${host}:${port} to be read?`, 'Over a Connection Without TLS'),
  typed(`Password of ${host}:${port}`, password),
];

for (const program of await redisPrograms()) {
  describe(`Compare Source and Target: ${program.path}`, () => {
    const two = twoServers(program, passwords);
    const connects = () => two.servers.map(({ host, port }) => agreed(`This computer connects to ${host}:${port}`));
    const answers = (): readonly Answer[] => {
      const [source, target] = two.servers;
      const [ofSource, ofTarget] = connects();
      assert.ok(ofSource && ofTarget);
      return [...by(source, 'source', passwords[0]), ofSource, ...by(target, 'target', passwords[1]), ofTarget];
    };
    const compare = async ({ desk }: Scene, name = 'orders') => compareSourceAndTarget(desk, await rowsOf(desk, name));
    const last = ({ desk }: Scene) => {
      const told = desk.told.at(-1);
      assert.ok(told);
      return told;
    };
    const notes = async ({ desk }: Scene, name = 'orders') => {
      const { place, tasks } = desk.tasks.sight();
      const id = tasks.find(({ task }) => task.task_name === name)?.task.task_id;
      assert.ok(place && id);
      return (await desk.records.of(place, id)).notes.map(({ at: _, profile: __, ...note }) => note);
    };

    it('tells that both are equal, with figures, keeps a note of it, and has a report', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(['SET', 'a', 'b'], ['HSET', 'h', 'f', 'v'], ['SET', 's', 'x', 'EX', '500']);
        scene.desk.expect(...answers());
        await compare(scene);
        const summary =
          'Source and target are equal, as far as the counts and the sample tell. Keys of the source looked up: 3, of which 3 are the same. Keys of the target looked for in the source: 3. Keys that differ: 0. As many keys that do not expire are on both ends in each database: 2 in all.';
        assert.deepEqual([last(scene).level, last(scene).message], ['info', `Sandbox: orders: ${summary}`]);
        assert.deepEqual(await notes(scene), [{ kind: 'compared', outcome: 'equal', summary }]);
        await last(scene).press('Open Report');
        const [report] = scene.desk.documents.previews;
        assert.equal(report?.title, 'comparison-orders.md');
        assert.match(report.text, /^# Source and Target of orders\n\n- Source and target are equal/);
        const [progress] = scene.desk.progresses;
        assert.equal(progress?.title, 'Sandbox: Comparing source and target of orders');
        assert.match(progress.reports.at(-1) ?? '', /^Database 1 of 1\. Keys compared: 3, different: 0\. \d+ s$/);
      }));

    it('tells what differs, and shows neither a value nor a password, in whatever place', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(
          ['SET', 'text', 'value-one'],
          ['HSET', 'hash', 'field', 'value-two'],
          ['RPUSH', 'l', 'value-3'],
        );
        await two.toBoth(
          ['ZADD', 'z', '1', 'value-four'],
          ['SADD', 's', 'value-five'],
          ['XADD', 'x', '1-1', 'f', 'value-6'],
        );
        await two.toTarget(
          ['SET', 'text', 'value-onE'],
          ['HSET', 'hash', 'field', 'value-tWo'],
          ['LSET', 'l', '0', 'value-4'],
        );
        await two.toTarget(
          ['ZADD', 'z', '2', 'value-four'],
          ['SADD', 's', 'value-six'],
          ['XDEL', 'x', '1-1'],
          ['DEL', 'x'],
        );
        scene.desk.expect(...answers());
        await compare(scene);
        assert.equal(last(scene).level, 'warning');
        assert.match(last(scene).message, /^Sandbox: orders: Source and target differ\. .* Keys that differ: 6\./);
        await last(scene).press('Open Report');
        const report = scene.desk.documents.previews.at(-1)?.text ?? '';
        for (const said of ['another value of field field', 'another score of a member', 'not in the target'])
          assert.ok(report.includes(said), report);
        assert.deepEqual(
          (await notes(scene)).map((note) => 'outcome' in note && note.outcome),
          ['different'],
        );
        const shown = [
          everythingShown(scene.desk),
          JSON.stringify(await notes(scene)),
          await textsIn(scene.journalFolder),
        ];
        for (const text of shown) {
          assert.doesNotMatch(text, /value-/);
          for (const password of passwords) assert.ok(!text.includes(password));
        }
      }));

    it('keeps the passwords where that is wanted, and then proposes them', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(['SET', 'a', 'b']);
        scene.desk.expect(...answers());
        await compare(scene);
        assert.deepEqual(last(scene).buttons, ['Cut Over…', 'Open Report', 'Keep the Passwords']);
        await last(scene).press('Keep the Passwords');
        const again = answers().filter(({ does }) => does !== 'agree');
        scene.desk.expect(
          ...again.map((one) => (/^Password/.test(one.asks) ? { asks: one.asks, does: 'accept' as const } : one)),
        );
        await compare(scene);
        assert.deepEqual(last(scene).buttons, ['Cut Over…', 'Open Report']);
        assert.equal(last(scene).level, 'info');
      }));

    it('says why an end cannot be read, and tries again', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(['SET', 'a', 'b']);
        const [, target] = two.servers;
        const wrong = typed(`Password of ${target.host}:${target.port}`, 'mistyped');
        scene.desk.expect(...answers().map((one) => (one.asks === wrong.asks ? wrong : one)));
        await compare(scene);
        assert.equal(last(scene).level, 'error');
        assert.match(last(scene).message, /^Sandbox: The target cannot be read, so nothing was compared\. .*password/);
        assert.ok(!everythingShown(scene.desk).includes('mistyped'));
        assert.deepEqual(await notes(scene), []);
        const count = scene.desk.told.length;
        await last(scene).press('Try Again');
        assert.equal(scene.desk.told.length, count + 1);
        assert.match(last(scene).message, /The target cannot be read/);
      }));

    it('does not compare a Redis with itself, under whatever names', () =>
      playWithTasks(seeds, async (scene) => {
        const [source] = two.servers;
        const again = { ...source, host: 'localhost' };
        scene.desk.expect(...by(source, 'source', passwords[0]), agreed(`This computer connects to ${source.host}`));
        scene.desk.expect(...by(again, 'target', passwords[0]), agreed('This computer connects to localhost'));
        await compare(scene);
        assert.match(last(scene).message, /^Sandbox: Source and target are the same Redis, so nothing was compared\./);
        assert.deepEqual(await notes(scene), []);
        scene.desk.expect(...by(source, 'source', passwords[0]), ...by(source, 'target', passwords[0]));
        await compare(scene);
        assert.match(last(scene).message, /^Source and target are the same Redis, so nothing was compared\./);
      }));

    it('opens nothing where a question is left, or a connection is not wanted', () =>
      playWithTasks(seeds, async (scene) => {
        const { desk } = scene;
        const all = answers();
        // From here on the source has been agreed to, which is asked once.
        const agreedAt = all.findIndex(({ does }) => does === 'agree');
        for (const [at, { asks }] of all.entries()) {
          const before = all.slice(0, at).filter((_, index) => at <= agreedAt + 1 || index !== agreedAt);
          desk.expect(...before, left(asks));
          await compare(scene);
          desk.finish();
        }
        assert.deepEqual([desk.told, desk.progresses], [[], []]);
      }));

    it('ends with the account: what was found is told, and called a part', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(['SET', 'a', 'b'], ['SET', 'c', 'd']);
        await two.toTarget(['DEL', 'c']);
        const { desk } = scene;
        desk.expect(...answers());
        // Between the first reading and the second.
        const wait: typeof desk.wait = async (milliseconds, signal) => {
          if (milliseconds === compareLimits.pause) await desk.accounts.signOut();
          else await desk.wait(milliseconds, signal);
        };
        await compareSourceAndTarget({ ...desk, wait }, await rowsOf(desk, 'orders'));
        assert.equal(
          last(scene).message,
          'Sandbox: orders: Whether source and target are equal is not clear: no difference was found, but not everything was compared. You have signed out, or switched to another account or project, so this is a part. Keys of the source looked up: 2, of which 1 are the same. Keys of the target looked for in the source: 0. Keys that differ: 0. Counts change, or are not known, in database: 0. There are keys of an end none of which was looked up, in database: 0. Keys that were not compared: 1, since they differed once, and were not read again.',
        );
      }));

    it('says that the account has changed where that was before both were open', () =>
      playWithTasks(seeds, async (scene) => {
        const { desk } = scene;
        const [, target] = two.servers;
        desk.expect(...answers());
        target.freeze();
        try {
          const comparing = compare(scene);
          await until('it is under way', async () => desk.progresses.length === 1);
          await desk.accounts.signOut();
          await comparing;
        } finally {
          target.goOn();
        }
        assert.match(last(scene).message, /^You have signed out, or switched to another account/);
      }));

    it('compares a task once at a time, and says when it is cancelled', () =>
      playWithTasks(seeds, async (scene) => {
        await two.toBoth(['SET', 'a', 'b']);
        const { desk } = scene;
        const [, target] = two.servers;
        desk.expect(...answers());
        target.freeze();
        const comparing = compare(scene);
        await until('it is under way', async () => desk.progresses.length === 1);
        desk.expect(...answers().filter(({ does }) => does !== 'agree'));
        await compare(scene);
        assert.equal(last(scene).message, 'Source and target of orders are being compared already.');
        desk.progresses[0]?.cancel();
        await comparing;
        target.goOn();
        assert.equal(desk.told.length, 1);
      }));

    it('is for tasks that were configured', () =>
      playWithTasks(seeds, async ({ desk }) => {
        desk.expect(left('Of which migration task?'));
        await compareSourceAndTarget(desk, fromPalette);
        assert.deepEqual(
          desk.asked[0]?.choices.map(({ label }) => label),
          ['orders', 'carts'],
        );
      }));
  });
}

async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}
