import type { Creation } from './journalEntry.ts';

/** What tells a place: not who asks, for several profiles may lead to one project. */
type Placed = Pick<Creation, 'profile' | 'region' | 'projectId' | 'dcsEndpoint' | 'owner'>;

/** Of the same project at the same address; each window's sandbox is a place of its own. */
export function isSamePlace(one: Placed, other: Placed): boolean {
  if (one.projectId !== other.projectId) return false;
  const inSandbox = one.profile === 'sandbox';
  if (inSandbox !== (other.profile === 'sandbox')) return false;
  if (inSandbox) return one.owner.pid === other.owner.pid;
  if (one.dcsEndpoint !== undefined && other.dcsEndpoint !== undefined) return one.dcsEndpoint === other.dcsEndpoint;
  return one.region === other.region;
}
