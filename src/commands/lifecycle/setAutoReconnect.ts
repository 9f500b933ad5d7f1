import { CloudError } from '../../cloud/errors.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { setResumeMode } from '../../cloud/services/taskActions.ts';
import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import { type Called, type Chosen, type ChosenTask, chooseTasks, mayDo } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { ableOf, asItWas } from './act.ts';
import { type End, lookAfter } from './lookAfter.ts';
import { noteAsked } from './noteEnds.ts';
import { sendOne } from './sent.ts';
import { type EndWords, tellEnds } from './tellEnds.ts';

type Mode = 'auto' | 'manual';

const atATime = 4;

/** Asks whether migrations shall connect again by themselves, and says so to the cloud, one by one: there is no call for many. */
export async function setAutoReconnect(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  const title = t('Auto-Reconnect');
  const placeholder = t('Which migration is it about?');
  const chosen = await chooseTasks(desk, called, { title, placeholder, fits: mayDo('setAutoReconnect') });
  const able = chosen && ableOf(desk, chosen, 'setAutoReconnect');
  if (able === undefined) return;
  const mode = await askMode(desk, able);
  if (mode === undefined) return;
  const now = await asItWas(desk, able);
  if (now === undefined) return;
  const ends = await toldWhenSlow(desk, t('Changing Auto-Reconnect…'), carryOut(desk, now, mode));
  noteAsked(desk, now.place, 'setAutoReconnect', ends);
  tellEnds(desk, now.place, ends, wordsOf(mode, t));
}

async function askMode({ t, prompter }: Desk, { tasks }: Chosen): Promise<Mode | undefined> {
  const [first] = tasks;
  const one = tasks.length === 1 ? first : undefined;
  const current = one && modeOf(one);
  const now = (mode: Mode) => (current === mode ? { description: t('as it is now') } : {});
  const picked = await prompter.pick<Mode | 'none'>({
    title: one === undefined ? t('Auto-Reconnect') : `${t('Auto-Reconnect')} · ${one.name}`,
    placeholder: one?.name ?? t('For {count} migrations', { count: tasks.length }),
    choices: [
      // First, so that a key that is held or pressed again does no harm.
      { label: t('Change Nothing'), value: 'none' },
      {
        label: t('On'),
        detail: t('Connects again without end, and may copy everything again.'),
        value: 'auto',
        ...now('auto'),
      },
      {
        label: t('Off'),
        detail: t('A broken link fails the migration. Turn it off before the target is used.'),
        value: 'manual',
        ...now('manual'),
      },
    ],
  });
  if (picked === undefined || picked === 'back' || !('value' in picked) || picked.value === 'none') return undefined;
  return picked.value;
}

function modeOf({ known: { task, detail } }: ChosenTask): string | undefined {
  return plainMode(task.resume_mode ?? detail?.resume_mode);
}

function plainMode(mode: string | undefined): string | undefined {
  return mode?.trim().toLowerCase() || undefined;
}

/** By the detail, since not every edition has it in the list; undefined where it could not be read. */
async function modeTold({ connection, projectId }: Chosen['place'], id: string): Promise<string | undefined> {
  try {
    return plainMode((await showMigrationTask(connection, projectId, id)).resume_mode);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}

async function carryOut(desk: Desk, { place, tasks }: Chosen, mode: Mode): Promise<readonly End[]> {
  const { connection, projectId } = place;
  const ends = await concurrently(tasks, atATime, async (task): Promise<End> => {
    const sent = await sendOne(place, () => setResumeMode(connection, projectId, task.id, mode), desk.t);
    if (sent.kind !== 'accepted') return { task, ...sent };
    desk.taskNotices.actedOn(place, task.known);
    // Its success is documented as an empty answer, which whoever is on the way may give as well: so it is looked at.
    const told = await modeTold(place, task.id);
    return told === mode
      ? { task, kind: 'done' }
      : { task, kind: 'unclear', reason: desk.t('The cloud does not show it.') };
  });
  return lookAfter(desk, place, ends, ({ known }) => plainMode(known.task.resume_mode) === mode);
}

function wordsOf(mode: Mode, t: Desk['t']): EndWords {
  const isOn = mode === 'auto';
  return {
    done: (name) =>
      isOn ? t('Auto-reconnect of {name} is on.', { name }) : t('Auto-reconnect of {name} is off.', { name }),
    doneAll: (count) =>
      isOn
        ? t('Migrations with auto-reconnect on: {count}', { count })
        : t('Migrations with auto-reconnect off: {count}', { count }),
    refused: (name, reason) => t('Auto-reconnect of {name} was not changed. {reason}', { name, reason }),
    unclear: (name, reason, state) =>
      t('It is not known whether auto-reconnect of {name} was changed ({state}). {reason}', { name, reason, state }),
  };
}
