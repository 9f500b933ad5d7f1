import type { Desk } from '../../../src/desk/ports.ts';
import type { TaskNotices } from '../../../src/desk/tasks/taskNotices.ts';
import { type Notices, openNotices } from '../../../src/task/journal/notices.ts';
import { openSharedLooks } from '../../../src/task/journal/sharedLooks.ts';
import { connectAsSaved } from '../../../src/views/notices/connectAsSaved.ts';
import { createOwnNotices } from '../../../src/views/notices/ownNotices.ts';
import { createTaskNotices } from '../../../src/views/notices/taskNotices.ts';
import { shareAmong } from '../../../src/views/watch/lookTogether.ts';
import { createTaskWatch } from '../../../src/views/watch/taskWatch.ts';

/** What follows and tells in a window of this desk, as the host puts it together; windows of one journal go on for each other. */
export function noticesOf(desk: Desk, journalFolder: string, own: Notices = createOwnNotices()): TaskNotices {
  const { now, wait } = desk;
  const onError = (error: unknown) => {
    throw error;
  };
  const share = shareAmong(openSharedLooks(journalFolder, now));
  const notices = createTaskNotices(
    desk,
    { shared: openNotices(journalFolder, now), own, onError },
    {
      connect: (mark) => connectAsSaved(desk, mark),
      watchAt: (place) => createTaskWatch({ now, wait, share, place: async () => place, onError }),
    },
  );
  const unlisten = desk.accounts.onChange(() => void notices.resume());
  return {
    ...notices,
    dispose() {
      unlisten();
      notices.dispose();
    },
  };
}
