import type { Uri } from 'vscode';
import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import { inTurns } from '../../desk/turns.ts';
import { sizeLimit } from '../../task/file/taskFileRules.ts';
import { describeTableProblem } from '../../task/table/tableProblemText.ts';
import { tableInBytes, tableInText, tooLargeTable } from '../../task/table/tableText.ts';
import type { TaskTable } from '../../task/table/taskTable.ts';

/** A table, and what a person knows it by. */
interface NamedTable {
  readonly name: string;
  readonly table: TaskTable;
}

/** Reads the table that the explorer gave, or one that is asked for. Undefined where there is nothing to go on with, which is told. */
export async function readTable(desk: Desk, argument: unknown, selected: unknown): Promise<NamedTable | undefined> {
  const [given] = desk.documents.selection(argument, selected);
  if (given !== undefined) return fromFile(desk, given);
  const { documents, t } = desk;
  const copied = await documents.clipboardText();
  const source = await askSource(desk, copied);
  if (source === undefined) return undefined;
  if (source === 'clipboard') return usable(desk, t('the clipboard'), tableInText(copied));
  const uri = source === 'choose' ? await documents.chooseTable() : source;
  return uri && fromFile(desk, uri);
}

/** Not asked where there is one way only. */
async function askSource(
  { t, prompter, documents }: Desk,
  copied: string,
): Promise<Uri | 'clipboard' | 'choose' | undefined> {
  const open = documents.activeText();
  // One line is a word that was copied, or a path.
  const hasRows = /[^\r\n][\r\n]+[^\r\n]/.test(copied);
  const choices: Choice<Uri | 'clipboard' | 'choose'>[] = [
    ...(open === undefined
      ? []
      : [{ label: t('From the Active Editor'), description: open.name, icon: 'file', value: open.uri }]),
    ...(hasRows ? [{ label: t('From the Clipboard'), icon: 'clippy', value: 'clipboard' } as const] : []),
    { label: t('Choose a File…'), icon: 'folder-opened', value: 'choose' },
  ];
  if (choices.length === 1) return 'choose';
  const reply = await prompter.pick({
    title: t('New Task Files from a Table'),
    placeholder: t('Where is the table? Its first row names the fields, and each other row is a task'),
    choices,
  });
  return reply !== undefined && reply !== 'back' && 'value' in reply ? reply.value : undefined;
}

async function fromFile(desk: Desk, uri: Uri): Promise<NamedTable | undefined> {
  const { t, notifier, documents } = desk;
  const source = await documents.read(uri, sizeLimit);
  const name = shortenedPath(source.name);
  if ('unreadable' in source) {
    notifier.tell('error', t('{file} cannot be read ({reason}).', { file: name, reason: source.unreadable }));
    return undefined;
  }
  if ('size' in source) return usable(desk, name, tooLargeTable(source.size), uri);
  const read = 'bytes' in source ? await inTurns(tableInBytes(source.bytes)) : tableInText(source.unsavedText);
  return usable(desk, name, read, uri);
}

function usable(
  { t, notifier, documents }: Desk,
  name: string,
  read: ReturnType<typeof tableInText>,
  uri?: Uri,
): NamedTable | undefined {
  if (!('problem' in read)) return { name, table: read };
  const problem = describeTableProblem(read.problem, t);
  const buttons = uri === undefined ? [] : [{ label: t('Open the File'), run: () => documents.reveal(uri, 0, 0) }];
  notifier.tell('error', t('No task file can be made from {table}. {problem}', { table: name, problem }), buttons);
  return undefined;
}
