import { type Change, type ChangeNotes, olderFirst } from './changeNotes.ts';

/** As those of all windows, for what ends with this one. */
export function createOwnChangeNotes(): ChangeNotes {
  const notes = new Map<string, Change>();
  const busy = new Set<string>();
  return {
    add: async (change) => void notes.set(change.id, change),
    async update(change) {
      if (notes.has(change.id)) notes.set(change.id, change);
    },
    remove: async (id) => void notes.delete(id),
    all: async () => ({ changes: [...notes.values()].sort(olderFirst), unread: [] }),
    async alone({ instance }, work) {
      if (busy.has(instance.id)) return undefined;
      busy.add(instance.id);
      try {
        return await work();
      } finally {
        busy.delete(instance.id);
      }
    },
  };
}
