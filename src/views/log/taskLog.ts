import { shortened, visible } from '../../cloud/foreignText.ts';
import { listMigrationTaskLogs, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/** The log of one task as far as it was read; grows with each reading. */
interface TaskLog {
  /** Oldest first. */
  lines(): readonly TaskLogLine[];
  /** Reads what has come since, all of it at first. @throws {CloudError} */
  read(signal?: AbortSignal): Promise<void>;
}

/** Reads as few pages as show what is new: a log of days has thousands of lines, and is looked at every few seconds. */
export function createTaskLog({ connection, projectId }: TaskPlace, taskId: string): TaskLog {
  /** In the service's order, which is not documented. */
  let known: readonly TaskLogLine[] = [];
  let newestFirst = false;
  const pages = (start: number, signal?: AbortSignal) =>
    listMigrationTaskLogs(connection, projectId, taskId, start, signal);
  const readAll = async (signal?: AbortSignal) => {
    const all: TaskLogLine[] = [];
    for await (const { lines } of pages(0, signal)) all.push(...lines);
    known = all;
    newestFirst = isNewestFirst(all);
  };
  /** Those before, or behind, all that is known; undefined where that cannot be told. */
  const readNew = async (signal?: AbortSignal): Promise<readonly TaskLogLine[] | undefined> => {
    const found: TaskLogLine[] = [];
    for await (const { lines, total } of pages(newestFirst ? 0 : known.length, signal)) {
      if (total === undefined || total < known.length) return undefined;
      found.push(...lines);
      const fresh = total - known.length;
      if (found.length >= fresh) return found.slice(0, fresh);
    }
    return undefined;
  };
  return {
    lines: () => (newestFirst ? known.toReversed() : known),
    async read(signal) {
      const fresh = known.length === 0 ? undefined : await readNew(signal);
      if (fresh === undefined) await readAll(signal);
      else known = newestFirst ? [...fresh, ...known] : [...known, ...fresh];
    },
  };
}

function isNewestFirst(lines: readonly TaskLogLine[]): boolean {
  const times = lines.flatMap(({ created_at }) => created_at?.time?.getTime() ?? []);
  return (times[0] ?? 0) > (times.at(-1) ?? 0);
}

/** The level of a line, in capitals; empty where it has none. */
export function levelOf({ log_level = '' }: TaskLogLine): string {
  return log_level.trim().toUpperCase();
}

/** A line as logs write it, so that editors colour it; words of others stay in it, and in one line. */
export function lineText(line: TaskLogLine): string {
  const { created_at, message, log_code = '', keyword } = line;
  const time = created_at?.time?.toISOString().replace('T', ' ').replace('Z', '') ?? created_at?.text ?? '';
  const level = levelOf(line);
  const more = [log_code, ...keyword].filter((part) => part.trim() !== '');
  const parts = [
    time,
    level === '' ? '' : `[${level.toLowerCase()}]`,
    message,
    more.length === 0 ? '' : `(${more.join('; ')})`,
  ];
  return oneLine(parts.filter((part) => part !== '').join(' '));
}

/** Characters of a line. */
const longestLine = 4000;

function oneLine(text: string): string {
  return visible(shortened(text, longestLine));
}
