import type { Translate } from '../../cloud/translate.ts';
import type { Button } from '../../desk/ports.ts';
import { type KnownTask, lifeOf } from '../../desk/tasks/taskSight.ts';
import type { Notice } from '../../task/journal/notices.ts';
import { cutOverButton, helpButtons, setBackButton } from '../tasks/pageButtons.ts';
import type { PageButton } from '../tasks/pageModel.ts';

/** Runs a command of ours on a task of the project that this window shows. */
export type RunOnTask = (command: string, taskId: string) => void;

/** What comes next; the page has the rest. */
export function nextButtons(
  notice: Notice,
  { task, isChanged, now }: { readonly task: KnownTask; readonly isChanged: boolean; readonly now: number },
  t: Translate,
): readonly PageButton[] {
  switch (notice) {
    case 'failed':
    case 'toConfigure':
      return helpButtons(task, lifeOf(task, now), t).slice(0, 1);
    case 'ready':
      return [{ command: 'dcs.compareSourceAndTarget', label: t('Compare Source and Target') }, cutOverButton(t)];
    default:
      return notice === 'finished' && isChanged ? [setBackButton(t)] : [];
  }
}

/** To the task, and to its page. */
export function leadTo(taskId: string, next: readonly PageButton[], run: RunOnTask, t: Translate): readonly Button[] {
  const page = { command: 'dcs.showMigrationTask', label: t('Show Migration Task') };
  // More of them would not be whole in a notification.
  return (next.length > 1 ? next : [...next, page]).map(({ command, label }) => ({
    label,
    run: () => run(command, taskId),
  }));
}
