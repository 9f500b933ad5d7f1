import type { Uri } from 'vscode';
import type { Translate } from '../cloud/translate.ts';
import { describeProblem } from '../task/file/problemText.ts';
import { type ParsedTaskFile, parseTaskFile } from '../task/file/taskFile.ts';
import type { TaskFileProblem } from '../task/file/taskFileProblems.ts';
import { sizeLimit } from '../task/file/taskFileRules.ts';
import { readTaskFileText } from '../task/file/taskFileText.ts';
import { lineAndColumn } from '../task/file/textPlace.ts';
import type { Desk, TaskSource } from './ports.ts';

/** A file's text as it will be sent, read once. */
export interface OpenedFile {
  readonly uri: Uri;
  readonly name: string;
  readonly text: string;
  readonly unsaved: boolean;
  readonly parsed: ParsedTaskFile;
}

/** A file without a text; the reason is in the user's language. */
interface UnreadableFile {
  readonly name: string;
  readonly unreadable: string;
}

export async function openTaskFile(
  { documents }: Pick<Desk, 'documents'>,
  uri: Uri,
): Promise<OpenedFile | UnreadableFile> {
  const source = await documents.read(uri, sizeLimit);
  const { name } = source;
  if ('unreadable' in source) return source;
  const read = readSource(source);
  if ('problem' in read) return { uri, name, text: '', unsaved: false, parsed: unparsable(read.problem) };
  return { uri, name, text: read.text, unsaved: 'unsavedText' in source, parsed: parseTaskFile(read.text) };
}

/** `orders.dcsmigration.json:2:3: …`, as compilers and editors write a place. */
export function problemLine({ name, text }: OpenedFile, problem: TaskFileProblem, t: Translate): string {
  const { line, column } = problem.code === 'notUtf8' ? problem : lineAndColumn(text, problem.offset);
  return `${name}:${line}:${column}: ${describeProblem(problem, t)}`;
}

function readSource(
  source: Exclude<TaskSource, { unreadable: string }>,
): { text: string } | { problem: TaskFileProblem } {
  if ('unsavedText' in source) return { text: source.unsavedText };
  if ('bytes' in source) return readTaskFileText(source.bytes);
  return {
    problem: { code: 'tooLarge', severity: 'error', offset: 0, length: 0, size: source.size, limit: sizeLimit },
  };
}

function unparsable(problem: TaskFileProblem): ParsedTaskFile {
  return { problems: [problem], offsets: new Map(), opening: { offset: 0, length: 0 } };
}
