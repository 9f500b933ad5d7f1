import type { Called } from '../../../src/commands/tasks/chosenTasks.ts';
import type { ScriptedDesk } from './scriptedDesk.ts';

/** What a command is called with from the rows of these tasks; the last one was clicked. Reads the tasks where nobody has yet. */
export async function rowsOf(desk: ScriptedDesk, ...names: readonly string[]): Promise<Called> {
  if (desk.tasks.sight().tasks.length === 0) await desk.tasks.refresh();
  const rows = names.map((name) => {
    const known = desk.tasks.sight().tasks.find(({ task }) => task.task_name === name);
    return { row: { taskId: known?.task.task_id ?? `no task ${name}` } };
  });
  return { argument: rows.at(-1), selected: rows.length > 1 ? rows : undefined };
}

export const fromPalette: Called = { argument: undefined, selected: undefined };
