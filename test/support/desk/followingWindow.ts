import type { Desk } from '../../../src/desk/ports.ts';
import type { TaskNotices } from '../../../src/desk/tasks/taskNotices.ts';
import { isPlaceHere } from '../../../src/desk/tasks/taskPlace.ts';
import { type Notices, openNotices } from '../../../src/task/journal/notices.ts';
import { openSharedLooks } from '../../../src/task/journal/sharedLooks.ts';
import { connectAsSaved } from '../../../src/views/notices/connectAsSaved.ts';
import type { RunOnTask } from '../../../src/views/notices/nextButtons.ts';
import { createOwnNotices } from '../../../src/views/notices/ownNotices.ts';
import { createTaskNotices } from '../../../src/views/notices/taskNotices.ts';
import { shareAmong } from '../../../src/views/watch/lookTogether.ts';
import { createTaskWatch } from '../../../src/views/watch/taskWatch.ts';

/** What follows and tells in a window of this desk, as the host puts it together; windows of one journal go on for each other. */
export function noticesOf(
  desk: Desk,
  journalFolder: string,
  own: Notices = createOwnNotices(),
  runOnTask: RunOnTask = () => undefined,
): TaskNotices {
  const { now, wait } = desk;
  const cutOverLag = () => desk.settings().cutOverLag;
  const onError = (error: unknown) => {
    throw error;
  };
  const share = shareAmong(openSharedLooks(journalFolder, now));
  const notices = createTaskNotices(
    desk,
    { shared: openNotices(journalFolder, now), own, onError },
    {
      connect: (mark) => connectAsSaved(desk, mark),
      watchAt: (place) => createTaskWatch({ now, wait, share, cutOverLag, place: async () => place, onError }),
      isHere: (place) => isPlaceHere(desk, place),
      runOnTask,
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
