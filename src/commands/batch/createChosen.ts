import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import type { Desk } from '../../desk/ports.ts';
import { draftOf, existingLines } from './batchFacts.ts';
import { beingCreated } from './batchFiles.ts';
import { type BatchPlan, look, type PlannedTask } from './batchPlan.ts';
import type { BatchOutcome } from './batchResult.ts';
import { type Beside, runBatch } from './batchRun.ts';

/**
 * Creates what was decided on, save what has come to exist since, or is being created elsewhere. Undefined: nothing was sent, since it
 * was called off, or somebody else is signed in, which is told.
 */
export async function createChosen(
  desk: Desk,
  plan: BatchPlan,
  chosen: readonly PlannedTask[],
  beside?: Beside,
): Promise<ReadonlyMap<PlannedTask, BatchOutcome> | undefined> {
  for (const place of new Set(chosen.map((task) => task.place))) {
    if (!(await hasAccountChanged(desk, place))) continue;
    tellAccountChanged(desk);
    return undefined;
  }
  const { underWay } = desk.creations;
  // Another batch may have begun while the table was open.
  const busy = new Set(chosen.filter(({ source }) => underWay.has(source)));
  const mine = chosen.filter((task) => !busy.has(task));
  for (const { source } of mine) underWay.add(source);
  try {
    const appeared = await findAppeared(desk, mine);
    if (appeared === undefined) return undefined;
    for (const task of busy) appeared.set(task, [beingCreated(desk.t)]);
    const sent = mine.filter((task) => !appeared.has(task));
    const ran = await runBatch(desk, sent, plan.seen, beside);
    const existed = [...appeared].map(([task, lines]) => [task, { kind: 'existed', lines }] as const);
    return new Map<PlannedTask, BatchOutcome>([...existed, ...ran]);
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
