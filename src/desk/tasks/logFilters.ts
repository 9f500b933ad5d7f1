import { createListeners } from './listeners.ts';

/** Which levels of the logs of tasks are shown. */
export interface LogFilters {
  /** In capitals; empty: all. */
  levels(): readonly string[];
  change(levels: readonly string[]): void;
  onChange(listener: () => void): () => void;
}

export function createLogFilters(): LogFilters {
  const { tell, add } = createListeners();
  let shown: readonly string[] = [];
  return {
    levels: () => shown,
    change(levels) {
      shown = levels;
      tell();
    },
    onChange: add,
  };
}
