import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { MachineEnd } from '../../desk/tasks/taskNotices.ts';
import type { Plan } from '../../task/journal/plans.ts';
import type { JourneyForm } from '../configure/journeyForm.ts';
import { planOf } from '../configure/plannedDraft.ts';
import { leaveUnstarted } from '../configure/unstarted.ts';
import type { CreateJob } from '../create/createJob.ts';
import { runCreate } from '../create/runCreate.ts';
import { noteChanges } from '../preflight/noteChanges.ts';
import { startWhenReady } from './startWhenReady.ts';
import { endText, type WaitEnd } from './waitEnd.ts';

/**
 * Creates a task, waits for its machine, checks what it is to migrate, and starts it where nothing stands in the way. What is planned is
 * on disk before anything is sent: a window that is closed meanwhile goes on with it after asking, and does nothing by itself. `declined`:
 * nothing was sent, since the person decided against it, or the disk did.
 */
export async function runJourney(
  form: JourneyForm,
  job: CreateJob,
  onCreated: () => void = () => undefined,
): Promise<'declined' | undefined> {
  form.agreed = form.checks.all();
  const plan = planOf(form.desk, form.place, job.body.name, form.draft);
  if (plan === undefined || !(await keep(form, plan))) return 'declined';
  const outcome = await runCreate(form.desk, {
    ...job,
    async onward({ taskId }) {
      onCreated();
      await goOn(form, { ...plan, taskId }, taskId);
    },
  });
  // One whose outcome is not known may be found later, and is configured by its plan then.
  if (outcome?.kind !== 'created' && outcome?.kind !== 'unknown') await drop(form, plan);
  return outcome === undefined ? 'declined' : undefined;
}

async function goOn(form: JourneyForm, plan: Plan, taskId: string): Promise<void> {
  const machine = form.desk.taskNotices.awaitMachine(taskId);
  let isTold = false;
  try {
    await keep(form, plan);
    await takeOver(form, taskId);
    isTold = await afterwards(form, plan, taskId, await waitFor(form, machine.end));
  } finally {
    machine.stop(isTold);
  }
}

/** What was changed for it before it was there is set back with it. */
async function takeOver({ desk, place, about, draft }: JourneyForm, id: string): Promise<void> {
  const { changed = [] } = draft;
  if (changed.length === 0) return;
  await orTellTrouble(desk, async () => {
    await desk.changes.created({ id, name: about.name }, changed);
    const { changes } = await desk.changes.at(place);
    const its = changes.filter((change) => changed.includes(change.id));
    noteChanges(desk, place, id, its);
  });
}

function waitFor({ desk, about, place }: JourneyForm, end: Promise<MachineEnd>): Promise<WaitEnd> {
  const { t, notifier } = desk;
  const title = placed(t('Create, Configure and Start: {name}', { name: about.name }), place, t);
  return notifier.progress(title, (signal, report) => {
    report(t('waiting for the migration machine, which takes some minutes'));
    const cancelled = new Promise<'cancelled'>((resolve) => {
      signal.addEventListener('abort', () => resolve('cancelled'), { once: true });
    });
    return Promise.race([end, cancelled]);
  });
}

/** True where the person was told what has become of it. */
async function afterwards(form: JourneyForm, plan: Plan, taskId: string, end: WaitEnd): Promise<boolean> {
  const { desk, about, place, draft } = form;
  if (end === 'ready') return startWhenReady(form, taskId);
  const isOver = end === 'failed' || end === 'gone' || end === 'other';
  if (isOver) await drop(form, plan);
  else leaveUnstarted(desk, place, taskId, draft);
  // Why a machine did not start is told by whoever follows it.
  if (end === 'failed') return true;
  const message = placed(endText(end, about.name, desk.t), place, desk.t);
  desk.log.info(message);
  desk.notifier.tell('info', message);
  return isOver;
}

async function keep({ desk, place }: JourneyForm, plan: Plan): Promise<boolean> {
  const kept = await orTellTrouble(desk, async () => {
    await desk.plans(place.sandbox).keep(plan);
    return true;
  });
  return kept === true;
}

async function drop({ desk, place }: JourneyForm, { id }: Plan): Promise<void> {
  await orTellTrouble(desk, () => desk.plans(place.sandbox).remove(id));
}
