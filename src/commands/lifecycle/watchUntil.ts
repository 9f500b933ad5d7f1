import type { Desk } from '../../desk/ports.ts';
import { type Chosen, type ChosenTask, chosenOf } from '../tasks/chosenTasks.ts';
import { isSamePlace } from './lookAfter.ts';

/** Milliseconds between two looks. */
const betweenLooks = 5000;

interface Watching {
  readonly place: Chosen['place'];
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly longest: number;
}

/** Looks at the list until what is asked holds of each task, undefined where the list has it no more; `open`: those it does not hold of. */
export async function watchUntil(
  desk: Pick<Desk, 'tasks' | 'wait' | 'now' | 't'>,
  tasks: readonly ChosenTask[],
  holds: (task: ChosenTask | undefined) => boolean,
  { place, signal, longest }: Watching,
): Promise<{ readonly done: readonly ChosenTask[]; readonly open: readonly ChosenTask[] }> {
  const end = desk.now().getTime() + longest;
  const done: ChosenTask[] = [];
  let open = tasks;
  for (;;) {
    await desk.tasks.refresh();
    const sight = desk.tasks.sight();
    if (sight.place === undefined || !isSamePlace(sight.place, place)) return { done, open };
    if (sight.failure === undefined) {
      const byId = new Map(sight.tasks.map((known) => [known.task.task_id, known]));
      const current = open.map((task) => {
        const known = byId.get(task.id);
        return { task, now: known && chosenOf(known, desk.now().getTime(), desk.t) };
      });
      done.push(...current.filter(({ now }) => holds(now)).map(({ task, now }) => now ?? task));
      open = current.filter(({ now }) => !holds(now)).map(({ task, now }) => now ?? task);
    }
    if (open.length === 0 || signal.aborted || desk.now().getTime() >= end) return { done, open };
    await desk.wait(betweenLooks, signal);
    if (signal.aborted) return { done, open };
  }
}
