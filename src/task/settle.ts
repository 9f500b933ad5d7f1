import { isGone, isOnlineMigration, type ListedTask, listMigrationTasks, showMigrationTask } from '../cloud/dcs.ts';
import { Cancelled, CloudError } from '../cloud/errors.ts';
import type { Connection } from '../cloud/http.ts';
import { mayPassForReads } from '../cloud/patience.ts';
import { type Creation, type Journal, JournalProblem } from './journal.ts';
import { isUnavailable } from './sameName.ts';

/** What the list says of a create that had no clean answer. */
export type Finding =
  | { readonly kind: 'found'; readonly task: ListedTask }
  /** `until`: the end of the last look at the whole list. */
  | { readonly kind: 'none'; readonly until: Date }
  /** More than one fits, or one that another open create may have made. */
  | { readonly kind: 'several'; readonly tasks: readonly ListedTask[] }
  | { readonly kind: 'notLooked'; readonly error: CloudError };

export interface Look {
  /** From 1. */
  readonly number: number;
  /** Milliseconds until the next one. */
  readonly pause: number;
}

export interface SearchTools {
  readonly journal: Pick<Journal, 'open' | 'settledSince'>;
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
      finding = afterFailure(finding, error);
      if (!mayPassForReads(error)) return finding;
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
  return earlier === undefined || earlier.kind === 'notLooked' ? { kind: 'notLooked', error } : earlier;
}

type Seen = Exclude<Finding, { kind: 'notLooked' | 'several' }> | (Finding & { kind: 'several'; mayClear: boolean });

async function look(connection: Connection, creation: Creation, { journal, signal }: SearchTools): Promise<Seen> {
  const claimed = await claimedTaskIds(journal, creation);
  const tasks: ListedTask[] = [];
  for await (const page of listMigrationTasks(connection, creation.projectId, signal)) {
    const skew = creation.clockSkewSeconds ?? page.clockSkewSeconds;
    for (const task of page.tasks) {
      const fits = isCandidate(task, creation, skew) && !claimed.has(task.task_id);
      if (fits && !tasks.some(({ task_id }) => task_id === task.task_id)) tasks.push(task);
    }
  }
  const until = connection.now();
  const confirmed: ListedTask[] = [];
  for (const task of tasks) {
    if (await hasTheNetworks(connection, creation, task, signal)) confirmed.push(task);
  }
  const [only] = confirmed;
  if (only === undefined) return { kind: 'none', until };
  if (confirmed.length > 1) return { kind: 'several', tasks: confirmed, mayClear: false };
  if (await hasRivals(journal, creation)) return { kind: 'several', tasks: confirmed, mayClear: true };
  return { kind: 'found', task: only };
}

function isCandidate(task: ListedTask, creation: Creation, skewSeconds: number | undefined): boolean {
  return (
    task.task_name === creation.body.name &&
    isOnlineMigration(task) &&
    !creation.knownTaskIds.includes(task.task_id) &&
    isLaterThan(task, creation, skewSeconds)
  );
}

function isLaterThan({ created_at }: ListedTask, creation: Creation, skewSeconds: number | undefined): boolean {
  if (created_at?.time === undefined) return true;
  const sent = Date.parse(creation.sentAt ?? creation.startedAt);
  const slack = skewSeconds === undefined ? unreadSlack : readSlack;
  const wholeMinutes = /^\d{12}$/.test(created_at.text) ? 60_000 : 0;
  return created_at.time.getTime() >= sent + (skewSeconds ?? 0) * 1000 - slack - wholeMinutes;
}

/** False where the detail names other networks, or the task is gone; what the detail does not say, or must not say, speaks against nothing. */
async function hasTheNetworks(
  connection: Connection,
  { projectId, body }: Creation,
  { task_id }: ListedTask,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const detail = await showMigrationTask(connection, projectId, task_id, signal);
    const pairs = [
      [detail.tenant_vpc_id, body.vpc_id],
      [detail.tenant_subnet_id, body.subnet_id],
      [detail.tenant_security_group_id, body.security_group_id],
    ];
    return pairs.every(([told, sent]) => !told || told.toLowerCase() === sent?.toLowerCase());
  } catch (error) {
    if (isGone(error)) return false;
    if (isUnavailable(error)) return true;
    throw error;
  }
}

/** Tasks that other creates are known to have made. */
async function claimedTaskIds(journal: SearchTools['journal'], creation: Creation): Promise<ReadonlySet<string>> {
  // Those of shortly before as well: the list may not have shown them when this create was decided on.
  const since = new Date(Date.parse(creation.startedAt) - unreadSlack);
  const others = await journal.settledSince(since).catch((error: unknown) => {
    // `hasRivals` meets the same, and keeps the find from being taken for certain.
    if (error instanceof JournalProblem) return [];
    throw error;
  });
  const ids = others
    .filter(({ operationId }) => operationId !== creation.operationId)
    .map(({ settlement }) => (settlement.kind === 'created' ? settlement.taskId : undefined));
  return new Set(ids.filter((id) => id !== undefined));
}

/** Another create of that name has no known outcome either, or may have none: a single task may be its. */
async function hasRivals(journal: SearchTools['journal'], creation: Creation): Promise<boolean> {
  try {
    const { creations } = await journal.open();
    return creations.some((other) => isSameTask(other, creation) && other.sentAt !== undefined);
  } catch (error) {
    if (error instanceof JournalProblem) return true;
    throw error;
  }
}

/** Another create of the same name in the same project. */
function isSameTask(one: Creation, other: Creation): boolean {
  return one.operationId !== other.operationId && one.body.name === other.body.name && isSamePlace(one, other);
}

/** Of the same project; each window's sandbox is a place of its own. */
export function isSamePlace(one: Creation, other: Creation): boolean {
  return (
    one.projectId === other.projectId &&
    one.region === other.region &&
    one.profile === other.profile &&
    (one.profile !== 'sandbox' || one.owner.pid === other.owner.pid)
  );
}
