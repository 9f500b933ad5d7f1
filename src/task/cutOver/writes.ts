import type { RecordNote } from '../record/recordNotes.ts';
import { type Sample, smallLag } from '../sample.ts';
import { stateOf } from '../taskStatus.ts';
import type { Evidence, Said } from './item.ts';

/** Milliseconds for what was on its way when the writes ended. */
const onItsWay = 15_000;

/** Operations a second at a target that nobody uses: what looks after an instance asks it, too. Inferred: no edition tells them. */
const idleOperations = 20;

/** Milliseconds before a comparison is noted in which it may have read the target. */
const longestComparison = 6 * 60_000;

type Against = Extract<Evidence, { kind: 'lagMoves' | 'operations' | 'keysGrow' }>;

interface Seen {
  readonly samples: readonly Sample[];
  readonly notes: readonly RecordNote[];
  /** A lag below it may be that of an idle source. */
  readonly cutOverLag?: number | undefined;
}

/** What speaks against nothing being written any more since a person has said so; it stands until that is said again. */
export function writesSince({ samples, notes, cutOverLag = 0 }: Seen, tick: Said): Against | undefined {
  const later = samples.filter(({ at, status }) => at > tick.at + onItsWay && stateOf(status) === 'incremental');
  const first = later.find(({ stats }) => stats?.source_dbsize !== undefined)?.stats?.source_dbsize;
  const compared = notes.flatMap((note) => (note.kind === 'compared' ? [Date.parse(note.at)] : []));
  const isCompared = (at: number) => compared.some((end) => at >= end - longestComparison && at <= end + onItsWay);
  for (const { at, stats } of later) {
    const { offset: lag = 0, source_dbsize: keys = 0, target_ops: count = 0 } = stats ?? {};
    if (first !== undefined && keys > first) return { kind: 'keysGrow', by: keys - first, at, tick };
    if (lag > smallLag && lag >= cutOverLag) return { kind: 'lagMoves', lag, at, tick };
    if (count > idleOperations && !isCompared(at)) return { kind: 'operations', count, at, tick };
  }
  return undefined;
}
