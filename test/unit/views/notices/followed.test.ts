import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { play, profile, type Scene, type SceneOptions, sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { memoryOfWindow, memorySecrets } from '../../../support/desk/memoryStores.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { created, playFollowing } from './following.ts';

const second = 1000;
const minute = 60 * second;

const secretsOf = (projectId: string) =>
  memorySecrets({ 'dcs.profile.default': JSON.stringify({ ...profile, projectId }) });

const statusOf = ({ statusText }: ScriptedDesk) => statusText?.text;
const told = ({ told: all }: ScriptedDesk) => all.map(({ message }) => message);

describe('a created task', () => {
  it('is followed until it can be configured: in the status bar, then told once, with the address of its machine', () =>
    playFollowing({ cloud: { machineTime: 25 * second } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders is starting');
      await clock.wait(20 * second);
      assert.deepEqual([statusOf(desk), told(desk)], ['DCS: dcs-migration-orders is starting', []]);
      await clock.wait(20 * second);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
      assert.deepEqual(told(desk), ['cn-north-4: Migration task dcs-migration-orders is ready to be configured.']);
      assert.match(desk.logged.at(-1) ?? '', /is ready to be configured\. .* IP address 192\.168\.0\.\d+: /);
      await desk.told[0]?.press('Copy Machine Address');
      assert.match(desk.copied[0] ?? '', /^192\.168\.0\.\d+$/);
      await clock.wait(10 * minute);
      assert.equal(desk.told.length, 1);
    }));

  it('is asked about every ten seconds while its machine starts, by the list and at times by its job, then once a minute', () =>
    playFollowing({ cloud: { machineTime: 61 * second } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      const count = (pattern: RegExp) => desk.requests.filter((request) => pattern.test(request)).length;
      await clock.wait(minute);
      const [lists, jobs] = [count(/migration-tasks$/), count(/\/jobs\//)];
      assert.ok(lists >= 6 && lists <= 7, `${lists} lists`);
      assert.ok(jobs >= 2 && jobs <= 3, `${jobs} jobs`);
      await clock.wait(minute);
      const before = desk.requests.length;
      await clock.wait(10 * minute);
      assert.ok(desk.requests.length - before <= 11, `${desk.requests.length - before} requests`);
    }));

  it('says why its machine did not start, with what to do', () =>
    playFollowing({ cloud: { machineFails: () => true } }, async (notices, { desk, cloud, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(minute);
      const [first, ...others] = desk.told;
      assert.deepEqual([others, first?.level, first?.buttons], [[], 'error', ['Copy Task ID', 'Open Log']]);
      assert.match(
        first?.message ?? '',
        /^cn-north-4: Migration task dcs-migration-orders exists, but its migration machine did not start: Sandbox: the migration machine could not be created\. Delete the task/,
      );
      assert.ok(desk.logged.includes(first?.message ?? ''));
      await first?.press('Copy Task ID');
      await first?.press('Open Log');
      assert.deepEqual([desk.copied, desk.logShown], [[cloud.ledger[0]?.taskId], 1]);
      assert.deepEqual([statusOf(desk), desk.statusText?.icon], ['DCS: dcs-migration-orders did not start', 'error']);
      await clock.wait(10 * minute);
      assert.equal(desk.told.length, 1);
    }));

  it('the same where the answer with its job was lost, or the job may not be asked about', async () => {
    for (const denied of [new Set<'dcs:job:get'>(), new Set<'dcs:job:get'>(['dcs:job:get'])])
      await playFollowing({ cloud: { machineFails: () => true, denied } }, async (notices, { desk, clock }) => {
        const task = await created(desk);
        notices.follow(denied.size === 0 ? { ...task, jobId: undefined } : task);
        await clock.wait(minute);
        assert.match(told(desk).join(), /did not start: .+ Delete the task/);
      });
  });

  it('is known to have failed by its job, while the list still has it starting', () => {
    let list = '';
    const transport: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (!url.includes('/migration-tasks')) return answer;
      list ||= await answer.text();
      return new Response(list, { status: 200, headers: { 'content-type': 'application/json' } });
    };
    return playFollowing({ transport, cloud: { machineFails: () => true } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(2 * minute);
      assert.match(told(desk).join(), /did not start: Sandbox: the migration machine could not be created\./);
    });
  });

  it('is not taken for deleted before the list may have it', () =>
    playFollowing({ cloud: { listLag: minute, machineTime: 5 * second } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(50 * second);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders is starting');
      await clock.wait(minute);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
      assert.doesNotMatch(desk.logged.join(), /has been deleted meanwhile/);
    }));

  it('that is deleted elsewhere is of no interest any more', () =>
    playFollowing({}, async (notices, { desk, clock, journalFolder }) => {
      const task = await created(desk);
      notices.follow({ ...task, taskId: '11111111-2222-4333-8444-555555555555', jobId: undefined });
      await clock.wait(110 * second);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders is starting');
      await clock.wait(30 * second);
      assert.equal(desk.logged.at(-1), 'cn-north-4: Migration task dcs-migration-orders has been deleted meanwhile.');
      assert.deepEqual(
        [desk.statusText, desk.told, await readdir(join(journalFolder, 'notices'))],
        [undefined, [], []],
      );
      const before = desk.requests.length;
      await clock.wait(10 * minute);
      assert.deepEqual([desk.requests.length, clock.waiting], [before, 0]);
    }));

  it('that is not up after half an hour is looked at more seldom, and told of all the same', () =>
    playFollowing({ cloud: { machineTime: 50 * minute } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(31 * minute);
      assert.match(
        desk.logged.at(-1) ?? '',
        /was not ready after 30 minutes; from now on it is looked at once a minute/,
      );
      assert.deepEqual([desk.statusText, desk.told], [undefined, []]);
      await clock.wait(25 * minute);
      assert.deepEqual([statusOf(desk), desk.told.length], ['DCS: dcs-migration-orders can be configured', 1]);
    }));

  it('is followed through an outage', () => {
    let outage = false;
    const transport: Transport = async (url, init) => {
      if (!outage) return globalThis.fetch(url, init);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    };
    return playFollowing({ transport }, async (notices, { desk, clock }) => {
      const task = await created(desk);
      outage = true;
      notices.follow(task);
      await clock.wait(5 * minute);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders is starting');
      outage = false;
      await clock.wait(6 * minute);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
    });
  });

  it('is asked about no sooner than the cloud wants where somebody comes back to the window', () => {
    let throttled = false;
    const transport: Transport = async (url, init) =>
      throttled
        ? Response.json({ error_code: 'APIGW.0308' }, { status: 429, headers: { 'retry-after': '300' } })
        : globalThis.fetch(url, init);
    return playFollowing({ transport, cloud: { machineTime: 60 * minute } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(3 * second);
      throttled = true;
      await clock.wait(20 * second);
      const before = desk.requests.length;
      for (let focus = 0; focus < 5; focus += 1) {
        await notices.resume();
        await clock.wait(10 * second);
      }
      assert.equal(desk.requests.length, before);
    });
  });

  it('cannot be followed where nothing may be listed, and that is said once', () =>
    playFollowing({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(10 * minute);
      const said = desk.logged.filter((line) => line.includes('is not followed any further'));
      assert.equal(said.length, 1);
      assert.match(said[0] ?? '', /^cn-north-4: Migration task \S+ is not followed any further: .*HTTP 403/);
      assert.deepEqual([desk.statusText, desk.told], [undefined, []]);
    }));

  it('in another project than the window shows is followed there', () =>
    playFollowing({ secrets: secretsOf(sandboxProject) }, async (notices, { desk, clock }) => {
      desk.tasks.look();
      notices.follow(await created(desk));
      await clock.wait(minute);
      assert.equal(desk.tasks.sight().place?.projectId, sandboxProject);
      desk.tasks.dispose();
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
    }));

  it('is followed by the looks of the view where that shows its project', () =>
    playFollowing({ cloud: { machineTime: 25 * second } }, async (notices, { desk, clock }) => {
      desk.tasks.look();
      await clock.wait(second);
      notices.follow(await created(desk));
      await clock.wait(minute);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
      const lists = desk.requests.filter((request) => request.endsWith('migration-tasks')).length;
      assert.ok(lists <= 8, `${lists} lists in a minute`);
      desk.tasks.dispose();
    }));
});

describe('many created tasks', () => {
  it('are followed by one list, and told together', () =>
    playFollowing(
      { cloud: { machineTime: 30 * second, machineFails: ({ body }) => body['name'] === 'task-7' } },
      async (notices, { desk, clock }) => {
        const names = Array.from({ length: 60 }, (_, index) => `task-${index}`);
        for (const name of names) notices.follow(await created(desk, name));
        assert.equal(statusOf(desk), 'DCS: 60 tasks are starting');
        const before = desk.requests.length;
        await clock.wait(2 * minute);
        // Lists, jobs, and the detail of each once.
        assert.ok(desk.requests.length - before <= 12 + 6 + 60, `${desk.requests.length - before} requests`);
        const text = desk.logged.join('\n');
        for (const name of names) assert.match(text, new RegExp(`task ${name} (?:is ready|exists, but)`));
        assert.deepEqual(told(desk).length, 2);
        assert.ok(told(desk).includes('cn-north-4: 59 migration tasks are ready to be configured.'));
        assert.equal(statusOf(desk), 'DCS: task-7 did not start');
        assert.match(desk.statusText?.tooltip ?? '', /DCS: 59 tasks can be configured/);
      },
    ));

  it('are each followed once, however often they are told of', () =>
    playFollowing({}, async (notices, { desk, clock }) => {
      const task = await created(desk);
      for (const jobId of [task.jobId, undefined]) notices.follow({ ...task, jobId });
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders is starting');
      await clock.wait(minute);
      assert.equal(desk.logged.filter((line) => line.includes('is ready to be configured')).length, 1);
    }));
});

describe('a window that is closed while a task starts', () => {
  it('asks nothing more, tells nothing more, and waits for nothing', () =>
    playFollowing({}, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(3 * second);
      const before = [desk.requests.length, desk.logged.length];
      notices.dispose();
      await clock.wait(10 * minute);
      assert.deepEqual([desk.requests.length, desk.logged.length, clock.waiting, desk.told], [...before, 0, []]);
    }));

  /** A window that follows this, and is gone before its machine is up. */
  async function goneWindow({ desk, journalFolder, clock }: Scene): Promise<void> {
    const notices = noticesOf(desk, journalFolder);
    notices.follow(await created(desk));
    await clock.wait(3 * second);
    notices.dispose();
    await clock.wait(0);
  }

  /** What the next window has said and asked after two minutes. */
  async function nextWindow(scene: Scene, options: Parameters<Scene['anotherDesk']>[0] = {}) {
    const desk = scene.anotherDesk({ window: memoryOfWindow(), ...options });
    const notices = noticesOf(desk, scene.journalFolder);
    await notices.resume();
    await notices.idle();
    const first = statusOf(desk);
    await scene.clock.wait(2 * minute);
    notices.dispose();
    await scene.clock.wait(0);
    return { desk, first };
  }

  const slow: SceneOptions = { cloud: { machineTime: 45 * second } };

  it('leaves it to the next one, which follows it to its end', () =>
    play(slow, async (scene) => {
      await goneWindow(scene);
      const { desk } = await nextWindow(scene);
      assert.deepEqual(
        [statusOf(desk), told(desk)],
        [
          'DCS: dcs-migration-orders can be configured',
          ['cn-north-4: Migration task dcs-migration-orders is ready to be configured.'],
        ],
      );
    }));

  it('leaves it to the next one, which sees it as soon as its own', () =>
    play(slow, async (scene) => {
      await goneWindow(scene);
      const desk = scene.anotherDesk({ window: memoryOfWindow() });
      const notices = noticesOf(desk, scene.journalFolder);
      await notices.resume();
      await scene.clock.wait(56 * second);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
      notices.dispose();
      await scene.clock.wait(0);
    }));

  it('leaves it to all others, of which one tells it', () =>
    play(slow, async (scene) => {
      await goneWindow(scene);
      const all = await Promise.all([nextWindow(scene), nextWindow(scene), nextWindow(scene)]);
      assert.equal(all.flatMap(({ desk }) => told(desk)).length, 1);
      for (const { desk } of all) assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
    }));

  it('has nothing told again of what it has told', () =>
    play({ cloud: { machineTime: second } }, async (scene) => {
      await goneWindow(scene);
      assert.equal(told((await nextWindow(scene)).desk).length, 1);
      assert.deepEqual(told((await nextWindow(scene)).desk), []);
    }));

  it('leaves nothing of its sandbox', () =>
    play({}, async ({ desk, journalFolder, clock }) => {
      const notices = noticesOf(desk, journalFolder);
      notices.follow({ ...(await created(desk)), sandbox: true });
      await clock.wait(minute);
      assert.match(told(desk).join(), /^Sandbox: Migration task dcs-migration-orders is ready/);
      assert.ok(!(await readdir(journalFolder)).includes('notices'));
      notices.dispose();
    }));

  it('leaves it to whoever signs in with the same key, and to nobody else', () =>
    play(slow, async (scene) => {
      await goneWindow(scene);
      await scene.desk.accounts.signOut();
      const { desk } = await nextWindow(scene);
      assert.deepEqual([desk.requests, desk.statusText], [[], undefined]);
      const { credential } = profile;
      await desk.accounts.signIn({ ...profile, credential: { ...credential, accessKeyId: 'HPUASOMEBODYELSE0001' } });
      const other = (await nextWindow(scene)).desk;
      assert.deepEqual([other.requests, other.statusText], [[], undefined]);
      await desk.accounts.signIn(profile);
      assert.equal(told((await nextWindow(scene)).desk).length, 1);
    }));

  it('leaves nothing to a host that nobody has confirmed, and that is said once', () =>
    play(slow, async (scene) => {
      await goneWindow(scene);
      const hosts = { isConfirmed: () => false, confirm: async () => assert.fail('Nobody is asked') };
      const { desk } = await nextWindow(scene, { hosts });
      assert.deepEqual(desk.requests, []);
      assert.equal(desk.logged.length, 1);
      assert.match(desk.logged[0] ?? '', /is not followed any further: Requests would go to 127\.0\.0\.1/);
    }));

  for (const [what, edit] of [
    ['cut off', (text: string) => text.slice(0, 40)],
    ['empty', () => ''],
    ['no text', () => '\ufffd\u0000'],
    ['of a later version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['with an address over plain HTTP', (text: string) => text.replace(/http:\/\/127[^"]+/, 'http://dcs.example.com')],
    ['without a time', (text: string) => text.replace(/"since": "[^"]+"/, '"since": "soon"')],
  ] as const)
    it(`leaves a file that is ${what} by then: taken away, and nothing is sent`, () =>
      play(slow, async (scene) => {
        await goneWindow(scene);
        const folder = join(scene.journalFolder, 'notices');
        const [name = ''] = await readdir(folder);
        await writeFile(join(folder, name), edit(await readFile(join(folder, name), 'utf8')));
        await mkdir(join(folder, 'x.json'));
        const { desk } = await nextWindow(scene);
        assert.deepEqual([desk.requests, await readdir(folder)], [[], ['x.json']]);
      }));
});

describe('whoever created a task and is not signed in any more', () => {
  for (const [what, leave] of [
    ['signed out', (desk: ScriptedDesk) => desk.accounts.signOut()],
    ['in the sandbox', (desk: ScriptedDesk) => desk.accounts.useSandbox()],
  ] as const)
    it(`${what}: nothing more is signed, and the status bar is free`, () =>
      playFollowing({ cloud: { machineTime: 1000 * minute } }, async (notices, { desk, clock }) => {
        for (const name of ['one', 'two']) notices.follow(await created(desk, name));
        await clock.wait(5 * second);
        await leave(desk);
        await notices.idle();
        const { length } = desk.requests;
        assert.deepEqual(
          [desk.statusText, desk.logged.filter((line) => /signed out, or switched/.test(line)).length],
          [undefined, 2],
        );
        await clock.wait(10 * minute);
        assert.equal(desk.requests.length, length);
      }));

  it('goes on where they sign in again', () =>
    playFollowing({ cloud: { machineTime: 30 * second } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(3 * second);
      await desk.accounts.signOut();
      await clock.wait(minute);
      assert.equal(desk.statusText, undefined);
      await desk.accounts.signIn(profile);
      await clock.wait(minute);
      assert.equal(statusOf(desk), 'DCS: dcs-migration-orders can be configured');
    }));

  it('a key that is refused meanwhile is used once, however many tasks are followed', () => {
    let rotated = false;
    const transport: Transport = (url, init) => {
      const headers = rotated ? { ...init.headers, Authorization: `${init.headers['Authorization']}0` } : init.headers;
      return globalThis.fetch(url, { ...init, headers });
    };
    return playFollowing({ transport, cloud: { machineTime: 1000 * minute } }, async (notices, { desk, clock }) => {
      for (let count = 0; count < 10; count += 1) notices.follow(await created(desk, `task-${count}`));
      await clock.wait(second);
      rotated = true;
      const { length } = desk.requests;
      await clock.wait(20 * minute);
      assert.equal(desk.requests.length - length, 1);
      assert.equal(desk.statusText, undefined);
    });
  });
});
