import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Move, Position } from '../../desk/flow.ts';
import type { Choice } from '../../desk/ports.ts';
import { hasWebCli } from '../../task/preflight/versions.ts';
import { type RedisChoice, redisName } from '../preflight/configureForm.ts';
import { chooseAuthority } from './chooseAuthority.ts';
import type { ReadingForm, Way } from './reading.ts';

type Picked = Way['kind'] | 'tls' | 'ownAuthority';

/** Asks how the Redis is read: through the Web CLI, which a DCS instance has, or over a connection of this computer. */
export async function askWay(form: ReadingForm, position: Position): Promise<Move> {
  const { desk, title, draft } = form;
  const { t, prompter } = desk;
  const { redis, way } = draft;
  if (redis === undefined) return 'back';
  for (;;) {
    const reply = await prompter.pick<Picked>({
      title,
      ...position,
      placeholder: t('How is {name} to be read?', { name: shortened(redisName(redis)) }),
      choices: [...webCliChoice(redis, t), ...connectionChoices(redis, t)],
      isActive: (value) => value === (way?.kind === 'connection' && way.tls !== undefined ? 'tls' : way?.kind),
    });
    if (reply === undefined || reply === 'back') return reply;
    if (!('value' in reply)) return undefined;
    const chosen = reply.value === 'ownAuthority' ? await chooseAuthority(desk) : undefined;
    if (reply.value === 'ownAuthority' && chosen === undefined) continue;
    form.draft.way = wayOf(reply.value, chosen);
    return 'next';
  }
}

function wayOf(picked: Picked, authority: string | undefined): Way {
  if (picked === 'webCli') return { kind: 'webCli' };
  if (picked === 'connection') return { kind: 'connection', tls: undefined };
  return { kind: 'connection', tls: authority === undefined ? {} : { authority } };
}

function webCliChoice(redis: RedisChoice, t: Translate): readonly Choice<Picked>[] {
  if (redis.kind === 'address') return [];
  const choice = {
    label: t('Through the Web CLI of the Cloud'),
    detail: t('Needs no way into its VPC. One command a request, so that less is looked at.'),
    icon: 'cloud',
    value: 'webCli' as const,
  };
  if (hasWebCli(redis.instance.engine_version) !== false) return [choice];
  return [{ ...choice, unusable: t('Instances older than Redis 4.0 have none.') }];
}

function connectionChoices(redis: RedisChoice, t: Translate): readonly Choice<Picked>[] {
  const addresses = addressesTextOf(redis);
  const to = addresses === undefined ? '' : t('This computer connects to {addresses}', { addresses });
  const unusable = addresses === undefined ? { unusable: t('Its address is not known.') } : {};
  const choice = (value: Picked, label: string, icon: string): Choice<Picked> => {
    return { label, detail: to, icon, value, ...unusable };
  };
  return [
    choice('connection', t('Over a Connection Without TLS'), 'plug'),
    choice('tls', t('Over a Connection With TLS'), 'lock'),
    choice('ownAuthority', t('Over a Connection With TLS and a CA Certificate From a File…'), 'file'),
  ];
}

/** Where a connection leads to: `ip:port`, with commas between several; undefined where the cloud does not say it. */
export function addressesTextOf(redis: RedisChoice): string | undefined {
  if (redis.kind === 'address') return redis.addrs;
  const { ip = '', port } = redis.instance;
  const hosts = ip.split(',').flatMap((host) => host.trim() || []);
  return hosts.length === 0 || port === undefined ? undefined : hosts.map((host) => `${host}:${port}`).join();
}
