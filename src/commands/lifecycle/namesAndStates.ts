import type { Translate } from '../../cloud/translate.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';

/** Lines of a question; what is beyond is counted. */
const mostLines = 10;

/** Which tasks a question is about, and how they are, a line each. */
export function namesAndStates(tasks: readonly ChosenTask[], t: Translate): readonly string[] {
  const lines = tasks.slice(0, mostLines).map(({ name, state }) => `${name} · ${state}`);
  const rest = tasks.length - lines.length;
  return rest > 0 ? [...lines, t('… and {count} more', { count: rest })] : lines;
}
