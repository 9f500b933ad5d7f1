import type { RecordNote } from '../record/recordNotes.ts';
import type { Sample } from '../sample.ts';
import { stateOf } from '../taskStatus.ts';

interface Known {
  readonly notes: readonly RecordNote[];
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** When the last look was that belongs to an earlier run, in milliseconds since 1970. */
  readonly begunAfter?: number | undefined;
}

/** What makes what was said of a migration a thing of the past. */
const beginnings: readonly Extract<RecordNote, { kind: 'asked' }>['action'][] = ['configure', 'restart', 'rollBackIp'];

/** Since when the migration is the one that it is: it may have been started again, rolled back, or copied anew. Milliseconds since 1970. */
export function begunAt({ notes, samples, begunAfter = 0 }: Known): number {
  const asked = notes.flatMap((note) => {
    const isMeant = note.kind === 'asked' && note.outcome !== 'refused' && beginnings.includes(note.action);
    return isMeant ? [Date.parse(note.at)] : [];
  });
  return Math.max(begunAfter, copiedAgainAt(samples), rolledBackAt(notes), ...asked);
}

/** When it was last asked to give both ends back the addresses that they had. */
export function rolledBackAt(notes: readonly RecordNote[]): number {
  const last = notes.findLast((note) => {
    if (note.kind === 'asked') return note.action === 'rollBackIp' && note.outcome !== 'refused';
    return note.kind === 'ended' && note.action === 'rollBackIp' && note.outcome === 'done';
  });
  return last === undefined ? 0 : Date.parse(last.at);
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
