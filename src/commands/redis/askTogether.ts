import { titleIn } from '../../desk/openConnection.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Both } from '../../redis/compare/ends.ts';
import { hasWebCli } from '../../task/preflight/versions.ts';
import { instanceFrom } from '../configure/fileDraft.ts';
import { type RedisChoice, redisKey } from '../preflight/configureForm.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { endsOfTask } from './comparedEnds.ts';
import { agreeToSend } from './mayBeRead.ts';
import type { Reading } from './reading.ts';
import { askReadingPassword } from './readingPassword.ts';
import type { ComparedTask } from './tellComparison.ts';

interface Asked extends ComparedTask {
  readonly task: ChosenTask;
}

/**
 * Both ends at once, where both are instances with a Web CLI, and of passwords only those that are not kept. `apart`: each is to be asked
 * about by itself; undefined: called off.
 */
export async function askTogether(desk: Desk, asked: Asked): Promise<Both<Reading> | 'apart' | undefined> {
  const { t } = desk;
  const ends = await toldWhenSlow(desk, t('Reading source and target…'), instancesOf(desk, asked));
  if (ends === undefined) return 'apart';
  for (;;) {
    const way = await askForBoth(desk, asked);
    if (way !== 'webCli') return way;
    await agreeToSend(desk, asked.place);
    const source = await readingOf(desk, asked, ends.source);
    const target = typeof source === 'object' ? await readingOf(desk, asked, ends.target) : source;
    if (typeof source === 'object' && typeof target === 'object') return { source, target };
    if (target === undefined) return undefined;
  }
}

async function askForBoth(desk: Desk, asked: Asked): Promise<'webCli' | 'apart' | undefined> {
  const { t, prompter } = desk;
  const { host } = new URL(asked.place.connection.endpoints.dcs);
  const reply = await prompter.pick<'webCli' | 'apart'>({
    title: titleOf(desk, asked),
    placeholder: t('How are source and target to be read?'),
    choices: [
      {
        label: t('Both Through the Web CLI of the Cloud'),
        detail: t('{host} gets their passwords, encrypted on the way. Only commands that read are sent.', { host }),
        icon: 'cloud',
        value: 'webCli',
      },
      {
        label: t('Choose for Each…'),
        detail: t('A connection of this computer looks at more keys, and at larger values.'),
        icon: 'list-selection',
        value: 'apart',
      },
    ],
  });
  return reply === undefined || reply === 'back' || !('value' in reply) ? undefined : reply.value;
}

function titleOf({ t }: Desk, { place, task }: Asked): string {
  const account = { kind: place.sandbox ? ('sandbox' as const) : ('profile' as const) };
  return titleIn(`${t('Compare Source and Target')} · ${task.name}`, account, place.connection.region, t);
}

/** Undefined where one of them cannot be read that way, as far as anybody knows. */
async function instancesOf(desk: Desk, { place, task }: Asked): Promise<Both<RedisChoice> | undefined> {
  const { source, target } = endsOfTask(task.known);
  if (source?.kind !== 'instance' || target?.kind !== 'instance') return undefined;
  const [one, other] = await Promise.all([
    instanceFrom(desk, place, source.instance.instance_id),
    instanceFrom(desk, place, target.instance.instance_id),
  ]);
  return hasCli(one) && hasCli(other) ? { source: one, target: other } : undefined;
}

/** What cannot be looked up is found out when it is read. */
function hasCli(redis: RedisChoice): boolean {
  return redis.kind === 'instance' && hasWebCli(redis.instance.engine_version) !== false;
}

async function readingOf(desk: Desk, asked: Asked, redis: RedisChoice): Promise<Reading | 'back' | undefined> {
  const { place } = asked;
  const { sandbox, projectId, connection } = place;
  const way = { kind: 'webCli' } as const;
  const at = { sandbox, projectId, region: connection.region, redis: redisKey(redis) };
  const kept = await desk.redisPasswords.find(at);
  if (kept !== undefined) return { redis, way, password: kept, isKept: true };
  const form = { desk, title: titleOf(desk, asked), place, placeholder: '', ends: { heading: '', choices: [] } };
  const draft: { -readonly [Field in keyof Reading]?: Reading[Field] } = { redis, way };
  const move = await askReadingPassword({ ...form, draft }, { step: 1, totalSteps: 1, canGoBack: true });
  if (move === 'back') return 'back';
  const { password, isKept } = draft;
  return move === 'next' && password !== undefined && isKept !== undefined
    ? { redis, way, password, isKept }
    : undefined;
}
