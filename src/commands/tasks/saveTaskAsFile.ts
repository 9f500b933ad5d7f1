import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import type { Desk } from '../../desk/ports.ts';
import { taskFileName, taskFileText } from '../../task/file/writeTaskFile.ts';
import { type Called, type Chosen, chooseTasks } from './chosenTasks.ts';
import { toldWhenSlow } from './toldWhenSlow.ts';

/** Writes what another task like this one would be created from into a task file. */
export async function saveTaskAsFile(desk: Desk, called: Called): Promise<void> {
  const { t, documents } = desk;
  const chosen = await chooseTasks(desk, called, {
    title: t('Save as Task File'),
    placeholder: t('Which migration task is to be saved?'),
    fits: () => true,
  });
  const [task] = chosen?.tasks ?? [];
  if (chosen === undefined || task === undefined) return;
  const detail = await read(desk, chosen.place, task.id);
  if (detail === undefined) return;
  const { tenant_vpc_id: vpc = '', tenant_subnet_id: subnet = '', tenant_security_group_id: group = '' } = detail;
  const { name, description } = namesOf(task.known.task, detail);
  const { connection, projectId } = chosen.place;
  const values = { name, description, vpc_id: vpc, subnet_id: subnet, security_group_id: group };
  const text = taskFileText({ region: connection.region, project_id: projectId, ...values });
  await documents.saveAs(taskFileName(name), text);
}

function namesOf(listed: Chosen['tasks'][number]['known']['task'], detail: TaskDetail) {
  const description = (detail.description ?? listed.description)?.trim();
  return { name: detail.task_name ?? listed.task_name, description: description === '' ? undefined : description };
}

/** Undefined where it could not be read, which is told. */
async function read(
  desk: Desk,
  { connection, projectId }: Chosen['place'],
  id: string,
): Promise<TaskDetail | undefined> {
  const { t, notifier, log } = desk;
  try {
    const reading = showMigrationTask(connection, projectId, id);
    return await toldWhenSlow(desk, t('Reading the migration tasks…'), reading);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const message = t('The migration task could not be read. {reason}', { reason: reasonOf(error, t) });
    log.error(message);
    notifier.tell('error', message, [{ label: t('Open Log'), run: () => log.show() }]);
    return undefined;
  }
}
