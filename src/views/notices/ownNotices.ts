import type { MarkedTask, Notices } from '../../task/journal/notices.ts';

/** As those of all windows, for what ends with this one. */
export function createOwnNotices(): Notices {
  const marks = new Map<string, MarkedTask>();
  const told = new Set<string>();
  const forget = (taskId: string) => {
    marks.delete(taskId);
    for (const one of [...told]) if (one.startsWith(`${taskId} `)) told.delete(one);
  };
  const isFirst: Notices['isFirst'] = async (taskId, notice, seenAt = Number.POSITIVE_INFINITY) => {
    const one = `${taskId} ${notice}`;
    if (seenAt < Date.parse(marks.get(taskId)?.since ?? '')) return false;
    const isNew = marks.has(taskId) && !told.has(one);
    told.add(one);
    return isNew;
  };
  return {
    async mark(task, notice) {
      forget(task.taskId);
      marks.set(task.taskId, task);
      if (notice !== undefined) await isFirst(task.taskId, notice);
    },
    unmark: async (taskId) => forget(taskId),
    marked: async () => [...marks.values()],
    isFirst,
  };
}
