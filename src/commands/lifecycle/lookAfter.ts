import type { Desk } from '../../desk/ports.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type ChosenTask, chosenOf } from '../tasks/chosenTasks.ts';

/** What became of one task. `unclear`: nobody has said that it was done, and it cannot be seen. */
export type End =
  | { readonly task: ChosenTask; readonly kind: 'done' }
  | { readonly task: ChosenTask; readonly kind: 'refused' | 'unclear'; readonly reason: string };

/** Milliseconds before each look at what nobody gave an answer to. */
const looks = [2000, 3000, 5000, 10_000, 10_000];

/** Looks at the tasks whose outcome is not clear until it can be seen, for half a minute; brings the view up to date in any case. */
export async function lookAfter(
  desk: Pick<Desk, 'tasks' | 'wait' | 'now' | 't'>,
  place: TaskPlace,
  ends: readonly End[],
  isDone: (task: ChosenTask) => boolean,
): Promise<readonly End[]> {
  const { tasks, wait, now, t } = desk;
  const seen = (end: End): End => {
    if (end.kind === 'done') return end;
    const known = tasks.sight().tasks.find(({ task }) => task.task_id === end.task.id);
    if (known === undefined) return end;
    const task = chosenOf(known, now().getTime(), t);
    // Refused is also what somebody else has done already.
    return isDone(task) ? { task, kind: 'done' } : { ...end, task };
  };
  let current = ends;
  for (const pause of looks) {
    if (!current.some(({ kind }) => kind === 'unclear')) break;
    await wait(pause);
    await tasks.refresh('list');
    const sight = tasks.sight();
    // Somebody else may be signed in by now, whose tasks say nothing about these.
    if (sight.place === undefined || !isSamePlace(sight.place, place)) break;
    if (sight.failure === undefined) current = current.map(seen);
  }
  if (current !== ends) return current;
  await tasks.refresh('list');
  const { place: here, failure } = tasks.sight();
  return here !== undefined && isSamePlace(here, place) && failure === undefined ? current.map(seen) : current;
}
