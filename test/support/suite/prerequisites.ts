import { findOnPath } from './command.ts';

/** A program that suites run, and how it comes onto Debian; `names` are those it goes by. */
interface Prerequisite {
  readonly names: readonly string[];
  readonly debian: string;
  readonly suites: readonly string[];
}

/** What is not fetched by npm or by the suites themselves. */
export const prerequisites: readonly Prerequisite[] = [
  { names: ['npm'], debian: 'npm', suites: ['package', 'host', 'kill', 'ui', 'start'] },
  { names: ['curl'], debian: 'curl', suites: ['unit'] },
  { names: ['openssl'], debian: 'openssl', suites: ['unit', 'redis'] },
  { names: ['dash'], debian: 'dash', suites: ['unit'] },
  { names: ['bash'], debian: 'bash', suites: ['unit'] },
  { names: ['python3'], debian: 'python3', suites: ['unit'] },
  { names: ['mkfifo'], debian: 'coreutils', suites: ['unit', 'host'] },
];

/** One sentence about what the suites need and is not here; undefined where all of it is. */
export async function missingFor(
  suites: ReadonlySet<string>,
  find: (...names: string[]) => Promise<string | undefined> = findOnPath,
): Promise<string | undefined> {
  const needed = prerequisites.filter((one) => one.suites.some((suite) => suites.has(suite)));
  const found = await Promise.all(needed.map(({ names }) => find(...names)));
  const missing = needed.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return undefined;
  const names = missing.map((one) => one.names[0]).join(', ');
  const packages = [...new Set(missing.map(({ debian }) => debian))].join(' ');
  return `Missing: ${names}. On Debian and Ubuntu: apt install ${packages}`;
}
