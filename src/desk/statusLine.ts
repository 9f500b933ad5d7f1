/** What stands in the status bar. */
export interface StatusText {
  /** A codicon's name, without `$()`. */
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  /** Run by a click. */
  readonly command: string;
  readonly warning: boolean;
}

/** What a followed task has come to: its migration machine is starting or did not start, or what the task waits for. */
export type FollowedStage = 'starting' | 'notStarted' | 'toConfigure' | 'failed' | 'ready';

/** What goes on, in one entry of the status bar; what may cost money comes first, then what needs a person most. */
export interface StatusLine {
  /** Creates without a known outcome. */
  unsettled(count: number): void;
  /** Created tasks, and those that somebody wants to be told of. */
  followed(tasks: readonly { readonly name: string; readonly stage: FollowedStage }[]): void;
}
