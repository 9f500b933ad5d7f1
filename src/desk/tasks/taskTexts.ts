import type { TaskPlace } from './taskSight.ts';

/** Texts about a task that follow it. */
export interface TaskTexts {
  showLog(place: TaskPlace, task: { readonly id: string; readonly name: string }): Promise<void>;
}
