import type { Follower } from '../../../src/desk/following.ts';
import type { Desk } from '../../../src/desk/ports.ts';
import { openFollowedTasks } from '../../../src/task/journal/followedTasks.ts';
import { createFollower } from '../../../src/views/follower.ts';
import { connectAsSaved } from '../../../src/views/leftBehind.ts';

/** What follows in a window of this desk; windows of one journal follow on for each other. */
export function followerOf(desk: Desk, journalFolder: string): Follower {
  const kept = openFollowedTasks(journalFolder, desk.now);
  const follower = createFollower(desk, kept, (task) => connectAsSaved(desk, task));
  return {
    ...follower,
    dispose() {
      follower.dispose();
      kept.dispose();
    },
  };
}
