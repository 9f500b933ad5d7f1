import type { Redis } from '../redis/redis.ts';
import type { FailureName } from './failures.ts';

export type MigrationMethod = 'full_amount_migration' | 'incremental_migration';
export type ResumeMode = 'auto' | 'manual';

/** One side of a migration, as it was configured, and what the cloud knows of an instance of its own. */
export interface Instance {
  readonly id: string | null;
  readonly name: string | null;
  /** `ip:port`, with commas between several. */
  readonly addrs: string;
  readonly password: string | null;
  /** The one of the account that answers there. */
  readonly redis?: Redis | undefined;
}

export interface Settings {
  readonly method: MigrationMethod;
  readonly resumeMode: ResumeMode;
  /** MB/s. */
  readonly bandwidth: string | null;
  readonly source: Instance;
  readonly target: Instance;
}

/** The end whose whitelist kept the machine out when a run started; undefined where neither did. */
export type ClosedEnd = 'source' | 'target' | undefined;

/** What starts or ends a run. `at` is in milliseconds since 1970. */
export type Turn =
  | { readonly kind: 'configured'; readonly at: number; readonly settings: Settings; readonly closed?: ClosedEnd }
  | { readonly kind: 'restarted'; readonly at: number; readonly closed?: ClosedEnd }
  | { readonly kind: 'stopped'; readonly at: number; readonly atOnce: boolean };

/** How a swap of addresses comes out, or the way back from one; what hangs never ends. */
export type SwapEnd = 'succeeds' | 'fails' | 'hangs';

/** Of the addresses of both ends, or the way back from that. */
export interface SwapEvent {
  readonly kind: 'exchanged' | 'rolledBack';
  readonly at: number;
  readonly end: SwapEnd;
  /** The domain names too. */
  readonly withDomain: boolean;
}

/** What was done to a task. */
export type TaskEvent =
  | Turn
  | SwapEvent
  | { readonly kind: 'resumeMode'; readonly at: number; readonly mode: ResumeMode }
  | { readonly kind: 'deleted'; readonly at: number };

/** How a task is going to fail. */
export interface Fate {
  readonly failure: FailureName;
  /** Milliseconds from the start of a run; by the phase of the failure where absent. */
  readonly after?: number | undefined;
}

/** So much more is written at the source that a bandwidth limit may not let it through. */
export interface Surge {
  /** Milliseconds from the start of a run. */
  readonly after: number;
  /** KB/s. */
  readonly writes: number;
}
