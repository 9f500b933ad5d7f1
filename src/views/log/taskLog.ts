import { shortened, visible } from '../../cloud/foreignText.ts';
import { listMigrationTaskLogs, type TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Translate } from '../../cloud/translate.ts';
import { clockText } from '../../desk/tasks/phaseTexts.ts';
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
  let known: Fragment = { lines: [], count: 0 };
  let newestFirst: boolean | undefined;
  const pages: Pages = (start, signal) => listMigrationTaskLogs(connection, projectId, taskId, start, signal);
  return {
    lines: () => (newestFirst ? known.lines.toReversed() : known.lines),
    async read(signal) {
      const fresh = newestFirst === undefined ? undefined : await readNew(pages, known.count, newestFirst, signal);
      if (fresh === undefined) {
        known = await readAll(pages, signal);
        newestFirst = isNewestFirst(known.lines);
        return;
      }
      const [first, second] = newestFirst ? [fresh, known] : [known, fresh];
      known = { lines: [...first.lines, ...second.lines], count: first.count + second.count };
    },
  };
}

type Pages = (start: number, signal: AbortSignal | undefined) => ReturnType<typeof listMigrationTaskLogs>;

/** In the service's order, which is not documented. */
interface Fragment {
  readonly lines: readonly TaskLogLine[];
  /** With those that cannot be read. */
  readonly count: number;
}

async function readAll(pages: Pages, signal: AbortSignal | undefined): Promise<Fragment> {
  const all: TaskLogLine[] = [];
  let count = 0;
  for await (const { lines, length } of pages(0, signal)) {
    all.push(...lines);
    count += length;
  }
  return { lines: all, count };
}

/** Those before, or behind, as many as are known; undefined where that cannot be told. */
async function readNew(
  pages: Pages,
  known: number,
  newestFirst: boolean,
  signal: AbortSignal | undefined,
): Promise<Fragment | undefined> {
  const found: TaskLogLine[] = [];
  let count = 0;
  for await (const { lines, length, total } of pages(newestFirst ? 0 : known, signal)) {
    if (total === undefined || total < known) return undefined;
    found.push(...lines);
    count += length;
    const fresh = total - known;
    if (count < fresh) continue;
    // Which of them cannot be read is not known here.
    if (found.length !== count && count !== fresh) return undefined;
    return { lines: found.slice(0, fresh), count: fresh };
  }
  return undefined;
}

/** Undefined where no two lines have different times. */
function isNewestFirst(lines: readonly TaskLogLine[]): boolean | undefined {
  const times = lines.flatMap(({ created_at }) => created_at?.time?.getTime() ?? []);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return first === last ? undefined : first > last;
}

/** The level of a line, in capitals; empty where it has none. */
export function levelOf({ log_level = '' }: TaskLogLine): string {
  return log_level.trim().toUpperCase();
}

/** When a line was written; empty where nothing says it. */
export function lineTime({ created_at: at }: TaskLogLine, t: Translate): string {
  return at?.time === undefined ? shortened(at?.text ?? '') : clockText(at.time.getTime(), t);
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
