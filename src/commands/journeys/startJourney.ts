import { lostSince } from '../../task/preflight/lostSince.ts';
import type { JourneyForm } from '../configure/journeyForm.ts';
import { startLooked } from '../configure/startConfigured.ts';
import { startingText, startOnce } from '../configure/startOnce.ts';
import type { End } from '../lifecycle/lookAfter.ts';
import { lookAtTask } from '../lifecycle/lookAtTask.ts';
import { bodyOf } from '../preflight/configureForm.ts';
import { noteChecks } from '../preflight/noteChecks.ts';
import { type ChosenTask, mayDo } from '../tasks/chosenTasks.ts';
import { isWithheld } from '../tasks/withheld.ts';
import { type JourneyEnd, notStarted, overBefore } from './journeyEnd.ts';

/**
 * Lets the machine of a task in, checks, and starts it where nothing stands in the way; tells nobody. `stop`: nothing that would change
 * anything is sent any more, for the reason that `whyStopped` has by then.
 */
export async function startJourney(
  form: JourneyForm,
  taskId: string,
  stop: AbortSignal,
  whyStopped: () => string,
): Promise<JourneyEnd> {
  const { checks } = form;
  const stopped = () => notStarted(whyStopped());
  if (stop.aborted) return stopped();
  const found = await taskAsItIs(form, taskId);
  if (!('life' in found)) return found;
  form.task = found;
  await checks.refresh();
  if (stop.aborted) return stopped();
  const troubles = form.letsIn ? await checks.letIn() : [];
  // Its turn at a whitelist may have come late.
  const isClear = await checks.confirm();
  const lost = lostSince(form.agreed, checks.all());
  if (!isClear || lost.length > 0) {
    const open = [...checks.open(), ...lost].map((check) => checks.textOf(check));
    return notStarted([...open, ...troubles].join(' '));
  }
  return stop.aborted ? stopped() : send(form, found);
}

/** Its end where it cannot be configured. */
async function taskAsItIs({ desk, place }: JourneyForm, taskId: string): Promise<ChosenTask | JourneyEnd> {
  const { t } = desk;
  const task = await lookAtTask(desk, place, taskId);
  if (task === undefined) return overBefore(t('It is not in the list of migration tasks any more.'));
  if (isWithheld(task)) return notStarted(task.withheld);
  if (!mayDo('configure')(task)) return overBefore(t('Its state does not allow it: {state}.', { state: task.state }));
  // One that has run already can be configured, too, and is not what was created here any more.
  return task.life.phase === 'toConfigure' ? task : overBefore(t('It has been configured elsewhere meanwhile.'));
}

async function send(form: JourneyForm, task: ChosenTask): Promise<JourneyEnd> {
  const { desk, place, draft } = form;
  const body = bodyOf(draft);
  if (body === undefined) return notStarted(desk.t('A password is missing.'));
  noteChecks(desk, place, task.id, form.checks);
  const sent = await startOnce(desk, task.id, async (): Promise<End | JourneyEnd> => {
    const now = await taskAsItIs(form, task.id);
    return 'life' in now ? startLooked(desk, { place }, now, body, true) : now;
  });
  if (sent === undefined) return notStarted(startingText(task.name, desk.t));
  if (!('task' in sent)) return sent;
  if (sent.kind === 'done') return { kind: 'started', reason: '' };
  if (sent.kind === 'refused') return notStarted(sent.reason);
  const values = { reason: sent.reason, state: sent.task.state };
  return { kind: 'unclear', reason: desk.t('When last looked at: {state}. {reason}', values) };
}
