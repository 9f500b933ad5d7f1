import assert from 'node:assert/strict';
import type { Transport } from '../../../src/cloud/connection.ts';
import { createOnlineMigrationTask } from '../../../src/cloud/services/migrationTasks.ts';
import type { FollowedTask, Follower } from '../../../src/desk/following.ts';
import { connectionOf, exampleBody, exampleName } from '../../support/desk/createJob.ts';
import { cloudProject, play, type Scene, type SceneOptions } from '../../support/desk/deskAndCloud.ts';
import { followerOf } from '../../support/desk/followingWindow.ts';
import type { ScriptedDesk } from '../../support/desk/scriptedDesk.ts';

const detail = /^GET \/v2\/[0-9a-f]{32}\/migration-task\//;
const job = /^GET \/v2\/[0-9a-f]{32}\/jobs\//;

function playFollowing(options: SceneOptions, act: (follower: Follower, scene: Scene) => Promise<void>): Promise<void> {
  return play(options, async (scene) => {
    const follower = followerOf(scene.desk, scene.journalFolder);
    try {
      await act(follower, scene);
    } finally {
      follower.dispose();
    }
  });
}

async function created(desk: ScriptedDesk, name = exampleName): Promise<FollowedTask> {
  const connection = await connectionOf(desk);
  const { instance_id, job_id } = await createOnlineMigrationTask(connection, cloudProject, exampleBody(name));
  return { connection, projectId: cloudProject, name, sandbox: false, taskId: instance_id, jobId: job_id };
}

describe('follower: until the machine is up', () => {
  it('asks the job, then the task once, and tells log and status bar, but nobody else', () =>
    playFollowing({ cloud: { machineTime: 25_000 } }, async (follower, { desk, clock }) => {
      const task = await created(desk);
      const start = clock.now().getTime();
      follower.follow(task);
      assert.equal(desk.statusText?.text, 'DCS: dcs-migration-orders is starting');
      await follower.idle();
      const looks = desk.requests.slice(1);
      assert.deepEqual(
        looks.map((request) => (job.test(request) ? 'job' : detail.test(request) ? 'task' : request)),
        ['job', 'job', 'job', 'job', 'task'],
      );
      assert.deepEqual(
        desk.exchanges.slice(1, 5).map(({ time }) => time.getTime() - start),
        [2000, 12_000, 22_000, 32_000],
      );
      assert.match(
        desk.logged.at(-1) ?? '',
        /^cn-north-4: Migration task dcs-migration-orders is ready to be configured\. .* IP address 192\.168\.0\.\d+: /,
      );
      assert.deepEqual([desk.statusText?.text, desk.told], ['DCS: dcs-migration-orders is ready', []]);
    }));

  it('asks the task where the answer with its job was lost', () =>
    playFollowing({}, async (follower, { desk }) => {
      follower.follow({ ...(await created(desk)), jobId: undefined });
      await follower.idle();
      for (const request of desk.requests.slice(1)) assert.match(request, detail);
      assert.equal(desk.statusText?.text, 'DCS: dcs-migration-orders is ready');
    }));

  it('says it where the machine did not start, with what to do', () =>
    playFollowing({ cloud: { machineFails: () => true } }, async (follower, { desk, cloud }) => {
      follower.follow(await created(desk));
      await follower.idle();
      const [told, ...others] = desk.told;
      assert.deepEqual([others, told?.level, told?.buttons], [[], 'error', ['Copy Task ID', 'Open Log']]);
      assert.match(
        told?.message ?? '',
        /^cn-north-4: Migration task dcs-migration-orders exists, but its migration machine did not start: Sandbox: the migration machine could not be created\. Delete the task/,
      );
      assert.ok(desk.logged.includes(told?.message ?? ''));
      await told?.press('Copy Task ID');
      await told?.press('Open Log');
      assert.deepEqual([desk.copied, desk.logShown], [[cloud.ledger[0]?.taskId], 1]);
      assert.deepEqual(
        [desk.statusText?.text, desk.statusText?.icon],
        ['DCS: dcs-migration-orders did not start', 'error'],
      );
    }));

  it('the same without a job', () =>
    playFollowing({ cloud: { machineFails: () => true } }, async (follower, { desk }) => {
      follower.follow({ ...(await created(desk)), jobId: undefined });
      await follower.idle();
      assert.match(desk.told[0]?.message ?? '', /did not start: .+ Delete the task/);
    }));

  it('says of a task of the sandbox that it is one', () =>
    playFollowing({}, async (follower, { desk }) => {
      follower.follow({ ...(await created(desk)), sandbox: true });
      await follower.idle();
      assert.match(desk.logged.at(-1) ?? '', /^Sandbox: Migration task dcs-migration-orders is ready/);
    }));
});

describe('follower: when it ends without the machine', () => {
  const lastLine = ({ logged }: ScriptedDesk) => logged.at(-1) ?? '';

  it('nothing may be asked', () =>
    playFollowing({ cloud: { denied: new Set(['dcs:job:get']) } }, async (follower, { desk }) => {
      follower.follow(await created(desk));
      await follower.idle();
      assert.match(lastLine(desk), /^cn-north-4: Migration task \S+ is not followed any further: .*HTTP 403/);
      assert.deepEqual([desk.requests.length, desk.statusText, desk.told], [2, undefined, []]);
    }));

  it('the task was deleted', () =>
    playFollowing({}, async (follower, { desk, clock }) => {
      const task = await created(desk);
      const start = clock.now().getTime();
      follower.follow({ ...task, taskId: '11111111-2222-4333-8444-555555555555', jobId: undefined });
      await follower.idle();
      assert.equal(lastLine(desk), 'cn-north-4: Migration task dcs-migration-orders has been deleted meanwhile.');
      // Sooner, it may be one that the cloud does not show yet.
      assert.ok(clock.now().getTime() - start >= 120_000);
      assert.deepEqual([desk.statusText, desk.told], [undefined, []]);
    }));

  it('a task that is not shown yet has not been deleted', () =>
    playFollowing({ cloud: { listLag: 60_000, machineTime: 5000 } }, async (follower, { desk }) => {
      follower.follow(await created(desk));
      follower.follow({ ...(await created(desk, 'dcs-migration-users')), jobId: undefined });
      await follower.idle();
      const text = desk.logged.join('\n');
      assert.match(text, /Migration task dcs-migration-orders is ready/);
      assert.match(text, /Migration task dcs-migration-users is ready/);
      assert.doesNotMatch(text, /has been deleted meanwhile/);
    }));

  it('it takes longer than half an hour', () =>
    playFollowing({ cloud: { machineTime: Number.POSITIVE_INFINITY } }, async (follower, { desk, clock }) => {
      const start = clock.now().getTime();
      follower.follow(await created(desk));
      await follower.idle();
      assert.match(lastLine(desk), /is not followed any further: It was not ready after 30 minutes\.$/);
      const minutes = (clock.now().getTime() - start) / 60_000;
      assert.ok(minutes >= 30 && minutes < 31, String(minutes));
      assert.deepEqual([desk.statusText, desk.told], [undefined, []]);
    }));

  it('an outage is outlasted', () => {
    let outage = false;
    const transport: Transport = async (url, init) => {
      if (!outage) return globalThis.fetch(url, init);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    };
    return playFollowing({ transport }, async (follower, { desk, clock }) => {
      const task = await created(desk);
      outage = true;
      follower.follow(task);
      await clock.wait(300_000);
      assert.equal(desk.statusText?.text, 'DCS: dcs-migration-orders is starting');
      outage = false;
      await follower.idle();
      assert.equal(desk.statusText?.text, 'DCS: dcs-migration-orders is ready');
    });
  });
});

describe('follower: many tasks', () => {
  it('all are followed to their ends, at two requests a second and a few more', () =>
    playFollowing(
      { cloud: { machineTime: 30_000, machineFails: ({ body }) => body['name'] === 'task-7' } },
      async (follower, { desk, clock }) => {
        const names = Array.from({ length: 60 }, (_, index) => `task-${index}`);
        for (const name of names) follower.follow(await created(desk, name));
        assert.equal(desk.statusText?.text, 'DCS: 60 tasks are starting');
        const start = clock.now().getTime();
        await follower.idle();
        const times = desk.exchanges.slice(names.length).map(({ time }) => time.getTime());
        for (const time of times) {
          const within = times.filter((other) => other >= time && other < time + 5000).length;
          // Ten looks, each of the job and at most of the task too.
          assert.ok(within <= 20, `${within} requests in five seconds`);
        }
        const text = desk.logged.join('\n');
        for (const name of names) assert.match(text, new RegExp(`task ${name} (?:is ready|exists, but)`));
        assert.equal(desk.told.length, 1);
        assert.ok(clock.now().getTime() - start < 120_000);
      },
    ));

  it('one that is told of twice is followed once', () =>
    playFollowing({}, async (follower, { desk }) => {
      const task = await created(desk);
      follower.follow(task);
      follower.follow({ ...task, jobId: undefined });
      assert.equal(desk.statusText?.text, 'DCS: dcs-migration-orders is starting');
      await follower.idle();
      assert.equal(desk.logged.filter((line) => line.includes('is ready to be configured')).length, 1);
    }));

  it('one that comes later is followed as well, also after all others have ended', () =>
    playFollowing({}, async (follower, { desk, clock }) => {
      follower.follow(await created(desk, 'first'));
      await clock.wait(15_000);
      follower.follow(await created(desk, 'second'));
      assert.equal(desk.statusText?.text, 'DCS: 2 tasks are starting');
      await follower.idle();
      follower.follow(await created(desk, 'third'));
      assert.equal(desk.statusText?.text, 'DCS: third is starting');
      await follower.idle();
      const ready = desk.logged.filter((line) => line.includes('is ready')).map((line) => /task (\S+)/.exec(line)?.[1]);
      assert.deepEqual(ready, ['first', 'second', 'third']);
    }));

  it('idle at once where there is nothing to follow', () =>
    playFollowing({}, async (follower, { desk }) => {
      await follower.idle();
      assert.deepEqual(desk.requests, []);
    }));
});

describe('follower: the window is closed', () => {
  it('nothing more is asked, nothing more is told, and nothing is waited for', () =>
    playFollowing({}, async (follower, { desk, clock }) => {
      follower.follow(await created(desk));
      await clock.wait(3000);
      assert.equal(desk.requests.length, 2);
      const lines = desk.logged.length;
      follower.dispose();
      await follower.idle();
      clock.advance(600_000);
      await clock.wait(1);
      assert.deepEqual([desk.requests.length, desk.logged.length, clock.waiting, desk.told], [2, lines, 0, []]);
    }));

  it('a request that is under way is cut off', () => {
    const stops: (() => void)[] = [];
    const latency = async ({ method }: { readonly method: string }) => {
      if (method === 'GET') for (const stop of stops) stop();
    };
    return playFollowing({ cloud: { latency } }, async (follower, { desk }) => {
      stops.push(() => follower.dispose());
      follower.follow(await created(desk));
      await follower.idle();
      assert.equal(desk.exchanges.at(-1)?.failure?.name, 'Cancelled');
      assert.deepEqual([desk.requests.length, desk.told], [2, []]);
      assert.doesNotMatch(desk.logged.join('\n'), /is not followed any further/);
    });
  });
});

describe('follower: who created the task is not signed in any more', () => {
  for (const [what, leave] of [
    ['signed out', (desk: ScriptedDesk) => desk.accounts.signOut()],
    ['in the sandbox', (desk: ScriptedDesk) => desk.accounts.useSandbox()],
  ] as const) {
    it(`${what}: nothing more is signed, and the status bar is free`, () =>
      playFollowing({ cloud: { machineTime: 10_000_000 } }, async (follower, { desk }) => {
        const tasks = [await created(desk, 'one'), await created(desk, 'two')];
        for (const task of tasks) follower.follow(task);
        await leave(desk);
        const { length } = desk.requests;
        assert.deepEqual(
          [desk.statusText, desk.logged.filter((line) => /signed out, or switched/.test(line)).length],
          [undefined, 2],
        );
        await follower.idle();
        for (const task of tasks) follower.follow(task);
        await follower.idle();
        assert.equal(desk.requests.length, length);
      }));
  }

  it('a key that is refused meanwhile is used once, however many tasks are followed', () => {
    let rotated = false;
    const transport: Transport = (url, init) => {
      const headers = rotated ? { ...init.headers, Authorization: `${init.headers['Authorization']}0` } : init.headers;
      return globalThis.fetch(url, { ...init, headers });
    };
    return playFollowing({ transport, cloud: { machineTime: 10_000_000 } }, async (follower, { desk }) => {
      for (let count = 0; count < 10; count += 1) follower.follow(await created(desk, `task-${count}`));
      rotated = true;
      const { length } = desk.requests;
      await follower.idle();
      assert.equal(desk.requests.length - length, 1);
    });
  });
});
