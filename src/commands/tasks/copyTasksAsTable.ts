import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { type Called, type ChosenTask, idsOf, readTasks } from './chosenTasks.ts';

/** Copies name, ID, state and machine address of the tasks that are selected, or of all, as a table that spreadsheets take; read anew first. */
export async function copyTasksAsTable(desk: Desk, called: Called): Promise<void> {
  const { t, notifier } = desk;
  const ids = idsOf(called);
  if (ids.length === 0 && !(await ensureAccount(desk, { settings: desk.settings().region }))) return;
  const read = await readTasks(desk);
  if (read === undefined) return;
  // One that was clicked alone is none that was selected.
  const tasks = ids.length > 1 ? read.tasks.filter(({ id }) => ids.includes(id)) : read.tasks;
  if (tasks.length === 0) {
    notifier.tell('info', t('There is no migration task to copy.'));
    return;
  }
  const head = [t('Name'), t('Task ID'), t('State'), t('Address of the migration machine')];
  await notifier.copy([head, ...tasks.map(cellsOf)].map((cells) => cells.map(cell).join('\t')).join('\n'));
  notifier.tell(
    'info',
    tasks.length === 1
      ? t('1 migration task is copied.')
      : t('{count} migration tasks are copied.', { count: tasks.length }),
  );
}

function cellsOf({ id, known, state }: ChosenTask): readonly string[] {
  const { task_name: name, ecs_tenant_private_ip: address = '' } = known.task;
  return [name, id, state, address];
}

/** A spreadsheet would take what begins like this for a formula. Source: OWASP, "CSV Injection". */
const formula = /^[=+\-@]/;

/** In one line, without what would make another cell of it. */
function cell(text: string): string {
  const plain = shortened(text, 300);
  return formula.test(plain) ? `'${plain}` : plain;
}
