import type { RecordNote } from '../record/recordNotes.ts';
import type { Sample } from '../sample.ts';
import { stateOf } from '../taskStatus.ts';

interface Known {
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** When the last look was that belongs to an earlier run, in milliseconds since 1970. */
  readonly begunAfter?: number | undefined;
}

/** What makes what was said of a migration a thing of the past. */
const beginnings: readonly Extract<RecordNote, { kind: 'asked' }>['action'][] = ['configure', 'restart', 'rollBackIp'];

/** Since when what is seen is of the migration as it is: it may have been started again, or copied anew. Milliseconds since 1970. */
export function begunAt({ samples, begunAfter = 0 }: Known): number {
  return Math.max(begunAfter, copiedAgainAt(samples));
}

/** Those made since the migration was asked to be another: started again, or rolled back; whatever the clock said. */
export function sinceBegun(notes: readonly RecordNote[]): readonly RecordNote[] {
  const isBeginning = (note: RecordNote) =>
    isRolledBack(note) || (note.kind === 'asked' && note.outcome !== 'refused' && beginnings.includes(note.action));
  return notes.slice(notes.findLastIndex(isBeginning) + 1);
}

/** Those made since it was last asked to give both ends back the addresses that they had. */
export function sinceRolledBack(notes: readonly RecordNote[]): readonly RecordNote[] {
  return notes.slice(notes.findLastIndex(isRolledBack) + 1);
}

function isRolledBack(note: RecordNote): boolean {
  if (note.kind === 'asked') return note.action === 'rollBackIp' && note.outcome !== 'refused';
  return note.kind === 'ended' && note.action === 'rollBackIp' && note.outcome === 'done';
}

/** When the full copy was complete, in milliseconds since 1970; 0 where nobody saw it. */
export function copyCompleteAt(samples: readonly Sample[]): number {
  const copying = samples.findLastIndex(isCopying);
  return copying === -1 ? 0 : (samples[copying + 1]?.at ?? Number.POSITIVE_INFINITY);
}

/** The last look that found a copy where one before had found more of it. */
function copiedAgainAt(samples: readonly Sample[]): number {
  let most = 0;
  let at = 0;
  for (const sample of samples) {
    const progress = progressOf(sample);
    if (progress === undefined) continue;
    if (progress < most) at = sample.at;
    most = progress;
  }
  return at;
}

function isCopying(sample: Sample): boolean {
  const progress = progressOf(sample);
  return progress !== undefined && progress < 100;
}

function progressOf({ status, stats }: Sample): number | undefined {
  const state = stateOf(status);
  const isOver = state !== 'fullCopy' && state !== 'incremental' && state !== 'migrating';
  return isOver ? undefined : stats?.full_migration_progress;
}
