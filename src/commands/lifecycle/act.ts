import { hasAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import type { Confirmation, Desk } from '../../desk/ports.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { TaskAction } from '../../task/lifecycle.ts';
import { stateOf } from '../../task/taskStatus.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, lookAtTasks, mayDo } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { isWithheld, ofChangedAccount, tellWithheld, type Withheld } from '../tasks/withheld.ts';
import { type End, lookAfter } from './lookAfter.ts';
import { noteAsked } from './noteEnds.ts';
import type { Sent } from './sent.ts';
import { setBackOffer } from './setBackOffer.ts';
import { type EndWords, tellEnds } from './tellEnds.ts';

/** One kind of thing that can be asked of tasks. */
interface Deed {
  readonly action: TaskAction;
  readonly title: string;
  readonly placeholder: string;
  /** What is asked before anything is sent; whatever it has to say comes from the tasks as they are now. */
  readonly ask: (chosen: Chosen) => Promise<Confirmation> | Confirmation;
  readonly send: (place: TaskPlace, tasks: readonly ChosenTask[]) => Promise<ReadonlyMap<string, Sent>>;
  /** Whether a task is what it was asked to become. */
  readonly isDone: (task: ChosenTask) => boolean;
  /** With it a task is at its end. */
  readonly isEnd?: true;
  /** While it is sent. */
  readonly doing: string;
  readonly words: EndWords;
  /** For each that has accepted it. */
  readonly accepted?: (place: TaskPlace, task: ChosenTask) => void;
}

/** Chooses, asks, sends once, looks at what became of it where nobody said so, and tells. */
export async function act(desk: Desk, deed: Deed, called: Called): Promise<void> {
  const { action, title, placeholder } = deed;
  const chosen = await chooseTasks(desk, called, { title, placeholder, fits: mayDo(action) });
  if (chosen === undefined) return;
  const able = ableOf(desk, chosen, action);
  if (able === undefined) return;
  const question = await deed.ask(able);
  if (!(await desk.prompter.confirm(question))) return;
  const now = await asItWas(desk, able);
  if (now === undefined) return;
  const ends = await toldWhenSlow(desk, deed.doing, carryOut(desk, deed, now));
  noteAsked(desk, now.place, action, ends);
  for (const { task, kind } of ends) if (kind === 'done') deed.accepted?.(now.place, task);
  tellEnds(desk, now.place, ends, deed.words, deed.isEnd === true ? setBackOffer(desk, now.place, ends) : []);
}

/** Those whose state allows it; undefined where there is none, which is told. */
export function ableOf(
  desk: Pick<Desk, 't' | 'notifier' | 'log'>,
  chosen: Chosen,
  action: TaskAction,
): Chosen | undefined {
  const { t, notifier, log } = desk;
  const tasks = chosen.tasks.filter(mayDo(action));
  const unable = chosen.tasks.filter((task) => !tasks.includes(task));
  for (const { name, state } of unable) {
    log.info(t('Its state does not allow it: {name} · {state}', { name, state }));
  }
  if (tasks.length > 0) return { ...chosen, tasks };
  const [{ name, state } = { name: '', state: '' }] = unable;
  const message =
    unable.length === 1
      ? t('Nothing was sent: the state of migration task {name} does not allow it ({state}).', { name, state })
      : t('Nothing was sent: the states of these migration tasks do not allow it.');
  notifier.tell('info', placed(message, chosen.place, t));
  return undefined;
}

/** Reads the tasks again, before anything is sent; undefined where something has changed since the question, which is told. */
export async function asItWas(desk: Desk, asked: Chosen): Promise<Chosen | undefined> {
  const now = await toldWhenSlow(desk, desk.t('Reading the migration tasks…'), lookAgain(desk, asked));
  if (!isWithheld(now)) return now;
  tellWithheld(desk, now);
  return undefined;
}

/** The same, and tells nobody. */
async function lookAgain(
  desk: Pick<Desk, 't' | 'tasks' | 'now' | 'accounts'>,
  asked: Chosen,
): Promise<Chosen | Withheld> {
  const { t } = desk;
  if (await hasAccountChanged(desk, asked.place)) return ofChangedAccount(t);
  const read = await lookAtTasks(desk);
  if (isWithheld(read)) return read;
  if (!isSamePlace(read.place, asked.place)) return ofChangedAccount(t);
  const byId = new Map(read.tasks.map((task) => [task.id, task]));
  const changed = asked.tasks.find((task) => !isStill(task, byId.get(task.id)));
  if (changed === undefined) return { ...asked, tasks: asked.tasks.map((task) => byId.get(task.id) ?? task) };
  return ofChangedTask(changed, byId.get(changed.id), asked.place, t);
}

/** `now`: undefined where the list has it no more. */
export function ofChangedTask(
  { name, state }: ChosenTask,
  now: ChosenTask | undefined,
  place: TaskPlace,
  t: Desk['t'],
): Withheld {
  const message = t(
    'Nothing was sent: migration task {name} has changed since you were asked ({state} → {now}). Run the command again.',
    { name, state, now: now?.state ?? t('not in the list any more') },
  );
  return { withheld: placed(message, place, t), level: 'warning' };
}

/** However it is spelled. */
function isStill({ known }: ChosenTask, now: ChosenTask | undefined): boolean {
  if (now === undefined) return false;
  const [before, after] = [known.task.status, now.known.task.status];
  return before === after || (stateOf(before) === stateOf(after) && stateOf(after) !== 'unknown');
}

async function carryOut(desk: Desk, deed: Deed, { place, tasks }: Chosen): Promise<readonly End[]> {
  const sent = await deed.send(place, tasks);
  const ends = tasks.map((task): End => {
    const outcome = sent.get(task.id);
    if (outcome === undefined) return { task, kind: 'unclear', reason: '' };
    return outcome.kind === 'accepted' ? { task, kind: 'done' } : { task, ...outcome };
  });
  return lookAfter(desk, place, ends, deed.isDone);
}
