import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { timeText } from '../../desk/timeText.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import type { Standing } from './standing.ts';

/** A change as it stands now. */
export interface FoundChange {
  readonly change: Change;
  readonly standing: Standing;
  /** Migrations under way that need it, by name. */
  readonly users: readonly string[];
  /** It is not there, and may still come. */
  readonly mayCome: boolean;
}

/** What a change is about, in few words. */
export function changeName({ instance, what }: Change, t: Translate): string {
  const name = shortened(instance.name || instance.id);
  return what.kind === 'whitelist'
    ? t('{address} in the whitelist of {name}', { name, address: shortened(what.entry) })
    : t('{parameter} of {name}', { name, parameter: shortened(what.name) });
}

/** What it was, is and will be. */
export function courseText({ change: { what }, standing }: FoundChange, t: Translate): string {
  if (standing.kind !== 'asLeft' && standing.kind !== 'otherwise') return '';
  const now = shortened(standing.now);
  return what.kind === 'whitelist'
    ? t('was not in it · is in the group {now} · will be taken out', { now })
    : t('was {from} · is {now} · will be {from}', { from: shortened(what.from), now });
}

/** For which task and when, and what is to be known before it is set back. */
export function remarkText(found: FoundChange, t: Translate): string {
  const { task, notedAt } = found.change;
  const origin = t('Changed for migration task {name}, {time}.', {
    name: shortened(task.name || (task.id ?? '')),
    time: timeText(new Date(notedAt), t),
  });
  return [origin, ...standingRemark(found, t), ...usersRemark(found.users, t)].join(' ');
}

function standingRemark({ change: { what }, standing }: FoundChange, t: Translate): readonly string[] {
  switch (standing.kind) {
    case 'gone':
      return [
        standing.what === 'instance'
          ? t('The instance is not there any more: only the note of it goes.')
          : t('The instance has no such parameter any more: only the note of it goes.'),
      ];
    case 'otherwise':
      return [
        what.kind === 'whitelist'
          ? t('Somebody has put it into another group since; from here it was {group}.', {
              group: shortened(what.group),
            })
          : t('Somebody has changed it since; from here it was set to {to}.', { to: shortened(what.to) }),
      ];
    case 'asLeft':
      return standing.isLast ? [t('It is the last entry of this whitelist.')] : [];
    default:
      return [];
  }
}

/** Names in a sentence. */
const mostNamed = 5;

export function usersRemark(users: readonly string[], t: Translate): readonly string[] {
  if (users.length === 0) return [];
  const [named, rest] = [users.slice(0, mostNamed).join(', '), users.length - mostNamed];
  const names = rest > 0 ? t('{names} and {count} more', { names: named, count: rest }) : named;
  return [t('A migration that is under way or waits for its start needs it and may break: {names}.', { names })];
}

/** Why it cannot be set back now. */
export function hindranceText({ standing, mayCome }: FoundChange, t: Translate): string | undefined {
  if (standing.kind === 'unread') return t('What it is now could not be read. {reason}', { reason: standing.reason });
  return mayCome ? t('It is not there, but may still come: look again in ten minutes.') : undefined;
}
