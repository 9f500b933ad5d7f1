import { codePoint } from '../../../cloud/foreignText.ts';
import { addressMistakes } from '../../redisAddresses.ts';
import type { Field, Value } from '../json/values.ts';
import type { MigrationProblem } from '../taskFileProblems.ts';
import { uuid } from '../taskFileRules.ts';
import type { MigrationObject } from './migrationFields.ts';
import { isBandwidth } from './migrationSchema.ts';
import { readPassword } from './passwordVariable.ts';

/** The place of a value, and whose it is. */
type At = Pick<MigrationProblem, 'section' | 'severity' | 'field' | 'offset' | 'length'>;

type Check = (value: Value, at: At, most: number) => readonly MigrationProblem[];

/** By the last name of the path. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['id', checkId],
  ['addrs', checkAddresses],
  ['password', checkPassword],
  ['bandwidth_limit_mb', checkBandwidth],
]);

/** What the values of the section say, beyond being of the right type. */
export function checkValues(fields: ReadonlyMap<string, Field>, most: number): readonly MigrationProblem[] {
  return [...fields].flatMap(([path, { name, value }]) => {
    const check = checks.get(name);
    if (check === undefined || value === undefined || value.type === 'null') return [];
    const { offset, length } = value;
    const at = { section: 'migration', severity: 'warning', field: path, offset, length } as const;
    return value.text?.trim() === '' ? [{ code: 'emptySetting', ...at }] : check(value, at, most);
  });
}

/** An instance is named in one way. */
export function checkInstances(objects: readonly MigrationObject[]): readonly MigrationProblem[] {
  return objects.flatMap(({ path, opening, known }): MigrationProblem[] => {
    if (path === 'migration') return [];
    const at = { section: 'migration', severity: 'warning', field: path } as const;
    const [id, addrs] = ['id', 'addrs']
      .map((name) => known.get(name))
      .map((field) => (isGiven(field) ? field : undefined));
    if (id !== undefined && addrs !== undefined) return [{ code: 'idAndAddrs', ...at, ...addrs.key }];
    return id === undefined && addrs === undefined ? [{ code: 'noInstance', ...at, ...opening }] : [];
  });
}

/** Also where its value is still to be written. */
function isGiven(field: Field | undefined): boolean {
  return field !== undefined && field.value?.type !== 'null';
}

function checkId({ text }: Value, at: At): readonly MigrationProblem[] {
  if (text === undefined || uuid.test(text)) return [];
  return [{ code: 'instanceNotUuid', ...at, isBlank: uuid.test(text.trim()) }];
}

/** Controls, formats, half characters and separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function checkAddresses({ text, length }: Value, at: At, most: number): readonly MigrationProblem[] {
  if (text === undefined) return [];
  const hidden = unseen.exec(text);
  if (hidden !== null) return [{ code: 'unseenCharacter', ...at, character: codePoint(hidden[0]) }];
  // Escapes make what is written longer than what it says; behind one a place would be a guess.
  const isPlain = length - text.length <= 2;
  return addressMistakes(text, most).map(({ mistake, from, to }) => ({
    code: 'addressMistake',
    ...at,
    ...(isPlain ? { offset: at.offset + 1 + from, length: to - from } : {}),
    mistake,
  }));
}

/** A number could be a password, too, and so could anything that is in its place. */
function checkPassword({ text }: Value, at: At): readonly MigrationProblem[] {
  const read = text === undefined ? ({ refusal: 'literal' } as const) : readPassword(text);
  if ('variable' in read) return [];
  if (read.refusal === 'credential') return [{ code: 'credentialVariable', ...at, variable: read.name }];
  return [{ code: read.refusal === 'literal' ? 'literalPassword' : 'variableName', ...at }];
}

function checkBandwidth({ text, digits }: Value, at: At): readonly MigrationProblem[] {
  const written = text ?? digits;
  return written === undefined || isBandwidth(written) ? [] : [{ code: 'bandwidthRange', ...at }];
}
