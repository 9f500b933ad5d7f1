import type { RedisReader } from '../redisReader.ts';
import type { Both } from './ends.ts';

export interface CompareOptions extends Both<RedisReader> {
  readonly signal: AbortSignal;
  /** How far it is, after each step. */
  readonly report: (progress: CompareProgress) => void;
  readonly limits?: Partial<CompareLimits>;
}

export interface CompareProgress {
  /** How many databases have been begun, and how many there are. */
  readonly begun: number;
  readonly databases: number;
  readonly lookedUp: number;
  readonly differences: number;
}

export interface CompareLimits {
  /** Keys that are drawn of each database, at either end. */
  readonly perDatabase: number;
  /** Milliseconds after which nothing more is drawn. */
  readonly time: number;
  /** Commands through the Web CLI: each is a request to the cloud, which has others to answer, too. */
  readonly perMinute: number;
  /** Milliseconds between two readings of what differs. */
  readonly pause: number;
}

export interface CompareTools {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after that many milliseconds, or at once when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** At least 0 and below 1. */
  readonly random: () => number;
}

export const compareLimits: CompareLimits = { perDatabase: 1000, time: 5 * 60_000, perMinute: 100, pause: 2000 };
