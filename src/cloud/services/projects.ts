import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { Refused } from '../errors.ts';
import { read } from '../patience.ts';
import { endlessList, mostEntries } from './endlessList.ts';

const project = z.looseObject({
  id: z.string().min(1),
  /** The region id, or `<region id>_<suffix>` for a sub-project. */
  name: z.string(),
  enabled: z.boolean().optional().catch(undefined),
});

export type Project = z.infer<typeof project>;

/** An entry without an id is left out rather than failing the list. */
const answer = z.looseObject({ projects: z.array(project.optional().catch(undefined)) });

/** The projects of the connection's region, sub-projects too, that its key can see. */
export async function listProjects(connection: Connection, signal?: AbortSignal): Promise<readonly Project[]> {
  const projects = await listEveryProject(connection, signal);
  return projects.filter(({ name }) => regionOfProject(name) === connection.region);
}

/**
 * The projects of all regions that the connection's key can see. Where it may not list projects (`/v3/projects` refused with
 * 403 or 404), asks for those it may use (`/v3/auth/projects`, which needs no policy).
 */
export async function listEveryProject(connection: Connection, signal?: AbortSignal): Promise<readonly Project[]> {
  const list = async (path: string) => {
    const { value } = await read(connection, { service: 'iam', method: 'GET', path, answer }, signal);
    if (value.projects.length > mostEntries) throw endlessList(`${connection.endpoints.iam}${path}`);
    return value.projects.filter((entry) => entry !== undefined).filter(({ enabled }) => enabled !== false);
  };
  try {
    return await list('/v3/projects');
  } catch (error) {
    if (!(error instanceof Refused && [403, 404].includes(error.facts.status))) throw error;
    return await list('/v3/auth/projects');
  }
}

/** Sub-projects are named after their region's project: `cn-north-4_team`. */
export function regionOfProject(name: string): string {
  return name.split('_', 1)[0] ?? name;
}
