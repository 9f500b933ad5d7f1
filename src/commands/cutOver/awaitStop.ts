import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Happened } from '../../task/record/recordNotes.ts';
import { watchUntil } from '../lifecycle/watchUntil.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import type { CutOver } from './passChecklist.ts';
import { tellTarget } from './tellTarget.ts';

/** Milliseconds. Source: the Terraform provider's wait for a stop. */
const longestStop = 30 * 60_000;

type Stop =
  | { readonly kind: 'stopped'; readonly task: ChosenTask }
  | { readonly kind: 'failed' | 'moves'; readonly task: ChosenTask }
  | { readonly kind: 'gone' | 'calledOff' | 'late' }
  | { readonly kind: 'unseen'; readonly reason: string };

/** Waits until a task that is stopping has stopped; only then may the target be written, and that is said. */
export async function awaitStop(desk: Desk, about: CutOver): Promise<void> {
  const { t, notifier } = desk;
  const { name } = about.task;
  const title = t('Waiting for {name} to stop; nothing may write to the target yet…', { name });
  const end = await notifier.progress(title, (signal) => watch(desk, about, signal));
  await orTellTrouble(desk, () => desk.records.note(about.place, about.task.id, endedOf(end)));
  if (end.kind === 'stopped') return tellTarget(desk, { ...about, task: end.task });
  const text = placed(notStoppedText(end, name, t), about.place, t);
  desk.log.error(text);
  notifier.tell('warning', text, [
    { label: t('Show Migration Task'), run: () => desk.pages.show(about.task.id) },
    { label: t('Open Log'), run: () => desk.log.show() },
  ]);
}

async function watch(desk: Desk, { place, task }: CutOver, signal: AbortSignal): Promise<Stop> {
  let isGone = false;
  const holds = (now: ChosenTask | undefined) => {
    isGone ||= now === undefined;
    return now === undefined || now.life.targetMayBeWritten || isOver(now);
  };
  const { done, open, failure } = await watchUntil(desk, [task], holds, { place, signal, longest: longestStop });
  if (failure !== undefined) return { kind: 'unseen', reason: failure };
  const [last] = done;
  if (isGone) return { kind: 'gone' };
  if (last !== undefined) return stopOf(last);
  return { kind: signal.aborted || open.length === 0 ? 'calledOff' : 'late' };
}

/** It has failed, or somebody has started it again. */
function isOver({ life: { phase } }: ChosenTask): boolean {
  return phase === 'failed' || phase === 'fullCopy';
}

function stopOf(task: ChosenTask): Stop {
  const { targetMayBeWritten, phase } = task.life;
  if (targetMayBeWritten) return { kind: 'stopped', task };
  return { kind: phase === 'failed' ? 'failed' : 'moves', task };
}

function endedOf({ kind }: Stop): Happened {
  const outcome = kind === 'stopped' ? 'done' : kind === 'failed' || kind === 'moves' ? 'failed' : 'notKnown';
  return { kind: 'ended', action: 'stop', outcome };
}

function notStoppedText(end: Exclude<Stop, { kind: 'stopped' }>, name: string, t: Desk['t']): string {
  switch (end.kind) {
    case 'failed':
      return t(
        'Migration task {name} has failed instead of stopping ({state}), and may connect again by itself. Delete it before anything writes to the target.',
        { name, state: end.task.state },
      );
    case 'moves':
      return t('Migration task {name} has been started again ({state}). Nothing may write to the target.', {
        name,
        state: end.task.state,
      });
    case 'gone':
      return t(
        'Migration task {name} is not in the list any more, and was not seen to have stopped. Look whether it was deleted before anything writes to the target.',
        { name },
      );
    case 'calledOff':
      return t(
        'Migration task {name} goes on stopping, and you wait no longer. Nothing may write to the target before it has stopped, which you are told.',
        { name },
      );
    case 'late':
      return t(
        'It is not known whether migration task {name} has stopped: it had not after 30 minutes. Nothing may write to the target before it has, which you are told.',
        { name },
      );
    case 'unseen':
      return t(
        'It is not known whether migration task {name} has stopped. {reason} Nothing may write to the target before it has.',
        { name, reason: end.reason },
      );
  }
}
