import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { FollowedExchange } from '../../desk/tasks/taskNotices.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { AskedExchange } from '../../task/exchange.ts';
import { JournalProblem } from '../../task/journal/journalProblem.ts';
import { journalTroubleText } from '../../task/journal/journalProblemText.ts';
import type { Happened } from '../../task/record/recordNotes.ts';
import { once, type Sent, sendOne } from '../lifecycle/sent.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';

/** Milliseconds before each look at whether the cloud is about it: an answer without a word may come from whoever is on the way. */
const looks = [3000, 5000, 5000, 7000, 10_000];

interface Exchanging {
  readonly place: TaskPlace;
  readonly task: ChosenTask;
  readonly asked: AskedExchange;
  readonly send: () => Promise<unknown>;
  readonly words: ExchangeWords;
}

/** `name` is fit to be shown. */
interface ExchangeWords {
  /** While it is sent. */
  readonly sending: string;
  /** While it is followed. */
  readonly following: string;
  readonly refused: (reason: string) => string;
  readonly unclear: (reason: string) => string;
  /** Nobody watches any longer. */
  readonly left: string;
}

/**
 * Sends it once; what becomes of it is told when it is known, by whatever window is there then. True where it was taken, or may have
 * been.
 */
export async function sendExchange(desk: Desk, exchanging: Exchanging): Promise<boolean> {
  const { t, taskNotices, notifier, log } = desk;
  const { place, task, asked, send, words } = exchanging;
  const followed = await taskNotices.exchanging(place, task.known, asked);
  // The lag that a swap was agreed to by may be another a moment later.
  const limit = asked.kind === 'swap' ? once : undefined;
  const sent = await toldWhenSlow(desk, words.sending, sendOne(place, send, t, limit));
  await note(desk, exchanging, askedNote(asked, sent));
  // Applications are led back to the source.
  if (asked.kind === 'rollBack' && sent.kind !== 'refused')
    await orTellTrouble(desk, () => desk.targetsInUse.unmark(place, task.id));
  if (sent.kind === 'refused') {
    await followed.withdraw();
    tell(desk, place, 'error', words.refused(sent.reason));
    await desk.tasks.refresh('list');
    return false;
  }
  if (!(await toldWhenSlow(desk, words.sending, isSeen(desk, followed)))) {
    tell(
      desk,
      place,
      'warning',
      words.unclear(sent.kind === 'unclear' ? sent.reason : t('The cloud does not show it.')),
    );
    return true;
  }
  log.info(placed(words.following, place, t));
  const isOver = await notifier.progress(words.following, (signal, report) => watched(followed, signal, report, t));
  if (!isOver) notifier.tell('info', placed(words.left, place, t));
  return true;
}

/** Whether the cloud is seen to be about it, or to have done it, within half a minute. */
async function isSeen({ wait, tasks }: Desk, { begun }: FollowedExchange): Promise<boolean> {
  const seen = new AbortController();
  void begun.then(() => seen.abort());
  for (const pause of looks) {
    await wait(pause, seen.signal);
    if (seen.signal.aborted) return true;
    await tasks.refresh('list');
  }
  await wait(looks[0] ?? 0, seen.signal);
  return seen.signal.aborted;
}

/** False where the person has had enough, or nobody may look any more; the swap goes on all the same. */
async function watched(
  { end }: FollowedExchange,
  signal: AbortSignal,
  report: (message: string) => void,
  t: Desk['t'],
): Promise<boolean> {
  report(t('Cancel ends no more than the watching.'));
  if (signal.aborted) return false;
  const stopped = new Promise<boolean>((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([end.then((how) => how !== 'left'), stopped]);
}

function tell({ t, notifier, log }: Desk, place: TaskPlace, level: 'warning' | 'error', message: string): void {
  const text = placed(message, place, t);
  log.error(text);
  notifier.tell(level, text, [{ label: t('Open Log'), run: () => log.show() }]);
}

function askedNote({ kind }: AskedExchange, sent: Sent): Happened {
  const action = kind === 'swap' ? 'swapIp' : 'rollBackIp';
  const reason = sent.kind === 'accepted' ? {} : { reason: sent.reason.slice(0, 1000) };
  return { kind: 'asked', action, outcome: sent.kind, ...reason };
}

/** For the report; what cannot be kept is no reason to say anything but that. */
export async function note(
  { records, t, log }: Desk,
  { place, task }: Pick<Exchanging, 'place' | 'task'>,
  happened: Happened,
): Promise<void> {
  try {
    await records.note(place, task.id, happened);
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    log.error(placed(journalTroubleText(error, t), place, t));
  }
}
