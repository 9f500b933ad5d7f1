import type { Connection } from '../../cloud/connection.ts';
import { Cancelled, CloudError, Refused, SignedOut } from '../../cloud/errors.ts';
import {
  isGone,
  isOnlineMigration,
  type ListedTask,
  listMigrationTasks,
  showMigrationTask,
} from '../../cloud/services/migrationTasks.ts';
import { type ClosedCreation, type Creation, type Journal, JournalProblem } from '../journal/journal.ts';
import { isSamePlace } from '../journal/place.ts';
import { isUnavailable } from './sameName.ts';

/** What the list says of a create that had no clean answer. */
export type Finding =
  | { readonly kind: 'found'; readonly task: ListedTask }
  /** `until`: the end of the last look at the whole list. `error`: why there was no further one. */
  | { readonly kind: 'none'; readonly until: Date; readonly error?: CloudError }
  /** More than one fits, or one that another create may have made, or whose networks nobody tells. */
  | { readonly kind: 'several'; readonly tasks: readonly ListedTask[]; readonly until: Date }
  | { readonly kind: 'notLooked'; readonly error: CloudError };

export interface Look {
  /** From 1. */
  readonly number: number;
  /** Milliseconds until the next one. */
  readonly pause: number;
}

export interface SearchTools {
  readonly journal: Pick<Journal, 'open' | 'closedSince'>;
  readonly signal?: AbortSignal | undefined;
  /** Told after each look that found nothing. */
  readonly onLook?: ((look: Look) => void) | undefined;
}

/** Milliseconds between looks, for two minutes in all: lists lag behind. */
const pauses = [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000];

/** Milliseconds that two clocks may differ by: that of a Date header's seconds where it was read, else what a signature allows. */
const readSlack = 5000;
const unreadSlack = 15 * 60_000;

/** Looks for the task of a create in the list of its project, again and again, and never sends anything but reads. */
export async function searchTask(connection: Connection, creation: Creation, tools: SearchTools): Promise<Finding> {
  const { signal } = tools;
  let finding: Finding | undefined;
  for (const [index, pause] of [...pauses, undefined].entries()) {
    try {
      const found = await look(connection, creation, tools);
      if (found.kind === 'found' || (found.kind === 'several' && !found.mayClear)) return found;
      finding = found;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const first = finding === undefined;
      finding = afterFailure(finding, error);
      // Nobody may ask any more, or would be refused again; what the list never gave, it will not give.
      if (error instanceof SignedOut || isKeyRefused(error) || (first && isUnavailable(error))) return finding;
    }
    if (pause === undefined || connection.patience === undefined || signal?.aborted) break;
    tools.onLook?.({ number: index + 1, pause });
    await connection.patience.wait(pause, signal);
    if (signal?.aborted) break;
  }
  return (
    finding ?? { kind: 'notLooked', error: new Cancelled({ method: 'GET', url: connection.endpoints.dcs }, false) }
  );
}

/** What an earlier look said stays true; a failure only says that it was not repeated. */
function afterFailure(earlier: Finding | undefined, error: CloudError): Finding {
  if (earlier === undefined || earlier.kind === 'notLooked') return { kind: 'notLooked', error };
  return earlier.kind === 'none' ? { ...earlier, error } : earlier;
}

function isKeyRefused(error: CloudError): boolean {
  return error instanceof Refused && error.facts.status === 401;
}

type Seen = Exclude<Finding, { kind: 'notLooked' | 'several' }> | (Finding & { kind: 'several'; mayClear: boolean });

async function look(connection: Connection, creation: Creation, { journal, signal }: SearchTools): Promise<Seen> {
  const tasks: ListedTask[] = [];
  for await (const page of listMigrationTasks(connection, creation.projectId, signal)) {
    const skews = [creation.clockSkewSeconds, page.clockSkewSeconds].filter((skew) => skew !== undefined);
    for (const task of page.tasks) {
      const isNew = !tasks.some(({ task_id }) => task_id === task.task_id);
      if (isNew && isCandidate(task, creation, skews)) tasks.push(task);
    }
  }
  const until = connection.now();
  const fitting: Fitting[] = [];
  for (const task of tasks) {
    const networks = await compareNetworks(connection, creation, task, signal);
    if (networks !== 'others') fitting.push({ task, proven: networks === 'same' });
  }
  // In this order: a rival that is closed meanwhile has its task by then.
  const rivals = await hasRivals(journal, creation);
  const claimed = await claimedTaskIds(journal, creation);
  const confirmed = fitting.filter(({ task }) => !claimed.has(task.task_id));
  const [only, ...more] = confirmed;
  if (only === undefined) return { kind: 'none', until };
  if (more.length === 0 && only.proven && !rivals) return { kind: 'found', task: only.task };
  const mayClear = rivals || confirmed.some(({ proven }) => !proven);
  return { kind: 'several', tasks: confirmed.map(({ task }) => task), until, mayClear };
}

interface Fitting {
  readonly task: ListedTask;
  /** By its networks: somebody else's task may have the name as well. */
  readonly proven: boolean;
}

function isCandidate(task: ListedTask, creation: Creation, skews: readonly number[]): boolean {
  return (
    task.task_name === creation.body.name &&
    isOnlineMigration(task) &&
    !creation.knownTaskIds.includes(task.task_id) &&
    isLaterThan(task, creation, skews)
  );
}

/** Milliseconds; no zone is farther from UTC. */
const farthestZone = 14 * 3_600_000;

/** `skews`: the cloud's clock minus ours in seconds, as it was read before sending and now. */
function isLaterThan({ created_at }: ListedTask, creation: Creation, skews: readonly number[]): boolean {
  if (created_at?.time === undefined) return true;
  const sent = Date.parse(creation.sentAt ?? creation.startedAt);
  const earliest = Math.min(...skews, Number.POSITIVE_INFINITY);
  // Where our clock was set meanwhile, neither is known to be that of the sending.
  const steady = skews.length > 0 && Math.max(...skews) - earliest <= readSlack / 1000;
  const slack = steady ? readSlack : unreadSlack;
  const wholeMinutes = /^\d{12}$/.test(created_at.text) ? 60_000 : 0;
  // Read as UTC, and may be of any zone; what is older than the create has been listed before it.
  const zone = /(?:Z|[+-]\d{2}:?\d{2}|^\d{13})$/i.test(created_at.text) ? 0 : farthestZone;
  const skew = Number.isFinite(earliest) ? earliest * 1000 : 0;
  return created_at.time.getTime() >= sent + skew - slack - wholeMinutes - zone;
}

/** What the detail does not say, or must not say, is untold; `others` also where the task is gone. */
async function compareNetworks(
  connection: Connection,
  { projectId, body }: Creation,
  { task_id }: ListedTask,
  signal: AbortSignal | undefined,
): Promise<'same' | 'others' | 'untold'> {
  try {
    const detail = await showMigrationTask(connection, projectId, task_id, signal);
    const pairs = [
      [detail.tenant_vpc_id, body.vpc_id],
      [detail.tenant_subnet_id, body.subnet_id],
      [detail.tenant_security_group_id, body.security_group_id],
    ];
    const told = pairs.filter(([told]) => told);
    if (!told.every(([told, sent]) => told?.toLowerCase() === sent?.toLowerCase())) return 'others';
    return told.length === pairs.length ? 'same' : 'untold';
  } catch (error) {
    if (isGone(error)) return 'others';
    if (isUnavailable(error)) return 'untold';
    throw error;
  }
}

/** Tasks that other creates are known to have made. */
async function claimedTaskIds(journal: SearchTools['journal'], creation: Creation): Promise<ReadonlySet<string>> {
  const others = await recentlyClosed(journal, creation).catch((error: unknown) => {
    // `hasRivals` met the same, and keeps the find from being taken for certain.
    if (error instanceof JournalProblem) return [];
    throw error;
  });
  const ids = others
    .filter(({ operationId }) => operationId !== creation.operationId)
    .map(({ ending }) => (ending.kind === 'created' ? ending.taskId : undefined));
  return new Set(ids.filter((id) => id !== undefined));
}

/** Another create of that name was sent and its task is not known: a single task may be its. */
async function hasRivals(journal: SearchTools['journal'], creation: Creation): Promise<boolean> {
  try {
    const { creations } = await journal.open();
    const given = (await recentlyClosed(journal, creation)).filter(({ ending }) => ending.kind !== 'created');
    return [...creations, ...given].some((other) => isSameTask(other, creation) && other.sentAt !== undefined);
  } catch (error) {
    if (error instanceof JournalProblem) return true;
    throw error;
  }
}

/** Those of shortly before as well: the list may not have shown them when this create was decided on. */
function recentlyClosed(journal: SearchTools['journal'], { startedAt }: Creation): Promise<readonly ClosedCreation[]> {
  return journal.closedSince(new Date(Date.parse(startedAt) - unreadSlack));
}

/** Another create of the same name in the same project. */
function isSameTask(one: Creation, other: Creation): boolean {
  return one.operationId !== other.operationId && one.body.name === other.body.name && isSamePlace(one, other);
}
