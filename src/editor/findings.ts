import { shortenedPath } from '../cloud/foreignText.ts';
import { findRegion } from '../cloud/regions.ts';
import type { Translate } from '../cloud/translate.ts';
import { grouped } from '../desk/grouped.ts';
import { findPasted } from '../task/file/json/mistakes.ts';
import { describeProblem } from '../task/file/problemText.ts';
import { checkFields } from '../task/file/taskFile.ts';
import type { TaskFileProblem } from '../task/file/taskFileProblems.ts';
import { depthLimit, usualProjectId } from '../task/file/taskFileRules.ts';
import { tooLarge } from '../task/file/taskFileText.ts';
import type { ScannedField, ScannedText } from './fieldScan.ts';
import type { Finding, ValuePlace } from './finding.ts';
import { type Fix, fixesFor, pickFor } from './fixes.ts';
import { settingFindings } from './instances/settingFindings.ts';
import { fixesForMigration } from './migrationFixes.ts';

/** What can be said of a text without asking anybody. */
export function findingsIn(text: string, scanned: ScannedText, t: Translate): Finding[] {
  const problems = scanned.isObject ? fieldProblems(scanned) : textProblems(text, scanned);
  const names = new Set(scanned.fields.map(({ name }) => name));
  const missing = problems.filter(isMissing);
  const others = problems.filter((problem) => !isMissing(problem) && !isUnfinished(text, problem));
  const fixes = (problem: TaskFileProblem) =>
    'section' in problem
      ? fixesForMigration(problem, t)
      : [...quoteFix(text, problem, t), ...fixesFor(problem, names, t)];
  return [
    ...[...grouped(missing, ({ offset }) => offset).values()].flatMap((here) => missingFields(here, t)),
    ...others.map((problem) => findingOf(problem, fixes(problem), t)),
    ...scanned.fields.flatMap((field) => regionWithoutService(field, t)),
    ...settingFindings(scanned, t),
  ];
}

/** What is marked in the end: of what the text alone tells that which nobody knows better. */
export function withoutRepeats(findings: readonly Finding[], cloud: readonly Finding[]): readonly Finding[] {
  const better = new Set(cloud.map(({ insteadOf, offset }) => `${insteadOf} ${offset}`));
  return [...findings.filter(({ code, offset }) => !better.has(`${code} ${offset}`)), ...cloud];
}

function findingOf(problem: TaskFileProblem, fixes: readonly Fix[], t: Translate): Finding {
  const { code, severity, offset, length } = problem;
  return { code, severity, offset, length, message: describeProblem(problem, t), fixes };
}

/** What is no JSON at all while it is typed: the editor itself says so. */
function isUnfinished(text: string, problem: TaskFileProblem): boolean {
  if (problem.code !== 'wrongType' && problem.code !== 'settingType') return false;
  if (['object', 'array'].includes(problem.actual)) return false;
  const written = text.slice(problem.offset, problem.offset + problem.length);
  return !/^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(written);
}

/** What lacks nothing but its quotes; a number is no region, and no ID of a network. */
function quoteFix(text: string, problem: TaskFileProblem, t: Translate): Fix[] {
  if (problem.code !== 'wrongType' || !['number', 'boolean'].includes(problem.actual)) return [];
  const { field, offset, length } = problem;
  const written = text.slice(offset, offset + length);
  const isSound = field === 'project_id' ? usualProjectId.test(written) : ['name', 'description'].includes(field);
  return isSound ? [{ kind: 'quote', title: t('Put it in double quotes'), at: offset, safe: true }] : [];
}

type MissingField = Extract<TaskFileProblem, { code: 'missingField' | 'missingSetting' }>;

function isMissing(problem: TaskFileProblem): problem is MissingField {
  return problem.code === 'missingField' || problem.code === 'missingSetting';
}

/** All at once: they are missing in the same place. */
function missingFields(problems: readonly MissingField[], t: Translate): Finding[] {
  const [first, second] = problems;
  if (first === undefined) return [];
  const fields = problems.map(({ field }) => field);
  const list = fields.map((field) => `"${field}"`).join(', ');
  if (second === undefined) {
    const own = 'section' in first ? fixesForMigration(first, t) : [add(t('Add {fields}', { fields: list }), fields)];
    return [findingOf(first, own, t)];
  }
  const finding = findingOf(first, [add(t('Add the missing fields'), fields)], t);
  const message =
    'section' in first
      ? t('{fields} are missing. The task can be created without them, but not configured; add them.', { fields: list })
      : t('{fields} are missing. A migration task needs name, vpc_id, subnet_id and security_group_id; add them.', {
          fields: list,
        });
  return [{ ...finding, message }];
}

function add(title: string, fields: readonly string[]): Fix {
  return { kind: 'add', title, fields };
}

/** A name without a value yet is not missing. */
function fieldProblems({ fields, opening, tooDeep }: ScannedText): TaskFileProblem[] {
  const names = new Set(fields.map(({ name }) => name));
  const problems = checkFields(fields, opening).problems.filter(
    (problem) => !(problem.code === 'missingField' && names.has(problem.field)),
  );
  if (tooDeep === undefined) return problems;
  return [...problems, { code: 'tooDeep', severity: 'error', offset: tooDeep, length: 1, limit: depthLimit }];
}

/** The editor itself says what is wrong with JSON, but not that a whole command was pasted. */
function textProblems(text: string, { tooLarge: size }: ScannedText): TaskFileProblem[] {
  if (size !== undefined) return [tooLarge(size)];
  const pasted = findPasted(text);
  return pasted === undefined ? [] : [pasted];
}

function regionWithoutService({ name, value }: ScannedField, t: Translate): Finding[] {
  if (name !== 'region' || value?.text === undefined) return [];
  const region = findRegion(value.text);
  if (region === undefined || region.hasDcs) return [];
  const message = t(
    'DCS is not known to be in {region}, so the task would probably be refused. Choose another region, or go on if you know that it is there by now.',
    { region: region.id },
  );
  const { offset, length } = value;
  return [
    {
      code: 'regionWithoutService',
      severity: 'warning',
      offset,
      length,
      message,
      fixes: [pickFor('region', offset, t)],
    },
  ];
}

/** Another task file of the workspace, with a name of its task. */
export interface Namesake {
  readonly uri: string;
  readonly path: string;
  /** Where its name stands; absent where that is not known. */
  readonly at?: ValuePlace | undefined;
}

/** Two files of one name are often a copy that was not finished; tasks may share a name all the same. */
export function nameElsewhere({ fields }: ScannedText, namesakes: readonly Namesake[], t: Translate): Finding[] {
  const [namesake] = namesakes;
  const value = fields.find(({ name }) => name === 'name')?.value;
  if (namesake === undefined || value === undefined) return [];
  const { offset, length } = value;
  const message = t('{file} has a task of the same name. Give each its own, so that you can tell them apart.', {
    file: shortenedPath(namesake.path),
  });
  const elsewhere = { uri: namesake.uri, message: t('The same name'), at: namesake.at };
  return [{ code: 'sameName', severity: 'warning', offset, length, message, fixes: [], elsewhere }];
}
