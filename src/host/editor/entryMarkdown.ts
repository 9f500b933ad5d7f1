import { MarkdownString } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import { markdownText } from '../../desk/markdownText.ts';
import type { EntryText } from '../../editor/entryTexts.ts';

/** Characters of a name, and of anything else that is told of it. */
const longestName = 120;
const longestFact = 500;

/** Everything known about an entry. Its words come from the cloud, where others may have chosen them, so none is taken for Markdown. */
export function entryMarkdown(
  { name, obstacle, facts }: EntryText,
  { remark, console }: { readonly remark?: string | undefined; readonly console?: string | undefined },
  t: Translate,
): MarkdownString {
  const shown = (text: string) => markdownText(text, longestFact);
  const lines = [
    `**${markdownText(name, longestName)}**\n`,
    ...(obstacle === undefined ? [] : [`${shown(obstacle)}\n`]),
    ...facts.map(({ label, value }) => `- ${shown(t('{what}: {reason}', { what: label, reason: value }))}`),
    ...(console === undefined ? [] : ['', `[${t('Open the console')}](${console})`]),
    ...(remark === undefined ? [] : ['', shown(remark)]),
  ];
  return new MarkdownString(lines.join('\n'));
}
