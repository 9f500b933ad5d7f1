/** What the name of a task file ends with. */
export const taskFileEnding = '.dcsmigration.json';

/** In any case: file systems and people have it in either. */
export function isTaskFileName(path: string): boolean {
  return path.toLowerCase().endsWith(taskFileEnding);
}

/** The same for what takes globs, which know no other way to say "in any case". */
export const taskFileGlob = `**/*${taskFileEnding.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)}`;
