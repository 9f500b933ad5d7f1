import type { Uri } from 'vscode';
import { shortenedPath } from '../cloud/foreignText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Steps } from '../task/file/json/textWalk.ts';
import { describeProblem } from '../task/file/problemText.ts';
import { type ParsedTaskFile, parseInSteps } from '../task/file/taskFile.ts';
import type { TaskFileProblem } from '../task/file/taskFileProblems.ts';
import { sizeLimit } from '../task/file/taskFileRules.ts';
import { readTextInSteps, tooLarge } from '../task/file/taskFileText.ts';
import { type Place, placesIn } from '../task/file/textPlace.ts';
import type { Desk, TaskSource } from './ports.ts';
import { inTurns } from './turns.ts';

/** A file's text as it will be sent, read once. */
export interface OpenedFile {
  readonly uri: Uri;
  readonly name: string;
  readonly unsaved: boolean;
  readonly parsed: ParsedTaskFile;
  /** Where the problems stand. */
  readonly places: ReadonlyMap<TaskFileProblem, Place>;
}

/** A file without a text; the reason is in the user's language. */
interface UnreadableFile {
  readonly name: string;
  readonly unreadable: string;
}

type ReadSource = Exclude<TaskSource, { unreadable: string }>;

/** Reads a file of any size and content without holding up everything else. */
export async function openTaskFile(
  { documents }: { readonly documents: Pick<Desk['documents'], 'read'> },
  uri: Uri,
): Promise<OpenedFile | UnreadableFile> {
  const source = await documents.read(uri, sizeLimit);
  const { name } = source;
  if ('unreadable' in source) return source;
  const { parsed, places } = await inTurns(understand(source));
  return { uri, name, unsaved: 'unsavedText' in source, parsed, places };
}

/** `orders.dcsmigration.json:2:3: …`, as compilers and editors write a place. */
export function problemLine(file: OpenedFile, problem: TaskFileProblem, t: Translate): string {
  return `${shortenedPath(file.name)}:${problemInFile(file, problem, t)}`;
}

/** The same where the file is named already: `2:3: …`. */
export function problemInFile({ places }: Pick<OpenedFile, 'places'>, problem: TaskFileProblem, t: Translate): string {
  const { line, column } = places.get(problem) ?? { line: 1, column: 1 };
  return `${line}:${column}: ${describeProblem(problem, t)}`;
}

function* understand(source: ReadSource): Steps<Pick<OpenedFile, 'parsed' | 'places'>> {
  const read = yield* textOf(source);
  if ('problem' in read) {
    const { problem } = read;
    return { parsed: unparsable(problem), places: new Map(problem.code === 'notUtf8' ? [[problem, problem]] : []) };
  }
  const parsed = yield* parseInSteps(read.text);
  const { problems } = parsed;
  const found = yield* placesIn(
    read.text,
    problems.map(({ offset }) => offset),
  );
  const places = new Map(problems.map((problem, index) => [problem, found[index] ?? { line: 1, column: 1 }]));
  return { parsed, places };
}

function* textOf(source: ReadSource): Steps<{ readonly text: string } | { readonly problem: TaskFileProblem }> {
  if ('unsavedText' in source) return { text: source.unsavedText };
  if ('bytes' in source) return yield* readTextInSteps(source.bytes);
  return { problem: tooLarge(source.size) };
}

function unparsable(problem: TaskFileProblem): ParsedTaskFile {
  return { problems: [problem], offsets: new Map(), opening: { offset: 0, length: 0 } };
}
