import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { Check } from '../../task/preflight/check.ts';
import { lostSince } from '../../task/preflight/lostSince.ts';
import { fillIn } from '../configure/configureAndStart.ts';
import type { JourneyForm } from '../configure/journeyForm.ts';
import { startAsEntered } from '../configure/startAsEntered.ts';
import { leaveUnstarted } from '../configure/unstarted.ts';
import { ableOf } from '../lifecycle/act.ts';
import { type ChosenTask, readTasks } from '../tasks/chosenTasks.ts';
import { endText } from './waitEnd.ts';

/**
 * Lets its machine in where that was agreed to, checks, and starts it where nothing stands in the way. True where the person was told what
 * has become of it, or does.
 */
export async function startWhenReady(form: JourneyForm, taskId: string): Promise<boolean> {
  const { desk, place, draft, checks } = form;
  const task = await taskAsItIs(form, taskId);
  if (typeof task === 'string') {
    leaveUnstarted(desk, place, taskId, draft);
    return task === 'told';
  }
  form.task = task;
  // A look that was stopped has found nothing, changes nothing and starts nothing.
  const isSeen = await checks.refresh();
  const troubles = isSeen && form.letsIn ? await checks.letIn() : [];
  for (const trouble of troubles) desk.notifier.tell('warning', trouble);
  const isClear = isSeen && (await checks.confirm());
  const lost = lostSince(form.agreed, checks.all());
  if (isClear && lost.length === 0) await startAsEntered(form, task);
  else tellFindings(form, task, isSeen ? [...checks.open(), ...lost] : []);
  return true;
}

/** Where it cannot be configured as things are, that is told; `unread`: nothing of this task is. */
async function taskAsItIs(form: JourneyForm, taskId: string): Promise<ChosenTask | 'told' | 'unread'> {
  const { desk, place, about } = form;
  const { t, notifier } = desk;
  const { name } = about;
  const read = await readTasks(desk);
  if (read === undefined) return 'unread';
  if (!isSamePlace(read.place, place)) {
    tellAccountChanged(desk);
    return 'unread';
  }
  const task = read.tasks.find(({ id }) => id === taskId);
  if (task?.life.phase === 'toConfigure') return task;
  if (task === undefined) {
    const message = t('Migration task {name} is not in the list any more. Nothing was started.', { name });
    notifier.tell('warning', placed(message, place, t));
  } else if (ableOf(desk, { place, tasks: [task] }, 'configure') !== undefined) {
    // One that has run already can be configured, too, and is not what was created here any more.
    notifier.tell('info', placed(endText('other', name, t), place, t));
  }
  return 'told';
}

function tellFindings(form: JourneyForm, task: ChosenTask, findings: readonly Check[]): void {
  const { desk, place, draft, checks } = form;
  const { t, log, notifier } = desk;
  const [first, ...more] = findings;
  leaveUnstarted(desk, place, task.id, draft);
  if (first === undefined) {
    notifier.tell('info', placed(endText('cancelled', task.name, t), place, t));
    return;
  }
  const values = { name: task.name, finding: checks.textOf(first) };
  const message =
    more.length === 0
      ? t('The migration machine of {name} is ready, and the migration was not started: {finding}', values)
      : t(
          'The migration machine of {name} is ready, and the migration was not started: {finding} More findings: {count}.',
          { ...values, count: more.length },
        );
  const lines = findings.map((check) => checks.textOf(check));
  log.info([placed(message, place, t), ...lines].join('\n  '));
  notifier.tell('warning', placed(message, place, t), [
    { label: t('Configure and Start…'), run: () => goOn(form, task) },
    { label: t('Show Migration Task'), run: () => desk.pages.show(task.id) },
  ]);
}

/** Much later, it may be. */
async function goOn({ desk, place, draft }: JourneyForm, task: ChosenTask): Promise<void> {
  if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
  await fillIn(desk, { place, tasks: [task] }, task, { ...draft });
}
