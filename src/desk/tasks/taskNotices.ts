import type { KnownTask, TaskPlace } from './taskSight.ts';

/** Tells a person, once, what becomes of the tasks that they want to be told of, also while nothing shows these. */
export interface TaskNotices {
  /** From now on, or not any more; gives which of both. @throws {JournalProblem} */
  toggle(place: TaskPlace, task: KnownTask): Promise<boolean>;
  /** Of a task that is not in the list yet. @throws {JournalProblem} */
  markCreated(place: TaskPlace, taskId: string, name: string): Promise<void>;
  /** Goes on with what was marked before, in whatever window. @throws {JournalProblem} */
  resume(): Promise<void>;
  dispose(): void;
}
