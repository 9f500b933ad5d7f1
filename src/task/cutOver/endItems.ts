import type { Check } from '../preflight/check.ts';
import type { Bare, Item, ItemId, ItemState } from './item.ts';

/** Makes the item that a person ticks where nothing can be seen. */
type Person = (id: ItemId, of: Item['of']) => Bare;

/** What the two ends tell: whom they let in, by which password and port, and whether their addresses can be swapped. */
export function endItems(ends: readonly Check[] | undefined, person: Person): readonly Bare[] {
  const of = (...ids: readonly Check['id'][]) => ends?.filter(({ id }) => ids.includes(id));
  return [
    judged(person('whitelistFits', 'both'), of('swapWhitelist')),
    { ...judged(person('swapPossible', 'swap'), of(...preconditions)), mayTick: false },
    judged(person('passwordsFit', 'swap'), of('swapPassword')),
    { ...judged(person('portsFit', 'swap'), of('swapPort')), mayTick: false },
    targetPassword(person('targetPassword', 'repoint'), of('swapPassword')),
  ];
}

const preconditions = ['swapInstances', 'swapTypes', 'swapPublicAccess', 'swapSubnet'] as const;

/** What is seen counts; where nothing can be seen, what a person says. */
function judged(item: Bare, checks: readonly Check[] | undefined): Bare {
  if (checks === undefined) return unseen(item, { kind: 'endsNotRead' });
  const against = checks.filter(({ verdict }) => verdict === 'error' || verdict === 'warning');
  const evidence = (some: readonly Check[]) => ({ kind: 'ends', checks: some }) as const;
  if (against.length > 0) {
    const mayWaive = against.every(({ verdict }) => verdict !== 'error');
    return { ...item, by: 'seen', state: 'wrong', evidence: evidence(against), mayTick: false, mayWaive };
  }
  const unknown = checks.filter(({ verdict }) => verdict !== 'passed');
  if (unknown.length > 0 || checks.length === 0) return unseen(item, evidence(unknown));
  return { ...item, by: 'seen', state: 'done', evidence: evidence(checks), mayTick: false };
}

function unseen(item: Bare, evidence: Bare['evidence']): Bare {
  if (item.evidence.kind === 'ticked' || item.evidence.kind === 'oldTick') return item;
  const state: ItemState = 'notKnown';
  return { ...item, state, evidence };
}

/** Applications that keep their password need no other one; else it is theirs to have that of the target. */
function targetPassword(item: Bare, checks: readonly Check[] | undefined): Bare {
  const isSame = checks !== undefined && checks.length > 0 && checks.every(({ verdict }) => verdict === 'passed');
  return isSame ? { ...item, by: 'seen', state: 'done', evidence: { kind: 'ends', checks }, mayTick: false } : item;
}
