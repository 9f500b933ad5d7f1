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
    const query = { offset, limit: pageSize };
    const request = { service: 'dcs', method: 'GET', path, query, answer: taskLogs } as const;
    const { total, length, lines } = (await read(connection, request, signal)).value;
    yield { lines, length, total };
    offset += length;
    // Some edition may give fewer than asked for, so a short page is the last one only where nothing says how many there are.
    if (length === 0 || (total === undefined ? length < pageSize : offset >= total)) return;
  }
  throw endlessList(`${connection.endpoints.dcs}${path}`);
}
