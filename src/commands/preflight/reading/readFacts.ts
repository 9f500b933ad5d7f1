import { showInstance } from '../../../cloud/services/instances.ts';
import type { TaskDetail } from '../../../cloud/services/migrationTaskSchemas.ts';
import { showMigrationTask } from '../../../cloud/services/migrationTasks.ts';
import { listParameters } from '../../../cloud/services/parameters.ts';
import { showsSsl } from '../../../cloud/services/ssl.ts';
import { showWhitelist } from '../../../cloud/services/whitelists.ts';
import type { End, PreflightFacts } from '../../../task/preflight/preflightFacts.ts';
import { type CheckForm, type EndDraft, redisKey } from '../configureForm.ts';
import { type Named, nameEnds } from './nameEnds.ts';
import type { PasswordTries } from './passwordTries.ts';
import { createLookReader, type Reader } from './reader.ts';
import { withInside } from './readInside.ts';
import { readEgress, type TaskNetworks, withWays } from './readNetworks.ts';

/** Milliseconds after which what is needed first, and what is asked of the ends, are not waited for. */
const patience = { list: 5000, rest: 10_000 };

/** Reads what the checks judge, eighteen requests for two instances in the VPC of the task; what cannot be read says why. Undefined where an end is not known yet. */
export async function readFacts(
  form: CheckForm,
  tries: PasswordTries,
  stop?: AbortSignal,
): Promise<PreflightFacts | undefined> {
  const { desk, place, draft } = form;
  const { source, target } = draft;
  if (source === undefined || target === undefined) return undefined;
  const { connection, projectId } = place;
  const reader = createLookReader(desk, connection, stop);
  const { facts, networks } = await reader.within(patience.list, (known) => readTask(projectId, form, known));
  const named = await reader.within(patience.list, (known) =>
    nameEnds(projectId, [source, target], facts.vpcId, known),
  );
  const [egress, sourceEnd, targetEnd] = await reader.within(patience.rest, (known) =>
    Promise.all([
      readEgress(projectId, networks, known),
      readEnd(projectId, source, named[0], known),
      readEnd(projectId, target, named[1], known),
    ]),
  );
  return reader.within(patience.rest, async (known) => {
    const more = async (end: End, draft: EndDraft) =>
      withInside(projectId, await withWays(projectId, networks, end, known), draft, tries, known);
    const [sourceWhole, targetWhole] = await Promise.all([more(sourceEnd, source), more(targetEnd, target)]);
    return { ...given(draft), task: facts, egress, source: sourceWhole, target: targetWhole };
  });
}

/** What nothing needs to be read for. */
function given({ method, source, target }: CheckForm['draft']): Pick<PreflightFacts, 'method' | 'passwordsMatch'> {
  const [one, other] = [source?.password, target?.password];
  return {
    ...(method === undefined ? {} : { method }),
    ...(one && other ? { passwordsMatch: one === other } : {}),
  };
}

interface ReadTask {
  readonly facts: PreflightFacts['task'];
  readonly networks: TaskNetworks;
}

/** Of a task that is about to be created nobody knows the machine yet. */
async function readTask(projectId: string, { task, about }: CheckForm, known: Reader): Promise<ReadTask> {
  if (task === undefined) {
    const { vpcId, subnetId, securityGroupId } = about;
    const networks = { vpcId, subnetId, securityGroupId, unread: undefined };
    return { facts: { vpcId, machineAddress: undefined, isPlanned: true }, networks };
  }
  const { id, known: seen } = task;
  const isWhole = seen.detail?.tenant_vpc_id !== undefined && machineIn(seen.task, seen.detail) !== undefined;
  const detail = isWhole
    ? undefined
    : await known('dcs:migrationTask:get', (connection, signal) =>
        showMigrationTask(connection, projectId, id, signal),
      );
  const fresh = detail?.kind === 'known' ? detail.value : undefined;
  // Where it was created just now that is known without the cloud, too.
  const vpcId = seen.detail?.tenant_vpc_id ?? fresh?.tenant_vpc_id ?? about.vpcId;
  return {
    facts: { vpcId, machineAddress: machineIn(seen.task, seen.detail, fresh) },
    networks: {
      vpcId,
      subnetId: seen.detail?.tenant_subnet_id ?? fresh?.tenant_subnet_id ?? about.subnetId,
      securityGroupId:
        seen.detail?.tenant_security_group_id ?? fresh?.tenant_security_group_id ?? about.securityGroupId,
      unread: detail?.kind === 'known' ? undefined : detail,
    },
  };
}

function machineIn(...seen: readonly (Pick<TaskDetail, 'ecs_tenant_private_ip'> | undefined)[]): string | undefined {
  return seen.map((one) => one?.ecs_tenant_private_ip).find((address) => address !== undefined);
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
  const later = { kind: 'notRead' } as const;
  const read = { detail, whitelist, parameters, ssl, ways: later, inside: later };
  return { kind: 'dcs', id, givenByAddress: redis.kind === 'address', ...read, ...given };
}
