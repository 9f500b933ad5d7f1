import { isKeyRefusal } from '../../cloud/certainty.ts';
import { Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { type Desk, SettingProblem } from '../../desk/ports.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import { type Chosen, type ChosenTask, chosenOf } from '../tasks/chosenTasks.ts';

/** Milliseconds between two looks. */
const betweenLooks = 5000;

interface Watching {
  readonly place: Chosen['place'];
  readonly signal: AbortSignal;
  /** Milliseconds; with 0 there is one look. */
  readonly longest: number;
}

interface Watched {
  readonly done: readonly ChosenTask[];
  /** Those that it does not hold of. */
  readonly open: readonly ChosenTask[];
  /** Why nobody can look any more, in the user's language. */
  readonly failure: string | undefined;
}

/** Looks at the list until what is asked holds of each task, undefined where the list has it no more. */
export async function watchUntil(
  desk: Pick<Desk, 'tasks' | 'wait' | 'now' | 't'>,
  tasks: readonly ChosenTask[],
  holds: (task: ChosenTask | undefined) => boolean,
  { place, signal, longest }: Watching,
): Promise<Watched> {
  const { t, now } = desk;
  const end = now().getTime() + longest;
  const done: ChosenTask[] = [];
  let open = tasks;
  for (;;) {
    if (open.length === 0) return { done, open, failure: undefined };
    await desk.tasks.refresh('list');
    const { place: here, failure, notBefore, tasks: known } = desk.tasks.sight();
    if (here === undefined || !isSamePlace(here, place)) return { done, open, failure: signedOut(t) };
    if (isLasting(failure)) return { done, open, failure: reasonOf(failure, t) };
    if (failure === undefined) {
      const byId = new Map(known.map((one) => [one.task.task_id, chosenOf(one, now().getTime(), t)]));
      done.push(...open.filter(({ id }) => holds(byId.get(id))).map((task) => byId.get(task.id) ?? task));
      open = open.filter(({ id }) => !holds(byId.get(id))).map((task) => byId.get(task.id) ?? task);
    }
    const time = now().getTime();
    if (open.length === 0 || signal.aborted || time >= end) return { done, open, failure: undefined };
    await desk.wait(Math.max(betweenLooks, notBefore - time), signal);
    if (signal.aborted) return { done, open, failure: undefined };
  }
}

function signedOut(t: Desk['t']): string {
  return t('You have signed out, or switched to another account.');
}

/** What stays so until somebody does something about it. */
function isLasting(failure: unknown): boolean {
  if (failure instanceof SettingProblem || isKeyRefusal(failure)) return true;
  return failure instanceof Refused && (failure.facts.withheld === true || failure.facts.status === 403);
}
