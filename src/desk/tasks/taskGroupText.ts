import type { Translate } from '../../cloud/translate.ts';
import type { TaskGroup } from '../../task/taskGroups.ts';

export function taskGroupText(group: TaskGroup, t: Translate): string {
  switch (group) {
    case 'failed':
      return t('Failed');
    case 'toConfigure':
      return t('Waiting to Be Configured');
    case 'ready':
      return t('Ready to Cut Over');
    case 'inSync':
      return t('In Sync');
    case 'running':
      return t('Running');
    case 'other':
      return t('Other');
    case 'done':
      return t('Done');
  }
}
