import { reasonOf } from '../../cloud/explain/errorText.ts';
import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import { isGone, type ListedTask, showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type ChosenTask, chosenOf } from '../tasks/chosenTasks.ts';
import { ofChangedAccount, type Withheld } from '../tasks/withheld.ts';

/** One task as it is now, by one request however many there are; tells nobody. Undefined where it is gone. */
export async function lookAtTask(
  desk: Pick<Desk, 't' | 'tasks' | 'now' | 'accounts'>,
  place: TaskPlace,
  taskId: string,
): Promise<ChosenTask | Withheld | undefined> {
  const { t, now } = desk;
  if (await hasAccountChanged(desk, place)) return ofChangedAccount(t);
  try {
    const detail = await showMigrationTask(place.connection, place.projectId, taskId);
    const before = desk.tasks.sight().tasks.find(({ task }) => task.task_id === taskId);
    const known = { samples: [], ...before, task: listedOf(detail, taskId, before?.task), detail };
    return chosenOf(known, now().getTime(), t);
  } catch (error) {
    if (isGone(error)) return undefined;
    const reason = reasonOf(error, t);
    return {
      withheld: t('The migration tasks could not be read, so nothing was sent. {reason}', { reason }),
      level: 'error',
    };
  }
}

/** As a list would have it; what only lists say is as it was seen last. */
function listedOf(detail: TaskDetail, taskId: string, before: ListedTask | undefined): ListedTask {
  const { status = before?.status ?? '', task_name = before?.task_name ?? '' } = detail;
  return {
    ...before,
    task_id: taskId,
    task_name,
    status,
    migration_method: detail.migration_method ?? before?.migration_method,
    released_at: detail.released_at,
    error_message: detail.error_message,
    resume_mode: detail.resume_mode ?? before?.resume_mode,
    ecs_tenant_private_ip: detail.ecs_tenant_private_ip ?? before?.ecs_tenant_private_ip,
  };
}
