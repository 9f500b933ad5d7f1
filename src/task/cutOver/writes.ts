import { type Sample, smallLag } from '../sample.ts';
import { stateOf } from '../taskStatus.ts';
import type { Evidence, Said } from './item.ts';

/** Milliseconds for what was on its way when the writes ended. */
const onItsWay = 15_000;

/** Operations a second at a target that nobody uses: what looks after an instance asks it, too. Inferred: no edition tells them. */
const idleOperations = 20;

type Against = Extract<Evidence, { kind: 'lagMoves' | 'operations' | 'keysGrow' }>;

/** What speaks against nothing being written any more since a person has said so; it stands until that is said again. */
export function writesSince(samples: readonly Sample[], tick: Said): Against | undefined {
  const later = samples.filter(({ at, status }) => at > tick.at + onItsWay && stateOf(status) === 'incremental');
  const first = later.find(({ stats }) => stats?.source_dbsize !== undefined)?.stats?.source_dbsize;
  for (const { at, stats } of later) {
    const { offset: lag = 0, source_dbsize: keys = 0, target_ops: count = 0 } = stats ?? {};
    if (first !== undefined && keys > first) return { kind: 'keysGrow', by: keys - first, at, tick };
    if (lag > smallLag) return { kind: 'lagMoves', lag, at, tick };
    if (count > idleOperations) return { kind: 'operations', count, at, tick };
  }
  return undefined;
}
