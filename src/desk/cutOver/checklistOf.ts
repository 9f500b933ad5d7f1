import { checklist } from '../../task/cutOver/checklist.ts';
import type { Item } from '../../task/cutOver/item.ts';
import { isTrap } from '../../task/cutOver/trap.ts';
import type { Lifecycle, Phase } from '../../task/lifecycle.ts';
import { allSamples } from '../../task/record/allSamples.ts';
import type { KnownTask, TaskPlace } from '../tasks/taskSight.ts';

/** The checklist of a task as far as this window knows. `now` in milliseconds since 1970. */
export function checklistOf(
  known: KnownTask,
  life: Lifecycle,
  place: Pick<TaskPlace, 'sandbox'> | undefined,
  now: number,
): readonly Item[] {
  const { record, begunAfter, cutOverLag, ends, changed = false } = known;
  return checklist({
    life,
    samples: allSamples(known),
    begunAfter,
    cutOverLag,
    notes: record?.notes ?? [],
    ends,
    isChanged: changed,
    // Nobody can tell what writes to the sources of the sandbox to end.
    writesForEver: place?.sandbox === true,
    now,
  });
}

const moving: readonly Phase[] = ['catchingUp', 'inSync', 'ready'];
const over: readonly Phase[] = ['stopping', 'stopped', 'finished'];

/** Whether a cut-over is what comes next. */
export function mayCutOver({ phase, exchange }: Lifecycle): boolean {
  return moving.includes(phase) && exchange !== 'exchanged' && exchange !== 'exchanging';
}

/**
 * Applications use the target, or can: the addresses are swapped, or the migration has ended. One that was rolled back has ended, too, but
 * has led them back to the source, unless somebody says otherwise.
 */
export function isCutOver({ inUse, task, detail }: KnownTask, { phase, exchange }: Lifecycle): boolean {
  if (phase === 'deleted' || phase === 'released') return false;
  if (exchange === 'exchanged' || inUse === true) return true;
  if (exchange === 'exchanging' || (exchange === 'rolledBack' && phase !== 'stopping')) return false;
  const method = (task.migration_method ?? detail?.migration_method)?.trim().toLowerCase();
  return over.includes(phase) && method === 'incremental_migration';
}

/** It is cut over, and nothing of it goes on. */
export function mayCleanUp(known: KnownTask, life: Lifecycle): boolean {
  if (life.exchange === 'exchanging') return false;
  return isCutOver(known, life) && !isTrapped(known, life) && !life.may.includes('stop') && life.may.includes('delete');
}

/** Applications use the target, and the migration may overwrite it. */
export function isTrapped({ inUse, task, detail }: KnownTask, life: Lifecycle): boolean {
  return inUse === true && isTrap(life, task.resume_mode ?? detail?.resume_mode);
}
