import * as z from 'zod';
import { createListeners } from '../../desk/tasks/listeners.ts';
import type { Arrangements } from '../../desk/tasks/taskSight.ts';
import { taskGroups } from '../../task/taskGroups.ts';

const key = 'dcs.arrangement';

const arrangement = z.object({
  by: z.enum(['state', 'target', 'none']),
  only: z.array(z.enum(taskGroups)),
});

interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** As the workspace remembers it; by state, and all of them, at first. */
export function createArrangements(memory: Memory): Arrangements {
  const listeners = createListeners();
  return {
    current: () => arrangement.safeParse(memory.get(key)).data ?? { by: 'state', only: [] },
    async change(changed) {
      await memory.update(key, changed);
      listeners.tell();
    },
    onChange: listeners.add,
  };
}
