import type { RedisReply } from '../reply.ts';
import type { LookedAt } from './compareKeys.ts';
import type { Difference, TypeFigures, WhyNot } from './comparison.ts';
import { type KeyLook, unreadIn } from './keyLook.ts';
import { nameText } from './nameText.ts';

/** Differences that are listed, and codes of refusals; more are only counted. */
const mostListed = 100;
const mostCodes = 5;

/** Types of modules that are told apart. */
const mostTypes = 50;

/** What has been found so far. */
export interface Tally {
  readonly types: Map<string, TypeFigures>;
  readonly differences: Difference[];
  differenceCount: number;
  readonly notCompared: Map<WhyNot, number>;
  readonly refusals: Set<string>;
  gone: number;
}

export function createTally(): Tally {
  const [types, notCompared, refusals] = [new Map(), new Map(), new Set<string>()];
  return { types, differences: [], differenceCount: 0, notCompared, refusals, gone: 0 };
}

/** Notes what became of a key in the end; gives whether it differs. */
export function noteLook(tally: Tally, database: number, { key, type, look }: LookedAt): boolean {
  switch (look.kind) {
    case 'gone':
      tally.gone += 1;
      return false;
    case 'same':
      add(tally, type, look.isInPart ? { same: 1, inPart: 1 } : { same: 1 });
      return false;
    case 'different':
      // One that only the target has was not looked up.
      if (look.whats[0].kind !== 'extra') add(tally, type, { different: 1 });
      tally.differenceCount += 1;
      if (tally.differences.length < mostListed) {
        tally.differences.push({ database, key: nameText(key), type, whats: look.whats });
      }
      return true;
    case 'moving':
      add(tally, type, { notCompared: 1 });
      noteWhy(tally, 'written');
      return false;
    case 'notCompared':
      add(tally, type, { notCompared: 1 });
      noteNot(tally, look);
      return false;
  }
}

/** Notes replies that should have named keys. */
export function noteUnread(tally: Tally, replies: readonly RedisReply[]): void {
  for (const reply of replies) {
    const look = unreadIn([reply]);
    noteNot(tally, look?.kind === 'notCompared' ? look : { kind: 'notCompared', why: 'notShown' });
  }
}

export function noteNot(
  { notCompared, refusals }: Tally,
  { why, code }: Extract<KeyLook, { kind: 'notCompared' }>,
): void {
  notCompared.set(why, (notCompared.get(why) ?? 0) + 1);
  if (code !== undefined && refusals.size < mostCodes) refusals.add(code);
}

function noteWhy(tally: Tally, why: WhyNot): void {
  noteNot(tally, { kind: 'notCompared', why });
}

const none: TypeFigures = { lookedUp: 0, same: 0, inPart: 0, different: 0, notCompared: 0 };

function add({ types }: Tally, said: string, more: Partial<TypeFigures>): void {
  const type = types.has(said) || types.size < mostTypes ? said : '';
  const before = types.get(type) ?? none;
  types.set(type, {
    lookedUp: before.lookedUp + 1,
    same: before.same + (more.same ?? 0),
    inPart: before.inPart + (more.inPart ?? 0),
    different: before.different + (more.different ?? 0),
    notCompared: before.notCompared + (more.notCompared ?? 0),
  });
}
