import { inSyncSince } from '../level.ts';
import type { Lifecycle, Phase } from '../lifecycle.ts';
import type { Check } from '../preflight/check.ts';
import type { RecordNote } from '../record/recordNotes.ts';
import type { Sample } from '../sample.ts';
import { begunAt, copyCompleteAt, sinceBegun, sinceRolledBack } from './beginning.ts';
import { endItems } from './endItems.ts';
import type { Bare, Evidence, Item, ItemId, ItemState, Way } from './item.ts';
import { tickOf, waiverOf } from './said.ts';
import { writesSince } from './writes.ts';

/** What is known of a migration that is about to be cut over, or was. */
export interface CutOverFacts {
  readonly life: Lifecycle;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  readonly begunAfter?: number | undefined;
  /** The lag below which its applications may go over, where the settings say another than usual. */
  readonly cutOverLag?: number | undefined;
  /** Oldest first. */
  readonly notes: readonly RecordNote[];
  /** What the ends of it tell; undefined where nobody has looked. */
  readonly ends: readonly Check[] | undefined;
  /** Whether something that was changed for it at its ends is not set back. */
  readonly isChanged: boolean;
  /** What writes to the source cannot be told to end. */
  readonly writesForEver: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The migration as it is: what was noted of it, and since when it is seen, in milliseconds since 1970. */
interface Run {
  readonly notes: readonly RecordNote[];
  readonly begun: number;
}

/** What is to be so before applications go to the target, and after, always in the same order. */
export function checklist(facts: CutOverFacts): readonly Item[] {
  const { notes } = facts;
  const run: Run = { notes: sinceBegun(notes), begun: begunAt(facts) };
  const person = (id: ItemId, of: Item['of'], about = run) => personsItem(notes, { id, of }, about);
  const items: readonly Bare[] = [
    inSync(facts),
    writesStopped(facts, person('writesStopped', 'both')),
    keysCompared(facts, run, person('keysCompared', 'both')),
    ...endItems(facts.ends, person),
    person('clientsReconnect', 'both'),
    person('newAddress', 'repoint'),
    // Somebody who has begun it anew meanwhile has not brought the applications back.
    { ...person('applicationsUseTarget', 'after', { notes: sinceRolledBack(notes), begun: 0 }), mayWaive: false },
    ...seenAfter(facts),
    { ...person('reportKept', 'after'), mayWaive: false },
  ];
  return items.map((item) => ({ ...item, waived: waiverFor(item, run) }));
}

/** What keeps applications from going this way: it is neither so, nor has a person gone on without it. */
export function standsInTheWay(items: readonly Item[], way: Way): readonly Item[] {
  return items.filter(({ of, state, waived }) => (of === 'both' || of === way) && state !== 'done' && !waived);
}

/** Milliseconds after which figures say nothing about now: two looks, and the time of an answer. */
const longestAge = 30_000;

const incremental: readonly Phase[] = ['catchingUp', 'inSync', 'ready'];

function inSync({ life, samples, now }: CutOverFacts): Bare {
  const of = { id: 'inSync', of: 'both', by: 'seen', mayTick: false, mayWaive: false } as const;
  const { phase, figures, lag, trend, canCutOver } = life;
  if (!incremental.includes(phase)) return { ...of, state: 'wrong', evidence: { kind: 'notIncremental' } };
  if (figures === undefined) return { ...of, state: 'notKnown', evidence: { kind: 'noFigures' } };
  const { at } = figures;
  if (Math.abs(now - at) > longestAge) return { ...of, state: 'notKnown', evidence: { kind: 'oldFigures', at } };
  if (canCutOver) return { ...of, state: 'done', evidence: { kind: 'inSync', lag, since: inSyncSince(samples) } };
  return { ...of, state: trend === 'growing' ? 'wrong' : 'open', evidence: { kind: 'behind', lag, trend, at } };
}

/** What a person alone knows. A tick from before the run is about something else. */
function personsItem(
  notes: readonly RecordNote[],
  about: { readonly id: ItemId; readonly of: Item['of'] },
  run: Run,
): Bare {
  const tick = tickOf(notes, about.id);
  const item = { ...about, by: 'person', mayTick: true, mayWaive: true } as const;
  if (tick === undefined) return { ...item, state: 'open', evidence: { kind: 'unsaid' } };
  if (tick.at < run.begun || tickOf(run.notes, about.id) === undefined)
    return { ...item, state: 'open', evidence: { kind: 'oldTick', tick } };
  return { ...item, state: 'done', evidence: { kind: 'ticked', tick } };
}

/** What is seen may speak against what was said. */
function writesStopped(facts: CutOverFacts, item: Bare): Bare {
  if (item.evidence.kind !== 'ticked') return item;
  if (facts.writesForEver) return { ...item, evidence: { ...item.evidence, isUnproven: true } };
  const against = writesSince(facts, item.evidence.tick);
  return against === undefined ? item : { ...item, state: 'wrong', evidence: against, mayWaive: false };
}

const ofOutcome: Readonly<Record<'equal' | 'different' | 'unclear', ItemState>> = {
  equal: 'done',
  different: 'wrong',
  unclear: 'notKnown',
};

/** The newest word on it counts; what differs is no matter of a tick. */
function keysCompared({ notes, samples }: CutOverFacts, run: Run, item: Bare): Bare {
  const last = notes.findLast((note) => note.kind === 'compared');
  if (last?.kind !== 'compared') return item;
  const at = Date.parse(last.at);
  const isTicked = item.evidence.kind === 'ticked';
  if (!run.notes.includes(last) || at < Math.max(run.begun, copyCompleteAt(samples)))
    return isTicked ? item : { ...item, evidence: { kind: 'comparedBefore', at } };
  const { outcome, summary } = last;
  if (isTicked && outcome !== 'different' && isLater(item.evidence, at)) return item;
  const evidence = { kind: 'compared', outcome, summary, at } as const;
  return { ...item, by: 'seen', state: ofOutcome[outcome], evidence, mayTick: outcome === 'unclear' };
}

function isLater(evidence: Evidence, at: number): boolean {
  return evidence.kind === 'ticked' && evidence.tick.at > at;
}

function seenAfter({ isChanged, life: { phase } }: CutOverFacts): readonly Bare[] {
  const of = { of: 'after', by: 'seen', mayTick: false, mayWaive: false } as const;
  const item = (id: ItemId, isLeft: boolean): Bare => ({
    ...of,
    id,
    state: isLeft ? 'open' : 'done',
    evidence: { kind: isLeft ? 'left' : 'nothingLeft' },
  });
  return [item('changesSetBack', isChanged), item('taskDeleted', phase !== 'deleted')];
}

/** What was gone on without before it began anew, or before it was found to be so, was something else. */
function waiverFor({ id, mayWaive, state, evidence }: Bare, { notes, begun }: Run) {
  if (!mayWaive || state === 'done') return undefined;
  const found = evidence.kind === 'compared' ? evidence.at : 0;
  return waiverOf(notes, id, Math.max(begun, found));
}
