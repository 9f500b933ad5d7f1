import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ChosenTask } from './chosenTasks.ts';

/** Has what becomes of them told; says so, and how to take it back. */
export async function mark(desk: Desk, place: TaskPlace, tasks: readonly ChosenTask[]): Promise<void> {
  const { t, notifier, taskNotices } = desk;
  // The button of an old notification may come from another account.
  if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
  const done = await doneOf(desk, tasks, ({ known }) => taskNotices.mark(place, known));
  // Whoever meant the other finds it here.
  const back = { label: t('Stop Notifying'), run: () => unmark(desk, place, done) };
  if (done.length > 0) notifier.tell('info', onText(names(done), t), [back]);
}

/** The contrary of {@link mark}. */
export async function unmark(desk: Desk, place: TaskPlace, tasks: readonly ChosenTask[]): Promise<void> {
  const { t, notifier, taskNotices } = desk;
  const done = await doneOf(desk, tasks, ({ id }) => taskNotices.unmark(id));
  const back = { label: t('Notify Me'), run: () => mark(desk, place, done) };
  if (done.length > 0) notifier.tell('info', offText(names(done), t), [back]);
}

/** Those before the first that the disk refuses, which the person is told. */
async function doneOf(
  desk: Desk,
  tasks: readonly ChosenTask[],
  act: (task: ChosenTask) => Promise<void>,
): Promise<readonly ChosenTask[]> {
  const done: ChosenTask[] = [];
  for (const task of tasks) {
    const isDone = await orTellTrouble(desk, () => act(task).then(() => true));
    if (isDone === undefined) break;
    done.push(task);
  }
  return done;
}

const names = (tasks: readonly ChosenTask[]) => tasks.map(({ name }) => name);

function onText([name = '', ...others]: readonly string[], t: Desk['t']): string {
  return others.length === 0
    ? t(
        'You will be told once when migration task {name} can be configured, has failed, is ready to cut over or has finished.',
        {
          name,
        },
      )
    : t(
        'You will be told once of each of {count} migration tasks when it can be configured, has failed, is ready to cut over or has finished.',
        { count: others.length + 1 },
      );
}

function offText([name = '', ...others]: readonly string[], t: Desk['t']): string {
  return others.length === 0
    ? t('You will not be told of migration task {name} any more.', { name })
    : t('You will not be told of {count} migration tasks any more.', { count: others.length + 1 });
}
