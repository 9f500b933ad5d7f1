import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../src/cloud/services/migrationTasks.ts';
import type { FollowedTask } from '../../../src/desk/following.ts';
import { connectionOf, exampleBody } from '../../support/desk/createJob.ts';
import { cloudProject, play, profile, type Scene, type SceneOptions } from '../../support/desk/deskAndCloud.ts';
import { followerOf } from '../../support/desk/followingWindow.ts';
import { memoryOfWindow } from '../../support/desk/memoryStores.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';
import { until } from '../../support/suite/until.ts';

/** Milliseconds; longer than a window may be silent. */
const silence = 46_000;

async function created(desk: ScriptedDesk, name: string, sandbox = false): Promise<FollowedTask> {
  const connection = await connectionOf(desk);
  const { instance_id, job_id } = await createOnlineMigrationTask(connection, cloudProject, exampleBody(name));
  return { connection, projectId: cloudProject, name, sandbox, taskId: instance_id, jobId: job_id };
}

/** A window that follows these tasks, and is gone before their machines are up. */
async function goneWindow({ desk, journalFolder, clock }: Scene, ...names: readonly string[]): Promise<void> {
  const follower = followerOf(desk, journalFolder);
  for (const name of names) follower.follow(await created(desk, name));
  await clock.wait(3000);
  follower.dispose();
  await follower.idle();
}

const followedIn = ({ journalFolder }: Scene) => readdir(join(journalFolder, 'followed')).catch(() => []);

/** What the next window says and asks when it has followed everything. */
async function nextWindow(scene: Scene, options: Parameters<Scene['anotherDesk']>[0] = {}) {
  const desk = scene.anotherDesk({ window: memoryOfWindow(), ...options });
  const follower = followerOf(desk, scene.journalFolder);
  await follower.resume();
  const { statusText } = desk;
  await follower.idle();
  follower.dispose();
  return { desk, statusText };
}

const slow: SceneOptions = { cloud: { machineTime: 120_000 } };

describe('what a window that is gone has followed', () => {
  it('the next window follows to its end', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders', 'users');
      scene.clock.advance(silence);
      const { desk, statusText } = await nextWindow(scene);
      assert.equal(statusText?.text, 'DCS: 2 tasks are starting');
      const text = desk.logged.join('\n');
      for (const name of ['orders', 'users']) {
        assert.match(text, new RegExp(`cn-north-4: Migration task ${name} is followed again\\.`));
        assert.match(text, new RegExp(`cn-north-4: Migration task ${name} is ready to be configured`));
      }
      assert.deepEqual(await followedIn(scene), []);
    }));

  it('is nobody else’s while its window lives, and is looked at again until then', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      const start = scene.clock.now().getTime();
      const { desk } = await nextWindow(scene);
      assert.ok(desk.exchanges[0] && desk.exchanges[0].time.getTime() - start >= 60_000);
      assert.match(desk.logged.join('\n'), /orders is ready to be configured/);
    }));

  it('one window alone goes on with, of several that come to it at once', () =>
    play(slow, async (scene) => {
      const names = ['orders', 'users', 'carts', 'stock', 'prices'];
      await goneWindow(scene, ...names);
      scene.clock.advance(silence);
      const windows = Array.from({ length: 4 }, () => {
        const desk = scene.anotherDesk({ window: memoryOfWindow() });
        return { desk, follower: followerOf(desk, scene.journalFolder) };
      });
      const resuming = Promise.all(windows.map(({ follower }) => follower.resume()));
      const again = () => windows.flatMap(({ desk }) => desk.logged.filter((text) => text.includes('followed again')));
      await until('all are followed', async () => again().length >= names.length);
      for (const { follower } of windows) follower.dispose();
      await resuming;
      for (const { follower } of windows) await follower.idle();
      assert.equal(again().length, names.length);
      assert.ok((await followedIn(scene)).every((name) => name.endsWith('.json')));
    }));

  it('what a killed window was about to go on with, a minute later', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      const [file = ''] = await followedIn(scene);
      const taking = join(scene.journalFolder, 'followed', `${file}.taking`);
      await writeFile(taking, '');
      await utimes(taking, scene.clock.now(), scene.clock.now());
      scene.clock.advance(silence);
      const { desk: early } = await nextWindow(scene);
      assert.doesNotMatch(early.logged.join('\n'), /followed again/);
      scene.clock.advance(silence);
      const { desk: late } = await nextWindow(scene);
      assert.match(late.logged.join('\n'), /orders is followed again/);
    }));

  it('ends half an hour after it began, whichever window that was', () =>
    play({ cloud: { machineTime: Number.POSITIVE_INFINITY } }, async (scene) => {
      await goneWindow(scene, 'orders');
      scene.clock.advance(40 * 60_000);
      const { desk } = await nextWindow(scene);
      assert.match(desk.logged.at(-1) ?? '', /It was not ready after 30 minutes\.$/);
      assert.deepEqual([desk.exchanges.length, await followedIn(scene)], [1, []]);
    }));

  it('is of no interest a day later', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      scene.clock.advance(25 * 60 * 60_000);
      const { desk } = await nextWindow(scene);
      assert.deepEqual([desk.requests, desk.logged, await followedIn(scene)], [[], [], []]);
    }));

  it('ended there: it is not told again', () =>
    play({}, async (scene) => {
      const follower = followerOf(scene.desk, scene.journalFolder);
      follower.follow(await created(scene.desk, 'orders'));
      await follower.idle();
      follower.dispose();
      const { desk } = await nextWindow(scene);
      assert.deepEqual([desk.requests, desk.logged, desk.statusText], [[], [], undefined]);
    }));

  it('was in its sandbox: nothing is kept', () =>
    play({}, async (scene) => {
      const follower = followerOf(scene.desk, scene.journalFolder);
      follower.follow(await created(scene.desk, 'orders', true));
      await scene.clock.wait(1000);
      assert.deepEqual(await followedIn(scene), []);
      follower.dispose();
    }));
});

describe('what a window that is gone has followed: who may ask', () => {
  it('nobody is signed in: it waits for the sign-in, and nothing is sent', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      scene.clock.advance(silence);
      await scene.desk.accounts.signOut();
      const { desk } = await nextWindow(scene);
      assert.deepEqual([desk.requests, (await followedIn(scene)).length], [[], 1]);
      await desk.accounts.signIn(profile);
      assert.match((await nextWindow(scene)).desk.logged.join('\n'), /orders is ready to be configured/);
    }));

  it('somebody else is signed in: nothing is asked with that key, and it waits for the one who created it', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      scene.clock.advance(silence);
      const { credential } = profile;
      await scene.desk.accounts.signIn({
        ...profile,
        credential: { ...credential, accessKeyId: 'HPUASOMEBODYELSE0001' },
      });
      const { desk } = await nextWindow(scene);
      assert.deepEqual([desk.requests, (await followedIn(scene)).length], [[], 1]);
      await desk.accounts.signIn(profile);
      assert.match((await nextWindow(scene)).desk.logged.join('\n'), /orders is ready to be configured/);
    }));

  it('a sign-out in the middle leaves it for the next sign-in', () =>
    play(slow, async (scene) => {
      const { desk, journalFolder } = scene;
      const follower = followerOf(desk, journalFolder);
      follower.follow(await created(desk, 'orders'));
      await scene.clock.wait(3000);
      await desk.accounts.signOut();
      await follower.idle();
      const atRest = desk.statusText;
      await desk.accounts.signIn(profile);
      await follower.resume();
      await follower.idle();
      follower.dispose();
      assert.deepEqual([atRest, desk.statusText?.text], [undefined, 'DCS: orders is ready']);
    }));

  it('a refused key asks once, and leaves it for another', () => {
    let rotated = false;
    const transport: Transport = (url, init) => {
      const headers = rotated ? { ...init.headers, Authorization: `${init.headers['Authorization']}0` } : init.headers;
      return globalThis.fetch(url, { ...init, headers });
    };
    return play({ ...slow, transport }, async (scene) => {
      await goneWindow(scene, 'orders', 'users');
      scene.clock.advance(silence);
      rotated = true;
      const desk = scene.anotherDesk();
      const follower = followerOf(desk, scene.journalFolder);
      for (let focus = 0; focus < 3; focus += 1) {
        await follower.resume();
        await follower.idle();
      }
      follower.dispose();
      assert.equal(desk.requests.length, 1);
      assert.equal((await followedIn(scene)).length, 2);
      assert.equal(desk.logged.filter((line) => line.includes('followed again')).length, 2);
    });
  });

  it('a host that nobody has confirmed gets nothing, and that is said once', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      scene.clock.advance(silence);
      const hosts = { isConfirmed: () => false, confirm: async () => assert.fail('Nobody is asked') };
      const { desk } = await nextWindow(scene, { hosts });
      assert.deepEqual(desk.requests, []);
      assert.equal(desk.logged.length, 1);
      assert.match(desk.logged[0] ?? '', /orders is not followed any further: Requests would go to 127\.0\.0\.1/);
    }));
});

describe('what a window that is gone has followed: files that are something else', () => {
  const change = async ({ journalFolder }: Scene, edit: (text: string) => string) => {
    const folder = join(journalFolder, 'followed');
    const [name = ''] = await readdir(folder);
    await writeFile(join(folder, name), edit(await readFile(join(folder, name), 'utf8')));
  };

  const damages: readonly (readonly [what: string, edit: (text: string) => string])[] = [
    ['cut off', (text) => text.slice(0, 40)],
    ['empty', () => ''],
    ['no text', () => '\ufffd\u0000'],
    ['of a later version', (text) => text.replace('"version": 1', '"version": 2')],
    ['with an address over plain HTTP', (text) => text.replace(/http:\/\/127[^"]+/, 'http://dcs.example.com')],
    ['without a time', (text) => text.replace(/"since": "[^"]+"/, '"since": "soon"')],
  ];
  for (const [what, edit] of damages) {
    it(`${what}: taken away, and nothing is sent`, () =>
      play(slow, async (scene) => {
        await goneWindow(scene, 'orders');
        await change(scene, edit);
        scene.clock.advance(silence);
        const { desk } = await nextWindow(scene);
        assert.deepEqual([desk.requests, await followedIn(scene)], [[], []]);
      }));
  }

  it('a folder among them', () =>
    play(slow, async (scene) => {
      await goneWindow(scene, 'orders');
      await mkdir(join(scene.journalFolder, 'followed', 'x.json'));
      scene.clock.advance(silence);
      assert.match((await nextWindow(scene)).desk.logged.join('\n'), /orders is ready to be configured/);
    }));
});
