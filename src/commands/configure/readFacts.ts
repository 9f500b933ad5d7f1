import { CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { listInstances, showInstance } from '../../cloud/services/instances.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { listParameters } from '../../cloud/services/parameters.ts';
import { showsSsl } from '../../cloud/services/ssl.ts';
import { showWhitelist } from '../../cloud/services/whitelists.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { End, Known, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { type ConfigureForm, type EndDraft, redisKey } from './configureForm.ts';

/** Milliseconds after which what was not read is not waited for. */
const patience = 10_000;

type Read<T> = (signal: AbortSignal) => Promise<T>;

/** Reads what the checks judge, nine requests for two instances; what cannot be read says why. Undefined where an end is not known yet. */
export async function readFacts(form: ConfigureForm): Promise<PreflightFacts | undefined> {
  const { desk, chosen, task, draft } = form;
  const { method, source, target } = draft;
  if (method === undefined || source === undefined || target === undefined) return undefined;
  const stop = new AbortController();
  const late = new AbortController();
  const timer = desk.wait(patience, stop.signal).then(() => late.abort());
  try {
    const known = readerOf(desk, late.signal);
    const ids = await idsOf(chosen.place, [source, target], known);
    // One end after the other, so that no more than five requests are under way.
    const [taskFacts, sourceFacts] = await Promise.all([
      readTask(chosen.place, task, known),
      readEnd(chosen.place, source, ids[0], known),
    ]);
    return { task: taskFacts, source: sourceFacts, target: await readEnd(chosen.place, target, ids[1], known), method };
  } finally {
    stop.abort();
    await timer;
  }
}

/** Reads one thing, or says why it cannot be read. */
type Reader = <T>(permission: string, read: Read<T>) => Promise<Known<T>>;

function readerOf({ t, now }: Pick<Desk, 't' | 'now'>, signal: AbortSignal): Reader {
  return async (permission, read) => {
    try {
      return { kind: 'known', value: await read(signal), at: now().getTime() };
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      if (error instanceof Refused && error.facts.status === 403) return { kind: 'notPermitted', permission };
      return { kind: 'failed', reason: reasonOf(error, t) };
    }
  };
}

/** The ID of each end; of an address, that of the instance that has it, which must not be named by its address. */
async function idsOf(
  place: TaskPlace,
  ends: readonly [EndDraft, EndDraft],
  known: Reader,
): Promise<readonly (string | undefined)[]> {
  const { connection, projectId } = place;
  const isListed = ends.some(({ redis }) => redis.kind === 'address');
  const listed = isListed
    ? await known('dcs:instance:list', async (signal) => {
        const ids = new Map<string, string>();
        for await (const page of listInstances(connection, projectId, signal)) {
          for (const { instance_id: id, ip = '', port } of page) {
            for (const address of ip.split(',')) ids.set(`${address.trim()}:${port ?? ''}`, id);
          }
        }
        return ids;
      })
    : undefined;
  return ends.map(({ redis }) => {
    if (redis.kind === 'instance') return redis.instance.instance_id;
    const [first = ''] = redis.addrs.split(',');
    return listed?.kind === 'known' ? listed.value.get(first) : undefined;
  });
}

async function readTask(
  place: TaskPlace,
  { id, known: seen }: ChosenTask,
  known: Reader,
): Promise<PreflightFacts['task']> {
  const machineAddress = seen.task.ecs_tenant_private_ip ?? seen.detail?.ecs_tenant_private_ip;
  const vpcId = seen.detail?.tenant_vpc_id;
  if (vpcId !== undefined && machineAddress !== undefined) return { vpcId, machineAddress };
  const detail = await known('dcs:migrationTask:get', (signal) =>
    showMigrationTask(place.connection, place.projectId, id, signal),
  );
  if (detail.kind !== 'known') return { vpcId, machineAddress };
  const { tenant_vpc_id, ecs_tenant_private_ip } = detail.value;
  return { vpcId: vpcId ?? tenant_vpc_id, machineAddress: machineAddress ?? ecs_tenant_private_ip };
}

async function readEnd(
  { connection, projectId }: TaskPlace,
  { redis, password = '' }: EndDraft,
  id: string | undefined,
  known: Reader,
): Promise<End> {
  const given = { hasPassword: password !== '', hasQuote: password.includes("'") };
  if (id === undefined) return { kind: 'address', addrs: redisKey(redis), ...given };
  // Most instances answer with an error code that means no more than no.
  const { record: _, ...unlogged } = connection;
  const [detail, whitelist, parameters, ssl] = await Promise.all([
    known('dcs:instance:get', (signal) => showInstance(connection, projectId, id, signal)),
    known('dcs:whitelist:list', (signal) => showWhitelist(connection, projectId, id, signal)),
    known('dcs:instance:getConfiguration', (signal) => listParameters(connection, projectId, id, signal)),
    known('dcs:ssl:get', (signal) => showsSsl(unlogged, projectId, id, signal)),
  ]);
  return { kind: 'dcs', id, givenByAddress: redis.kind === 'address', detail, whitelist, parameters, ssl, ...given };
}
