import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A source file as tests look at it. */
export interface Source {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without its comments, lines kept. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written: `./signing.ts`, `zod`, `node:crypto`. */
  readonly from: string;
  /** The file it names, from the root of the project; undefined for a package. */
  readonly file: string | undefined;
  /** What is between `import` and `from`: `* as z`, `{ sign }`; empty for a dynamic import. */
  readonly names: string;
  /** Gone at run time. */
  readonly typeOnly: boolean;
  /** Loaded when it is reached. */
  readonly dynamic: boolean;
}

/** Every TypeScript file below a folder. */
export function readSources(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => readSource(path, readFileSync(path, 'utf8')));
}

export function readSource(path: string, text: string): Source {
  const code = withoutComments(text);
  return { path, text, code, imports: importsOf(path, code) };
}

/** Strings, templates and regular expressions come first, since they may hold what looks like a comment. */
const tokens =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(=:,?[!&|{;]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|\/\/.*|\/\*[\s\S]*?\*\//g;

function withoutComments(text: string): string {
  return text.replace(tokens, (token) => (/^\/[/*]/.test(token) ? token.replace(/[^\n]/g, ' ') : token));
}

function importsOf(path: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (from: string, names: string, typeOnly: boolean, dynamic: boolean) => {
    const file = from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined;
    found.push({ from, file, names: names.trim(), typeOnly, dynamic });
  };
  for (const [, typeOnly, names = '', from = ''] of code.matchAll(
    /^(?:import|export)\s+(type\s+)?([^'"();=]*?)\s*from\s*['"]([^'"]+)['"]/gm,
  )) {
    add(from, names, typeOnly !== undefined, false);
  }
  for (const [, from = ''] of code.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) add(from, '', false, false);
  for (const [, from = ''] of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) add(from, '', false, true);
  return found;
}
