import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { mayPassForReads } from '../../cloud/patience.ts';
import { listInstances } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { toldWhileWaiting } from '../../desk/openConnection.ts';
import type { Choice } from '../../desk/ports.ts';
import { typedBeside } from '../../desk/typedText.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { type EndsForm, type RedisChoice, redisKey, redisName, type Side } from '../preflight/configureForm.ts';
import { instanceChoice } from '../preflight/instanceChoice.ts';
import { checkRedis, joinedText } from './checkRedis.ts';
import { instanceFrom } from './fileDraft.ts';
import { askPassword } from './passwordStep.ts';

/** Asks for one end, an instance from the live list or an address, and then for its password. */
export async function askEnd(form: EndsForm, position: Position, side: Side): Promise<Move> {
  // Known from a file or from before; the arrow back leads to the list.
  const known = form.draft[side];
  if (known !== undefined && known.password === undefined && !form.draft.revising) {
    const move = await askPassword(form, position, side, known.redis);
    if (move !== 'back') return move;
  }
  let notice: string | undefined;
  for (;;) {
    const picked: Picked = notice === undefined ? await pickRedis(form, position, side) : { entersIt: '', notice };
    if (picked === undefined || picked === 'back') return picked;
    notice = 'notice' in picked ? picked.notice : undefined;
    const redis = 'redis' in picked ? picked.redis : await enterRedis(form, position, side, picked);
    if (redis === undefined) return undefined;
    if (redis === 'back') {
      if (notice !== undefined) return 'back';
      continue;
    }
    const move = await askPassword(form, position, side, redis);
    if (move !== 'back') return move;
  }
}

/** `entersIt`: what was typed, for whoever enters an address. `notice`: why there is no list to go back to. */
type Picked =
  | { readonly redis: RedisChoice }
  | { readonly entersIt: string | undefined; readonly notice?: string }
  | 'back'
  | undefined;

async function pickRedis(form: EndsForm, position: Position, side: Side): Promise<Picked> {
  const { desk, title, place, draft } = form;
  const { t, prompter } = desk;
  const { connection, projectId } = place;
  const current = draft[side]?.redis;
  const other = draft[side === 'source' ? 'target' : 'source']?.redis;
  const otherId = other?.kind === 'instance' ? other.instance.instance_id : undefined;
  const enter = t('Enter an Address or an ID…');
  const describeFailure = (error: unknown) =>
    t('The DCS instances cannot be listed. {reason}', { reason: reasonOf(error, t) });
  const reply = await prompter.pick<RedisChoice | 'enter'>({
    title,
    ...position,
    placeholder: side === 'source' ? t('Pick the source: what is copied') : t('Pick the target: where it is copied to'),
    emptyPlaceholder: t('There is no DCS instance in this project of region {region}', { region: connection.region }),
    choices: [...typedBefore(current, t), { label: enter, icon: 'edit', value: 'enter', always: true }],
    pages: (signal, tell) => pages(toldWhileWaiting(connection, tell, t), projectId, otherId, t, signal),
    slow: t('{host} has not answered yet. Wait, or enter the address.', {
      host: new URL(connection.endpoints.dcs).host,
    }),
    mayRetry: (error) => error instanceof CloudError && mayPassForReads(error),
    isActive: (value) => value !== 'enter' && current !== undefined && redisKey(value) === redisKey(current),
    describeFailure,
  });
  if (reply === undefined || reply === 'back') return reply;
  if ('failure' in reply) return { entersIt: undefined, notice: describeFailure(reply.failure) };
  return reply.value === 'enter' ? { entersIt: typedBeside(enter, reply.typed) } : { redis: reply.value };
}

async function* pages(
  connection: Parameters<typeof listInstances>[0],
  projectId: string,
  otherId: string | undefined,
  t: Translate,
  signal: AbortSignal,
): AsyncGenerator<readonly Choice<RedisChoice>[]> {
  for await (const page of listInstances(connection, projectId, signal)) {
    yield page.map((instance) => instanceChoice(instance, otherId, t));
  }
}

async function enterRedis(
  form: EndsForm,
  position: Position,
  side: Side,
  { entersIt, notice }: Extract<Picked, { readonly entersIt: string | undefined }>,
): Promise<RedisChoice | 'back' | undefined> {
  const { desk, title, draft } = form;
  const { t, prompter } = desk;
  const current = draft[side]?.redis;
  const before = current === undefined ? '' : redisKey(current);
  const reply = await prompter.input({
    title,
    ...position,
    canGoBack: notice === undefined || position.canGoBack,
    prompt: t(
      'Address of the Redis as ip:port, of a cluster all masters with commas between; or the ID of a DCS instance',
    ),
    value: entersIt || before,
    ...(notice === undefined ? {} : { notice: { severity: 'warning', message: notice } as const }),
    check: (value) => checkRedis(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  const text = reply.value.trim();
  return uuid.test(text) ? instanceFrom(desk, form.place, text) : { kind: 'address', addrs: joinedText(text) };
}

/** What was entered by hand need not be in the list, and must not be lost for that. */
function typedBefore(current: RedisChoice | undefined, t: Translate): Choice<RedisChoice>[] {
  if (current === undefined) return [];
  return [{ label: redisName(current), description: t('entered before'), icon: 'edit', value: current }];
}
