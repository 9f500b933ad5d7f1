import { codePoint } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { JsonKind, SyntaxMistake, TextProblem } from './taskFileProblems.ts';

/** The words for what keeps a file from being read. Throws nothing. */
export function describeTextProblem(problem: TextProblem, t: Translate): string {
  switch (problem.code) {
    case 'tooLarge':
      return t(
        'This file has {size} MB; a task file may have {limit} MB. Choose a file that holds one migration task.',
        {
          size: megabytes(problem.size),
          limit: megabytes(problem.limit),
        },
      );
    case 'binary':
      return t('This is a binary file, not text. Choose a task file: a JSON text with the fields of a migration task.');
    case 'notUtf8':
      return t(
        'The byte at line {line}, column {column} is not UTF-8; the file may be saved as GBK or Windows 1252. Open it with its encoding, click the encoding in the status bar, and choose Save with Encoding, UTF-8.',
        { line: problem.line, column: problem.column },
      );
    case 'byteOrderMark':
      return t(
        'The file starts with a byte order mark, which JSON does not allow. Click the encoding in the status bar and choose Save with Encoding, UTF-8 (not UTF-8 with BOM).',
      );
    case 'utf16':
      return t(
        'The file is saved as {encoding}; task files are UTF-8. Click the encoding in the status bar and choose Save with Encoding, UTF-8.',
        { encoding: problem.encoding },
      );
    case 'emptyFile':
      return t('The file is empty. Write { } and let completion propose the fields of a migration task.');
    case 'syntax':
      return describeMistake(problem.mistake, problem.found, t);
    case 'tooDeep':
      return t('Brackets are nested more than {limit} deep. The fields of a task stand at the top of the file.', {
        limit: problem.limit,
      });
    case 'notAnObject':
      return describeRoot(problem.actual, t);
  }
}

function describeRoot(actual: JsonKind, t: Translate): string {
  return actual === 'array'
    ? t(
        'The file holds a list. A task file holds one task: an object in braces { }. Keep each task in a file of its own.',
      )
    : t('The file holds {actual}. A task file holds an object in braces { } with the fields of the task.', {
        actual: describeKind(actual, t),
      });
}

function describeMistake(mistake: SyntaxMistake, found: string, t: Translate): string {
  switch (mistake) {
    case 'pastedCommand':
      return t('This looks like a command, not JSON. Keep only the request body: the part in braces { }.');
    case 'pastedRequest':
      return t('This looks like a whole HTTP request, not JSON. Keep only the request body: the part in braces { }.');
    case 'singleQuotes':
      return t('JSON puts names and texts in double quotes (") instead of single quotes (\'). Replace the quotes.');
    case 'fullWidth':
      return t(
        'The character {found} is full-width or typographic. JSON needs the plain ones of the keyboard: " : , { }',
        { found },
      );
    case 'invisible':
      return t('An invisible character ({character}) stands here, perhaps copied from a web page. Delete it.', {
        character: codePoint(found),
      });
    case 'word':
      return t('A word stands here without quotes. JSON puts every name and every text in double quotes (").');
    case 'symbol':
      return t('This means nothing in JSON. Remove it, or put it in double quotes (").');
    case 'number':
      return t(
        'This number is incomplete or badly written. A text, as every field of a task is, stands in double quotes (").',
      );
    case 'rawControl':
      return t('A tab or another control character stands inside the quotes. Write \\t for a tab, or delete it.');
    case 'escape':
      return t(
        'A backslash starts an unknown escape here. Write \\\\ for a backslash, \\n for a line break, \\u and four hexadecimal digits for any character.',
      );
    default:
      return describeExpectation(mistake, t);
  }
}

type Expectation = Exclude<
  SyntaxMistake,
  | 'pastedCommand'
  | 'pastedRequest'
  | 'singleQuotes'
  | 'fullWidth'
  | 'invisible'
  | 'word'
  | 'symbol'
  | 'number'
  | 'rawControl'
  | 'escape'
>;

function describeExpectation(mistake: Expectation, t: Translate): string {
  switch (mistake) {
    case 'nameExpected':
      return t('The name of a field, in double quotes ("), was expected here. Write one, or delete what is too much.');
    case 'valueExpected':
      return t('A value was expected here, such as a text in double quotes ("). Write it, or remove the field.');
    case 'colonExpected':
      return t('A colon (:) was expected here, between the name of a field and its value. Add it.');
    case 'commaExpected':
      return t('A comma (,) was expected here, between two fields. Add it.');
    case 'braceExpected':
      return t('The file ends before its closing brace (}). Add it, or restore what was cut off.');
    case 'bracketExpected':
      return t('The file ends before a closing bracket (]). Add it, or restore what was cut off.');
    case 'endExpected':
      return t('The file should end here, after the closing brace (}). Remove what follows; a file holds one task.');
    case 'openComment':
      return t('This comment does not end. Close it with */.');
    case 'openString':
      return t(
        'This text has no closing double quote ("). Add it; a text cannot go on in the next line, write \\n for a line break.',
      );
  }
}

/** How a kind of JSON value is called in a sentence. */
export function describeKind(kind: JsonKind, t: Translate): string {
  switch (kind) {
    case 'object':
      return t('an object');
    case 'array':
      return t('a list');
    case 'string':
      return t('a text');
    case 'number':
      return t('a number');
    case 'boolean':
      return t('true or false');
    case 'null':
      return t('null');
  }
}

export function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '');
}
