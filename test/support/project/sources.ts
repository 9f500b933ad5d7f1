import { readdirSync, readFileSync } from 'node:fs';
import type { Node } from 'typescript/unstable/ast';
import { exportsOf } from './exports.ts';
import { type Import, importsOf } from './imports.ts';
import { nodesIn } from './syntax.ts';
import { parseTexts } from './syntaxTrees.ts';

/** A source file as tests look at it. */
export interface Source {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** All of its syntax tree, in the order of the text: no comment is in it. */
  readonly nodes: readonly Node[];
  readonly imports: readonly Import[];
  /** The names it exports. */
  readonly exports: readonly string[];
}

const read = new Map<string, Promise<readonly Source[]>>();

/** Every TypeScript file below a folder, in the order of the paths. Read once, however often it is asked for. */
export function readSources(folder: string): Promise<readonly Source[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort();
  const known =
    read.get(folder) ?? sourcesOf(Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')])));
  read.set(folder, known);
  return known;
}

/** The same of texts by path, which need not be there. */
export async function sourcesOf(texts: Readonly<Record<string, string>>): Promise<readonly Source[]> {
  const trees = await parseTexts(new Map(Object.entries(texts)));
  return [...trees].map(([path, tree]) => {
    const nodes = nodesIn(tree);
    return { path, text: tree.text, nodes, imports: importsOf(path, nodes), exports: exportsOf(tree) };
  });
}

/** One made-up source. */
export async function sourceOf(text: string, path = 'src/cloud/made.ts'): Promise<Source> {
  const [source] = await sourcesOf({ [path]: text });
  if (source === undefined) throw new Error(`${path} was not read.`);
  return source;
}
