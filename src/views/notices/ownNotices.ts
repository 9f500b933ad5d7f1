import { isNews, type MarkedTask, type Notices } from '../../task/journal/notices.ts';

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
    const mark = marks.get(taskId);
    if (mark === undefined || !isNews(mark, notice, seenAt)) return false;
    const isNew = !told.has(one);
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
