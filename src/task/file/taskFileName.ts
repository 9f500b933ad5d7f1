/** What the name of a task file ends with. */
export const taskFileEnding = '.dcsmigration.json';

/** In any case: file systems and people have it in either. */
export function isTaskFileName(path: string): boolean {
  return path.toLowerCase().endsWith(taskFileEnding);
}

/** The name or path that a person gave, with the whole ending: `orders`, `orders.json` and `orders.dcsmigration` name one file. */
export function withTaskFileEnding(path: string): string {
  return isTaskFileName(path) ? path : `${path.replace(/(?:\.dcsmigration|\.jsonc?)$/i, '')}${taskFileEnding}`;
}

/** The same for what takes globs, which know no other way to say "in any case". */
export const taskFileGlob = `**/*${taskFileEnding.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)}`;
