import type { ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import type { Desk } from '../../desk/ports.ts';
import { bodyOf, type EndDraft } from '../preflight/configureForm.ts';
import { noteChecks } from '../preflight/noteChecks.ts';
import type { Chosen, ChosenTask } from '../tasks/chosenTasks.ts';
import { keepPasswords } from './keptPasswords.ts';
import type { Reviewed } from './migrationSteps.ts';
import { forgetPlans } from './plannedDraft.ts';
import { startConfigured } from './startConfigured.ts';
import { startingText, startOnce } from './startOnce.ts';
import { forgetUnstarted, leaveUnstarted } from './unstarted.ts';

/** Starts it with what was entered, and keeps of that what is to be kept. True where it is known to have started. */
export async function startAsEntered(form: Reviewed, task: ChosenTask): Promise<boolean> {
  const { desk, place, draft } = form;
  const body = bodyOf(draft);
  if (body !== undefined) noteChecks(desk, place, task.id, form.checks);
  const hasStarted = body !== undefined && (await startAndTell(desk, { place, tasks: [task] }, task, body));
  if (!hasStarted) {
    leaveUnstarted(desk, place, task.id, draft);
    return false;
  }
  forgetUnstarted(desk, task.id);
  if (task.life.phase === 'toConfigure') await forgetPlans(desk, place, task.known.task);
  const ends = [draft.source, draft.target].filter((end): end is EndDraft => end !== undefined);
  const keeping = ends.map(({ redis, password }) => ({ redis, password: draft.keepsPasswords ? password : undefined }));
  await keepPasswords(desk, place, keeping);
  return true;
}

async function startAndTell(
  desk: Desk,
  chosen: Chosen,
  { id, name }: ChosenTask,
  body: ConfigureMigrationTaskBody,
): Promise<boolean> {
  const hasStarted = await startOnce(desk, id, () => startConfigured(desk, chosen, body));
  if (hasStarted === undefined) desk.notifier.tell('info', startingText(name, desk.t));
  return hasStarted === true;
}
