import type { OfSwap } from '../../desk/cutOver/swapTexts.ts';
import type { Desk } from '../../desk/ports.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type Precondition, type SwapFacts, swapPreconditions } from '../../task/cutOver/preconditions.ts';
import type { End } from '../../task/preflight/preflightFacts.ts';
import { plainAddresses } from '../../task/redisAddresses.ts';
import { type EndDraft, type RedisChoice, redisKey } from '../preflight/configureForm.ts';
import { type Named, nameEnds } from '../preflight/reading/nameEnds.ts';
import { createLookReader, type Reader } from '../preflight/reading/reader.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { readDcsEnd } from './readDcsEnd.ts';
import { haveSamePassword } from './samePassword.ts';

/** Milliseconds after which neither the list of instances nor what is asked of the ends is waited for. */
const patience = { list: 5000, rest: 10_000 };

/** Looks at source and target: five requests at most, which read. What cannot be read says why; nothing is seen where the cloud does not name an end. */
export async function readEnds(desk: Desk, place: TaskPlace, task: ChosenTask, stop?: AbortSignal): Promise<void> {
  const { known } = task;
  const [source, target] = endsIn(known);
  if (source === undefined || target === undefined) return;
  const { projectId } = place;
  const reader = createLookReader(desk, place.connection, stop);
  const drafts = [draftOf(source), draftOf(target)] as const;
  const vpcId = known.detail?.tenant_vpc_id;
  const named = await reader.within(patience.list, (read) => nameEnds(projectId, drafts, vpcId, read));
  const [sourceEnd, targetEnd] = await reader.within(patience.rest, (read) =>
    Promise.all([readEnd(projectId, source, named[0], read), readEnd(projectId, target, named[1], read)]),
  );
  const passwordsMatch = await haveSamePassword(desk, place, task.id, [redisKey(source), redisKey(target)]);
  const facts: SwapFacts = {
    source: sourceEnd,
    target: targetEnd,
    ...(passwordsMatch === undefined ? {} : { passwordsMatch }),
    ...factsOfTask(desk, task),
  };
  desk.endsSeen.see(place, task.id, swapPreconditions(facts).filter(isOfEnds));
}

/** What the task itself has to be is looked at where it is sent. */
function isOfEnds(one: Precondition): one is Extract<Precondition, OfSwap> {
  return one.id.startsWith('swap');
}

function factsOfTask(desk: Desk, { id, known, life }: ChosenTask): Pick<SwapFacts, 'task' | 'lag' | 'askedAt'> {
  const { task, detail } = known;
  return {
    task: {
      status: task.status,
      method: task.migration_method ?? detail?.migration_method,
      exchange: life.exchange,
      at: desk.now().getTime(),
    },
    lag: { isSmall: life.canCutOver, value: life.lag, at: life.figures?.at },
    askedAt: desk.taskNotices.exchangeAskedAt(id),
  };
}

/** As the cloud names them. */
function endsIn({ task, detail }: KnownTask): readonly [RedisChoice | undefined, RedisChoice | undefined] {
  const { source_instance: source, target_instance: target } = detail ?? {};
  return [
    redisOf(task.source_instance_id ?? source?.id, task.data_source ?? source?.addrs),
    redisOf(task.target_instance_id ?? target?.id, task.target_instance_addrs ?? target?.addrs),
  ];
}

function redisOf(id: string | undefined, addrs: string | undefined): RedisChoice | undefined {
  if (id?.trim()) return { kind: 'instance', instance: { instance_id: id.trim() } };
  return addrs?.trim() ? { kind: 'address', addrs: plainAddresses(addrs) } : undefined;
}

function draftOf(redis: RedisChoice): EndDraft {
  return { redis, password: undefined };
}

async function readEnd(projectId: string, redis: RedisChoice, named: Named, read: Reader): Promise<End> {
  if (named.id !== undefined) return readDcsEnd(projectId, named.id, read, redis.kind === 'address');
  const why = named.lookUp === undefined ? {} : { lookUp: named.lookUp };
  return { kind: 'address', addrs: redisKey(redis), ...why, hasPassword: undefined, hasQuote: false };
}
