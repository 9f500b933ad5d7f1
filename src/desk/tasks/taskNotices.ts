import type { ExchangeEnd } from '../../task/cutOver/exchangeEnd.ts';
import type { AskedExchange } from '../../task/exchange.ts';
import type { Follower } from './following.ts';
import type { KnownTask, TaskPlace } from './taskSight.ts';

/**
 * What has become of a machine that was awaited. `other`: somebody else has gone on with the task; `left`: nobody may look any more, or
 * it is followed no more.
 */
export type MachineEnd = 'ready' | 'failed' | 'gone' | 'other' | 'left';

export interface AwaitedMachine {
  readonly end: Promise<MachineEnd>;
  /** Why it did not start, and what to do, in the user's language; empty where that is not what it has come to. */
  failure(): string;
  /** What it has come to is told from now on, unless that was done. */
  stop(isTold: boolean): void;
}

/** A swap of the addresses, or the way back, whose end is looked for. */
export interface FollowedExchange {
  /** Resolves when the cloud is first seen to be about it, and when it has ended. */
  readonly begun: Promise<void>;
  /** `left`: nobody may look any more, or it is followed no more. */
  readonly end: Promise<ExchangeEnd['kind'] | 'left'>;
  /** Nothing of it was done, so that nothing is told of it. */
  withdraw(): Promise<void>;
}

/** Tells a person, once, what becomes of the tasks that they created or want to be told of, also while nothing shows these. */
export interface TaskNotices extends Follower {
  /** From now on. @throws {JournalProblem} and it is not marked then */
  mark(place: TaskPlace, task: KnownTask): Promise<void>;
  /** Not any more. @throws {JournalProblem} and it is marked still */
  unmark(taskId: string): Promise<void>;
  isMarked(taskId: string): boolean;
  /** Called when another task is marked, or one not any more; gives what ends that. */
  onChange(listener: () => void): () => void;
  /** It was begun anew from here, so that what it comes to is told, also where it was before. */
  restarted(place: TaskPlace, task: KnownTask): void;
  /** It is being stopped from here, so that how that ends is told, and nothing more of it. */
  stopping(place: TaskPlace, task: KnownTask): void;
  /**
   * Its addresses are about to be swapped from here, or swapped back: how that ends is told, also after a reload, and nothing else of it
   * until then. Kept on disk when it resolves.
   */
  exchanging(place: TaskPlace, task: KnownTask, asked: AskedExchange): Promise<FollowedExchange>;
  /** When a swap was asked for whose end is not known yet, in milliseconds since 1970. */
  exchangeAskedAt(taskId: string): number | undefined;
  /** Something of it was changed from here, so that what it comes to is told, but not what it is already. */
  actedOn(place: TaskPlace, task: KnownTask): void;
  /**
   * This window goes on itself with a task that it follows when its machine is up, so that this is not told until that is stopped.
   * `isOneOfMany`: that its machine did not start is not told either, but in the log; whoever awaits it tells of all together.
   */
  awaitMachine(taskId: string, isOneOfMany?: boolean): AwaitedMachine;
  /** Goes on with what was marked before, in whatever window. @throws {JournalProblem} */
  resume(): Promise<void>;
  /** Resolves when what is known now has been told. */
  idle(): Promise<void>;
  dispose(): void;
}
