import { posix } from 'node:path';
import type { Source } from './sources.ts';

/** Where sources stand and what they may see. Folders are named from `src/` on: `task/file`; the entry file's is empty. */
export interface Layout {
  /** For each room, with all that is in it: the rooms it may import besides itself. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** For each folder: the folders and single files of its own room that it may import besides itself. */
  readonly inside: Readonly<Record<string, readonly string[]>>;
  /** Single files that may import one folder more. */
  readonly exceptions: readonly (readonly [file: string, folder: string])[];
}

export type Paths = readonly Pick<Source, 'path' | 'imports'>[];

export function folderOf(path: string): string {
  return posix.dirname(path).split('/').slice(1).join('/');
}

/** The folder just below `src/`; empty for the entry file. */
export function roomOf(path: string): string {
  return path.split('/').slice(1, -1)[0] ?? '';
}

/** Imports that a layout does not allow, as `src/a/b.ts imports ../c/d.ts`. */
export function strayImports(sources: Paths, layout: Layout): readonly string[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ file }) => file !== undefined && !mayImport(path, file, layout))
      .map(({ from }) => `${path} imports ${from}`),
  );
}

function mayImport(path: string, file: string, { rooms, inside, exceptions }: Layout): boolean {
  const [own, other] = [folderOf(path), folderOf(file)];
  if (own === other || exceptions.some(([who, folder]) => who === path && folder === other)) return true;
  if (roomOf(path) !== roomOf(file)) return rooms[roomOf(path)]?.includes(roomOf(file)) ?? false;
  return inside[own]?.some((allowed) => allowed === other || `src/${allowed}` === file) ?? false;
}

/** Imports of files that are not there, or whose name lacks its ending. */
export function brokenImports(sources: Paths): readonly string[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, imports }) =>
    imports.filter(({ file }) => file !== undefined && !paths.has(file)).map(({ from }) => `${path} imports ${from}`),
  );
}

/** Files that come back to themselves by their imports, of types and at run time, each way as `a -> b -> a`. */
export function circles(sources: Paths): readonly string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) found.push([...way.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const { file } of byPath.get(path)?.imports ?? []) if (file !== undefined) visit(file, [...way, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

/** Exports that no other source imports, not even as a type, as `src/a/b.ts name`. */
export function deadExports(sources: readonly Source[]): readonly string[] {
  const taken = new Set(
    sources.flatMap(({ path, imports }) =>
      imports.filter(({ file }) => file !== path).flatMap(({ file, names }) => names.map((name) => `${file} ${name}`)),
    ),
  );
  return sources.flatMap(({ path, exports }) =>
    exports.map((name) => `${path} ${name}`).filter((name) => !taken.has(name) && !taken.has(`${path} *`)),
  );
}

/** A file and what is loaded with it: what it imports statically, and so on. */
export function loadedAtOnce(sources: Paths, start: string): readonly string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const loaded = new Set([start]);
  for (const path of loaded) {
    for (const { file, typeOnly, dynamic } of byPath.get(path)?.imports ?? [])
      if (file !== undefined && !typeOnly && !dynamic) loaded.add(file);
  }
  return [...loaded].sort();
}

/** The rooms that import a package (or a part of it, as `node:fs/promises` is of `node:fs`). */
export function roomsImporting(sources: Paths, name: string): { run: readonly string[]; typesOnly: readonly string[] } {
  const rooms = (typesOnly: boolean) => {
    const found = sources.filter(({ imports }) =>
      imports.some(({ from, typeOnly }) => (from === name || from.startsWith(`${name}/`)) && typeOnly === typesOnly),
    );
    return [...new Set(found.map(({ path }) => roomOf(path)))].sort();
  };
  const run = rooms(false);
  return { run, typesOnly: rooms(true).filter((room) => !run.includes(room)) };
}

/** Folders that hold more files than `most`, those below them not counted. */
export function crowdedFolders(paths: readonly string[], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > most).map(([folder]) => folder);
}
