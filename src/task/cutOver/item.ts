import type { Check } from '../preflight/check.ts';
import type { RecordNote } from '../record/recordNotes.ts';
import type { Trend } from '../trend.ts';

/** How applications get to the target: it takes the addresses of the source, or they are given those of the target. */
export type Way = 'swap' | 'repoint';

export const itemIds = [
  'inSync',
  'writesStopped',
  'keysCompared',
  'whitelistFits',
  'clientsReconnect',
  'swapPossible',
  'passwordsFit',
  'portsFit',
  'newAddress',
  'targetPassword',
  'applicationsUseTarget',
  'changesSetBack',
  'taskDeleted',
  'reportKept',
] as const;

export type ItemId = (typeof itemIds)[number];

/** `wrong`: something speaks against it. */
export type ItemState = 'done' | 'open' | 'wrong' | 'notKnown';

/** When somebody has ticked or waived something, and as whom. */
export interface Said {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly profile: string;
}

/** What an item rests on. Times in milliseconds since 1970. */
export type Evidence =
  | { readonly kind: 'inSync'; readonly lag: number | undefined; readonly since: number | undefined }
  | {
      readonly kind: 'behind';
      readonly lag: number | undefined;
      readonly trend: Trend | undefined;
      readonly at: number;
    }
  /** The figures are older than they may be. */
  | { readonly kind: 'oldFigures'; readonly at: number }
  | { readonly kind: 'noFigures' }
  | { readonly kind: 'notIncremental' }
  /** Nobody has said so. */
  | { readonly kind: 'unsaid' }
  /** `isUnproven`: nothing that is seen can speak for it or against it. */
  | { readonly kind: 'ticked'; readonly tick: Said; readonly isUnproven?: true }
  /** What it was about has begun anew since. */
  | { readonly kind: 'oldTick'; readonly tick: Said }
  /** After somebody said that nothing is written. */
  | { readonly kind: 'lagMoves'; readonly lag: number; readonly at: number; readonly tick: Said }
  | { readonly kind: 'operations'; readonly count: number; readonly at: number; readonly tick: Said }
  | { readonly kind: 'keysGrow'; readonly by: number; readonly at: number; readonly tick: Said }
  | {
      readonly kind: 'compared';
      readonly outcome: Extract<RecordNote, { kind: 'compared' }>['outcome'];
      readonly summary: string;
      readonly at: number;
    }
  /** Before the copy was complete. */
  | { readonly kind: 'comparedBefore'; readonly at: number }
  | { readonly kind: 'ends'; readonly checks: readonly Check[] }
  /** Nobody has looked at the ends. */
  | { readonly kind: 'endsNotRead' }
  /** Nothing is left to be done. */
  | { readonly kind: 'nothingLeft' }
  | { readonly kind: 'left' };

/** One thing that is to be so before applications go to the target, or after. */
export interface Item {
  readonly id: ItemId;
  /** Of which way it is. */
  readonly of: 'both' | Way | 'after';
  readonly state: ItemState;
  /** Who tells: this extension, by what it sees, or a person. */
  readonly by: 'seen' | 'person';
  readonly evidence: Evidence;
  /** Whether a person can tick it, or untick it. */
  readonly mayTick: boolean;
  /** Whether a person may go on without it. */
  readonly mayWaive: boolean;
  /** Somebody has gone on without it. */
  readonly waived?: Said | undefined;
}

/** An item without what people have said of going on without it. */
export type Bare = Omit<Item, 'waived'>;
