// What the page of a task shows, in the language of whoever reads it. It goes from the extension to the page as JSON.

/** How something stands, which is shown as a colour beside the words. */
export type Tone = 'good' | 'bad' | 'busy' | 'waiting' | 'quiet';

export interface PageModel {
  readonly taskId: string;
  /** Of words and numbers, as browsers name it. */
  readonly language: string;
  readonly title: string;
  /** In words, with what the cloud calls it. Absent where nothing of the task may be shown, or is known. */
  readonly status?: { readonly words: string; readonly raw: string; readonly tone: Tone };
  readonly notices: readonly PageNotice[];
  readonly actions: readonly PageButton[];
  readonly sections: readonly PageSection[];
  /** How old all of it is. */
  readonly age: string;
}

export interface PageNotice {
  readonly key: string;
  readonly tone: Tone;
  readonly text: string;
  readonly buttons: readonly PageButton[];
}

export interface PageButton {
  /** One of those that the extension takes from a page. */
  readonly command: string;
  readonly label: string;
}

export type PageSection = { readonly key: string; readonly heading: string } & (
  | { readonly kind: 'steps'; readonly steps: readonly PageStep[]; readonly buttons: readonly PageButton[] }
  | { readonly kind: 'figures' | 'facts'; readonly entries: readonly PageEntry[] }
  | { readonly kind: 'cause'; readonly entries: readonly PageEntry[]; readonly buttons: readonly PageButton[] }
  | { readonly kind: 'chart'; readonly chart: PageChart }
);

export interface PageStep {
  readonly key: string;
  readonly label: string;
  readonly state: 'done' | 'active' | 'failed' | 'open';
  /** The state in words, with a figure where there is one. */
  readonly note: string;
}

export interface PageEntry {
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** Figures over time. Where a look failed, or nobody looked, there is none. */
export interface PageChart {
  /** Since when, and why not for longer. */
  readonly since: string;
  /** Said where there are too few to draw. */
  readonly tooFew: string;
  /** Milliseconds since 1970, in order. */
  readonly times: readonly number[];
  readonly panels: readonly ChartPanel[];
  readonly words: { readonly table: string; readonly time: string; readonly unknown: string };
}

export interface ChartPanel {
  readonly key: string;
  readonly label: string;
  /** What it shows, for those who do not see it. */
  readonly summary: string;
  /** From below; the first and the last are the ends of the scale. */
  readonly ticks: readonly number[];
  readonly lines: readonly ChartLine[];
}

export interface ChartLine {
  readonly key: string;
  readonly label: string;
  /** One for each time; null where it is not known. */
  readonly values: readonly (number | null)[];
}

/** What a page says to the extension. */
export type PageMessage = { readonly does: 'ready' } | { readonly does: 'run'; readonly command: string };
