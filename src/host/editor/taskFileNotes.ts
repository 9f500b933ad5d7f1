import {
  type Event,
  Hover,
  type HoverProvider,
  InlayHint,
  type InlayHintsProvider,
  Range,
  type TextDocument,
} from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { type IdNote, notesOf } from '../../editor/idNotes.ts';
import { entryMarkdown } from './entryMarkdown.ts';
import { type TaskFileReader, usable } from './taskFileReader.ts';

/** Characters beside an ID; more than about these the editor itself leaves out. */
const longestHint = 60;

/** What is known about the IDs of a file, beside them and under the pointer. */
export function createNotes(
  reader: TaskFileReader,
  onDidChangeInlayHints: Event<void>,
  t: Translate,
): InlayHintsProvider & HoverProvider {
  const notesIn = async (document: TextDocument): Promise<readonly IdNote[]> => {
    const file = await reader.read(document);
    if (file === undefined) return [];
    return notesOf(file.scanned, file.written, usable(await reader.view(document, file)), t);
  };
  return {
    onDidChangeInlayHints,
    async provideInlayHints(document, range, token) {
      const notes = await notesIn(document);
      if (token.isCancellationRequested) return [];
      return notes.map((note) => hintOf(note, document, t)).filter(({ position }) => range.contains(position));
    },
    async provideHover(document, position) {
      const caret = document.offsetAt(position);
      const notes = await notesIn(document);
      const note = notes.find(({ span: { offset, length } }) => offset <= caret && caret <= offset + length);
      if (note?.entry === undefined) return undefined;
      const { offset, length } = note.span;
      const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
      return new Hover(entryMarkdown(note.entry, note, t), range);
    },
  };
}

/** Behind the comma, which belongs to the value. */
function hintOf({ span, hint, entry, console }: IdNote, document: TextDocument, t: Translate): InlayHint {
  const end = document.positionAt(span.offset + span.length);
  const comma = document.lineAt(end).text[end.character] === ',';
  const shown = new InlayHint(comma ? end.translate(0, 1) : end, shortened(hint, longestHint));
  shown.paddingLeft = true;
  if (entry !== undefined) shown.tooltip = entryMarkdown(entry, { console }, t);
  return shown;
}
