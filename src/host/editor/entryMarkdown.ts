import { MarkdownString } from 'vscode';
import type { Translate } from '../../cloud/translate.ts';
import type { EntryText } from '../../editor/entryTexts.ts';
import { plainText } from '../plainText.ts';

/** Everything known about an entry. Its words come from the cloud, where others may have chosen them, so none is taken for Markdown. */
export function entryMarkdown(
  { name, obstacle, facts }: EntryText,
  console: string | undefined,
  t: Translate,
): MarkdownString {
  const markdown = new MarkdownString();
  markdown.appendMarkdown('**').appendText(plainText(name)).appendMarkdown('**\n\n');
  if (obstacle !== undefined) markdown.appendText(obstacle).appendMarkdown('\n\n');
  for (const { label, value } of facts) {
    markdown
      .appendMarkdown('- ')
      .appendText(t('{what}: {reason}', { what: label, reason: plainText(value) }))
      .appendMarkdown('\n');
  }
  if (console !== undefined) markdown.appendMarkdown(`\n[${t('Open the console')}](${console})`);
  return markdown;
}
