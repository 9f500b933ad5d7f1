import { shortened } from '../cloud/foreignText.ts';

/**
 * Foreign words inside a line of Markdown, or a cell of a table: they stay words, whoever renders them, with HTML and with bare links or
 * not. Only words that no dialect makes anything of stand as they are; any other is code, where nothing is read. A backslash or an entity
 * would not do: up to version 12, markdown-it makes a link of `https` and what is left of an escaped `://`. At most `most` characters are shown.
 */
export function markdownText(text: string, most: number): string {
  return shortened(text, most).replace(/\||[!-{}~]+/g, (run) => {
    // Rows are divided before code is seen, and renderers differ about a backslash before the bar.
    if (run === '|') return '&#124;';
    const [, before = '', word = '', behind = ''] = signsAround.exec(run) ?? [];
    if (listItem.test(run) || word.includes('(')) return code(run);
    return plainWord.test(word) ? run : `${before}${code(word)}${behind}`;
  });
}

/** Letters and digits, with hyphens and apostrophes between them. */
const plainWord = /^(?:[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*)?$/;

/** Signs of sentences, which mean nothing at the ends of a word, as long as what they could belong to is code. */
const signsAround = /^(\(*)(.*?)([).,;:!?]*)$/;

/** What would make a list where it begins a line. */
const listItem = /^\d+[.)]$/;

function code(word: string): string {
  const runs = word.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  // The renderer takes one blank away on either side, which keeps a backtick from the fence.
  return word.startsWith('`') || word.endsWith('`') ? `${fence} ${word} ${fence}` : `${fence}${word}${fence}`;
}

/** Characters of a title. */
const longestTitle = 500;

/** A table whose cells are Markdown already; the titles over its columns are words. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = titles.map((title) => markdownText(title, longestTitle));
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
