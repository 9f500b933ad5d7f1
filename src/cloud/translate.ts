/**
 * Puts an English message into the user's language; `{name}` in it stands for `values.name`. The shape of `vscode.l10n.t`.
 * The first argument is written as a string literal where it is called, so that a test can find every message.
 */
export type Translate = (message: string, values?: Readonly<Record<string, string | number>>) => string;
