import { shortened } from '../../cloud/foreignText.ts';
import { checklistOf, isCutOver, isTrapped, mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { itemNote, itemTitle } from '../../desk/cutOver/itemTexts.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import { shownSight } from '../../desk/tasks/shownSight.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { standsInTheWay } from '../../task/cutOver/checklist.ts';
import type { Item, Way } from '../../task/cutOver/item.ts';
import { type ChosenTask, chosenOf } from '../tasks/chosenTasks.ts';
import { stoppableWhenSlow } from '../tasks/toldWhenSlow.ts';
import { cutOverRows, nothingRows, type Wish } from './cutOverRows.ts';
import { readEnds } from './readEnds.ts';
import { tick, waive } from './say.ts';
import { takeItem } from './takeItem.ts';

/** A task that is about to be cut over, and where it is. */
export interface CutOver {
  readonly place: TaskPlace;
  readonly task: ChosenTask;
}

/** How things stand now; or why nothing of the task can be shown any more. */
type Standing = { readonly task: ChosenTask; readonly items: readonly Item[] } | { readonly gone: string };

/** What is to be done after the checklist; undefined where the person has left it, or went on elsewhere. */
type Passed = Way | 'rollBack' | undefined;

/**
 * Shows the checklist, which stays up to date while it stands, until a way is gone that nothing stands in, or the person leaves it.
 * `only`: the way that is asked for.
 */
export async function passChecklist(desk: Desk, about: CutOver, only?: Way): Promise<Passed> {
  const { place, task } = about;
  await lookAtAll(desk, about);
  const unlook = desk.tasks.look({ taskIds: [task.id] });
  try {
    for (;;) {
      const wish = await ask(desk, about, only);
      const now = standingOf(desk, about);
      if (wish === undefined || wish === 'nothing' || 'gone' in now) return undefined;
      if (wish === 'swap' || wish === 'repoint') {
        // It may have changed as it was picked.
        if (standsInTheWay(now.items, wish).length === 0) return wish;
      } else if (wish === 'rollBack') return wish;
      else if (wish === 'stop') return void desk.runOnTasks('dcs.stopMigrationTask', [task.id]);
      else if (wish === 'again') await lookAtAll(desk, about);
      else if (wish === 'waive') await askWaivers(desk, about, waysOf(now.task, only));
      else {
        const item = now.items.find(({ id }) => `item ${id}` === wish);
        const taken = item && (await takeItem(desk, titleOf(desk, about), item));
        if (taken === 'again') await lookAtAll(desk, about);
        else if (typeof taken === 'object' && 'run' in taken) return void desk.runOnTasks(taken.run, [task.id]);
        else if (typeof taken === 'object') await tick(desk, place, now.task, taken);
      }
    }
  } finally {
    unlook();
  }
}

/** Reads the task, what is kept of it, and its ends. */
async function lookAtAll(desk: Desk, about: CutOver): Promise<void> {
  const { t, records, tasks, targetsInUse } = desk;
  const { place, task } = about;
  await stoppableWhenSlow(desk, t('Looking at source and target…'), async (stop) => {
    await tasks.refresh();
    await orTellTrouble(desk, () => records.of(place, task.id));
    await orTellTrouble(desk, targetsInUse.read);
    const now = standingOf(desk, about);
    if (!('gone' in now) && mayCutOver(now.task.life)) await readEnds(desk, place, now.task, stop);
  });
}

export function standingOf(desk: Desk, { place, task: { id } }: CutOver): Standing {
  const { t } = desk;
  const { place: here, tasks } = shownSight(desk);
  if (here === undefined || !isSamePlace(here, place))
    return { gone: t('You have signed out, or switched to another account.') };
  const now = desk.now().getTime();
  const known = tasks.find(({ task }) => task.task_id === id);
  if (known === undefined) return { gone: t('It is not in the list of migration tasks any more.') };
  const task = chosenOf(known, now, t);
  return { task, items: checklistOf(known, task.life, place, now) };
}

function waysOf({ life }: ChosenTask, only: Way | undefined): readonly Way[] {
  if (!mayCutOver(life)) return [];
  return only === undefined ? ['swap', 'repoint'] : [only];
}

function rowsNow(desk: Desk, about: CutOver, only: Way | undefined): readonly Choice<Wish>[] {
  const now = standingOf(desk, about);
  if ('gone' in now) return nothingRows(now.gone, desk.t);
  const { task, items } = now;
  const { known, life } = task;
  const ways = waysOf(task, only);
  const isAfter = isCutOver(known, life);
  const isShown = ({ of }: Item) => (of === 'after' ? isAfter : of === 'both' ? ways.length > 0 : ways.includes(of));
  const further = [
    ...(life.exchange === 'exchanged' ? (['rollBack'] as const) : []),
    ...(isTrapped(known, life) && life.may.includes('stop') ? (['stop'] as const) : []),
  ];
  return cutOverRows({ items: items.filter(isShown), ways, further }, desk.t);
}

async function ask(desk: Desk, about: CutOver, only: Way | undefined): Promise<Wish | undefined> {
  const { t, prompter } = desk;
  const choices = rowsNow(desk, about, only);
  let shown = JSON.stringify(choices);
  const reply = await prompter.pick<Wish>({
    title: titleOf(desk, about),
    placeholder: about.place.sandbox
      ? t('Nothing in the sandbox is real or billed')
      : t('Enter on a line ticks it, or does what helps; nothing is sent before another question'),
    choices,
    renew: (show) =>
      whileItStands(desk, () => {
        const rows = rowsNow(desk, about, only);
        const text = JSON.stringify(rows);
        if (text !== shown) show(rows);
        shown = text;
      }),
    // An Enter key held down must not decide.
    isActive: (value) => value === 'again' || value === 'nothing',
  });
  if (reply === undefined || reply === 'back' || !('value' in reply)) return undefined;
  return reply.value;
}

/** Milliseconds after which what is known is older than it was, though nobody has found anything. */
const heartbeat = 5000;

/** Calls whenever something may be another than it was; gives what ends that. */
function whileItStands(desk: Desk, draw: () => void): () => void {
  const { tasks, records, changes, endsSeen, targetsInUse, wait } = desk;
  const over = new AbortController();
  const beat = async () => {
    while (!over.signal.aborted) {
      await wait(heartbeat, over.signal);
      if (!over.signal.aborted) draw();
    }
  };
  void beat();
  const ends = [tasks, records, changes, endsSeen, targetsInUse].map(({ onChange }) => onChange(draw));
  return () => {
    over.abort();
    for (const end of ends) end();
  };
}

/** Each that is gone on without is said by itself. */
async function askWaivers(desk: Desk, about: CutOver, ways: readonly Way[]): Promise<void> {
  const { t, prompter } = desk;
  const now = standingOf(desk, about);
  if ('gone' in now) return;
  const open = [...new Set(ways.flatMap((way) => standsInTheWay(now.items, way)))].filter(({ mayWaive }) => mayWaive);
  const picked = await prompter.pickMany({
    title: titleOf(desk, about),
    placeholder: t('What is not so, or not known, and is gone on without? It is kept with your profile and the time.'),
    choices: open.map((item) => ({
      label: itemTitle(item.id, t),
      detail: itemNote(item, t),
      value: item.id,
      ticked: false,
    })),
  });
  if (picked !== undefined && picked.length > 0) await waive(desk, about.place, about.task.id, picked);
}

function titleOf({ t }: Pick<Desk, 't'>, { place, task: { name } }: CutOver): string {
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  return titleIn(`${t('Cut Over')} · ${shortened(name)}`, account, place.connection.region, t);
}
