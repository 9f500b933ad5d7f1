import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import { showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { lastLogLines } from '../../cloud/services/taskProgress.ts';
import { hasAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import { type KnownTask, lifeOf, type TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { SwapFacts } from '../../task/cutOver/preconditions.ts';
import type { AskedExchange } from '../../task/exchange.ts';
import type { End } from '../../task/preflight/preflightFacts.ts';
import { createLookReader, type Reader } from '../preflight/reading/reader.ts';
import { type Chosen, type ChosenTask, chosenOf, lookAtTasks } from '../tasks/chosenTasks.ts';
import { isWithheld, ofChangedAccount, type Withheld } from '../tasks/withheld.ts';
import { readDcsEnd } from './readDcsEnd.ts';
import { haveSamePassword } from './samePassword.ts';

/** Milliseconds after which what is asked of the ends is not waited for. */
const longestRead = 10_000;

/** Milliseconds between two looks at the lag: the second one tells whether it stays. */
const betweenLooks = 3000;

/** Lines of the log that are read: only when the newest was written matters. */
const mostLines = 20;

/** One end as it is now. */
export interface SwapEnd {
  /** Fit to be shown. */
  readonly name: string;
  /** Empty where nobody knows them. */
  readonly addresses: readonly string[];
  readonly domain: string | undefined;
}

/** What is known just now of a task whose addresses are to be swapped, or swapped back. */
export interface ReadSwap {
  readonly task: ChosenTask;
  readonly source: SwapEnd;
  readonly target: SwapEnd;
  readonly facts: SwapFacts;
  readonly before: AskedExchange['before'];
}

type Parts = Pick<Desk, 't' | 'tasks' | 'now' | 'wait' | 'accounts' | 'redisPasswords' | 'endsSeen' | 'taskNotices'>;

/** Reads anew, and twice where one look at the lag more tells whether it stays; nothing that was known before counts. */
export async function readSwap(desk: Parts, { place, tasks: [asked] }: Chosen): Promise<ReadSwap | Withheld> {
  const { t } = desk;
  const id = asked?.id ?? '';
  const first = await lookAt(desk, place, id);
  const isOneMore = !isWithheld(first) && first.life.isUnconfirmed === true;
  if (isOneMore) await desk.wait(betweenLooks);
  const seen = isOneMore ? await lookAt(desk, place, id) : first;
  if (isWithheld(seen)) return seen;
  try {
    const detail = await showMigrationTask(place.connection, place.projectId, id);
    return await readEnds(desk, place, { ...seen.known, detail }, detail);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const values = { name: seen.name, reason: reasonOf(error, t) };
    const message = t('Migration task {name} could not be read, so nothing was sent. {reason}', values);
    return { withheld: placed(message, place, t), level: 'error' };
  }
}

async function lookAt(desk: Parts, place: TaskPlace, id: string): Promise<ChosenTask | Withheld> {
  const { t } = desk;
  const read = await lookAtTasks(desk);
  if (isWithheld(read)) return read;
  if ((await hasAccountChanged(desk, place)) || !isSamePlace(read.place, place)) return ofChangedAccount(t);
  const task = read.tasks.find((one) => one.id === id);
  return task ?? { withheld: t('It is not in the list of migration tasks any more.'), level: 'warning' };
}

/** What the detail names, or, where it has nothing, the list. */
async function readEnds(desk: Parts, place: TaskPlace, known: KnownTask, detail: TaskDetail): Promise<ReadSwap> {
  const { now, taskNotices } = desk;
  const ids = [
    detail.source_instance?.id ?? known.task.source_instance_id,
    detail.target_instance?.id ?? known.task.target_instance_id,
  ];
  const [log, source, target] = await createLookReader(desk, place.connection).within(longestRead, (reader) =>
    Promise.all([
      readLog(place, known.task.task_id, reader),
      ...ids.map((id) => (id ? readDcsEnd(place.projectId, id, reader) : noEnd)),
    ]),
  );
  const time = now().getTime();
  const life = lifeOf(known, time);
  const task = chosenOf(known, time, desk.t);
  const passwordsMatch = await haveSamePassword(desk, place, known.task.task_id, ids);
  const facts: SwapFacts = {
    source: source ?? noEnd,
    target: target ?? noEnd,
    ...(passwordsMatch === undefined ? {} : { passwordsMatch }),
    task: {
      status: detail.status ?? known.task.status,
      method: detail.migration_method ?? known.task.migration_method,
      exchange: life.exchange,
      at: time,
    },
    lag: { isSmall: life.canCutOver, value: life.lag, at: life.figures?.at },
    askedAt: taskNotices.exchangeAskedAt(known.task.task_id),
  };
  const message = detail.error_message ?? known.task.error_message ?? '';
  return {
    task,
    facts,
    source: endOf(facts.source, detail.source_instance?.name ?? known.task.source_instance_name, desk.t('the source')),
    target: endOf(facts.target, detail.target_instance?.name ?? known.task.target_instance_name, desk.t('the target')),
    before: { taskStatus: detail.task_status ?? '', message, logAt: log },
  };
}

/** A Redis of others, of which nobody asks. */
const noEnd: End = { kind: 'address', addrs: '', hasPassword: undefined, hasQuote: false };

/** When its newest line was written, by the cloud's clock; 0 where there is none, undefined where that is not known. */
async function readLog({ projectId }: TaskPlace, taskId: string, reader: Reader): Promise<number | undefined> {
  const read = await reader('dcs:migrationTask:get', (connection, signal) =>
    lastLogLines(connection, projectId, taskId, mostLines, signal),
  );
  if (read.kind !== 'known') return undefined;
  const times = read.value.map((line) => line.created_at?.time?.getTime());
  return times.some((time) => time === undefined) ? undefined : Math.max(0, ...times.map((time) => time ?? 0));
}

function endOf(end: End, name: string | undefined, otherwise: string): SwapEnd {
  const read = end.kind === 'dcs' && end.detail.kind === 'known' ? end.detail.value : undefined;
  const addresses = (read?.ip ?? '').split(',').flatMap((address) => address.trim() || []);
  return {
    name: shortened(read?.name || name?.trim() || otherwise),
    addresses,
    domain: read?.domain_name || undefined,
  };
}
