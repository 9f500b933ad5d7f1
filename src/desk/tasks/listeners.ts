/** Whoever wants to be told of a change. */
interface Listeners {
  tell(): void;
  /** Gives what stops it. */
  add(listener: () => void): () => void;
  clear(): void;
}

export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}
