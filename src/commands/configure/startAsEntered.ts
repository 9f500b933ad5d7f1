import type { ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import type { Desk } from '../../desk/ports.ts';
import { bodyOf, type ConfigureForm, type EndDraft, redisKey } from '../preflight/configureForm.ts';
import type { Chosen, ChosenTask } from '../tasks/chosenTasks.ts';
import { forgetPlans } from './plannedDraft.ts';
import { startConfigured } from './startConfigured.ts';
import { forgetUnstarted, leaveUnstarted } from './unstarted.ts';

/** Starts it with what was entered, and keeps of that what is to be kept. True where it is known to have started. */
export async function startAsEntered(form: ConfigureForm, task: ChosenTask): Promise<boolean> {
  const { desk, place, draft } = form;
  const body = bodyOf(draft);
  const hasStarted = body !== undefined && (await startOnce(desk, { place, tasks: [task] }, task, body));
  if (!hasStarted) {
    leaveUnstarted(desk, place, task.id, draft);
    return false;
  }
  forgetUnstarted(desk, task.id);
  await forgetPlans(desk, place, task.known.task);
  await keepPasswords(form);
  return true;
}

/** By window, the tasks whose start is under way: one that is slow must not be sent a second time. */
const underWay = new WeakMap<object, Set<string>>();

async function startOnce(
  desk: Desk,
  chosen: Chosen,
  { id, name }: ChosenTask,
  body: ConfigureMigrationTaskBody,
): Promise<boolean> {
  const ids = underWay.get(desk) ?? new Set();
  underWay.set(desk, ids);
  if (ids.has(id)) {
    desk.notifier.tell('info', desk.t('Migration task {name} is being started already. Nothing was sent.', { name }));
    return false;
  }
  ids.add(id);
  try {
    return await startConfigured(desk, chosen, body);
  } finally {
    ids.delete(id);
  }
}

/** What is not to be kept is forgotten where it was. Nothing is kept for somebody who has signed out meanwhile. */
async function keepPasswords({ desk, place, draft }: ConfigureForm): Promise<void> {
  const { t, log, notifier, redisPasswords } = desk;
  const { sandbox, projectId, connection } = place;
  if (connection.session.over.aborted) return;
  const ends = [draft.source, draft.target].filter((end): end is EndDraft => end !== undefined);
  try {
    for (const end of ends) {
      const of = { sandbox, projectId, region: connection.region, redis: redisKey(end.redis) };
      if (draft.keepsPasswords && end.password) await redisPasswords.keep(of, end.password);
      else await redisPasswords.forget(of);
    }
  } catch {
    const message = t(
      'The secret storage of this computer is out of order, so that what it keeps of passwords is as it was.',
    );
    log.error(message);
    notifier.tell('warning', message);
  }
}
