/**
 * A text that may hold words of a file or of the cloud, safe to be shown by VS Code: notifications and inputs would make a link, and run a
 * command, of `[text](command:…)`; control and direction characters could hide or fake what is said.
 */
export function plainText(text: string): string {
  return text.replace(unseen, ' ').replaceAll('](', '] (');
}

/** The same for a list's row, where `$(name)` would become an icon. */
export function plainRow(text: string): string {
  return plainText(text).replaceAll('$(', '\\$(');
}

/** The same for the log, where a line break could start a forged entry: every further line is indented. */
export function plainLines(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.replace(unseen, ' '));
  return lines.map((line, index) => (index === 0 || line.startsWith('  ') ? line : `  ${line}`)).join('\n');
}

/** Control characters, line and paragraph separators, and the characters that turn the direction of writing. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
