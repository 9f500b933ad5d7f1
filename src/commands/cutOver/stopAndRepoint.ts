import { stopMigrationTask } from '../../cloud/services/taskActions.ts';
import { itemNote, itemTitle } from '../../desk/cutOver/itemTexts.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { standsInTheWay } from '../../task/cutOver/checklist.ts';
import { asItWas } from '../lifecycle/act.ts';
import { type End, lookAfter } from '../lifecycle/lookAfter.ts';
import { noteAsked } from '../lifecycle/noteEnds.ts';
import { once, sendOne } from '../lifecycle/sent.ts';
import { isStopping } from '../lifecycle/stopMigrationTask.ts';
import { tellEnds } from '../lifecycle/tellEnds.ts';
import type { Called } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { tellWithheld } from '../tasks/withheld.ts';
import { awaitStop } from './awaitStop.ts';
import { chooseCutOver } from './chooseCutOver.ts';
import { type CutOver, passChecklist, standingOf } from './passChecklist.ts';
import { tellTarget } from './tellTarget.ts';

/** Stops a migration and gives applications the address of its target; of one that has stopped already, the address alone. */
export async function stopAndRepoint(desk: Desk, called: Called): Promise<void> {
  const about = await chooseCutOver(
    desk,
    called,
    desk.t('Which migration is to be stopped for its applications to go to the target?'),
  );
  if (about === undefined) return;
  const { life } = about.task;
  // Somebody stops it already, or the window was closed meanwhile.
  if (life.phase === 'stopping') {
    desk.taskNotices.stopping(about.place, about.task.known);
    return awaitStop(desk, about);
  }
  if (life.targetMayBeWritten && life.exchange !== 'exchanged') return tellTarget(desk, about);
  if ((await passChecklist(desk, about, 'repoint')) === 'repoint') await stopThenRepoint(desk, about);
}

/** After the checklist: asks, looks once more, stops, and waits for that before it says that the target may be written. */
export async function stopThenRepoint(desk: Desk, about: CutOver): Promise<void> {
  const { place, task } = about;
  // Two looks in a row tell that it is ready: they go on while the question stands.
  const unlook = desk.tasks.look({ taskIds: [task.id] });
  try {
    if (!(await confirm(desk, about))) return;
    const now = await asItWas(desk, { place, tasks: [task] });
    if (now === undefined || isInTheWay(desk, about)) return;
    const end = await toldWhenSlow(desk, desk.t('Stopping…'), sendStop(desk, about));
    if (end.kind === 'done') await awaitStop(desk, { place, task: end.task });
    else tellEnds(desk, place, [end], wordsOf(desk));
  } finally {
    unlook();
  }
}

async function confirm({ t, prompter }: Desk, { task: { name, state, known } }: CutOver): Promise<boolean> {
  const { task, detail } = known;
  const source = task.source_instance_name?.trim() || (task.data_source ?? detail?.source_instance?.addrs ?? '?');
  const target =
    task.target_instance_name?.trim() || (task.target_instance_addrs ?? detail?.target_instance?.addrs ?? '?');
  const accepted = await prompter.confirm({
    message: t('Stop this migration, and give its applications the address of the target?'),
    detail: [
      [name, state].join(' · '),
      `${source} → ${target}`,
      '',
      t(
        'The task is stopped first. Until it has stopped nothing may write to the target; you are told when it has, with the address and a connection string to copy.',
      ),
      t('Nothing more gets from the source to the target then. A restart copies everything again.'),
    ].join('\n'),
    yes: t('Stop and Repoint'),
    no: t('Do Not Stop'),
  });
  return accepted === true;
}

/** What has come into the way since the checklist is told, and nothing is sent. */
function isInTheWay(desk: Desk, about: CutOver): boolean {
  const { t } = desk;
  const now = standingOf(desk, about);
  const [first] = 'gone' in now ? [] : standsInTheWay(now.items, 'repoint');
  if (!('gone' in now) && first === undefined) return false;
  const reason = 'gone' in now ? now.gone : first && `${itemTitle(first.id, t)}: ${itemNote(first, t)}`;
  const message = t('Nothing was sent: migration task {name} is not ready to be cut over any more. {reason}', {
    name: about.task.name,
    reason: reason ?? '',
  });
  tellWithheld(desk, { withheld: placed(message, about.place, t), level: 'warning' });
  return true;
}

/** Once, since it may not be ready a moment later; where nobody said what became of it, it is looked for. */
async function sendStop(desk: Desk, { place, task }: CutOver): Promise<End> {
  const { connection, projectId } = place;
  const sent = await sendOne(place, () => stopMigrationTask(connection, projectId, task.id), desk.t, once);
  const end: End = sent.kind === 'accepted' ? { task, kind: 'done' } : { task, ...sent };
  const [seen = end] = await lookAfter(desk, place, [end], isStopping);
  noteAsked(desk, place, 'stop', [seen]);
  if (seen.kind === 'done') desk.taskNotices.stopping(place, task.known);
  return seen;
}

function wordsOf({ t }: Pick<Desk, 't'>) {
  return {
    done: (name: string) => t('Migration task {name} is stopping.', { name }),
    doneAll: (count: number) => t('Migration tasks stopping: {count}', { count }),
    refused: (name: string, reason: string) =>
      t('Migration task {name} was not stopped, and goes on writing to the target. {reason}', { name, reason }),
    unclear: (name: string, reason: string, state: string) =>
      t(
        'It is not known whether migration task {name} will stop; when last looked at: {state}. Nothing may write to the target before it has. {reason}',
        { name, reason, state },
      ),
  };
}
