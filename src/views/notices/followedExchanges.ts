import { CloudError } from '../../cloud/errors.ts';
import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import { isGone, showMigrationTask } from '../../cloud/services/migrationTasks.ts';
import { lastLogLines } from '../../cloud/services/taskProgress.ts';
import type { FollowedExchange } from '../../desk/tasks/taskNotices.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type ExchangeEnd, type ExchangeLook, exchangeEnd } from '../../task/cutOver/exchangeEnd.ts';
import type { MarkedTask } from '../../task/journal/notices.ts';

/** Lines of the log that are read: what an error says is among them. */
const mostLines = 50;

/** Milliseconds between two looks at one task, whatever else makes the window look. */
const betweenLooks = 3000;

/** What this window has seen of one swap. */
interface Seen {
  /** Of the mark. */
  readonly since: string;
  looks: readonly ExchangeLook[];
  lookedAt: number;
}

interface Waiting {
  readonly begin: () => void;
  readonly end: (end: ExchangeEnd['kind'] | 'left') => void;
}

/** The swaps of addresses that are followed, and who waits for them. */
export interface FollowedExchanges {
  /** Looks, unless that was done just now, and gives what is known then; `known`: as the newest list has it. */
  look(place: TaskPlace, mark: MarkedTask, known: KnownTask | undefined, now: number): Promise<Found | undefined>;
  follow(taskId: string): Pick<FollowedExchange, 'begun' | 'end'>;
  end(taskId: string, end: ExchangeEnd['kind'] | 'left'): void;
  /** Of all others nobody waits for anything any more. */
  keepOnly(taskIds: ReadonlySet<string>): void;
}

interface Found {
  readonly end: ExchangeEnd;
  /** Absent where the task is gone. */
  readonly detail?: TaskDetail;
}

export function createFollowedExchanges(): FollowedExchanges {
  const seen = new Map<string, Seen>();
  const waiting = createWaiting();
  const end: FollowedExchanges['end'] = (taskId, how) => {
    seen.delete(taskId);
    waiting.end(taskId, how);
  };
  return {
    async look(place, mark, known, now) {
      const { taskId, since, exchange } = mark;
      const before = seen.get(taskId);
      const own = before?.since === since ? before : { since, looks: [], lookedAt: Number.NEGATIVE_INFINITY };
      seen.set(taskId, own);
      if (exchange === undefined || Math.abs(now - own.lookedAt) < betweenLooks) return undefined;
      own.lookedAt = now;
      const found = await readLook(place, taskId, known);
      if (found === undefined) return undefined;
      own.looks = [...own.looks.map(withoutOldLog), found.look];
      const ended = exchangeEnd(exchange, own.looks, now - Date.parse(since));
      if (ended.kind !== 'underWay' || ended.isSeen) waiting.begin(taskId);
      return { end: ended, ...(found.detail && { detail: found.detail }) };
    },
    follow: waiting.add,
    end,
    keepOnly(taskIds) {
      for (const taskId of new Set([...seen.keys(), ...waiting.taskIds()]))
        if (!taskIds.has(taskId)) end(taskId, 'left');
    },
  };
}

/** Those who wait; for a second one of a task also whoever waits for the first. */
function createWaiting() {
  const waiting = new Map<string, readonly Waiting[]>();
  const all = (taskId: string) => waiting.get(taskId) ?? [];
  return {
    add(taskId: string): ReturnType<FollowedExchanges['follow']> {
      let begin: Waiting['begin'] = () => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const over = new Promise<ExchangeEnd['kind'] | 'left'>((resolve) => {
        waiting.set(taskId, [...all(taskId), { begin, end: resolve }]);
      });
      return { begun, end: over };
    },
    begin(taskId: string) {
      for (const one of all(taskId)) one.begin();
    },
    end(taskId: string, how: ExchangeEnd['kind'] | 'left') {
      for (const one of all(taskId)) one.end(how);
      waiting.delete(taskId);
    },
    taskIds: () => waiting.keys(),
  };
}

/** Of what is long past nobody reads a log. */
function withoutOldLog(look: ExchangeLook, index: number, { length }: { readonly length: number }): ExchangeLook {
  return index < length - 1 ? { ...look, log: [] } : look;
}

interface Read {
  readonly look: ExchangeLook;
  readonly detail?: TaskDetail;
}

/** Undefined where the cloud cannot be asked now. */
async function readLook(
  { connection, projectId }: TaskPlace,
  taskId: string,
  known: KnownTask | undefined,
): Promise<Read | undefined> {
  const quick = { ...connection, patience: undefined };
  try {
    const detail = await showMigrationTask(quick, projectId, taskId);
    const log = await unlessItFails(lastLogLines(quick, projectId, taskId, mostLines));
    // Where the detail has none, the list may.
    const message = detail.error_message ?? known?.task.error_message ?? '';
    return { look: { taskStatus: detail.task_status ?? '', message, log: log ?? [] }, detail };
  } catch (error) {
    if (isGone(error)) return { look: { isGone: true, taskStatus: '', message: '', log: [] } };
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  }
}

async function unlessItFails<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return undefined;
  });
}
