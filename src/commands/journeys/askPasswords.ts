import { shortened } from '../../cloud/foreignText.ts';
import type { Choice, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { passwordInput, promptOf } from '../configure/passwordStep.ts';
import { redisKey, redisName } from '../preflight/configureForm.ts';
import { isMissing, type RedisNeed } from './redisNeeds.ts';
import { titleAt } from './titleAt.ts';

/** A number is the place of a Redis among the needs: what is handed to the editor holds no password. */
type Row = 'goOn' | 'same' | 'keep' | number;

/** What the questions about passwords share. */
interface Asking {
  readonly desk: Pick<Desk, 't' | 'prompter'>;
  readonly place: TaskPlace;
  readonly needs: readonly RedisNeed[];
  /** Whether those that are entered are to be kept, as far as that was said already. */
  readonly keeps: boolean;
}

/**
 * Asks for all passwords in one list, unless every one is known and none is wrong. Gives whether those that were entered are to be kept; undefined where the
 * list was left.
 */
export async function askPasswords(asking: Asking): Promise<{ readonly keeps: boolean } | undefined> {
  const { needs } = asking;
  let { keeps } = asking;
  if (!needs.some(isMissing) && !needs.some(isWrong)) return { keeps };
  for (;;) {
    const choice = await pickRow(asking, keeps);
    if (choice === undefined) return undefined;
    if (choice === 'goOn') {
      // The row cannot be picked while one is missing; nothing else may lead past it either.
      if (!needs.some(isMissing)) return { keeps };
    } else if (choice === 'keep') keeps = !keeps;
    else if (choice === 'same') await enterSame(asking);
    else await enterOne(asking, needs[choice]);
  }
}

async function pickRow({ desk, place, needs }: Asking, keeps: boolean): Promise<Row | undefined> {
  const { t, prompter } = desk;
  const missing = needs.filter(isMissing);
  const open = needs.findIndex((need) => isMissing(need) || isWrong(need));
  const first = open === -1 ? 'goOn' : open;
  const reply = await prompter.pick<Row>({
    title: titleAt(place, t),
    placeholder: t('The passwords of all sources and targets; pick one to enter it'),
    choices: [
      ...rowsForAll(missing.length, t),
      ...needs.map((need, at) => rowOf(need, at, t)),
      ...keepRow(needs, keeps, t),
    ],
    isActive: (value) => value === (missing.length > 1 ? 'same' : first),
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}

function rowsForAll(missing: number, t: Desk['t']): readonly Choice<Row>[] {
  const goOn = { label: t('Go On'), icon: 'arrow-right', value: 'goOn' } as const;
  const same = { icon: 'key', value: 'same' } as const;
  if (missing === 0) return [goOn];
  const unusable = t('Passwords that are missing: {count}', { count: missing });
  const label = t('The same password for all that are missing ({count})', { count: missing });
  return [{ ...goOn, description: unusable, unusable }, ...(missing > 1 ? [{ ...same, label }] : [])];
}

function rowOf(need: RedisNeed, at: number, t: Desk['t']): Choice<Row> {
  const { side, redis, files } = need;
  const [name, id] = [redisName(redis), redisKey(redis)];
  const count = files.length;
  return {
    label: shortened(name),
    description: side === 'source' ? t('source · files: {count}', { count }) : t('target · files: {count}', { count }),
    detail: [stateText(need, t), ...(name === id ? [] : [id])].join(' · '),
    icon: isWrong(need) ? 'error' : isMissing(need) ? 'circle-large-outline' : 'pass',
    value: at,
  };
}

function stateText({ state, variable = '' }: RedisNeed, t: Desk['t']): string {
  const name = shortened(variable);
  switch (state.kind) {
    case 'none':
      return t('needs none');
    case 'kept':
      return t('from the secret storage');
    case 'variable':
      return t('from the variable {variable}', { variable: name });
    case 'entered':
      return state.password === '' ? t('without a password') : t('entered');
    case 'unset':
      return t('missing: the variable {variable} is not set where VS Code was started', { variable: name });
    case 'wrong':
      return t('wrong: it was not taken; without another one its files are left out');
    case 'missing':
      return t('missing');
  }
}

function keepRow(needs: readonly RedisNeed[], keeps: boolean, t: Desk['t']): readonly Choice<Row>[] {
  if (!needs.some(({ state }) => state.kind === 'entered' && state.password !== '')) return [];
  const description = keeps ? t('yes, those that were entered, in the secret storage') : t('no');
  return [{ label: t('Keep the passwords'), description, icon: 'save', value: 'keep' }];
}

async function enterOne({ desk, place }: Asking, need: RedisNeed | undefined): Promise<void> {
  if (need === undefined) return;
  const { t, prompter } = desk;
  const { redis, side, state } = need;
  const isNeeded = demandsOne(need);
  const reply = await prompter.input({
    title: titleAt(place, t),
    canGoBack: true,
    prompt: promptOf(redis, side, place.sandbox, isNeeded, t),
    ...passwordInput(isNeeded, t),
    value: 'password' in state ? state.password : '',
  });
  // Esc leads back to the list.
  if (reply !== undefined && reply !== 'back') need.state = { kind: 'entered', password: reply.value };
}

async function enterSame({ desk, place, needs }: Asking): Promise<void> {
  const { t, prompter } = desk;
  const missing = needs.filter(isMissing);
  const isNeeded = missing.some(demandsOne);
  const whose = t('Password of all these: {count}', { count: missing.length });
  const reply = await prompter.input({
    title: titleAt(place, t),
    canGoBack: true,
    prompt: place.sandbox
      ? t('{whose}; in the sandbox any will do that has no “wrong” in it', { whose })
      : t('{whose}, of their default accounts', { whose }),
    ...passwordInput(isNeeded, t),
  });
  if (reply === undefined || reply === 'back') return;
  for (const need of missing) need.state = { kind: 'entered', password: reply.value };
}

function isWrong({ state }: RedisNeed): boolean {
  return state.kind === 'wrong';
}

function demandsOne({ redis }: RedisNeed): boolean {
  return redis.kind === 'instance' && redis.instance.takes_all === false;
}
