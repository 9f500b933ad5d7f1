import assert from 'node:assert/strict';
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
      assert.deepEqual(answered(scene), ['setResumeMode true']);
      assert.equal(desk.told.at(-1)?.message, 'Sandbox: Auto-reconnect of moving is off.');
      assert.equal(
        desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'moving')?.task.resume_mode,
        'manual',
      );
    }));
});
