import { showInstance } from '../../cloud/services/instances.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { listParameters } from '../../cloud/services/parameters.ts';
import { showsSsl } from '../../cloud/services/ssl.ts';
import { showWhitelist } from '../../cloud/services/whitelists.ts';
import type { End, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { type CheckForm, type EndDraft, redisKey } from './configureForm.ts';
import { type Named, nameEnds } from './nameEnds.ts';
import { createLookReader, type Reader } from './reader.ts';

/** Milliseconds after which the list of instances, and what is asked of the ends, are not waited for. */
const patience = { list: 5000, rest: 10_000 };

/** Reads what the checks judge, nine requests for two instances; what cannot be read says why. Undefined where an end is not known yet. */
export async function readFacts(form: CheckForm, stop?: AbortSignal): Promise<PreflightFacts | undefined> {
  const { desk, place, draft } = form;
  const { source, target } = draft;
  if (source === undefined || target === undefined) return undefined;
  const { connection, projectId } = place;
  const reader = createLookReader(desk, connection, stop);
  const taskFacts = await reader.within(patience.list, (known) => readTask(projectId, form, known));
  const named = await reader.within(patience.list, (known) =>
    nameEnds(projectId, [source, target], taskFacts.vpcId, known),
  );
  return reader.within(patience.rest, async (known) => {
    const [sourceEnd, targetEnd] = await Promise.all([
      readEnd(projectId, source, named[0], known),
      readEnd(projectId, target, named[1], known),
    ]);
    return { task: taskFacts, source: sourceEnd, target: targetEnd };
  });
}

/** Of a task that is about to be created nobody knows the machine yet. */
async function readTask(projectId: string, { task, about }: CheckForm, known: Reader): Promise<PreflightFacts['task']> {
  if (task === undefined) return { vpcId: about.vpcId, machineAddress: undefined, isPlanned: true };
  const { id, known: seen } = task;
  const machineAddress = seen.task.ecs_tenant_private_ip ?? seen.detail?.ecs_tenant_private_ip;
  const vpcId = seen.detail?.tenant_vpc_id;
  if (vpcId !== undefined && machineAddress !== undefined) return { vpcId, machineAddress };
  const detail = await known('dcs:migrationTask:get', (connection, signal) =>
    showMigrationTask(connection, projectId, id, signal),
  );
  if (detail.kind !== 'known') return { vpcId, machineAddress };
  const { tenant_vpc_id, ecs_tenant_private_ip } = detail.value;
  return { vpcId: vpcId ?? tenant_vpc_id, machineAddress: machineAddress ?? ecs_tenant_private_ip };
}

async function readEnd(projectId: string, { redis, password }: EndDraft, named: Named, known: Reader): Promise<End> {
  const given = {
    hasPassword: password === undefined ? undefined : password !== '',
    hasQuote: password?.includes("'") ?? false,
  };
  const { id } = named;
  if (id === undefined) {
    const lookUp = named.lookUp === undefined ? {} : { lookUp: named.lookUp };
    return { kind: 'address', addrs: redisKey(redis), ...lookUp, ...given };
  }
  const [detail, whitelist, parameters, ssl] = await Promise.all([
    known('dcs:instance:get', (connection, signal) => showInstance(connection, projectId, id, signal)),
    known('dcs:whitelist:list', (connection, signal) => showWhitelist(connection, projectId, id, signal)),
    known('dcs:instance:getConfiguration', (connection, signal) => listParameters(connection, projectId, id, signal)),
    // Most instances answer with an error code that means no more than no.
    known('dcs:ssl:get', ({ record: _, ...unlogged }, signal) => showsSsl(unlogged, projectId, id, signal)),
  ]);
  return { kind: 'dcs', id, givenByAddress: redis.kind === 'address', detail, whitelist, parameters, ssl, ...given };
}
