import { tellAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import { fillIn } from '../configure/configureAndStart.ts';
import type { JourneyForm } from '../configure/journeyForm.ts';
import { startAsEntered } from '../configure/startAsEntered.ts';
import { leaveUnstarted } from '../configure/unstarted.ts';
import { ableOf } from '../lifecycle/act.ts';
import { type ChosenTask, readTasks } from '../tasks/chosenTasks.ts';

/** Lets its machine in where that is wanted, checks, and starts it where nothing stands in the way; tells what does. */
export async function startWhenReady(form: JourneyForm, taskId: string): Promise<void> {
  const { desk, place, draft, checks } = form;
  const task = await taskAsItIs(form, taskId);
  if (task === undefined) return leaveUnstarted(desk, place, taskId, draft);
  form.task = task;
  await checks.refresh();
  const troubles = draft.keepsOut === true ? [] : await checks.letIn();
  for (const trouble of troubles) desk.notifier.tell('warning', trouble);
  // A look that was stopped has found nothing, and starts nothing.
  if (await checks.confirm()) await startAsEntered(form, task);
  else tellFindings(form, task);
}

/** Undefined where it cannot be configured as things are, which is told. */
async function taskAsItIs({ desk, place, about }: JourneyForm, taskId: string): Promise<ChosenTask | undefined> {
  const { t, notifier } = desk;
  const read = await readTasks(desk);
  if (read === undefined) return undefined;
  if (!isSamePlace(read.place, place)) {
    tellAccountChanged(desk);
    return undefined;
  }
  const task = read.tasks.find(({ id }) => id === taskId);
  if (task === undefined) {
    const { name } = about;
    const message = t('Migration task {name} is not in the list any more. Nothing was started.', { name });
    notifier.tell('warning', placed(message, place, t));
    return undefined;
  }
  return ableOf(desk, { place, tasks: [task] }, 'configure') && task;
}

function tellFindings(form: JourneyForm, task: ChosenTask): void {
  const { desk, place, draft, checks } = form;
  const { t, log, notifier } = desk;
  const [first, ...more] = checks.open();
  leaveUnstarted(desk, place, task.id, draft);
  if (first === undefined) return;
  const values = { name: task.name, finding: checks.textOf(first), count: more.length };
  const message =
    more.length === 0
      ? t('The migration machine of {name} is ready, and the migration was not started: {finding}', values)
      : t(
          'The migration machine of {name} is ready, and the migration was not started: {finding} More findings: {count}.',
          values,
        );
  const lines = checks.open().map((check) => checks.textOf(check));
  log.info([placed(message, place, t), ...lines].join('\n  '));
  notifier.tell('warning', placed(message, place, t), [
    { label: t('Configure and Start…'), run: () => fillIn(desk, { place, tasks: [task] }, task, draft) },
    { label: t('Show Migration Task'), run: () => desk.pages.show(task.id) },
  ]);
}
