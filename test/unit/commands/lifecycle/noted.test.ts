import assert from 'node:assert/strict';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { setAutoReconnect } from '../../../../src/commands/lifecycle/setAutoReconnect.ts';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import type { MigrationRecords } from '../../../../src/desk/tasks/migrationRecords.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { JournalProblem } from '../../../../src/task/journal/journalProblem.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, picked, saved } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'moving', state: 'copying' },
  { name: 'still', state: 'stopped' },
];

type Act = (desk: ScriptedDesk, called: Awaited<ReturnType<typeof rowsOf>>) => Promise<void>;

/** What is noted of a task after something was asked of it. */
async function noted({ desk }: Scene, name: string, act: Act): Promise<readonly string[]> {
  const called = await rowsOf(desk, name);
  const id = desk.tasks.sight().tasks.find(({ task }) => task.task_name === name)?.task.task_id ?? '';
  await act(desk, called);
  const { place } = desk.tasks.sight();
  assert.ok(place);
  const { notes } = await desk.records.of(place, id);
  return notes.map((note) => ('action' in note ? `${note.kind} ${note.action} ${note.outcome}` : note.kind));
}

describe('what was asked of a task', () => {
  it('is noted with what the cloud said', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Stop this migration?'));
      assert.deepEqual(await noted(scene, 'moving', stopMigrationTask), ['asked stop accepted']);
      desk.expect(agreed('Restart this migration?'));
      assert.deepEqual(await noted(scene, 'still', restartMigrationTask), ['asked restart accepted']);
      desk.expect(picked('still', 'Off'));
      assert.deepEqual(await noted(scene, 'still', setAutoReconnect), [
        'asked restart accepted',
        'asked setAutoReconnect accepted',
      ]);
    }));

  it('is noted with why, where nobody knows whether it arrived', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        scene.desk.expect(agreed('Stop this migration?'));
        assert.deepEqual(await noted(scene, 'moving', stopMigrationTask), ['asked stop unclear']);
        const { place, tasks } = scene.desk.tasks.sight();
        const id = tasks.find(({ task }) => task.task_name === 'moving')?.task.task_id ?? '';
        const [note] = place === undefined ? [] : (await scene.desk.records.of(place, id)).notes;
        assert.ok(note?.kind === 'asked' && (note.reason ?? '') !== '');
      },
      {
        transport: async (url, init) => {
          if (!url.endsWith('/stop')) return globalThis.fetch(url, init);
          throw Object.assign(new TypeError('fetch failed'), {
            cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
          });
        },
      },
    ));

  it('is done all the same where the disk takes no note, which is logged', () =>
    playWithTasks(seeds, async ({ desk }) => {
      const refuse = () => Promise.reject(new JournalProblem('ENOSPC', '/journal', 'no space left'));
      const records: MigrationRecords = { ...desk.records, note: refuse };
      desk.expect(agreed('Stop this migration?'));
      await stopMigrationTask({ ...desk, records }, await rowsOf(desk, 'moving'));
      assert.match(desk.told.at(-1)?.message ?? '', /moving is stopping/);
      assert.match(desk.logged.join('\n'), /the disk is full/);
    }));
});

describe('a task that was deleted', () => {
  it('has its report offered, with what was kept of it', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Delete this migration task?'));
      assert.deepEqual(await noted(scene, 'still', deleteMigrationTask), [
        'asked delete accepted',
        'ended delete done',
      ]);
      desk.expect(saved('still.md'));
      await desk.told.at(-1)?.press('Save Report…');
      const [report] = desk.documents.savedTexts;
      assert.match(report?.text ?? '', /^# still\n\ndeleted/);
      assert.match(report?.text ?? '', /^\| Deleted \| .+ \| from here \|$/m);
      assert.match(report?.text ?? '', /\| Delete · accepted \|\n.*\| Delete · done \|/);
    }));
});
