import type { Field, Value } from '../json/values.ts';
import type { Span } from '../textPlace.ts';
import { migrationKeys } from './migrationSchema.ts';

/** An object of the section as it stands in the text. */
export interface MigrationObject {
  /** `migration`, `migration.source_instance`. */
  readonly path: string;
  /** Its opening brace: where a missing field is reported. */
  readonly opening: Span;
  /** In the order of the text; one name may come twice. */
  readonly fields: readonly Field[];
  /** The fields that the schema knows, each where it stands first. */
  readonly known: ReadonlyMap<string, Field>;
}

/** The section and the instances in it, as far as they are objects. */
export function migrationObjects(value: Value): readonly MigrationObject[] {
  const section = objectAt('migration', value);
  if (section === undefined) return [];
  const inside = [...section.known].map(([name, field]) => objectAt(`migration.${name}`, field.value));
  return [section, ...inside.filter((one) => one !== undefined)];
}

function objectAt(path: string, value: Value | undefined): MigrationObject | undefined {
  const keys = migrationKeys.get(path);
  if (keys === undefined || value?.type !== 'object') return undefined;
  const { fields = [], offset } = value;
  const named = fields.filter(({ name }) => keys.includes(name));
  const known = new Map(named.toReversed().map((field) => [field.name, field]));
  return { path, opening: { offset, length: 1 }, fields, known };
}

/** The known fields of the section by their paths, each where it stands first; the outer ones first. */
export function migrationFields(value: Value): ReadonlyMap<string, Field> {
  return new Map(
    migrationObjects(value).flatMap(({ path, known }) =>
      [...known].map(([name, field]): [string, Field] => [`${path}.${name}`, field]),
    ),
  );
}

/** What stands at a path as JSON has it, without the keys that the schema does not know. */
export function plainAt(path: string, value: Value): unknown {
  const object = objectAt(path, value);
  if (object !== undefined) {
    const entries = [...object.known].flatMap(([name, field]) =>
      field.value === undefined ? [] : [[name, plainAt(`${path}.${name}`, field.value)]],
    );
    return Object.fromEntries(entries);
  }
  switch (value.type) {
    case 'string':
      return value.text;
    case 'number':
      return Number(value.digits);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return [];
  }
}
