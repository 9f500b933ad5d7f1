import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { setAutoReconnect } from '../../../../src/commands/lifecycle/setAutoReconnect.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, picked } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'stopped', state: 'stopped' },
  { name: 'failed', state: 'failed', failure: 'targetFull' },
  { name: 'moving', state: 'inSync', resumeMode: 'auto' },
];

describe('Restart', () => {
  it('says what the target holds and that equal keys are overwritten, and restarts', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Restart 2 migrations?'));
      await restartMigrationTask(desk, await rowsOf(desk, 'stopped', 'failed'));
      const detail = desk.asked[0]?.notice ?? '';
      assert.match(detail, /Keys in the target of stopped: [\d,]+\n/);
      assert.match(detail, /keys of the target that the source has, too, are overwritten/);
      assert.deepEqual(answered(scene), ['restart true', 'restart true']);
      assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration tasks restarted: 2');
      assert.deepEqual(desk.restarted.toSorted(), ['failed', 'stopped']);
    }));

  it('says so where nobody knows what the target holds', () =>
    playWithTasks(
      seeds,
      async ({ desk }) => {
        desk.expect(agreed('Restart this migration?'));
        await restartMigrationTask(desk, await rowsOf(desk, 'stopped'));
        assert.match(desk.asked[0]?.notice ?? '', /How many keys the target of stopped holds is not known\./);
      },
      {
        transport: async (url, init) =>
          url.endsWith('/stats') ? Response.json({}, { status: 404 }) : globalThis.fetch(url, init),
      },
    ));
});

describe('Auto-Reconnect', () => {
  it('is changed after it was said what that means', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(picked('moving', 'Off'));
      await setAutoReconnect(desk, await rowsOf(desk, 'moving'));
      assert.equal(desk.asked[0]?.choices.find(({ label }) => label === 'On')?.description, 'as it is now');
      assert.equal(desk.asked[0]?.choices.find(({ active }) => active)?.label, 'Change Nothing');
      assert.deepEqual(desk.actedOn, ['moving']);
      assert.deepEqual(answered(scene), ['setResumeMode true']);
      assert.equal(desk.told.at(-1)?.message, 'Sandbox: Auto-reconnect of moving is off.');
      assert.equal(
        desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'moving')?.task.resume_mode,
        'manual',
      );
    }));

  it('is not asked of the cloud where nothing is to be changed', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(picked('moving', 'Change Nothing'));
      await setAutoReconnect(scene.desk, await rowsOf(scene.desk, 'moving'));
      assert.deepEqual([answered(scene), scene.desk.told], [[], []]);
    }));

  it('is changed of several one by one, and what is refused of one keeps no other from it', () =>
    playWithTasks(
      ['a', 'b', 'c'].map((name): TaskSeed => ({ name, state: 'inSync', resumeMode: 'auto' })),
      async (scene) => {
        const { desk } = scene;
        desk.expect(picked('For 3 migrations', 'Off'));
        await setAutoReconnect(desk, await rowsOf(desk, 'a', 'b', 'c'));
        assert.deepEqual(answered(scene), ['setResumeMode true', 'setResumeMode true', 'setResumeMode true']);
        assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migrations with auto-reconnect off: 3');
      },
    ));
});

describe('many at once', () => {
  const many = (count: number): TaskSeed[] =>
    Array.from({ length: count }, (_, index) => ({ name: `task-${index}`, state: 'stopped' }));

  it('are restarted fifty a call', () => {
    const sizes: number[] = [];
    return playWithTasks(
      many(120),
      async ({ desk }) => {
        desk.expect(agreed('Restart 120 migrations?'));
        await restartMigrationTask(desk, await rowsOf(desk, ...many(120).map(({ name }) => name)));
        assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration tasks restarted: 120');
        assert.deepEqual(sizes, [50, 50, 20]);
      },
      { transport: counting(sizes) },
    );
  });
});

const batch = z.object({ migration_tasks: z.array(z.string()) });

function counting(sizes: number[]): Transport {
  return async (url, init) => {
    const [seen, sent] = init.body?.tee() ?? [];
    if (seen === undefined || sent === undefined) return globalThis.fetch(url, init);
    if (url.endsWith('/batch-restart')) sizes.push(batch.parse(await new Response(seen).json()).migration_tasks.length);
    return globalThis.fetch(url, { ...init, body: sent });
  };
}
