import { reasonOf } from '../../cloud/explain/errorText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { MachineEnd } from '../../desk/tasks/taskNotices.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { JournalProblem } from '../../task/journal/journal.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { Plan } from '../../task/journal/plans.ts';
import { forgetUnstarted, leaveUnstarted } from '../configure/unstarted.ts';
import type { Journey } from './journey.ts';
import { endWord, type JourneyEnd, notStarted, overBefore } from './journeyEnd.ts';
import { startJourney } from './startJourney.ts';

/** What the journeys of a batch share. */
export interface GoingOn {
  readonly desk: Desk;
  /** Nothing more is started. */
  readonly stop: AbortController;
  readonly stopped: Promise<'stopped'>;
  /** A few at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  onMachineUp(): void;
}

/** Waits for the machine of a created task, and starts its migration where nothing stands in the way. Never rejects. */
export async function goOn(run: GoingOn, { task, form }: Journey, plan: Plan, taskId: string): Promise<JourneyEnd> {
  const { desk, stop } = run;
  const { place } = form;
  const machine = desk.taskNotices.awaitMachine(taskId, true);
  let isTold = false;
  try {
    await orLogTrouble(desk, () => desk.plans(place.sandbox).keep({ ...plan, taskId }));
    const end = await Promise.race([machine.end, run.stopped]);
    if (end === 'ready') run.onMachineUp();
    const whyStopped = () => stoppedText('stopped', place, desk.t);
    const became =
      end === 'ready'
        ? await run.inTurn(() => startJourney(form, taskId, stop.signal, whyStopped))
        : endWithout(end, machine.failure(), place, desk.t);
    // What was called off is told from now on as any other task.
    isTold = !stop.signal.aborted && end !== 'left' && end !== 'stopped';
    if (became.kind === 'started' || became.isOver) await forget(desk, place, plan, taskId);
    else leaveUnstarted(desk, place, taskId, form.draft);
    log(desk, task.file.path, place, taskId, became);
    return became;
  } catch (error) {
    desk.log.error(placed(`${task.file.path}: ${reasonOf(error, desk.t)}`, place, desk.t));
    const reason = desk.t('Something unexpected went wrong; it is not certain whether it has started.');
    return { kind: 'unclear', reason };
  } finally {
    machine.stop(isTold);
  }
}

/** Its plan is carried out, or makes no sense any more. */
async function forget(desk: Desk, place: TaskPlace, plan: Plan, taskId: string): Promise<void> {
  forgetUnstarted(desk, taskId);
  await dropPlan(desk, place, plan);
}

export function dropPlan(desk: Desk, { sandbox }: TaskPlace, { id }: Plan): Promise<void> {
  return orLogTrouble(desk, () => desk.plans(sandbox).remove(id));
}

/** A plan that the disk refuses is in no one's way, and its task goes on. */
async function orLogTrouble({ t, log }: Pick<Desk, 't' | 'log'>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(journalTroubleText(error, t));
  }
}

function log(desk: Pick<Desk, 't' | 'log'>, path: string, place: TaskPlace, taskId: string, end: JourneyEnd): void {
  const parts = [endWord(end, desk.t), taskId, end.reason].filter((part) => part !== '');
  const line = placed(`${path}: ${parts.join(' · ')}`, place, desk.t);
  if (end.kind === 'started') desk.log.info(line);
  else desk.log.error(line);
}

/** Of a task whose machine is not up. */
function endWithout(
  end: Exclude<MachineEnd, 'ready'> | 'stopped',
  failure: string,
  place: TaskPlace,
  t: Translate,
): JourneyEnd {
  switch (end) {
    case 'failed':
      return overBefore(
        failure === ''
          ? t('It has failed before it could be started; the log says why.')
          : t('Its migration machine did not start: {reason}', { reason: failure }),
      );
    case 'gone':
      return overBefore(t('It has been deleted meanwhile.'));
    case 'other':
      return overBefore(t('It has been configured elsewhere meanwhile.'));
    default:
      return notStarted(stoppedText(end, place, t));
  }
}

function stoppedText(end: 'left' | 'stopped', { connection }: TaskPlace, t: Translate): string {
  if (connection.session.over.aborted)
    return t('You have signed out, or switched to another account, before its turn.');
  return end === 'left' ? t('It is not waited for any more.') : t('It was called off before its turn.');
}
