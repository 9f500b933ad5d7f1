import { Range, type TextDocument } from 'vscode';
import type { Steps } from '../../task/file/json/textWalk.ts';

/** Lines between two breaths. */
const stretch = 2000;

/** The text of a document as it is at one moment, stopping for breath: VS Code keeps lines, and to join a million at once takes long. */
export function* textInSteps(document: TextDocument): Steps<string> {
  for (;;) {
    const { version, lineCount } = document;
    const pieces: string[] = [];
    for (let line = 0; line < lineCount && document.version === version; line += stretch) {
      if (line > 0) yield undefined;
      pieces.push(document.getText(new Range(line, 0, line + stretch, 0)));
    }
    if (document.version === version) return pieces.join('');
  }
}
