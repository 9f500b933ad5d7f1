import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../../../src/cloud/connection.ts';
import type { TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import { type MarkedTask, type Notices, openNotices } from '../../../../src/task/journal/notices.ts';
import { createOwnNotices } from '../../../../src/views/notices/ownNotices.ts';
import { stageOf } from '../../../../src/views/notices/stageOf.ts';
import { exampleName } from '../../../support/desk/createJob.ts';
import {
  cloudProject,
  cloudRegion,
  play,
  profile,
  type Scene,
  type SceneOptions,
} from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import { memoryOfWindow } from '../../../support/desk/memoryStores.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { knownTask, now, sightOf } from '../tasks/knownTask.ts';
import { created, playFollowing, toggle } from './following.ts';

const second = 1000;
const minute = 60 * second;

function playMarking(
  seeds: readonly TaskSeed[],
  act: (notices: TaskNotices, scene: Scene) => Promise<void>,
  options: SceneOptions = {},
  store: (scene: Scene) => Notices = () => createOwnNotices(),
): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      const notices = noticesOf(scene.desk, scene.journalFolder, store(scene));
      try {
        await scene.desk.tasks.refresh();
        await act(notices, scene);
      } finally {
        notices.dispose();
      }
    },
    options,
  );
}

const many = (count: number, state: TaskSeed['state']): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state, age: 1 }));

const statusOf = ({ statusText }: ScriptedDesk) => statusText?.text;
const told = ({ told: all }: ScriptedDesk) => all.map(({ message }) => message);

describe('what is told in hard times', () => {
  it('is that a machine did not start while no window was open, also half an hour later', () =>
    play({ cloud: { machineTime: 20 * second, machineFails: () => true } }, async (scene) => {
      const { desk, journalFolder, clock } = scene;
      const notices = noticesOf(desk, journalFolder);
      notices.follow(await created(desk));
      await clock.wait(3 * second);
      notices.dispose();
      await clock.wait(40 * minute);
      const next = scene.anotherDesk({ window: memoryOfWindow() });
      const others = noticesOf(next, journalFolder);
      await others.resume();
      await clock.wait(5 * minute);
      others.dispose();
      await clock.wait(0);
      assert.match(told(next).join(), /did not start/);
    }));

  it('is not in the status bar for as long as nobody can know it', () => {
    let outage = false;
    const transport: Transport = async (url, init) => {
      if (!outage) return globalThis.fetch(url, init);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    };
    return playMarking(
      many(1, 'copying'),
      async (notices, scene) => {
        await toggle(notices, scene, 'task-0');
        await scene.clock.wait(10 * minute);
        assert.equal(statusOf(scene.desk), 'DCS: task-0 is ready to cut over');
        outage = true;
        await scene.clock.wait(10 * minute);
        assert.equal(scene.desk.statusText, undefined);
      },
      { transport },
    );
  });

  it('is that each of many is in sync, though few are looked at at a time', () =>
    playMarking(many(40, 'copying'), async (notices, scene) => {
      for (let index = 0; index < 40; index += 1) await toggle(notices, scene, `task-${index}`);
      await scene.clock.wait(60 * minute);
      assert.equal(scene.desk.logged.filter((line) => line.includes('is in sync')).length, 40);
    }));

  it('is nothing of what a window has seen hours ago', () => {
    let configured = false;
    const transport: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (!configured || !url.includes('/migration-tasks')) return answer;
      const text = (await answer.text()).replace(/"status":\s*"[^"]+"/g, '"status":"FULLMIGRATING"');
      return new Response(text, { headers: { 'content-type': 'application/json' } });
    };
    return play({ transport, cloud: { machineTime: second } }, async (scene) => {
      const { desk, clock, journalFolder } = scene;
      await created(desk);
      await clock.wait(5 * second);
      const other = scene.anotherDesk({ window: memoryOfWindow() });
      const theirs = noticesOf(other, journalFolder);
      const unlook = other.tasks.look();
      await clock.wait(5 * second);
      unlook();
      configured = true;
      await clock.wait(120 * minute);
      const notices = noticesOf(desk, journalFolder);
      await desk.tasks.refresh();
      await toggle(notices, scene, exampleName);
      await theirs.resume();
      await clock.wait(5 * minute);
      for (const one of [notices, theirs]) one.dispose();
      for (const one of [desk, other]) one.tasks.dispose();
      await clock.wait(0);
      assert.deepEqual([told(desk), told(other)], [[], []]);
    });
  });

  it('is not lost with what cannot be noted on the disk', () =>
    playMarking(
      many(3, 'copying'),
      async (notices, scene) => {
        for (const { name } of many(3, 'copying')) await toggle(notices, scene, name);
        await scene.clock.wait(30 * minute);
        assert.deepEqual(told(scene.desk).length, 3);
      },
      {},
      ({ desk }) => {
        const store = createOwnNotices();
        const nameOf = (taskId: string) =>
          desk.tasks.sight().tasks.find(({ task }) => task.task_id === taskId)?.task.task_name;
        return {
          ...store,
          async isFirst(taskId, notice) {
            if (nameOf(taskId) === 'task-1') throw new JournalProblem('ENOSPC', 'x', 'full');
            return store.isFirst(taskId, notice);
          },
        };
      },
    ));

  it('is not that somebody has signed out who has not', () =>
    playFollowing({ cloud: { machineTime: 5 * minute } }, async (_, scene) => {
      const { desk, clock, journalFolder } = scene;
      const gone = noticesOf(desk, journalFolder);
      gone.follow(await created(desk, 'before'));
      await clock.wait(3 * second);
      gone.dispose();
      const next = scene.anotherDesk({ window: memoryOfWindow() });
      const task = await created(next);
      const there = noticesOf(next, journalFolder);
      await there.resume();
      there.follow(task);
      await clock.wait(minute);
      there.dispose();
      assert.doesNotMatch(next.logged.join('\n'), /signed out/);
      assert.equal(statusOf(next), 'DCS: 2 tasks are starting');
    }));

  it('is not that a task was deleted which one list did not have', () => {
    let empty = false;
    const transport: Transport = async (url, init) => {
      if (!empty || !url.includes('/migration-tasks')) return globalThis.fetch(url, init);
      empty = false;
      return Response.json({ migration_tasks: [] });
    };
    return playFollowing({ transport, cloud: { machineTime: 4 * minute } }, async (notices, { desk, clock }) => {
      notices.follow(await created(desk));
      await clock.wait(3 * minute);
      empty = true;
      await clock.wait(3 * minute);
      assert.doesNotMatch(desk.logged.join('\n'), /deleted meanwhile/);
      assert.match(told(desk).join(), /is ready to be configured/);
    });
  });

  it('is nothing of what was marked and unmarked at once', () =>
    playMarking(
      many(1, 'copying'),
      async (notices, scene) => {
        await Promise.all([toggle(notices, scene, 'task-0'), toggle(notices, scene, 'task-0')]);
        const names = await readdir(join(scene.journalFolder, 'notices')).catch(() => []);
        await notices.resume();
        await scene.clock.wait(20 * minute);
        assert.deepEqual([names.filter((name) => name.endsWith('.json')), told(scene.desk)], [[], []]);
      },
      {},
      ({ desk, journalFolder }) => openNotices(journalFolder, desk.now),
    ));

  it('goes on where the disk keeps the mark, also against the wish of a person, who is told', () =>
    playMarking(
      many(1, 'copying'),
      async (notices, scene) => {
        await toggle(notices, scene, 'task-0');
        await assert.rejects(toggle(notices, scene, 'task-0'), JournalProblem);
        await scene.clock.wait(20 * minute);
        assert.deepEqual(told(scene.desk), ['Sandbox: Migration task task-0 is in sync, and ready to cut over.']);
      },
      {},
      () => ({
        ...createOwnNotices(),
        unmark: () => Promise.reject(new JournalProblem('EROFS', 'x', 'read-only')),
      }),
    ));

  it('is asked for by nobody who has signed in with nothing of theirs marked or on screen', () =>
    playFollowing({ cloud: { machineTime: 60 * minute } }, async (notices, { desk, clock }) => {
      const unlook = desk.tasks.look();
      await clock.wait(second);
      unlook();
      notices.follow(await created(desk));
      await clock.wait(minute);
      const before = desk.requests.length;
      const { credential } = profile;
      await desk.accounts.signIn({ ...profile, credential: { ...credential, accessKeyId: 'HPUASOMEBODYELSE0001' } });
      await clock.wait(10 * minute);
      assert.deepEqual(desk.requests.slice(before), []);
    }));
});

describe('how far a created task is', () => {
  const mark: MarkedTask = {
    region: cloudRegion,
    projectId: cloudProject,
    dcsEndpoint: 'https://dcs.cn-north-4.myhuaweicloud.com',
    owner: 'somebody',
    taskId: 'task-1',
    name: 'orders',
    created: true,
    jobId: 'job-1',
    since: new Date(now - minute).toISOString(),
  };
  const unconfigured = { migration_method: undefined };
  const cases: readonly (readonly [status: string, job: string | undefined, kind: string])[] = [
    ['CREATING', undefined, 'starting'],
    ['CREATING', 'RUNNING', 'starting'],
    ['CREATING', 'FAIL', 'notStarted'],
    ['FAILED', undefined, 'starting'],
    ['FAILED', 'FAIL', 'notStarted'],
    ['FAILED', 'RUNNING', 'notStarted'],
    ['FAILED', 'SUCCESS', 'told'],
    ['RUNNING', 'FAIL', 'told'],
    ['RUNNING', 'RUNNING', 'told'],
    ['PONDERING', undefined, 'starting'],
  ];
  for (const [status, job, kind] of cases)
    it(`${status} in the list, its job ${job ?? 'not asked about'}: ${kind}`, () => {
      const task = knownTask({ status, ...unconfigured });
      const jobs = new Map(job === undefined ? [] : [[mark.taskId, { status: job, fail_reason: undefined }] as const]);
      assert.equal(stageOf(mark, task, sightOf([task], { jobs }), now).kind, kind);
    });

  it('is late after half an hour, and has failed all the same where the list says so', () => {
    const later = now + 40 * minute;
    const kindOf = (status: string) => {
      const task = knownTask({ status, ...unconfigured });
      return stageOf(mark, task, sightOf([task], { asOf: later }), later).kind;
    };
    assert.deepEqual(['CREATING', 'FAILED'].map(kindOf), ['late', 'notStarted']);
  });
});
