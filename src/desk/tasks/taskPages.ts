import type { WebviewPanel } from 'vscode';
import type { KnownTask, TaskPlace } from './taskSight.ts';

/** What the page of a task says, to be kept. */
export interface TaskReport {
  /** Of the task; others may have chosen it. */
  readonly name: string;
  /** A picture of the chart; undefined where there is nothing to draw. */
  readonly svg: string | undefined;
  /** Markdown. `picture`: the name of the picture that lies beside it. */
  readonly text: (picture: string | undefined) => string;
}

/** The pages of single tasks, one for each. */
export interface TaskPages {
  /** Opens the page of a task, or brings the one that is open to the front. */
  show(taskId: string): Promise<void>;
  /** Takes over a page that was open when the window was reloaded. */
  restore(panel: WebviewPanel, state: unknown): Promise<void>;
  /** Of what is known now, without asking the cloud; undefined where the task is not in sight. */
  report(taskId: string): Promise<TaskReport | undefined>;
  /** Of a task that is in no list any more, as it was known last. */
  reportOfGone(place: TaskPlace, known: KnownTask): Promise<TaskReport>;
}
