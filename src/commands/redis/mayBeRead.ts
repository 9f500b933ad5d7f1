import { createHash } from 'node:crypto';
import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { redisName } from '../preflight/configureForm.ts';
import type { Reading } from './reading.ts';
import { addressesTextOf } from './wayStep.ts';

/** By window: the addresses that the person has let this computer connect to. */
const agreedAddresses = new WeakMap<object, Set<string>>();

/** Asks for what has to be known before anything of a Redis is sent anywhere: once for the cloud, once a session for each address. */
export async function mayBeRead(desk: Desk, place: TaskPlace, reading: Reading): Promise<boolean> {
  if (reading.way.kind === 'webCli') return reading.password === '' || maySendPassword(desk, place, reading);
  const addresses = addressesTextOf(reading.redis)?.split(',') ?? [];
  return addresses.length > 0 && mayConnect(desk, addresses);
}

async function maySendPassword(desk: Desk, place: TaskPlace, { redis }: Reading): Promise<boolean> {
  const { t, prompter, agreements } = desk;
  const { connection } = place;
  if (agreements.has(digestOf(place))) return true;
  const { host } = new URL(connection.endpoints.dcs);
  const agreed = await prompter.confirm({
    message: t('The password of {name} goes to the API of the cloud', { name: shortened(redisName(redis)) }),
    detail: t(
      'The Web CLI is opened with it: {host} gets the password, encrypted on the way, and asks the Redis. Only commands that read are sent. This is asked once for {host}.',
      { host },
    ),
    yes: t('Read Through the Web CLI'),
    no: t('Do Not Read'),
  });
  if (agreed === undefined) return false;
  await agreeToSend(desk, place);
  return true;
}

/** It was said there that passwords go to the cloud, and somebody has agreed. */
export async function agreeToSend({ agreements }: Pick<Desk, 'agreements'>, place: TaskPlace): Promise<void> {
  await agreements.add(digestOf(place));
}

function digestOf({ sandbox, connection }: TaskPlace): string {
  const said = JSON.stringify(['a password goes to the Web CLI', sandbox, connection.endpoints.dcs]);
  return createHash('sha256').update(said).digest('hex');
}

/** Whether this computer may connect there. Also asked for the masters that a cluster names. */
export async function mayConnect(desk: Desk, addresses: readonly string[]): Promise<boolean> {
  const { t, prompter } = desk;
  const agreed = agreedAddresses.get(desk) ?? new Set<string>();
  agreedAddresses.set(desk, agreed);
  const fresh = [...new Set(addresses)].filter((address) => !agreed.has(address));
  for (const some of shownAtOnce(fresh)) {
    const yes = await prompter.confirm({
      message: t('This computer connects to {addresses}', {
        addresses: some.map((address) => shortened(address, mostShown)).join(', '),
      }),
      detail: t(
        'It sends the password, if there is one, and commands that read, and nothing else. This is asked once for each address until this window is closed.',
      ),
      yes: t('Connect'),
      no: t('Do Not Connect'),
    });
    if (yes === undefined) return false;
    for (const address of some) agreed.add(address);
  }
  return true;
}

/** Characters of addresses in one question. */
const mostShown = 400;

/** A cluster may name more than a question shows: nobody agrees to what is not seen. */
function shownAtOnce(addresses: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  for (const address of addresses) {
    const last = all.at(-1);
    if (last === undefined || [...last, address].join(', ').length > mostShown) all.push([address]);
    else last.push(address);
  }
  return all;
}
