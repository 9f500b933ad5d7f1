import type { RedisReader } from '../redisReader.ts';
import type { Both, EndFailure } from './ends.ts';

/** What the target has otherwise. Names stand in it, fit to be shown, and never a value. */
export type What =
  /** `missing` in the target, `extra` there. */
  | { readonly kind: 'missing' | 'extra' }
  | ({ readonly kind: 'type' } & Both<string>)
  /** Milliseconds that are left, at one moment; undefined where it does not expire. */
  | ({ readonly kind: 'expiry' } & Both<number | undefined>)
  | ({ readonly kind: 'length'; readonly of: 'bytes' | 'elements' } & Both<number>)
  /** Of a string. */
  | { readonly kind: 'value' }
  | { readonly kind: 'field'; readonly how: 'missing' | 'extra' | 'other'; readonly name: string }
  /** Of a set or a sorted set: members are values. */
  | { readonly kind: 'member'; readonly how: 'missing' | 'extra' }
  | { readonly kind: 'score' }
  /** Of a list, from 0. */
  | { readonly kind: 'element'; readonly index: number }
  /** Of a stream. */
  | { readonly kind: 'entry'; readonly how: 'missing' | 'extra' | 'other'; readonly id: string };

/** A key that differed in two readings. */
export interface Difference {
  readonly database: number;
  /** Fit to be shown, shortened. */
  readonly key: string;
  /** As the Redis that has it says it. */
  readonly type: string;
  readonly whats: readonly [What, ...What[]];
}

/** Why a key that was looked up was not compared. */
export type WhyNot =
  /** A module's. */
  | 'type'
  /** The Web CLI cannot be told it, or its text does not show it without doubt. */
  | 'notSent'
  | 'notShown'
  | 'tooLarge'
  /** They are large, and the time was over. */
  | 'noTime'
  | 'refused'
  /** It changed in the source between the readings. */
  | 'written'
  /** It differed, and was not read again. */
  | 'readOnce';

/** Of the keys of one type. */
export interface TypeFigures {
  readonly lookedUp: number;
  readonly same: number;
  /** Of these, by their length and a sample of what is in them. */
  readonly inPart: number;
  readonly different: number;
  readonly notCompared: number;
}

export interface KeyCounts {
  /** Keys that do not expire. */
  readonly lasting: number;
  readonly expiring: number;
}

/** Whether as many keys that do not expire are on both ends; `written`: it cannot be told while they change. */
export type CountVerdict = 'same' | 'different' | 'written' | 'unknown';

export interface DatabaseFigures {
  readonly database: number;
  /** When it was counted last; undefined where an end did not say it. */
  readonly counts: Both<KeyCounts | undefined>;
  readonly verdict: CountVerdict;
  /** Keys of the source that were looked up in the target, and whether these are all there were. */
  readonly lookedUp: number;
  readonly isWhole: boolean;
  /** Keys of the target that were looked for in the source. */
  readonly lookedBack: number;
  readonly different: number;
  /** An end would not name keys by chance: they are the first of a scan. */
  readonly isByScan: boolean;
  /** An end has keys none of which was looked up, or looked for at the other. */
  readonly isUnsampled: boolean;
}

/** How it ended. */
export type ComparisonEnd =
  | { readonly kind: 'whole' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: EndFailure };

/** What two Redis have in common, as far as it was looked at. */
export interface Comparison {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly ways: Both<RedisReader['way']>;
  readonly end: ComparisonEnd;
  /** In their order; those without keys are left out. */
  readonly databases: readonly DatabaseFigures[];
  /** It has one database. */
  readonly isTargetCluster: boolean;
  readonly types: ReadonlyMap<string, TypeFigures>;
  /** The first of them. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
  readonly notCompared: ReadonlyMap<WhyNot, number>;
  /** What the ends refused with: `NOPERM`, `MOVED`. */
  readonly refusals: readonly string[];
  /** Keys that were not there any more when they were looked up. */
  readonly gone: number;
}
