import type { WebviewPanel } from 'vscode';

/** The pages of single tasks, one for each. */
export interface TaskPages {
  /** Opens the page of a task, or brings the one that is open to the front. */
  show(taskId: string): Promise<void>;
  /** Takes over a page that was open when the window was reloaded. */
  restore(panel: WebviewPanel, state: unknown): Promise<void>;
}
