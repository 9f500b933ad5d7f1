import type { Desk, TaskFileNames } from '../../desk/ports.ts';
import { acceptBatch } from './acceptBatch.ts';
import { planBatch } from './batchPlan.ts';
import { isUntold, wholeResult } from './batchResult.ts';
import { logResult, tellSummary } from './batchSummary.ts';
import { tickTasks } from './batchTable.ts';
import { decisionToCreate, tableOfCreates } from './batchWords.ts';
import { createChosen } from './createChosen.ts';
import { findFiles, orTellProblem } from './findFiles.ts';
import { underOneNotification } from './oneNotification.ts';

/** Creates the tasks of many files: those selected in the explorer, those below its folders, or all of the workspace. */
export async function createMigrationTasks(desk: Desk, argument?: unknown, selected?: unknown): Promise<void> {
  const found = await findFiles(desk, desk.documents.selection(argument, selected));
  if (found !== undefined) await createAll(desk, found);
}

function createAll(desk: Desk, files: TaskFileNames): Promise<void> {
  return orTellProblem(desk, () => planAndRun(desk, files));
}

async function planAndRun(desk: Desk, files: TaskFileNames): Promise<void> {
  const { t } = desk;
  const plan = await underOneNotification(desk, t('Checking task files'), (inside) => planBatch(inside, files));
  if (plan === undefined) return;
  const chosen = await tickTasks(desk, plan, tableOfCreates(t));
  if (chosen === undefined || !(await acceptBatch(desk, chosen, decisionToCreate(t)))) return;
  const outcomes = await createChosen(desk, plan, chosen);
  if (outcomes === undefined) return;
  const results = wholeResult(plan, outcomes);
  for (const result of results) if (isUntold(result.outcome)) logResult(desk, result);
  tellSummary(desk, results, (failed) => createAll(desk, { files: failed, complete: true }));
}
