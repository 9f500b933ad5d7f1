import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { editsOf } from '../../editor/fixEdits.ts';
import { type Fix, safeFixes } from '../../editor/fixes.ts';
import { documentStyle, editsOfCurrent } from './documentEdits.ts';
import type { Diagnostics } from './taskFileDiagnostics.ts';
import type { ReadTaskFile } from './taskFileReader.ts';

/** Characters of a row of the menu. */
const longestTitle = 120;

/** Moves the caret into a value and shows what could stand there. */
export const pickValueCommand = '_dcs.pickValue';

const fixAll = CodeActionKind.SourceFixAll.append('dcsmigration');

export const fixKinds = [CodeActionKind.QuickFix, fixAll];

/** The ways out of what is marked; edits are worked out when one is chosen. */
export function createFixes(diagnostics: Diagnostics, t: Translate): CodeActionProvider {
  const edits = new WeakMap<CodeAction, () => WorkspaceEdit>();
  return {
    provideCodeActions(document, range, context) {
      const found = diagnostics.marked(document);
      if (found === undefined || found.file.version !== document.version) return [];
      const actions: CodeAction[] = [];
      const offer = (title: string, kind: CodeActionKind, fixes: readonly Fix[]) => {
        const action = new CodeAction(shortened(title, longestTitle), kind);
        if (fixes.some(({ kind: one }) => one !== 'pick')) edits.set(action, () => editOf(fixes, document, found.file));
        actions.push(action);
        return action;
      };
      const wanted = (kind: CodeActionKind) => context.only === undefined || context.only.contains(kind);
      if (wanted(CodeActionKind.QuickFix)) {
        for (const { finding, diagnostic } of found.marks.filter((mark) => mark.diagnostic.range.intersection(range))) {
          for (const fix of finding.fixes) {
            complete(offer(fix.title, CodeActionKind.QuickFix, [fix]), fix, document, diagnostic);
          }
        }
      }
      const safe = safeFixes(found.marks.flatMap(({ finding }) => finding.fixes));
      // Asked for by name only, as when a file is saved: beside a single fix it would be noise.
      if (context.only?.contains(fixAll) && safe.length > 0) offer(t('Fix what has one right answer'), fixAll, safe);
      return actions;
    },
    resolveCodeAction(action) {
      const edit = edits.get(action);
      if (edit !== undefined) action.edit = edit();
      return action;
    },
  };
}

function complete(action: CodeAction, fix: Fix, document: TextDocument, diagnostic: Diagnostic): void {
  action.diagnostics = [diagnostic];
  action.isPreferred = !['pick', 'addAndPick', 'remove'].includes(fix.kind);
  if (fix.kind === 'pick' || fix.kind === 'addAndPick') {
    const at = fix.kind === 'pick' ? fix.at : fix.field;
    action.command = { command: pickValueCommand, title: fix.title, arguments: [document.uri, at] };
  }
}

function editOf(fixes: readonly Fix[], document: TextDocument, file: ReadTaskFile): WorkspaceEdit {
  const changes = fixes.flatMap((fix) => editsOf(fix, file.text, file.scanned, documentStyle(document)));
  const edit = new WorkspaceEdit();
  edit.set(document.uri, editsOfCurrent(document, file, changes));
  return edit;
}
