import { migrationKeys } from '../migration/migrationSchema.ts';
import { fieldLimit } from '../taskFileRules.ts';
import { taskFileSchema } from '../taskFileSchema.ts';

/** The fields of a task and of its migration section, wherever they stand. */
const known: ReadonlySet<string> = new Set([
  ...Object.keys(taskFileSchema.shape),
  ...[...migrationKeys.values()].flat(),
]);

/** What is kept of an object with very many fields: those at the start, and the first of each known name. */
export function createKeptFields<Named extends { readonly name: string }>() {
  const fields: Named[] = [];
  const seen = new Set<string>();
  return {
    fields,
    add(field: Named) {
      const { name } = field;
      const counts = known.has(name) && !seen.has(name);
      if (fields.length >= fieldLimit && !counts) return;
      if (counts) seen.add(name);
      fields.push(field);
    },
  };
}
