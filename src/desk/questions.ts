export interface Button {
  readonly label: string;
  readonly run: () => unknown;
}

/** What a question came to: a value, a step back, or undefined for Esc. */
export type Reply<T> = { readonly value: T } | 'back' | undefined;

/** What every question of a multi-step flow shows. */
export interface Question {
  readonly title: string;
  /** From 1; absent for a question that stands alone. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack?: boolean;
}

/** A remark under an input: an error keeps the value from being accepted, a warning does not. */
export interface Remark {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface InputQuestion extends Question {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** Shown at once and until the value is changed: why this is asked again, or asked at all. */
  readonly notice?: Remark;
  readonly check?: (value: string) => Remark | undefined;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** A codicon's name, without `$()`. */
  readonly icon?: string;
  readonly value: T;
  /** Starts a group under this heading. */
  readonly group?: string;
  /** Shown, with the reason, but cannot be picked. */
  readonly unusable?: string;
  /** Stays in sight whatever is typed. */
  readonly always?: boolean;
}

export interface PickQuestion<T> extends Question {
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** Gives other choices for as long as the list stands, whose values tell which is which; what comes back ends that. */
  readonly renew?: (show: (choices: readonly Choice<T>[]) => void) => () => void;
  /**
   * More choices, page by page, shown above `choices` in order of their labels while the rest is still coming. `tell` shows in
   * the list, until the next page, what holds them up.
   */
  readonly pages?: (signal: AbortSignal, tell: (remark: string) => void) => AsyncIterable<readonly Choice<T>[]>;
  /** Shown in the list when two seconds brought nothing. */
  readonly slow?: string;
  /** Whether a failure may pass: the list then says why it failed and offers to be read again. */
  readonly mayRetry?: (error: unknown) => boolean;
  /** Marks the choice to start from. One of `choices` that it marks gives way to one of the pages. */
  readonly isActive?: (value: T) => boolean;
  /** Shown instead of `placeholder` when the pages hold nothing. */
  readonly emptyPlaceholder?: string;
  /** In one sentence, why the pages ended early; shown in the list. */
  readonly describeFailure?: (error: unknown) => string;
}

/** A row that can be ticked. */
export interface Tickable<T> extends Choice<T> {
  /** Ticked from the start. */
  readonly ticked: boolean;
}

export interface TickQuestion<T> extends Question {
  readonly placeholder: string;
  readonly choices: readonly Tickable<T>[];
  /** A button in the title that leaves the question as it is. */
  readonly aside?: Button & { readonly icon: string };
}

/** What was picked; `typed` is what stood in the filter, without blanks around it. */
export type Picked<T> = { readonly value: T; readonly typed?: string } | 'back' | undefined;

/** The pages failed for good before the first choice came: the caller asks in another way. */
export interface ListFailure {
  readonly failure: unknown;
}

export interface Prompter {
  input(question: InputQuestion): Promise<Reply<string>>;
  pick<T>(question: PickQuestion<T>): Promise<Picked<T> | ListFailure>;
  /** Any number of rows, none included; rows that are unusable cannot be ticked. Undefined for Esc. */
  pickMany<T>(question: TickQuestion<T>): Promise<readonly T[] | undefined>;
  /** A decision that must not be overlooked; undefined when it was declined. A key that is pressed once too often declines. */
  confirm(question: Confirmation): Promise<true | undefined>;
  /** As `confirm`, where there are several ways to do it: the one that was chosen. */
  decide<T extends string>(question: Decision<T>): Promise<T | undefined>;
}

export interface Decision<T> extends Omit<Confirmation, 'yes'> {
  readonly ways: readonly { readonly label: string; readonly value: T }[];
}

export interface Confirmation {
  readonly message: string;
  readonly detail: string;
  /** What the buttons do, not "Yes" and "No". */
  readonly yes: string;
  readonly no: string;
}
