import * as z from 'zod';
import { type Answer, dcsDenial, ok } from '../../answer.ts';
import type { Instance, Settings } from '../../life/events.ts';
import { closedEnd, ownInstance } from '../../life/settings.ts';
import type { Status } from '../../life/story.ts';
import { noInstance } from '../../redis/ofRegion.ts';
import type { Redis } from '../../redis/redis.ts';
import { redisNow } from '../../swappedRedis.ts';
import type { SandboxTask } from '../../taskBook.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { act, isSwapped, refuse } from './act.ts';

const instance = z
  .looseObject({
    id: z.guid().nullish(),
    addrs: z.string().nullish(),
    password: z.string().nullish(),
  })
  .refine(({ id, addrs }) => Boolean(id) || Boolean(addrs));

/** MB/s. The schema has a text, the samples a number. */
const bandwidth = z
  .union([z.string(), z.number()])
  .transform(Number)
  .pipe(z.int().min(1).max(10_240))
  .transform(String);

const requestBody = z.looseObject({
  migration_method: z.enum(['full_amount_migration', 'incremental_migration']),
  resume_mode: z.enum(['auto', 'manual']),
  bandwidth_limit_mb: bandwidth.nullish(),
  source_instance: instance,
  target_instance: instance,
});

/** Source: DCS API reference, SetOnlineMigrationTask. It starts the migration. */
export const configureRoute: Route = {
  service: 'dcs',
  method: 'POST',
  path: '/v2/{project_id}/migration/{task_id}/task',
  action: 'dcs:migrationTask:modify',
  denied: dcsDenial,
  answer: configure,
};

function configure(call: Call, cloud: Cloud): Answer {
  const body = bodyOf(call, requestBody);
  if (body.refusal !== undefined) return body.refusal;
  const known = redisNow(cloud, call.project.region);
  const [source, target] = [body.data.source_instance, body.data.target_instance].map((end) =>
    instanceFrom(end, known),
  );
  if (source === undefined || target === undefined) return noInstance;
  const settings = settingsFrom(body.data, source, target);
  const task = act(call, cloud, call.parameters.get('task_id') ?? '', {
    action: 'configure',
    allows: (status, one) => mayConfigure(status, one) && !isSwapped(one, cloud),
    event: (at, { machineAddress }) => {
      const closed = closedEnd(settings, machineAddress, cloud.redis);
      return { kind: 'configured', at, settings, closed };
    },
  });
  if (typeof task === 'string') return refuse(task);
  const { taskId: id, body: created } = task.entry;
  return ok({ id, name: created['name'], status: 'FULLMIGRATING' });
}

/** Anew too, while its machine is there. Source: the Terraform provider, which does so with a task that has succeeded. */
function mayConfigure(status: Status, { origin, events }: SandboxTask): boolean {
  const isUp = status === 'RUNNING' || events.length > 0;
  return isUp && origin !== 'import' && ['RUNNING', 'SUCCESS', 'TERMINATED', 'FAILED'].includes(status);
}

function settingsFrom(body: z.infer<typeof requestBody>, source: Instance, target: Instance): Settings {
  return {
    method: body.migration_method,
    resumeMode: body.resume_mode,
    bandwidth: body.bandwidth_limit_mb ?? null,
    source,
    target,
  };
}

/** Undefined where the ID is of no instance. */
function instanceFrom(end: z.infer<typeof instance>, known: readonly Redis[]): Instance | undefined {
  const { id, addrs } = end;
  const password = end.password || null;
  if (id) {
    const redis = known.find((one) => one.id === id);
    return redis && ownInstance(redis, id, password);
  }
  const first = addrs?.split(',')[0]?.trim();
  const redis = known.find((one) => one.addresses.some((address) => `${address}:${one.port}` === first));
  return redis === undefined
    ? { id: null, name: null, addrs: addrs ?? '', password }
    : { ...ownInstance(redis, null, password), addrs: addrs ?? '' };
}
