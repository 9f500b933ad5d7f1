import type { Follower } from './following.ts';
import type { KnownTask, TaskPlace } from './taskSight.ts';

/** Tells a person, once, what becomes of the tasks that they created or want to be told of, also while nothing shows these. */
export interface TaskNotices extends Follower {
  /** From now on, or not any more; gives which of both. @throws {JournalProblem} */
  toggle(place: TaskPlace, task: KnownTask): Promise<boolean>;
  /** It was begun anew from here, so that what it comes to is told, also where it was before. */
  restarted(place: TaskPlace, task: KnownTask): void;
  /** Goes on with what was marked before, in whatever window. @throws {JournalProblem} */
  resume(): Promise<void>;
  /** Resolves when what is known now has been told. */
  idle(): Promise<void>;
  dispose(): void;
}
