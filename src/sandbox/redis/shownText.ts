import type { Shown } from './sampleKeys.ts';

/** As redis-cli prints it for people. Source: redis-cli, `cliFormatReplyTTY`. The texts of the sandbox need no escapes. */
export function shownText(value: Shown, before = ''): string {
  if (value === undefined) return '(nil)';
  if (typeof value === 'number') return `(integer) ${value}`;
  if (typeof value === 'string') return `"${value}"`;
  if (value.length === 0) return '(empty array)';
  const width = String(value.length).length;
  const inside = before + ' '.repeat(width + 2);
  return value
    .map((item, at) => `${at === 0 ? '' : before}${String(at + 1).padStart(width)}) ${shownText(item, inside)}`)
    .join('\n');
}
