import * as z from 'zod';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { phaseText } from '../../desk/tasks/phaseTexts.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle, TaskAction } from '../../task/lifecycle.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { toldWhenSlow } from './toldWhenSlow.ts';
import { isWithheld, ofChangedAccount, tellWithheld, type Withheld } from './withheld.ts';

/** A task that something is asked of, as it was when it was last read. */
export interface ChosenTask {
  readonly id: string;
  /** Fit to be shown. */
  readonly name: string;
  readonly known: KnownTask;
  readonly life: Lifecycle;
  /** Its phase in words. */
  readonly state: string;
}

export interface Chosen {
  readonly place: TaskPlace;
  readonly tasks: readonly ChosenTask[];
}

/** What a command was called for: rows of the view, or nothing. */
export interface Called {
  readonly argument: unknown;
  readonly selected: unknown;
}

/** Of a task itself, not of something below it. */
const row = z.object({
  row: z.object({
    taskId: z.string().min(1),
    context: z
      .string()
      .regex(/^task\b/)
      .optional(),
  }),
});

/** The IDs of the rows that a command was called for; all that are selected where the one clicked is among them. */
export function idsOf({ argument, selected }: Called): readonly string[] {
  const idOf = (value: unknown) => row.safeParse(value).data?.row.taskId;
  const clicked = idOf(argument);
  const all = (Array.isArray(selected) ? selected : []).map(idOf).filter((id) => id !== undefined);
  if (clicked === undefined) return [];
  return all.includes(clicked) ? [...new Set(all)] : [clicked];
}

/** Reads the tasks anew. Undefined where they cannot be read, which the person is told. */
export async function readTasks(desk: Desk): Promise<Chosen | undefined> {
  const read = await toldWhenSlow(desk, desk.t('Reading the migration tasks…'), lookAtTasks(desk));
  if (!isWithheld(read)) return read;
  tellWithheld(desk, read);
  return undefined;
}

/** Reads the tasks anew, and tells nobody. */
export async function lookAtTasks({ t, tasks, now }: Pick<Desk, 't' | 'tasks' | 'now'>): Promise<Chosen | Withheld> {
  await tasks.refresh();
  const { state, place, failure, tasks: found } = tasks.sight();
  if (state === 'known' && failure === undefined && place !== undefined) {
    return { place, tasks: found.map((known) => chosenOf(known, now().getTime(), t)) };
  }
  if (state === 'loading') return ofChangedAccount(t);
  const reason = state === 'signedOut' ? t('You are not signed in: run DCS: Sign In.') : reasonOf(failure, t);
  return {
    withheld: t('The migration tasks could not be read, so nothing was sent. {reason}', { reason }),
    level: 'error',
  };
}

export function chosenOf(known: KnownTask, now: number, t: Desk['t']): ChosenTask {
  const life = lifeOf(known, now);
  const { task_id: id, task_name: name } = known.task;
  return { id, name: shortened(name) || id, known, life, state: phaseText(known, life, t) };
}

interface Choosing {
  readonly title: string;
  readonly placeholder: string;
  /** The tasks that come into question where none was clicked. */
  readonly fits: (task: ChosenTask) => boolean;
}

/** The rows that were clicked, as they are now, or what is picked from a list; undefined for Esc, and where there is none. */
export async function chooseTasks(desk: Desk, called: Called, choosing: Choosing): Promise<Chosen | undefined> {
  const { t, notifier } = desk;
  const ids = idsOf(called);
  // Nobody is asked to sign in who clicked a row.
  if (ids.length === 0 && !(await ensureAccount(desk, { settings: desk.settings().region }))) return undefined;
  const read = await readTasks(desk);
  if (read === undefined) return undefined;
  if (ids.length === 0) return pick(desk, read, choosing);
  const tasks = read.tasks.filter(({ id }) => ids.includes(id));
  if (tasks.length > 0) return { ...read, tasks };
  notifier.tell('info', t('It is not in the list of migration tasks any more.'));
  return undefined;
}

async function pick(desk: Desk, read: Chosen, { title, placeholder, fits }: Choosing): Promise<Chosen | undefined> {
  const { t, prompter, notifier } = desk;
  const fitting = read.tasks.filter(fits);
  if (fitting.length === 0) {
    notifier.tell('info', t('There is no migration task in a state for this: {title}', { title }));
    return undefined;
  }
  const picked = await prompter.pick<ChosenTask>({
    title,
    placeholder,
    choices: fitting.map((task) => ({ label: task.name, description: task.state, detail: task.id, value: task })),
  });
  if (picked === undefined || picked === 'back' || !('value' in picked)) return undefined;
  return { ...read, tasks: [picked.value] };
}

export function mayDo(action: TaskAction): (task: ChosenTask) => boolean {
  return ({ life }) => life.may.includes(action);
}
