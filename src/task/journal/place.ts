import type { Creation } from './journalEntry.ts';

/** Of the same project; each window's sandbox is a place of its own. */
export function isSamePlace(one: Creation, other: Creation): boolean {
  return (
    one.projectId === other.projectId &&
    one.region === other.region &&
    one.profile === other.profile &&
    (one.profile !== 'sandbox' || one.owner.pid === other.owner.pid)
  );
}
