import { shortenedPath } from '../../cloud/foreignText.ts';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Change, FoundChanges } from '../../task/journal/changeNotes.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { type Called, idsOf, readTasks } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { askChanges } from './askChanges.ts';
import { findChanges } from './findChanges.ts';
import { setBackAll } from './setBackAll.ts';
import { tellChangeEnds } from './tellChangeEnds.ts';

/** Sets back what was changed from here at the ends of migrations: of the tasks that it was called for, or of all of this account here. */
export async function setBackChanges(desk: Desk, called: Called): Promise<void> {
  const { t, notifier } = desk;
  const ids = idsOf(called);
  if (ids.length === 0 && !(await ensureAccount(desk, { settings: desk.settings().region }))) return;
  const read = await readTasks(desk);
  const open = read && (await orTellTrouble(desk, () => desk.changes.at(read.place)));
  if (read === undefined || open === undefined) return;
  const { place } = read;
  tellUnread(desk, open);
  const wanted = open.changes.filter(({ task }) => ids.length === 0 || ids.includes(task.id ?? ''));
  const plans = (await orTellTrouble(desk, () => desk.plans(place.sandbox).all())) ?? [];
  const found = await toldWhenSlow(desk, t('Reading what was changed…'), findChanges(desk, read, wanted, plans));
  if (found.length === 0) {
    // What cannot be read was told just now, and is not known.
    if (open.unread.length === 0) notifier.tell('info', placed(nothingText(wanted, t), place, t));
    return;
  }
  const accepted = await askChanges(desk, place, found);
  if (accepted.length === 0) return;
  const ends = await toldWhenSlow(desk, t('Setting back…'), setBackAll(desk, place, accepted));
  tellChangeEnds(desk, place, ends);
}

function nothingText({ length }: readonly Change[], t: Desk['t']): string {
  return length === 0
    ? t('Nothing that was changed from here is left to be set back.')
    : t('Everything that was changed from here is set back already.');
}

/** Each into the log, and one notification. */
function tellUnread({ t, log, notifier }: Desk, { unread }: FoundChanges): void {
  const texts = unread.map((path) =>
    t(
      'The note of a change cannot be read and was kept: {path}. The log of the day has what was changed; look at the instance, then delete the file.',
      { path: shortenedPath(path, 300) },
    ),
  );
  for (const text of texts) log.error(text);
  const [first] = texts;
  const { length: count } = texts;
  if (first === undefined) return;
  const message =
    count === 1 ? first : t('{count} notes of changes cannot be read and were kept; the log names them.', { count });
  notifier.tell('warning', message, [{ label: t('Open Log'), run: () => log.show() }]);
}
