import type { Translate } from '../../cloud/translate.ts';

/** By window, the tasks whose start is under way: one that is slow must not be sent a second time. */
const underWay = new WeakMap<object, Set<string>>();

/** Undefined where it is being started already, and nothing was done. */
export async function startOnce<T>(desk: object, taskId: string, start: () => Promise<T>): Promise<T | undefined> {
  const ids = underWay.get(desk) ?? new Set();
  underWay.set(desk, ids);
  if (ids.has(taskId)) return undefined;
  ids.add(taskId);
  try {
    return await start();
  } finally {
    ids.delete(taskId);
  }
}

export function startingText(name: string, t: Translate): string {
  return t('Migration task {name} is being started already. Nothing was sent.', { name });
}
