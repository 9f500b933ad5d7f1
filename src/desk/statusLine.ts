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

/** What goes on, in one entry of the status bar; what may cost money comes before what only takes time. */
export interface StatusLine {
  /** Creates without a known outcome. */
  unsettled(count: number): void;
  /** Tasks whose migration machine is starting, by name. */
  starting(names: readonly string[]): void;
  /** How the last of them ended; undefined forgets it. */
  ended(end: { readonly name: string; readonly ready: boolean } | undefined): void;
}
