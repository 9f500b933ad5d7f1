import type { Connection } from '../connection.ts';
import { read } from '../patience.ts';
import { endlessList, mostEntries, mostPages } from './endlessList.ts';
import { taskPath } from './migrationTasks.ts';
import { type TaskLogLine, type TaskStats, taskLogs, taskStats } from './taskProgressSchemas.ts';

export type { TaskLogLine, TaskStats } from './taskProgressSchemas.ts';

/** `GET /v2/{project_id}/migration-task/{task_id}/stats`: the figures of a task that moves. @throws {CloudError} */
export async function showMigrationTaskStats(
  connection: Connection,
  projectId: string,
  taskId: string,
  signal?: AbortSignal,
): Promise<TaskStats> {
  const path = `${taskPath(projectId, taskId)}/stats`;
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: taskStats }, signal)).value;
}

/** Its own default is 10, and no most is documented; a line is short. */
const pageSize = 100;

/** Lines of a log. */
interface LogPage {
  readonly lines: readonly TaskLogLine[];
  /** Lines that came, those that cannot be read included. */
  readonly length: number;
  /** How many there are on all pages, where the service says it. */
  readonly total: number | undefined;
}

/**
 * `GET /v2/{project_id}/migration-task/{task_id}/logs`: the log of a task in the service's order, page by page, from the line `start` on.
 * @throws {CloudError} `Unintelligible` too where it does not end
 */
export async function* listMigrationTaskLogs(
  connection: Connection,
  projectId: string,
  taskId: string,
  start = 0,
  signal?: AbortSignal,
): AsyncGenerator<LogPage> {
  const path = `${taskPath(projectId, taskId)}/logs`;
  let offset = start;
  for (let pages = 0; pages < mostPages && offset - start <= mostEntries; pages += 1) {
    const page = await readLogPage(connection, path, { offset, limit: pageSize }, signal);
    const { total, length } = page;
    yield page;
    offset += length;
    // Some edition may give fewer than asked for, so a short page is the last one only where nothing says how many there are.
    if (length === 0 || (total === undefined ? length < pageSize : offset >= total)) return;
  }
  throw endlessList(`${connection.endpoints.dcs}${path}`);
}

/**
 * The last lines of the log of a task, oldest first, by one request or two: whether the service begins with the oldest is not documented.
 * @throws {CloudError}
 */
export async function lastLogLines(
  connection: Connection,
  projectId: string,
  taskId: string,
  count: number,
  signal?: AbortSignal,
): Promise<readonly TaskLogLine[]> {
  const path = `${taskPath(projectId, taskId)}/logs`;
  const first = await readLogPage(connection, path, { offset: 0, limit: count }, signal);
  const { total = first.length } = first;
  const isWhole = total <= first.length;
  if (isWhole || timeOf(first.lines[0]) > timeOf(first.lines.at(-1))) return oldestFirst(first.lines);
  // Some edition may give fewer than asked for.
  const offset = Math.max(first.length, total - Math.min(count, first.length));
  const last = await readLogPage(connection, path, { offset, limit: count }, signal);
  const isLater = timeOf(last.lines.at(-1)) >= timeOf(first.lines.at(-1));
  return oldestFirst((isLater ? last : first).lines);
}

async function readLogPage(
  connection: Connection,
  path: string,
  query: { readonly offset: number; readonly limit: number },
  signal: AbortSignal | undefined,
): Promise<LogPage> {
  const request = { service: 'dcs', method: 'GET', path, query, answer: taskLogs } as const;
  return (await read(connection, request, signal)).value;
}

function timeOf(line: TaskLogLine | undefined): number {
  return line?.created_at?.time?.getTime() ?? 0;
}

function oldestFirst(lines: readonly TaskLogLine[]): readonly TaskLogLine[] {
  return timeOf(lines[0]) > timeOf(lines.at(-1)) ? lines.toReversed() : lines;
}
