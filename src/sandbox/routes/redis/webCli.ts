import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, noContent, ok } from '../../answer.ts';
import { databasesNow } from '../../life/arrived.ts';
import { cliReply } from '../../redis/cliReply.ts';
import { isRightPassword, type Redis } from '../../redis/redis.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { openBacked, runBacked } from './backedCli.ts';
import { passwordMissing, passwordNotWanted, passwordRefused } from './cliRefusals.ts';
import { withRedis } from './withRedis.ts';

const path = '/v2/{project_id}/instances/{instance_id}/webcli';
const route = { service: 'dcs', method: 'POST', action: 'dcs:instance:webcli', denied: dcsDenial } as const;

/** Source: DCS API reference, on the Web CLI; which codes it refuses with is documented for instances in general only. */
export const webCliRoutes: readonly Route[] = [
  {
    ...route,
    path: `${path}/auth`,
    answer: (call, cloud) => withRedis(call, cloud, (redis) => open(call, cloud, redis)),
  },
  {
    ...route,
    path: `${path}/command`,
    answer: (call, cloud) => withRedis(call, cloud, (redis) => run(call, cloud, redis)),
  },
  {
    ...route,
    path: `${path}/logout`,
    answer: (call, cloud) => withRedis(call, cloud, (redis) => close(call, cloud, redis)),
  },
];

const credentials = z.looseObject({ password: z.string().nullish() });
const command = z.looseObject({ client_id: z.string(), command: z.string(), database: z.int().min(0).max(255) });
const session = z.looseObject({ client_id: z.string() });

const unsupported = dcsError(400, 'DCS.4800', 'The instance does not support the Web CLI.');
const notRunning = dcsError(400, 'DCS.4049', 'The instance is not in the running state.');
const analysing = dcsError(400, 'DCS.4231', 'An offline key analysis is running.');
const closed = dcsError(400, 'DCS.4800', 'Invalid client_id in the request.');

function open(call: Call, cloud: Cloud, redis: Redis): Answer | Promise<Answer> {
  const body = bodyOf(call, credentials);
  if (body.refusal !== undefined) return body.refusal;
  const password = body.data.password || undefined;
  const opened = obstacleOf(redis) ?? openBacked(cloud, redis, password) ?? refusalOf(redis, password);
  if (opened !== undefined) return opened;
  return ok({ client_id: cloud.redis.openCli(redis), databases: /cluster|proxy/.test(redis.specCode) ? 1 : 256 });
}

function obstacleOf({ version, status, isAnalysed }: Redis): Answer | undefined {
  if (version === '3.0') return unsupported;
  if (status !== 'RUNNING') return notRunning;
  return isAnalysed ? analysing : undefined;
}

function refusalOf({ hasPassword }: Redis, password: string | undefined): Answer | undefined {
  if (!hasPassword) return password === undefined ? undefined : passwordNotWanted;
  if (password === undefined) return passwordMissing;
  return isRightPassword(password) ? undefined : passwordRefused;
}

/** Of the commands that read, those which this extension sends; as redis-cli prints it. */
function run(call: Call, cloud: Cloud, redis: Redis): Answer | Promise<Answer> {
  const body = bodyOf(call, command);
  if (body.refusal !== undefined) return body.refusal;
  const { client_id: id, command: text, database } = body.data;
  if (!cloud.redis.isCliOpen(redis, id)) return closed;
  const backed = cloud.backings.withId(id);
  if (backed !== undefined) return runBacked(backed, text, database);
  const shards = /^redis\.cluster\./.test(redis.specCode) ? redis.addresses.length : 1;
  const all = databasesNow(redis, cloud.tasks.ofProject(call.project.id), cloud.pace, cloud.now());
  const databases = all.map(([number, keys]) => [number, Math.ceil(keys / shards)] as const);
  const note = (line: string) => cloud.redis.noteWrite(redis, line);
  const parameters = cloud.redis.parametersOf(redis);
  const drawn = () => cloud.redis.drawn(redis);
  return ok({ response: cliReply({ redis, parameters, databases, database, drawn, note }, text) });
}

function close(call: Call, cloud: Cloud, redis: Redis): Answer {
  const body = bodyOf(call, session);
  if (body.refusal !== undefined) return body.refusal;
  const { client_id: id } = body.data;
  if (!cloud.redis.closeCli(redis, id)) return closed;
  cloud.backings.remove(id);
  return noContent;
}
