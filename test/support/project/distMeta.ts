import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The part of esbuild's report on `dist/` that tells which file loads which. Keys are paths such as `dist/desk-ABC.js`. */
const metaSchema = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      bytes: z.number(),
      entryPoint: z.string().optional(),
      imports: z.array(z.object({ path: z.string(), kind: z.string() })),
    }),
  ),
});

export type DistMeta = z.infer<typeof metaSchema>;

/** Reads what the last build of the extension wrote. */
export async function readDistMeta(path: string): Promise<DistMeta> {
  return metaSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** The files of `dist/` that are loaded with the one made from a source file: itself and what it imports statically. */
export function loadedWith({ outputs }: DistMeta, source: string): ReadonlyMap<string, number> {
  const [start] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  if (start === undefined) throw new Error(`No file of dist was made from ${source}.`);
  const found = new Map<string, number>();
  const visit = (path: string) => {
    const output = outputs[path];
    if (output === undefined || found.has(path)) return;
    found.set(path, output.bytes);
    for (const { path: next, kind } of output.imports) if (kind === 'import-statement') visit(next);
  };
  visit(start);
  return found;
}
