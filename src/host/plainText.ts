import { cut, shortened, visible } from '../cloud/foreignText.ts';

// Texts on their way to VS Code. Any of them may hold words of a file or of the cloud, so each place that shows texts passes them
// through one of these, or through `shortened` where it makes nothing of what is in a text. `most` is what fits there, in characters.

/** For notifications and dialogs, which would make a link, and run a command, of `[text](command:…)`. */
export function plainText(text: string, most: number): string {
  return withoutLinks(shortened(text, most));
}

/** For rows, prompts and bars, where `$(name)` would become an icon; some of them know links, too. */
export function plainRow(text: string, most: number): string {
  return withoutLinks(shortened(text, most)).replace(icon, '\\$&');
}

/** For texts of several lines. */
export function plainLines(text: string, most: number): string {
  return linesOf(text, most).join('\n');
}

/** For an entry of the log, where a line break could start a forged one: so every further line is indented. */
export function logEntry(text: string, most: number): string {
  const [first = '', ...others] = linesOf(text, most);
  return [first, ...others.map((line) => (line.startsWith('  ') ? line : `  ${line}`))].join('\n');
}

/** A text for the clipboard, from where it may get into a terminal, which takes control characters for keys; line breaks stay. */
export function pasteable(text: string): string {
  return text.replace(notForTerminals, (found) => (found === '\n' ? found : ''));
}

function linesOf(text: string, most: number): string[] {
  return cut(text, most)
    .split(/\r\n|[\n\r]/)
    .map(visible);
}

function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** As VS Code finds icons; what only resembles one would be shown with the backslash. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** Control characters, line and paragraph separators, and the characters that turn the direction of writing. */
const notForTerminals = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
