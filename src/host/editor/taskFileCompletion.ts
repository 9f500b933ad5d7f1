import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionItemTag,
  CompletionList,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
} from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { CloudView } from '../../editor/cloudView.ts';
import { isCloudField, isOffered, type Suggestion, suggestAt } from '../../editor/completions.ts';
import { setField } from '../../editor/fixEdits.ts';
import { type ValueCaret, valueCaret } from '../../editor/valueCaret.ts';
import { usualLimit } from '../../task/file/taskFileRules.ts';
import { plainRow } from '../plainText.ts';
import { documentStyle, toTextEdits } from './documentEdits.ts';
import { entryMarkdown } from './entryMarkdown.ts';
import { type ReadTaskFile, type TaskFileReader, usable } from './taskFileReader.ts';

/** Milliseconds that a list is waited for before what has come of it is shown. */
const patience = 1000;

/** Characters of a row of the list, and of what stands beside the chosen one. */
const longestLabel = 80;
const longestDescription = 80;
const longestDetail = 200;

/**
 * What opens the list without being asked; a blank, since one stands between colon and value. Figures and what separates words,
 * because there the editor takes a new word to begin and shows the list as it was: `subnet-2`, `10.0.`, `${env:`.
 */
export const triggers = [...'": -./$0123456789'];

/** Entries of the cloud by name in the values of IDs. */
export function createCompletion(reader: TaskFileReader, t: Translate): CompletionItemProvider {
  const origins = new WeakMap<CompletionItem, () => void>();
  return {
    async provideCompletionItems(document, position, token) {
      const file = await reader.read(document);
      if (file === undefined || token.isCancellationRequested) return undefined;
      const caret = valueCaret(file.text, file.scanned, document.offsetAt(position));
      if (caret === undefined || !isOffered(caret.field)) return undefined;
      const { items, complete } = await suggestions(reader, document, file, caret, token, t);
      if (token.isCancellationRequested) return undefined;
      const range = rangeOf(document, caret, position);
      const shown = items.map((suggestion, index) => {
        const item = itemOf(suggestion, range, caret.quoted, index);
        origins.set(item, () => complement(item, suggestion, document, file, t));
        return item;
      });
      return new CompletionList(shown, !complete);
    },
    resolveCompletionItem(item) {
      origins.get(item)?.();
      return item;
    },
  };
}

async function suggestions(
  reader: TaskFileReader,
  document: TextDocument,
  file: ReadTaskFile,
  caret: ValueCaret,
  token: CancellationToken,
  t: Translate,
): Promise<{ readonly items: readonly Suggestion[]; readonly complete: boolean }> {
  const view = isCloudField(caret.field) ? await viewFor(caret, reader, document, file) : undefined;
  const end = performance.now() + patience;
  for (;;) {
    const { items, chosen, pending } = suggestAt(caret, file.written, view, t);
    const left = end - performance.now();
    if (pending.length === 0 || left <= 0 || token.isCancellationRequested) {
      return { items, complete: pending.length === 0 && !chosen };
    }
    await doneWithin(pending, left, token);
  }
}

async function viewFor(
  { field }: ValueCaret,
  reader: TaskFileReader,
  document: TextDocument,
  file: ReadTaskFile,
): Promise<CloudView | undefined> {
  const view = await reader.view(document, file);
  return usable(view) ?? (field === 'project_id' && 'projects' in view ? view.projects : undefined);
}

async function doneWithin(pending: readonly Promise<void>[], limit: number, token: CancellationToken): Promise<void> {
  let stop = () => {};
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limit);
    const listener = token.onCancellationRequested(() => resolve());
    stop = () => {
      clearTimeout(timer);
      listener.dispose();
    };
  });
  await Promise.race([Promise.all(pending), over]);
  stop();
}

/** A completion replaces within the line of the caret only. */
function rangeOf(document: TextDocument, { replace }: ValueCaret, position: Position): Range {
  const range = new Range(document.positionAt(replace.offset), document.positionAt(replace.offset + replace.length));
  return range.isSingleLine ? range : new Range(position, position);
}

/** What typing is matched with begins as the text that is replaced does. */
function itemOf(suggestion: Suggestion, range: Range, quoted: boolean, index: number): CompletionItem {
  const { id, name, remark, keywords, obstacle, insert, snippet } = suggestion;
  const label = plainRow(name, longestLabel);
  const item = new CompletionItem({ label, description: shortened(remark, longestDescription) });
  item.kind = CompletionItemKind.Value;
  item.detail = shortened([obstacle, id].filter(Boolean).join(' · '), longestDetail);
  // Struck through: it can be chosen, but would be refused.
  if (obstacle !== undefined) item.tags = [CompletionItemTag.Deprecated];
  item.insertText = snippet === undefined ? insert : new SnippetString(snippet);
  item.filterText = `${quoted ? '"' : ''}${[name, remark, keywords, id].filter(Boolean).join(' ')}`;
  item.sortText = String(index).padStart(5, '0');
  item.range = range;
  return item;
}

/** What is needed of the one entry that is looked at. */
function complement(
  item: CompletionItem,
  suggestion: Suggestion,
  document: TextDocument,
  { text, scanned }: ReadTaskFile,
  t: Translate,
): void {
  const { alsoSet } = suggestion;
  // To find the place of another field all of the text is parsed at once.
  if (alsoSet === undefined || text.length > usualLimit) {
    item.documentation = entryMarkdown(suggestion, {}, t);
    return;
  }
  const { field, value, label } = alsoSet;
  const remark = t('Sets {field} to {value}, too.', { field, value: label });
  item.documentation = entryMarkdown(suggestion, { remark }, t);
  const edits = setField(text, scanned, field, value, documentStyle(document));
  // Where they stood when the list was asked for, as the editor takes them, however much was typed since.
  item.additionalTextEdits = toTextEdits(text, edits);
}
