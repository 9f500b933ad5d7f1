import { fieldLimit } from '../taskFileRules.ts';
import { taskFileSchema } from '../taskFileSchema.ts';

/** What is kept of a text with very many fields: those at the start, and the first of each name that a task has. */
export function createKeptFields<Named extends { readonly name: string }>() {
  const fields: Named[] = [];
  const seen = new Set<string>();
  return {
    fields,
    add(field: Named) {
      const { name } = field;
      const counts = Object.hasOwn(taskFileSchema.shape, name) && !seen.has(name);
      if (fields.length >= fieldLimit && !counts) return;
      if (counts) seen.add(name);
      fields.push(field);
    },
  };
}
