import {
  commands,
  Disposable,
  type DocumentSelector,
  EventEmitter,
  languages,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Desk } from '../../desk/ports.ts';
import { registerPrivate } from '../commands.ts';
import { createCompletion, triggers } from './taskFileCompletion.ts';
import { createDiagnostics } from './taskFileDiagnostics.ts';
import { createFixes, fixKinds, pickValueCommand } from './taskFileFixes.ts';
import { copyTaskIdCommand, createLenses } from './taskFileLenses.ts';
import { createNotes } from './taskFileNotes.ts';
import { createTaskFileReader, type TaskFileReader } from './taskFileReader.ts';
import { createTaskFileStatus } from './taskFileStatus.ts';
import { createTaskNames } from './taskNames.ts';

/** Milliseconds in which many changes of the surroundings become one. */
const pause = 100;

/** Everything that appears inside task files; made with the first one that is opened. */
export function createTaskFileEditor(
  desk: Desk,
  taskFiles: DocumentSelector,
  onError: (error: unknown) => void,
): Disposable {
  const { t } = desk;
  const reader = createTaskFileReader(desk);
  const surroundings = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      surroundings.fire();
      diagnostics.refresh();
    }, pause);
  };
  const status = createTaskFileStatus(desk, taskFiles);
  const names = createTaskNames(changed);
  const diagnostics = createDiagnostics(desk, reader, names, status.show, onError);
  const notes = createNotes(reader, surroundings.event, t);
  return Disposable.from(
    surroundings,
    status,
    names,
    diagnostics,
    languages.registerCompletionItemProvider(taskFiles, createCompletion(reader, t), ...triggers),
    languages.registerInlayHintsProvider(taskFiles, notes),
    languages.registerHoverProvider(taskFiles, notes),
    languages.registerCodeActionsProvider(taskFiles, createFixes(diagnostics, t), {
      providedCodeActionKinds: fixKinds,
    }),
    languages.registerCodeLensProvider(taskFiles, createLenses(desk, reader, surroundings.event)),
    registerPrivate(pickValueCommand, (uri, at) => pickValue(reader, uri, at), onError),
    registerPrivate(copyTaskIdCommand, (taskId) => copyTaskId(desk, taskId), onError),
    watchSurroundings(desk, changed),
    { dispose: () => clearTimeout(timer) },
  );
}

/** All that a file is seen against, beside its own text. */
function watchSurroundings({ lookUps, journal }: Desk, changed: () => void): Disposable {
  return Disposable.from(
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('dcs') && changed()),
    workspace.onDidGrantWorkspaceTrust(changed),
    window.onDidChangeVisibleTextEditors(changed),
    { dispose: lookUps.onChange(changed) },
    { dispose: journal.onClosed(changed) },
  );
}

/** The caret goes to the end of what stands in the quotes, so that the list offers everything that fits it. */
async function pickValue(reader: TaskFileReader, uri: unknown, at: unknown): Promise<void> {
  if (!(uri instanceof Uri)) return;
  const editor = await window.showTextDocument(uri);
  const { document } = editor;
  const offset = typeof at === 'number' ? at : await offsetOfValue(reader, document, at);
  if (offset === undefined) return;
  const quote = document.positionAt(offset);
  const isText = document.lineAt(quote).text[quote.character] === '"';
  const caret = isText ? quote.translate(0, 1) : quote;
  editor.selection = new Selection(caret, caret);
  editor.revealRange(editor.selection);
  await commands.executeCommand('editor.action.triggerSuggest');
}

/** Of a field that a fix has just written. */
async function offsetOfValue(
  reader: TaskFileReader,
  document: TextDocument,
  name: unknown,
): Promise<number | undefined> {
  const file = await reader.read(document);
  return file?.scanned.fields.find((field) => field.name === name)?.value?.offset;
}

async function copyTaskId({ t, notifier }: Desk, taskId: unknown): Promise<void> {
  if (typeof taskId !== 'string') return;
  await notifier.copy(taskId);
  notifier.tell('info', t('Copied the task ID {taskId}.', { taskId }));
}
