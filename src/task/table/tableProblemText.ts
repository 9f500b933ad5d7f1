import { quoted } from '../../cloud/foreignText.ts';
import { redactText } from '../../cloud/redaction/maskText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { passwordReference } from '../file/migration/passwordVariable.ts';
import type { TextProblem } from '../file/taskFileProblems.ts';
import { describeTextProblem, megabytes } from '../file/textProblemText.ts';
import type { ColumnRemark, TableProblem } from './tableProblems.ts';

/** Titles named in one sentence. */
const mostTitles = 10;

/** A title as it is shown, in quotation marks: what a mistaken header holds may be no title. */
export function titleText(title: string): string {
  return `"${quoted(redactText(title, []))}"`;
}

function titlesText(titles: readonly string[]): string {
  const more = titles.length > mostTitles ? ['…'] : [];
  return [...titles.slice(0, mostTitles).map(titleText), ...more].join(', ');
}

/** What is wrong with a text, and what to do. */
export function describeTableProblem(problem: TableProblem, t: Translate): string {
  switch (problem.code) {
    case 'text':
      return describeText(problem.problem, t);
    case 'empty':
      return t('It is empty. Write a row of titles such as name, vpc_id, subnet_id, and below it one task a row.');
    case 'noRows':
      return t('It has only one row. Below the titles, write one task a row.');
    case 'tooManyRows':
      return t(
        'It has more than {most} rows, which is as many as there can be files created from at once. Divide it.',
        {
          most: problem.most,
        },
      );
    case 'tooManyColumns':
      return t('Its first row has more than {most} titles. Remove those that are no fields of a task file.', {
        most: problem.most,
      });
    case 'openQuote':
      return t(
        'In row {row} a quotation mark (") has no partner in its cell. Put the cell between two of them, and write each one inside it twice.',
        { row: problem.row },
      );
    default:
      return describeHeader(problem, t);
  }
}

type HeaderProblem = Extract<TableProblem, { code: 'noHeader' | 'noName' | 'sameField' }>;

function describeHeader(problem: HeaderProblem, t: Translate): string {
  switch (problem.code) {
    case 'noHeader':
      return t(
        'Its first row has no title that is known. Write titles into the first row: "name", and those of what differs from task to task, such as "vpc_id", "source_instance.addrs" or "migration_method".',
      );
    case 'noName':
      return t(
        'None of its columns is called "name". Known are these: {titles}. Add a column "name" with the names of the tasks.',
        { titles: titlesText(problem.known) },
      );
    case 'sameField':
      return t(
        'These columns give the same: {titles}. Which one counts would be a guess; remove all but one, or rename the others.',
        { titles: titlesText(problem.titles) },
      );
  }
}

function describeText(problem: TextProblem, t: Translate): string {
  switch (problem.code) {
    case 'tooLarge':
      return t('It has {size} MB, and {limit} MB of a table are read. Divide it.', {
        size: megabytes(problem.size),
        limit: megabytes(problem.limit),
      });
    case 'binary':
      return t('This is a binary file, not text, such as the workbook of a spreadsheet. Save it there as CSV UTF-8.');
    case 'utf16':
      return t(
        'The file is saved as {encoding}; tables are read as UTF-8. Click the encoding in the status bar and choose Save with Encoding, UTF-8.',
        {
          encoding: problem.encoding,
        },
      );
    default:
      return describeTextProblem(problem, t);
  }
}

/** What becomes of a column, or of what is missing. */
export function describeColumn(remark: ColumnRemark, t: Translate): string {
  switch (remark.code) {
    case 'unknownColumn': {
      const title = titleText(remark.title);
      return remark.nearest === undefined
        ? t('The column {title} is no field of a task file, and is not used.', { title })
        : t('The column {title} is no field of a task file, and is not used. Did you mean "{nearest}"?', {
            title,
            nearest: remark.nearest,
          });
    }
    case 'secretColumn':
      return t(
        'The column {title} may hold passwords or keys, and is not used. Passwords are never written to files: you are asked for them when a migration is configured.',
        { title: titleText(remark.title) },
      );
    case 'withheld':
      return t(
        'Cells of the column {title} that hold something else than the name of an environment variable, such as {example}: {count}. They are left out: passwords are never written to files, and you are asked for them when a migration is configured.',
        { title: titleText(remark.title), example: passwordReference('REDIS_SOURCE_PASSWORD'), count: remark.count },
      );
    case 'openSettings':
      return t('No column gives {fields}. The tasks can be created without, but not configured from their files.', {
        fields: remark.fields.map((field) => `"${field}"`).join(', '),
      });
  }
}
