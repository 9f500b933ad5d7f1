import type { Connection } from '../connection.ts';
import { read } from '../patience.ts';
import { endlessList, mostEntries, mostPages } from './endlessList.ts';
import { type Instance, type InstanceDetail, instanceDetail, instanceList } from './instanceSchemas.ts';
import { projectPath } from './migrationTasks.ts';

export type { Instance, InstanceDetail } from './instanceSchemas.ts';

/** Entries a request. Small enough for the first page to be quick. */
const quickPage = 200;

/** The most that the service lists in one page. */
export const largestPage = 1000;

/**
 * `GET /v2/{project_id}/instances`: the DCS instances of a project, page by page; an entry without an ID, or that an earlier page
 * had, is left out.
 * @throws {CloudError} `Unintelligible` too where the list does not end
 */
export async function* listInstances(
  connection: Connection,
  projectId: string,
  signal?: AbortSignal,
  pageSize = quickPage,
): AsyncGenerator<readonly Instance[]> {
  const path = `${projectPath(projectId)}/instances`;
  const seen = new Set<string>();
  let offset = 0;
  for (let pages = 0; pages < mostPages && offset <= mostEntries; pages += 1) {
    const query = { offset, limit: pageSize };
    const request = { service: 'dcs', method: 'GET', path, query, answer: instanceList } as const;
    const { total, length, entries } = (await read(connection, request, signal)).value;
    const fresh = entries.filter(({ instance_id }) => !seen.has(instance_id));
    for (const { instance_id } of fresh) seen.add(instance_id);
    yield fresh;
    offset += length;
    // Some edition may give fewer than asked for, so a short page is the last one only where nothing says how many there are.
    if (length === 0 || (total === undefined ? length < pageSize : offset >= total)) return;
    if (fresh.length === 0) break;
  }
  throw endlessList(`${connection.endpoints.dcs}${path}`);
}

/** `GET /v2/{project_id}/instances/{instance_id}`: what the list does not say, such as its type and what is being done to it. @throws {CloudError} */
export async function showInstance(
  connection: Connection,
  projectId: string,
  instanceId: string,
  signal?: AbortSignal,
): Promise<InstanceDetail> {
  const path = `${projectPath(projectId)}/instances/${encodeURIComponent(instanceId)}`;
  return (await read(connection, { service: 'dcs', method: 'GET', path, answer: instanceDetail }, signal)).value;
}
