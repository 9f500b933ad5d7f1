import { type LoopbackAddress, loopbackText } from '../../../cloud/endpoint.ts';
import { type Answer, dcsError, ok } from '../../answer.ts';
import type { BackedCli } from '../../backing/backings.ts';
import { connectLocalRedis, type LocalRedis } from '../../backing/localRedis.ts';
import { printed } from '../../backing/printed.ts';
import { readCommandIn } from '../../backing/readCommands.ts';
import { isRightPassword, type Redis } from '../../redis/redis.ts';
import type { Cloud } from '../route.ts';
import { passwordMissing, passwordNotWanted, passwordRefused } from './cliRefusals.ts';

/** What the auth call answers where a Redis of this computer stands behind an instance; undefined where none does. */
export function openBacked(cloud: Cloud, redis: Redis, password: string | undefined): Promise<Answer> | undefined {
  try {
    const address = cloud.backings.addressOf(redis);
    return address && openAt(address, cloud, redis, password);
  } catch (error) {
    return Promise.resolve(dcsError(400, 'DCS.4049', `Sandbox: ${wordsOf(error)}`));
  }
}

async function openAt(
  address: LoopbackAddress,
  cloud: Cloud,
  redis: Redis,
  password: string | undefined,
): Promise<Answer> {
  let local: LocalRedis | undefined;
  try {
    local = await connectLocalRedis(address);
    const refusal = await refusalOf(redis, local, password);
    if (refusal !== undefined) {
      local.close();
      return refusal;
    }
    const databases = await databasesOf(local);
    const clientId = cloud.redis.openCli(redis);
    const inTheWay = cloud.backings.add({ clientId, redis, local, address });
    if (inTheWay !== undefined) cloud.redis.closeCli(inTheWay.redis, inTheWay.clientId);
    return ok({ client_id: clientId, databases });
  } catch (error) {
    local?.close();
    return unreachable(redis, address, error);
  }
}

/** Where the Redis has no password and the instance has one, each will do, as with the instances that nothing stands behind. */
async function refusalOf(redis: Redis, local: LocalRedis, password: string | undefined): Promise<Answer | undefined> {
  const reply = await (password === undefined ? local.ask(['PING']) : local.authenticate(password));
  if (reply.kind !== 'error') return undefined;
  if (/^NOAUTH\b/.test(reply.text)) return passwordMissing;
  if (password === undefined || !/no password is set|without any password configured/i.test(reply.text))
    return passwordRefused;
  if (!redis.hasPassword) return passwordNotWanted;
  return isRightPassword(password) ? undefined : passwordRefused;
}

/** Of a cluster one. Source: DCS API reference, on the Web CLI. */
async function databasesOf(local: LocalRedis): Promise<number> {
  const [cluster, config] = [await local.ask(['INFO', 'cluster']), await local.ask(['CONFIG', 'GET', 'databases'])];
  if (cluster.kind === 'text' && /^cluster_enabled:1\b/m.test(cluster.bytes.toString())) return 1;
  const count = config.kind === 'list' ? config.items[1] : undefined;
  return Number(count?.kind === 'text' ? count.bytes.toString() : '') || 16;
}

/** Carries a command out there, if it only reads. */
export async function runBacked({ redis, local, address }: BackedCli, text: string, database: number): Promise<Answer> {
  const words = readCommandIn(text);
  if (words === undefined) return ok({ response: `(error) ERR ${notPassedOn(text, address)}` });
  try {
    return ok({ response: printed(await local.ask(words, database), words) });
  } catch (error) {
    return unreachable(redis, address, error);
  }
}

function notPassedOn(text: string, address: LoopbackAddress): string {
  const [name = ''] = text.trim().split(/\s/, 1);
  return `The sandbox does not pass '${name.slice(0, 64)}' on to ${loopbackText(address)}, only commands that read.`;
}

/** The code of an instance that does not run, which is the nearest; nothing is documented for one that the Web CLI does not reach. */
function unreachable({ name }: Redis, address: LoopbackAddress, cause: unknown): Answer {
  const where = `${name} at ${loopbackText(address)}, which the setting dcs.sandboxRedis names`;
  return dcsError(400, 'DCS.4049', `Sandbox: no answer for ${where}: ${wordsOf(cause)}`);
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
