import * as z from 'zod';
import { checkFieldNames } from './fieldNameChecks.ts';
import { atOnce, type Steps } from './json/textWalk.ts';
import type { Field } from './json/values.ts';
import { checkMigration } from './migration/migrationChecks.ts';
import { migrationFields } from './migration/migrationFields.ts';
import type { Migration } from './migration/migrationSchema.ts';
import type { TaskFileProblem } from './taskFileProblems.ts';
import { problemLimit } from './taskFileRules.ts';
import { taskFileSchema } from './taskFileSchema.ts';
import { readTreeInSteps } from './taskFileTree.ts';
import type { Span } from './textPlace.ts';
import { checkTexts, checkTypes } from './valueChecks.ts';

/** A migration task as written in a file: what is sent, and where it is sent to. */
export type TaskFile = Omit<z.infer<typeof taskFileSchema>, 'migration'>;

const { name, description, vpc_id, subnet_id, security_group_id } = taskFileSchema.shape;

/** The body of `POST /v2/{project_id}/migration/instance`, its keys in the order of the documentation. Everything else is dropped. */
export const requestBodySchema = z.object({ name, description, vpc_id, subnet_id, security_group_id });

export type CreateTaskBody = z.infer<typeof requestBodySchema>;

/** Where a field stands: `value` is absent where the text breaks off before it. */
interface FieldPlace {
  readonly key: Span;
  readonly value?: Span;
}

export interface ParsedTaskFile {
  /** In the order of the text, errors and warnings; at most 100. */
  readonly problems: readonly TaskFileProblem[];
  /** Present only where no problem is an error. Holds the keys that stand in the file and no others; `migration` is left out. */
  readonly task?: TaskFile;
  /**
   * What the task is to be configured with. Present only where the file has one section without a mistake in it, whatever is wrong
   * elsewhere; a problem whose `section` or `field` is `migration` says why it is absent.
   */
  readonly migration?: Migration;
  /**
   * The first place of each field that the schema knows, by its name or its path (`migration.source_instance.id`); also of a text that
   * does not parse, as far as it was understood.
   */
  readonly offsets: ReadonlyMap<string, FieldPlace>;
  /** The opening brace, or the start of the text: where a missing field is reported. */
  readonly opening: Span;
}

/** Reads the text of a task file. Throws nothing, whatever the text is, and takes time linear in its length. */
export function parseTaskFile(text: string): ParsedTaskFile {
  return atOnce(parseInSteps(text));
}

/** As `parseTaskFile`, stopping for breath. */
export function* parseInSteps(text: string): Steps<ParsedTaskFile> {
  const { problems: textProblems, fields, opening } = yield* readTreeInSteps(text);
  yield undefined;
  const places = { offsets: placesOf(knownFields(fields)), opening };
  if (textProblems.length > 0) return { problems: textProblems, ...places };
  return { ...checkFields(fields, opening), ...places };
}

/** Checks the fields of the outermost object, in the order of the text. */
export function checkFields(
  fields: readonly Field[],
  opening: Span,
): Pick<ParsedTaskFile, 'problems' | 'task' | 'migration'> {
  const known = knownFields(fields);
  const { task, problems: typeProblems } = checkTypes(known, opening);
  const section = known.find(({ name }) => name === 'migration');
  const { migration, problems: sectionProblems } = section === undefined ? { problems: [] } : checkMigration(section);
  const problems = [...checkFieldNames(fields, typeProblems), ...checkTexts(known), ...sectionProblems];
  problems.sort((left, right) => left.offset - right.offset);
  const sendable = task !== undefined && problems.every(({ severity }) => severity === 'warning');
  return {
    problems: problems.slice(0, problemLimit),
    ...(sendable ? { task } : {}),
    // Of two sections which one counts would be a guess.
    ...(migration === undefined || isTwice(fields, 'migration') ? {} : { migration }),
  };
}

function isTwice(fields: readonly Field[], name: string): boolean {
  return fields.filter((field) => field.name === name).length > 1;
}

/** The fields that the schema names, each where it stands first. */
function knownFields(fields: readonly Field[]): readonly Field[] {
  return firstOfEach(fields.filter(({ name }) => Object.hasOwn(taskFileSchema.shape, name)));
}

/** Where to show something about a field: its value, else its name, else the place where it is missing, or what it is missing in. */
export function offsetOfField(parsed: Pick<ParsedTaskFile, 'offsets' | 'opening'>, field: string): Span {
  const place = parsed.offsets.get(field);
  if (place !== undefined) return place.value ?? place.key;
  const dot = field.lastIndexOf('.');
  return dot === -1 ? parsed.opening : offsetOfField(parsed, field.slice(0, dot));
}

function firstOfEach(fields: readonly Field[]): readonly Field[] {
  return [...new Map(fields.toReversed().map((field) => [field.name, field])).values()];
}

function placesOf(fields: readonly Field[]): ReadonlyMap<string, FieldPlace> {
  const section = fields.find(({ name }) => name === 'migration')?.value;
  const inside = section === undefined ? [] : [...migrationFields(section)];
  return new Map([...fields.map((field): [string, Field] => [field.name, field]), ...inside].map(placeOf));
}

function placeOf([path, { key, value }]: [string, Field]): [string, FieldPlace] {
  if (value === undefined) return [path, { key }];
  const { offset, length } = value;
  return [path, { key, value: { offset, length } }];
}
