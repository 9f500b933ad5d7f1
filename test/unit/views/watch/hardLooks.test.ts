import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { placesIn, playWindows } from './windows.ts';

const second = 1000;
const minute = 60 * second;

const failing: TaskSeed = { name: 'one', state: 'copying', age: 1, failure: 'targetFull', failsAfter: 2 * minute };

const moving = (count: number): TaskSeed[] =>
  Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state: 'inSync' }));

describe('windows that look at the same tasks in hard times', () => {
  it('leave nothing behind where all go while one asks', () =>
    playWindows(moving(1), async (scene) => {
      const { desk, clock, another, asked } = scene;
      const unlook = [desk, another()].map(({ tasks }) => tasks.look());
      await clock.wait(minute);
      scene.way = async (go) => {
        await clock.wait(5 * second);
        return go();
      };
      const before = asked.length;
      while (asked.length === before) await clock.wait(second / 2);
      for (const one of unlook) one();
      await clock.wait(5 * minute);
      assert.deepEqual(await placesIn(scene), []);
    }));

  it('ask no more often where the cloud wants to be left alone, or does not answer, than a few times for all', async () => {
    const throttled = async () =>
      Response.json({ error_code: 'APIGW.0308' }, { status: 429, headers: { 'retry-after': '300' } });
    await playWindows(moving(1), async (scene) => {
      const { desk, clock, another, asked } = scene;
      for (const { tasks } of [desk, another(), another(), another()]) tasks.look();
      await clock.wait(minute);
      scene.way = throttled;
      asked.length = 0;
      await clock.wait(4 * minute);
      assert.equal(asked.length, 1);
    });
  });

  it('ask as one on a slow network', async () => {
    const counts: number[] = [];
    for (const windows of [1, 4])
      await playWindows(moving(3), async (scene) => {
        const { desk, clock, another, asked } = scene;
        scene.way = async (go) => {
          await clock.wait(12 * second);
          return go();
        };
        for (const { tasks } of [desk, ...Array.from({ length: windows - 1 }, () => another())]) {
          tasks.look();
          await clock.wait(second);
        }
        await clock.wait(5 * minute);
        asked.length = 0;
        await clock.wait(10 * minute);
        counts.push(asked.length);
      });
    const [one = 0, four = 0] = counts;
    assert.ok(four <= 1.5 * one, `${four} requests of four windows, ${one} of one`);
  });

  it('are not slowed by a folder in the place of their lock', () =>
    playWindows(moving(1), async (scene) => {
      const { desk, clock, another } = scene;
      for (const { tasks } of [desk, another()]) tasks.look();
      await clock.wait(minute);
      const [place = ''] = await placesIn(scene);
      await mkdir(join(place, 'asking'));
      await clock.wait(2 * minute);
      for (let seconds = 0; seconds < 60; seconds += 1) {
        await clock.wait(second);
        const age = clock.now().getTime() - (desk.tasks.sight().asOf ?? 0);
        assert.ok(age < 15 * second, `${age} ms old`);
      }
    }));

  it('take nothing for new that another window began to ask for before', () =>
    playWindows([failing], async (scene) => {
      const { desk, clock, another } = scene;
      const both = [desk, another()].map(({ tasks }) => tasks);
      for (const tasks of both) tasks.look();
      const statuses = () => both.map((tasks) => tasks.sight().tasks[0]?.task.status);
      await clock.wait(100 * second);
      const [place = ''] = await placesIn(scene);
      const path = join(place, 'look.json');
      const before = z.looseObject({}).parse(JSON.parse(await readFile(path, 'utf8')));
      assert.deepEqual(statuses(), ['INCRMIGEATING', 'INCRMIGEATING']);
      await clock.wait(100 * second);
      assert.deepEqual(statuses(), ['FAILED', 'FAILED']);
      for (let seconds = 0; seconds < 60; seconds += 1) {
        // As a window writes it whose answers were long under way.
        await writeFile(path, JSON.stringify({ ...before, at: clock.now().getTime() }));
        await clock.wait(second);
        assert.deepEqual(statuses(), ['FAILED', 'FAILED']);
      }
    }));

  it('all know what was read of a task since it has changed, however seldom they look', () =>
    playWindows([failing], async ({ desk, clock, another }) => {
      const { tasks } = another();
      desk.tasks.look();
      await clock.wait(second);
      const taskIds = desk.tasks.sight().tasks.map(({ task }) => task.task_id);
      const unlook = tasks.look({ taskIds });
      await clock.wait(second);
      tasks.look({ taskIds, quietly: 'seldom' });
      unlook();
      await clock.wait(10 * minute);
      const details = [desk.tasks, tasks].map((one) => one.sight().tasks[0]?.detail?.status);
      assert.deepEqual(details, ['FAILED', 'FAILED']);
    }));

  it('keep nothing on disk of fields that nobody has declared, and no password of any', () =>
    playWindows(moving(1), async (scene) => {
      const { desk, clock, another } = scene;
      const leak = 'redis://:S3cretPw@10.0.0.1:6379';
      scene.way = async (go, url) => {
        const text = await (await go()).text();
        const fields = `"last_log":"${leak}","command":"redis-cli -a S3cretPw","source_instance_name":"${leak}",`;
        const changed = url.includes('/migration-tasks') ? text.replaceAll('"task_id"', `${fields}"task_id"`) : text;
        return new Response(changed, { headers: { 'content-type': 'application/json' } });
      };
      for (const { tasks } of [desk, another()]) tasks.look();
      await clock.wait(minute);
      const [place = ''] = await placesIn(scene);
      assert.ok((await readdir(place)).includes('look.json'));
      assert.doesNotMatch(await readFile(join(place, 'look.json'), 'utf8'), /S3cretPw/);
    }));
});

describe('one window in hard times', () => {
  it('goes on looking where the clock was set back and somebody goes', () =>
    playWindows(moving(1), async ({ clock, another, asked }) => {
      let back = 0;
      const { tasks } = another({ now: () => new Date(clock.now().getTime() - back) });
      tasks.look();
      const page = tasks.look({ taskIds: [] });
      await clock.wait(minute);
      back = 10 * minute;
      page();
      const before = asked.length;
      await clock.wait(5 * minute);
      assert.ok(asked.length > before + 10, `${asked.length - before} requests in five minutes`);
    }));

  it('looks at what is on screen, however many are waited for', () =>
    playWindows(moving(20), async ({ desk, clock }) => {
      const { tasks } = desk;
      tasks.look();
      await tasks.refresh();
      const waited = tasks.sight().tasks.slice(0, 12);
      tasks.look({ taskIds: waited.map(({ task }) => task.task_id), quietly: 'seldom' });
      await clock.wait(5 * minute);
      const phases = tasks.sight().tasks.map((one) => lifeOf(one, clock.now().getTime()).phase);
      assert.ok(
        phases.every((phase) => phase === 'inSync' || phase === 'ready'),
        phases.join(),
      );
    }));

  it('sees in sync what is, of two hundred as well', () =>
    playWindows(moving(200), async ({ desk, clock }) => {
      desk.tasks.look();
      await clock.wait(7 * minute);
      const now = clock.now().getTime();
      assert.ok(desk.tasks.sight().tasks.some((one) => lifeOf(one, now).phase === 'inSync'));
    }));
});
