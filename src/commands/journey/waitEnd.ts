import type { Translate } from '../../cloud/translate.ts';
import type { MachineEnd } from '../../desk/tasks/taskNotices.ts';

/** How the waiting for a machine has ended. */
export type WaitEnd = MachineEnd | 'cancelled';

/** What is told where that starts nothing. */
export function endText(end: Exclude<WaitEnd, 'ready' | 'failed'>, name: string, t: Translate): string {
  switch (end) {
    case 'gone':
      return t('Migration task {name} has been deleted meanwhile. Nothing was started.', { name });
    case 'other':
      return t('Migration task {name} has been configured elsewhere meanwhile. Nothing was started from here.', {
        name,
      });
    case 'left':
      return t(
        'Migration task {name} is not waited for any more, and was not started. It exists and is billed; Configure and Start… goes on with what was entered.',
        { name },
      );
    case 'cancelled':
      return t(
        'Migration task {name} will not be started by itself. It exists and is billed; Configure and Start… goes on with what was entered, and Delete removes it.',
        { name },
      );
  }
}
