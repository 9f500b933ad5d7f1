import { ownerMark } from '../../task/journal/notices.ts';
import type { TaskPlace } from './taskSight.ts';

/** What tells a place from another on disk, and nothing of who is signed in. */
export interface PlaceMark {
  /** By `ownerMark`. */
  readonly owner: string;
  readonly projectId: string;
  /** The base URL of DCS. */
  readonly dcsEndpoint: string;
}

export function placeMark({ connection, projectId }: TaskPlace): PlaceMark {
  const { endpoints, session } = connection;
  return { owner: ownerMark(session.identity), projectId, dcsEndpoint: endpoints.dcs };
}
