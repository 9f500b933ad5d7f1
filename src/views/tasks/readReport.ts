import type { Desk } from '../../desk/ports.ts';
import type { TaskReport } from '../../desk/tasks/taskPages.ts';
import type { KnownTask, TaskPlace, TaskSight } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { MigrationRecord } from '../../task/record/records.ts';
import { reportOf, reportOfTask } from './taskReport.ts';

type Parts = Pick<Desk, 't' | 'now' | 'log' | 'records'>;

/** The report of a task with what is on disk of it by now; undefined where the task is not in sight. */
export async function readReport(desk: Parts, sight: TaskSight, taskId: string): Promise<TaskReport | undefined> {
  const record = sight.place && (await readRecord(desk, sight.place, taskId));
  const tasks = sight.tasks.map((one) => (one.task.task_id === taskId ? withRecord(one, record) : one));
  return reportOf({ ...sight, tasks }, taskId, desk.now().getTime(), desk.t);
}

/** The same of a task that is in no list any more, as it was known last. */
export async function reportOfGone(
  desk: Parts,
  sight: TaskSight,
  place: TaskPlace,
  known: KnownTask,
): Promise<TaskReport> {
  const { task_id: taskId } = known.task;
  const record = await readRecord(desk, place, taskId);
  const gone = { ...withRecord(known, record), task: { ...known.task, status: 'DELETED' } };
  return reportOfTask(gone, { ...sight, place, tasks: [gone] }, desk.now().getTime(), desk.t);
}

function withRecord(known: KnownTask, record: MigrationRecord | undefined): KnownTask {
  const { record: _, ...rest } = known;
  return record === undefined ? rest : { ...rest, record };
}

/** What the disk refuses is logged, and missing in the report, which says so. */
async function readRecord({ t, log, records }: Parts, place: TaskPlace, taskId: string) {
  try {
    return await records.of(place, taskId);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(journalTroubleText(error, t));
    return undefined;
  }
}
