import { EndOfLine, Range, type TextDocument, TextEdit, window } from 'vscode';
import type { Style, TextChange } from '../../editor/fixEdits.ts';

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

export function toTextEdits(document: TextDocument, changes: readonly TextChange[]): TextEdit[] {
  return changes.map(
    ({ offset, length, text }) =>
      new TextEdit(new Range(document.positionAt(offset), document.positionAt(offset + length)), text),
  );
}
