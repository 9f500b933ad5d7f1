import { runSteps } from '../../desk/flow.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { addressIn } from '../../redis/connection/redisAddress.ts';
import type { RedisReader } from '../../redis/redisReader.ts';
import { openByWebCli } from '../../redis/webCli/openByWebCli.ts';
import { redisTypeOf } from '../../task/redisType.ts';
import { redisKey, redisName } from '../preflight/configureForm.ts';
import { mayBeRead, mayConnect } from './mayBeRead.ts';
import { openTried } from './openTried.ts';
import type { Reading, ReadingForm } from './reading.ts';
import { askReadingPassword } from './readingPassword.ts';
import { askRedis, withDetail } from './redisStep.ts';
import { addressesTextOf, askWay } from './wayStep.ts';

/** Asks for all that it takes to read a Redis, and whether that may be; undefined where it was called off. Nothing is sent to it yet. */
export async function askReading(form: ReadingForm): Promise<Reading | undefined> {
  const steps = [askRedis, askWay, askReadingPassword].map(
    (step) => (at: Parameters<typeof step>[1]) => step(form, at),
  );
  const known = form.known;
  if (known !== undefined) form.draft.redis = await withDetail(form, known);
  if (!(await runSteps(steps, known === undefined ? 0 : 1))) return undefined;
  const { redis, way, password, isKept } = form.draft;
  if (redis === undefined || way === undefined || password === undefined || isKept === undefined) return undefined;
  const reading = { redis, way, password, isKept };
  return (await mayBeRead(form.desk, form.place, reading)) ? reading : undefined;
}

/** Opens what was asked for. @throws {RedisFailure} @throws {CloudError} */
export function openReading(desk: Desk, place: TaskPlace, reading: Reading, signal: AbortSignal): Promise<RedisReader> {
  const { redis } = reading;
  const password = reading.password === '' ? undefined : reading.password;
  const trying = { key: redisKey(redis), name: redisName(redis), password };
  return openTried(desk, trying, () => openWith(desk, place, reading, password, signal));
}

async function openWith(
  desk: Desk,
  { connection, projectId }: TaskPlace,
  { redis, way }: Reading,
  password: string | undefined,
  signal: AbortSignal,
): Promise<RedisReader> {
  const name = redisName(redis);
  if (way.kind === 'webCli' && redis.kind === 'instance') {
    const { instance_id: instanceId, spec_code: spec } = redis.instance;
    const isCluster = redisTypeOf(spec) === 'cluster';
    return openByWebCli({ connection, projectId, instanceId, name, password, isCluster, signal });
  }
  const addresses = (addressesTextOf(redis) ?? '').split(',').flatMap((text) => addressIn(text) ?? []);
  const tls = way.kind === 'connection' ? way.tls : undefined;
  const { openByConnection } = await import('../../redis/connection/openByConnection.ts');
  const asks = (others: readonly string[]) => mayConnect(desk, others);
  return openByConnection({ addresses, name, password, tls, signal, mayConnect: asks });
}
