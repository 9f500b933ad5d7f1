import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import type { Desk, TaskFileNames } from '../../desk/ports.ts';
import { JournalProblem } from '../../task/journal/journal.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';
import { draftOf, existingLines } from './batchFacts.ts';
import { beingCreated } from './batchFiles.ts';
import { look, type PlannedTask, planBatch } from './batchPlan.ts';
import { type BatchOutcome, isUntold, wholeResult } from './batchResult.ts';
import { runBatch } from './batchRun.ts';
import { logResult, tellSummary } from './batchSummary.ts';
import { chooseTasks } from './batchTable.ts';
import { underOneNotification } from './oneNotification.ts';

/** Creates the tasks of many files: those selected in the explorer, those below its folders, or all of the workspace. */
export async function createMigrationTasks(desk: Desk, argument?: unknown, selected?: unknown): Promise<void> {
  const { t, notifier } = desk;
  const found = await findFiles(desk, argument, selected);
  if (found === undefined) return;
  if (found.files.length === 0) {
    notifier.tell('info', t('There is no *.dcsmigration.json file there. Create Migration Task can save one.'));
    return;
  }
  await createAll(desk, found);
}

async function findFiles(desk: Desk, argument: unknown, selected: unknown): Promise<TaskFileNames | undefined> {
  const { t, notifier, documents } = desk;
  const uris = documents.selection(argument, selected);
  const title = t('Looking for task files');
  return notifier.progress(title, async (signal) => {
    const found = uris.length > 0 ? await documents.taskFilesAmong(uris, signal) : await documents.taskFiles();
    return signal.aborted ? undefined : found;
  });
}

async function createAll(desk: Desk, files: TaskFileNames): Promise<void> {
  try {
    await planAndRun(desk, files);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    const message = journalProblemText(error, desk.t);
    desk.log.error(message);
    desk.notifier.tell('error', message, [{ label: desk.t('Open Log'), run: () => desk.log.show() }]);
  }
}

async function planAndRun(desk: Desk, files: TaskFileNames): Promise<void> {
  const plan = await underOneNotification(desk, desk.t('Checking task files'), (inside) => planBatch(inside, files));
  if (plan === undefined) return;
  const chosen = await chooseTasks(desk, plan);
  if (chosen === undefined) return;
  for (const place of new Set(chosen.map((task) => task.place))) {
    if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
  }
  const { underWay } = desk.creations;
  // Another batch may have begun while the table was open.
  const busy = new Set(chosen.filter(({ source }) => underWay.has(source)));
  const mine = chosen.filter((task) => !busy.has(task));
  for (const { source } of mine) underWay.add(source);
  try {
    const appeared = await findAppeared(desk, mine);
    if (appeared === undefined) return;
    for (const task of busy) appeared.set(task, [beingCreated(desk.t)]);
    const ran = await runBatch(
      desk,
      mine.filter((task) => !appeared.has(task)),
      plan.seen,
    );
    const existed = [...appeared].map(([task, lines]) => [task, { kind: 'existed', lines }] as const);
    const results = wholeResult(plan, new Map<PlannedTask, BatchOutcome>([...existed, ...ran]));
    for (const result of results) if (isUntold(result.outcome)) logResult(desk, result);
    tellSummary(desk, results, (failed) => createAll(desk, { files: failed, complete: true }));
  } finally {
    for (const { source } of mine) underWay.delete(source);
  }
}

/** What has come to exist since the table was made, which nobody has said yes to. Undefined: it was called off. */
async function findAppeared(
  desk: Desk,
  tasks: readonly PlannedTask[],
): Promise<Map<PlannedTask, readonly string[]> | undefined> {
  const facts = await look(desk, [...new Set(tasks.map(({ place }) => place))]);
  if (facts === undefined) return undefined;
  const appeared = new Map<PlannedTask, readonly string[]>();
  for (const task of tasks) {
    const lines = await existingLines(task, facts, desk.t);
    const known = new Set(task.draft.knownTaskIds);
    const isNew = draftOf(task, facts).knownTaskIds.some((id) => !known.has(id));
    if (isNew || lines.length > task.existing.length) appeared.set(task, lines);
  }
  return appeared;
}
