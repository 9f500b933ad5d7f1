import type { Whitelist } from '../../cloud/services/whitelists.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import type { Sent } from '../lifecycle/sent.ts';
import type { FoundChange } from './changeTexts.ts';
import { readSettings, type Settings, standingOf } from './standing.ts';

/** What became of one change. `unclear`: nobody has said that it is set back, and it cannot be seen. */
export type ChangeEnd =
  /** `isMixed`: what is there besides is something else than was sent. */
  | { readonly change: Change; readonly kind: 'done'; readonly isMixed?: boolean }
  | { readonly change: Change; readonly kind: 'refused' | 'unclear'; readonly reason: string };

/** Milliseconds before each look after the first. */
const pauses = [2000, 3000, 5000, 10_000];

interface WasSent {
  readonly sent: Sent;
  /** The whole of it, where it is one. */
  readonly whitelist: Whitelist | undefined;
}

/** Only what is seen to be set back is: an answer alone says no more than that it was taken, and a refusal nothing of what others do. */
export async function seeSetBack(
  desk: Pick<Desk, 'wait' | 't'>,
  place: TaskPlace,
  wanted: readonly FoundChange[],
  was: WasSent,
): Promise<readonly ChangeEnd[]> {
  const [first] = wanted;
  if (first === undefined) return [];
  const { over } = place.connection.session;
  const left = was.sent.kind === 'refused' ? [] : [...pauses];
  for (;;) {
    const settings = await readSettings(place, first.change, desk.t);
    const ends = wanted.map(({ change }) => endOf(change, settings, was, desk.t));
    const pause = left.shift();
    if (pause === undefined || over.aborted || ends.every(({ kind }) => kind === 'done')) return ends;
    await desk.wait(pause, over);
  }
}

function endOf(change: Change, settings: Settings, { sent, whitelist }: WasSent, t: Desk['t']): ChangeEnd {
  if (standingOf(change, settings).kind === 'setBack') {
    const isMixed = settings.kind === 'whitelist' && whitelist !== undefined && !isSame(settings.whitelist, whitelist);
    return { change, kind: 'done', isMixed };
  }
  if (sent.kind !== 'accepted') return { change, ...sent };
  const reason = settings.kind === 'unread' ? settings.reason : t('The cloud does not show it.');
  return { change, kind: 'unclear', reason };
}

function isSame(one: Whitelist, other: Whitelist): boolean {
  const [left, right] = [one, other].map(({ enable_whitelist, whitelist }) =>
    JSON.stringify([enable_whitelist, whitelist.map(({ group_name, ip_list }) => [group_name, ip_list])]),
  );
  return left === right;
}
