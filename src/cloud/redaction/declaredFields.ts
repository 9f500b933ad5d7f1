import * as z from 'zod';

type Schema = z.core.$ZodType;

/** What the schemas of a value declare of it. */
export interface Declared {
  /** Whether it may be a text, a number, true or false. */
  readonly value: boolean;
  /** By the name of a field. */
  readonly fields: ReadonlyMap<string, readonly Schema[]>;
  /** Of fields of any other name. */
  readonly others: readonly Schema[];
  readonly items: readonly Schema[];
}

/**
 * What zod schemas say of a value as it comes, one level of it: everything that some schema names, on whatever side of a
 * transformation. `unknown`, records of it and checks by hand name nothing.
 */
export function declaredBy(schemas: readonly Schema[]): Declared {
  const fields = new Map<string, Schema[]>();
  const others: Schema[] = [];
  const items: Schema[] = [];
  let value = false;
  for (const schema of schemas.flatMap((one) => insideOf(one))) {
    if (schema instanceof z.ZodObject) {
      for (const [name, field] of Object.entries(schema.shape)) fields.set(name, [...(fields.get(name) ?? []), field]);
      others.push(...namesSomething(schema.def.catchall));
    } else if (schema instanceof z.ZodArray) items.push(schema.element);
    else if (schema instanceof z.ZodRecord) others.push(...namesSomething(schema.valueType));
    else if (scalars.has(schema._zod.def.type)) value = true;
  }
  return { value, fields, others, items };
}

function namesSomething(schema: Schema | undefined): readonly Schema[] {
  return schema === undefined || ['unknown', 'any', 'never'].includes(schema._zod.def.type) ? [] : [schema];
}

const scalars: ReadonlySet<string> = new Set([
  'string',
  'number',
  'bigint',
  'boolean',
  'literal',
  'enum',
  'template_literal',
  'null',
]);

/** The schemas that what is wrapped around them stands for. */
function insideOf(schema: Schema): readonly Schema[] {
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out].flatMap(insideOf);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(insideOf);
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right].flatMap(insideOf);
  if (isWrapper(schema)) return insideOf(schema.unwrap());
  return [schema];
}

function isWrapper(schema: Schema): schema is Schema & { unwrap(): Schema } {
  return [z.ZodOptional, z.ZodNullable, z.ZodCatch, z.ZodDefault, z.ZodReadonly, z.ZodNonOptional, z.ZodLazy].some(
    (wrapper) => schema instanceof wrapper,
  );
}
