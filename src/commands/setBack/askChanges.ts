import { titleIn } from '../../desk/openConnection.ts';
import type { Confirmation, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { changeName, courseText, type FoundChange, hindranceText, remarkText, usersRemark } from './changeTexts.ts';

/** Lines of a question; what is beyond is counted. */
const mostLines = 10;

/** Lets the person tick what is to be set back, and asks before it is; what somebody else has changed, and what opens a whitelist, one by one. */
export async function askChanges(
  desk: Desk,
  place: TaskPlace,
  found: readonly FoundChange[],
): Promise<readonly FoundChange[]> {
  const { t, prompter } = desk;
  const ticked = await prompter.pickMany<FoundChange>({
    title: titleIn(t('Set Back Changes'), { kind: place.sandbox ? 'sandbox' : 'profile' }, place.connection.region, t),
    placeholder: t('What is to be as it was before?'),
    choices: found.map((one) => {
      const unusable = hindranceText(one, t);
      return {
        label: changeName(one.change, t),
        description: courseText(one, t),
        detail: remarkText(one, t),
        icon: one.change.what.kind === 'whitelist' ? 'shield' : 'settings-gear',
        ticked: isPlain(one) && one.users.length === 0,
        value: one,
        ...(unusable === undefined ? {} : { unusable }),
      };
    }),
  });
  if (ticked === undefined || ticked.length === 0) return [];
  const plain = ticked.filter(isPlain);
  const accepted = plain.length === 0 || (await prompter.confirm(allQuestion(plain, t))) ? [...plain] : undefined;
  // Who says no to the first wants nothing of it.
  if (accepted === undefined) return [];
  for (const one of ticked.filter((one) => !isPlain(one))) {
    if (await prompter.confirm(oneQuestion(one, t))) accepted.push(one);
  }
  return accepted;
}

/** Nothing about it is out of the ordinary. */
export function isPlain({ standing }: FoundChange): boolean {
  return standing.kind === 'asLeft' && !standing.isLast;
}

function allQuestion(plain: readonly FoundChange[], t: Desk['t']): Confirmation {
  const lines = plain.slice(0, mostLines).map((one) => `${changeName(one.change, t)} · ${courseText(one, t)}`);
  const { length: count } = plain;
  const more = count > mostLines ? [t('… and {count} more', { count: count - mostLines })] : [];
  const users = usersRemark([...new Set(plain.flatMap((one) => one.users))], t);
  return {
    message: count === 1 ? t('Set back this change?') : t('Set back {count} changes?', { count }),
    detail: [...lines, ...more, ...(users.length === 0 ? [] : ['', ...users])].join('\n'),
    yes: t('Set Back'),
    no: t('Leave As It Is'),
  };
}

function oneQuestion(found: FoundChange, t: Desk['t']): Confirmation {
  const { change, standing, users } = found;
  const name = changeName(change, t);
  const course = courseText(found, t);
  const lines = [...(course === '' ? [name] : [`${name} · ${course}`]), '', remarkText({ ...found, users: [] }, t)];
  if (standing.kind === 'gone') {
    const message = t('Forget this change?');
    return { message, detail: lines.join('\n'), yes: t('Forget'), no: t('Keep the Note') };
  }
  const isLast = standing.kind !== 'unread' && standing.kind !== 'setBack' && standing.isLast;
  const empty = isLast ? [emptyText(t)] : [];
  return {
    message: isLast
      ? t('Take out the last entry of this whitelist?')
      : t('Set back what somebody else has changed since?'),
    detail: [...lines, ...empty, ...usersRemark(users, t)].join('\n'),
    yes: isLast ? t('Take It Out') : t('Set Back'),
    no: t('Leave As It Is'),
  };
}

function emptyText(t: Desk['t']): string {
  return t(
    'The whitelist stays on, without an entry. What that means is not documented; as far as is known it then keeps nobody out, so that whoever reaches the VPC may connect.',
  );
}
