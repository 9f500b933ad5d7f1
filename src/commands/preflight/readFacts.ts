import { Cancelled, CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { listInstances, showInstance } from '../../cloud/services/instances.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { listParameters } from '../../cloud/services/parameters.ts';
import { showsSsl } from '../../cloud/services/ssl.ts';
import { showWhitelist } from '../../cloud/services/whitelists.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { End, Known, NotKnown, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { type ConfigureForm, type EndDraft, redisKey } from './configureForm.ts';

/** Milliseconds after which the list of instances, and what is asked of the ends, are not waited for. */
const patience = { list: 5000, rest: 10_000 };

type Read<T> = (signal: AbortSignal) => Promise<T>;

/** Reads what the checks judge, nine requests for two instances; what cannot be read says why. Undefined where an end is not known yet. */
export async function readFacts(form: ConfigureForm): Promise<PreflightFacts | undefined> {
  const { desk, place, task, about, draft } = form;
  const { source, target } = draft;
  if (source === undefined || target === undefined) return undefined;
  const taskFacts = await within(desk, patience.list, (known) =>
    task === undefined ? notYet(about) : readTask(place, task, known),
  );
  const named = await within(desk, patience.list, (known) => nameEnds(place, [source, target], taskFacts.vpcId, known));
  // One end after the other, so that no more than four requests are under way.
  return within(desk, patience.rest, async (known) => ({
    task: taskFacts,
    source: await readEnd(place, source, named[0], known),
    target: await readEnd(place, target, named[1], known),
  }));
}

/** So that what hangs does not take the time of the rest. */
async function within<T>(
  desk: Pick<Desk, 't' | 'now' | 'wait'>,
  milliseconds: number,
  work: (known: Reader) => Promise<T>,
): Promise<T> {
  const [stop, late] = [new AbortController(), new AbortController()];
  const timer = desk.wait(milliseconds, stop.signal).then(() => stop.signal.aborted || late.abort());
  try {
    return await work(readerOf(desk, milliseconds, late.signal));
  } finally {
    stop.abort();
    await timer;
  }
}

/** Reads one thing, or says why it cannot be read. */
type Reader = <T>(permission: string, read: Read<T>) => Promise<Known<T>>;

function readerOf({ t, now }: Pick<Desk, 't' | 'now'>, milliseconds: number, signal: AbortSignal): Reader {
  return async (permission, read) => {
    try {
      return { kind: 'known', value: await read(signal), at: now().getTime() };
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      if (error instanceof Refused && error.facts.status === 403) return { kind: 'notPermitted', permission };
      const seconds = milliseconds / 1000;
      const isLate = signal.aborted && error instanceof Cancelled;
      return { kind: 'failed', reason: isLate ? t('no answer within {seconds} s', { seconds }) : reasonOf(error, t) };
    }
  };
}

/** The instance that an end is, or why nobody knows whether it is one. */
type Named = { readonly id: string } | { readonly id?: undefined; readonly lookUp?: NotKnown };

/** Of an address that is the instance of the same VPC which has it, and which must not be named by its address. */
async function nameEnds(
  { connection, projectId }: TaskPlace,
  ends: readonly [EndDraft, EndDraft],
  vpcId: string | undefined,
  known: Reader,
): Promise<readonly [Named, Named]> {
  const isListed = ends.some(({ redis }) => redis.kind === 'address');
  const listed = isListed
    ? await known('dcs:instance:list', (signal) => idsByAddress(connection, projectId, vpcId, signal))
    : undefined;
  const nameOf = ({ redis }: EndDraft): Named => {
    if (redis.kind === 'instance') return { id: redis.instance.instance_id };
    if (listed === undefined || listed.kind !== 'known') return listed === undefined ? {} : { lookUp: listed };
    const id = listed.value.get(redis.addrs.split(',')[0] ?? '');
    return id === undefined ? {} : { id };
  };
  return [nameOf(ends[0]), nameOf(ends[1])];
}

/** VPCs have the same addresses: one in another VPC is another Redis. */
async function idsByAddress(
  connection: TaskPlace['connection'],
  projectId: string,
  vpcId: string | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const page of listInstances(connection, projectId, signal)) {
    for (const { instance_id: id, ip = '', port, vpc_id } of page) {
      if (vpc_id === undefined || vpc_id !== vpcId) continue;
      for (const address of ip.split(',')) ids.set(`${address.trim()}:${port ?? ''}`, id);
    }
  }
  return ids;
}

/** Of a task that is about to be created nobody knows the machine yet. */
async function notYet({ vpcId }: ConfigureForm['about']): Promise<PreflightFacts['task']> {
  return { vpcId, machineAddress: undefined, isPlanned: true };
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
  named: Named,
  known: Reader,
): Promise<End> {
  const given = { hasPassword: password !== '', hasQuote: password.includes("'") };
  const { id } = named;
  if (id === undefined) {
    const lookUp = named.lookUp === undefined ? {} : { lookUp: named.lookUp };
    return { kind: 'address', addrs: redisKey(redis), ...lookUp, ...given };
  }
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
