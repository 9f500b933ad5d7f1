import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import type { KnownTask } from '../tasks/taskSight.ts';

/** What may overwrite a target that applications use, and what to do about it. */
export function trapText({ task, detail }: KnownTask, life: Lifecycle, t: Translate): string {
  const name = shortened(task.task_name) || task.task_id;
  switch (helpOf(life)) {
    case 'delete':
      return t(
        'Applications use the target of migration task {name}, which has failed, and connects again by itself: then it may overwrite the target with the source. Delete it.',
        { name },
      );
    case 'look':
      return t(
        'Applications use the target of migration task {name}, and it is not known whether the migration goes on: then it may overwrite the target with the source. Look at it in the console.',
        { name },
      );
    case 'stop':
      return (task.resume_mode ?? detail?.resume_mode)?.trim().toLowerCase() === 'manual'
        ? t(
            'Applications use the target of migration task {name}, and the migration goes on: whatever is still written to the source may overwrite the target. Stop it.',
            { name },
          )
        : t(
            'Applications use the target of migration task {name}, and the migration goes on: when it connects anew, it may overwrite the target with the source. Stop it.',
            { name },
          );
  }
}

/** What helps, where its state allows that. */
export function trapButton(life: Lifecycle, t: Translate): { readonly command: string; readonly label: string } {
  switch (helpOf(life)) {
    case 'delete':
      return { command: 'dcs.deleteMigrationTask', label: t('Delete') };
    case 'look':
      return { command: 'dcs.openInConsole', label: t('Open in Console') };
    case 'stop':
      return { command: 'dcs.stopMigrationTask', label: t('Stop') };
  }
}

function helpOf({ may }: Lifecycle): 'stop' | 'delete' | 'look' {
  if (may.includes('stop')) return 'stop';
  return may.includes('delete') ? 'delete' : 'look';
}
