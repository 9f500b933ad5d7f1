/** A row of the view as data: what is drawn, and nothing that draws. */
export interface Row {
  /** The same for the same thing, whatever is said of it. */
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon?: RowIcon | undefined;
  /** Words that menus ask for, apart by blanks. */
  readonly context: string;
  /** Whether it begins open; absent where there is nothing below. */
  readonly open?: boolean | undefined;
  /** The task that it is about. */
  readonly taskId?: string | undefined;
  /** What Copy copies. */
  readonly copies?: string | undefined;
  /** Those below, made when somebody looks. */
  readonly rows: () => readonly Row[];
}

export interface RowIcon {
  /** A codicon. */
  readonly name: string;
  /** A colour of the theme. */
  readonly color?: string | undefined;
}

export const passed = 'testing.iconPassed';
export const failed = 'testing.iconFailed';
export const queued = 'testing.iconQueued';

export const none = () => [];

/** No ID has a blank then, so that none is that of something below another. */
export function idOf(taskId: string): string {
  return `task ${taskId.replaceAll('%', '%25').replaceAll(' ', '%20')}`;
}

/** Whether it is the row of a task, and not of something known of it. */
export function isTaskRow({ context }: Pick<Row, 'context'>): boolean {
  return /^task\b/.test(context);
}
