import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { mayPassForReads } from '../../cloud/patience.ts';
import { listInstances } from '../../cloud/services/instances.ts';
import type { Move, Position } from '../../desk/flow.ts';
import { toldWhileWaiting } from '../../desk/openConnection.ts';
import type { Choice } from '../../desk/ports.ts';
import { typedBeside } from '../../desk/typedText.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { checkRedis, joinedText } from '../configure/checkRedis.ts';
import { instanceFrom } from '../configure/fileDraft.ts';
import { type RedisChoice, redisKey, redisName } from '../preflight/configureForm.ts';
import { instanceChoice } from '../preflight/instanceChoice.ts';
import type { ReadingForm } from './reading.ts';

/** Asks which Redis it is: an end of the task, an instance from the live list, or an address. */
export async function askRedis(form: ReadingForm, position: Position): Promise<Move> {
  let notice: string | undefined;
  for (;;) {
    const picked: Picked = notice === undefined ? await pickRedis(form, position) : { typed: undefined, notice };
    if (picked === undefined || picked === 'back') return picked;
    notice = 'notice' in picked ? picked.notice : undefined;
    const redis = 'redis' in picked ? picked.redis : await enterRedis(form, position, picked);
    if (redis === undefined) return undefined;
    if (redis !== 'back') {
      form.draft.redis = await withDetail(form, redis);
      return 'next';
    }
    if (notice !== undefined) return 'back';
  }
}

type Picked =
  | { readonly redis: RedisChoice }
  | { readonly typed: string | undefined; readonly notice?: string }
  | 'back'
  | undefined;

async function pickRedis(form: ReadingForm, position: Position): Promise<Picked> {
  const { desk, title, place, placeholder, ends, draft } = form;
  const { t, prompter } = desk;
  const { connection } = place;
  const enter = t('Enter an Address or an ID…');
  const describeFailure = (error: unknown) =>
    t('The DCS instances cannot be listed. {reason}', { reason: reasonOf(error, t) });
  const reply = await prompter.pick<RedisChoice | 'enter'>({
    title,
    ...position,
    placeholder,
    emptyPlaceholder: t('There is no DCS instance in this project of region {region}', { region: connection.region }),
    choices: [...endChoices(ends), { label: enter, icon: 'edit', value: 'enter', always: true }],
    pages: (signal, tell) => pages(form, toldWhileWaiting(connection, tell, t), signal),
    slow: t('{host} has not answered yet. Wait, or enter the address.', {
      host: new URL(connection.endpoints.dcs).host,
    }),
    mayRetry: (error) => error instanceof CloudError && mayPassForReads(error),
    isActive: (value) => value !== 'enter' && draft.redis !== undefined && redisKey(value) === redisKey(draft.redis),
    describeFailure,
  });
  if (reply === undefined || reply === 'back') return reply;
  if ('failure' in reply) return { typed: undefined, notice: describeFailure(reply.failure) };
  return reply.value === 'enter' ? { typed: typedBeside(enter, reply.typed) } : { redis: reply.value };
}

function endChoices({ heading, choices }: ReadingForm['ends']): readonly Choice<RedisChoice>[] {
  return choices.map((redis) => ({
    label: shortened(redisName(redis)),
    description: redis.kind === 'instance' ? redis.instance.instance_id : '',
    icon: 'server',
    group: heading,
    value: redis,
  }));
}

async function* pages(
  { desk, place }: ReadingForm,
  connection: Parameters<typeof listInstances>[0],
  signal: AbortSignal,
): AsyncGenerator<readonly Choice<RedisChoice>[]> {
  for await (const page of listInstances(connection, place.projectId, signal)) {
    yield page.map((instance) => instanceChoice(instance, undefined, desk.t));
  }
}

async function enterRedis(
  { desk, title, draft }: ReadingForm,
  position: Position,
  { typed, notice }: Extract<Picked, { readonly typed: string | undefined }>,
): Promise<RedisChoice | 'back' | undefined> {
  const { t, prompter } = desk;
  const reply = await prompter.input({
    title,
    ...position,
    canGoBack: notice === undefined || position.canGoBack,
    prompt: t(
      'Address of the Redis as ip:port, of a cluster all masters with commas between; or the ID of a DCS instance',
    ),
    value: typed || (draft.redis === undefined ? '' : redisKey(draft.redis)),
    ...(notice === undefined ? {} : { notice: { severity: 'warning', message: notice } as const }),
    check: (value) => checkRedis(value, t),
  });
  if (reply === undefined || reply === 'back') return reply;
  const text = reply.value.trim();
  return uuid.test(text)
    ? { kind: 'instance', instance: { instance_id: text } }
    : { kind: 'address', addrs: joinedText(text) };
}

/** Of what was not picked from the list no more than the ID is known. */
export async function withDetail({ desk, place }: ReadingForm, redis: RedisChoice): Promise<RedisChoice> {
  if (redis.kind === 'address' || redis.instance.engine_version !== undefined) return redis;
  return instanceFrom(desk, place, redis.instance.instance_id);
}
