import { EndOfLine, Position, Range, type TextDocument, TextEdit, window } from 'vscode';
import type { Style, TextChange } from '../../editor/fixEdits.ts';
import { atOnce } from '../../task/file/json/textWalk.ts';
import { placesIn } from '../../task/file/textPlace.ts';
import type { ReadTaskFile } from './taskFileReader.ts';

/** How the editor that shows a document indents it. */
export function documentStyle(document: TextDocument): Style {
  const options = window.visibleTextEditors.find((editor) => editor.document === document)?.options;
  const { tabSize, insertSpaces } = options ?? {};
  return {
    tabSize: typeof tabSize === 'number' ? tabSize : 2,
    insertSpaces: typeof insertSpaces === 'boolean' ? insertSpaces : true,
    eol: document.eol === EndOfLine.CRLF ? '\r\n' : '\n',
  };
}

/** The changes of a text, where they stand in it: the document that it was may have changed since. */
export function toTextEdits(text: string, changes: readonly TextChange[]): TextEdit[] {
  const offsets = changes.flatMap(({ offset, length }) => [offset, offset + length]).sort((one, other) => one - other);
  const places = new Map(atOnce(placesIn(text, offsets)).map((place, index) => [offsets[index], place]));
  const positionAt = (offset: number) => {
    const { line, column } = places.get(offset) ?? { line: 1, column: 1 };
    return new Position(line - 1, column - 1);
  };
  return changes.map(
    ({ offset, length, text: put }) => new TextEdit(new Range(positionAt(offset), positionAt(offset + length)), put),
  );
}

/** The same of a text that is still the one of the document; nothing of another, where they would be written somewhere else. */
export function editsOfCurrent(
  document: Pick<TextDocument, 'version'>,
  { version, text }: Pick<ReadTaskFile, 'version' | 'text'>,
  changes: readonly TextChange[],
): TextEdit[] {
  return document.version === version ? toTextEdits(text, changes) : [];
}
