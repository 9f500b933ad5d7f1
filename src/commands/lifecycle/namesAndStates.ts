import type { Translate } from '../../cloud/translate.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';

/** Lines of a question; what is beyond is counted. */
const mostLines = 10;

/** Which tasks a question is about, and how they are, a line each; with their IDs where names do not tell them apart. */
export function namesAndStates(tasks: readonly ChosenTask[], t: Translate): readonly string[] {
  const isTwin = new Set(tasks.map(({ name }) => name)).size < tasks.length;
  const shown = tasks.slice(0, mostLines);
  const lines = shown.map(({ id, name, state }) => [name, ...(isTwin ? [id] : []), state].join(' · '));
  const rest = tasks.length - lines.length;
  return rest > 0 ? [...lines, t('… and {count} more', { count: rest })] : lines;
}
