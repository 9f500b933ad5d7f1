import type { Translate } from '../../cloud/translate.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle, TaskAction } from '../../task/lifecycle.ts';
import type { PageButton } from './pageModel.ts';

/** What can be done with a task from its page. */
export function pageButtons({ task }: KnownTask, { may }: Lifecycle, t: Translate): readonly PageButton[] {
  const ofLife: readonly (readonly [action: TaskAction, command: string, label: string])[] = [
    ['stop', 'dcs.stopMigrationTask', t('Stop')],
    ['restart', 'dcs.restartMigrationTask', t('Restart')],
    ['setAutoReconnect', 'dcs.setAutoReconnect', t('Auto-Reconnect')],
    ['delete', 'dcs.deleteMigrationTask', t('Delete')],
  ];
  const hasAddress = Boolean(task.ecs_tenant_private_ip?.trim());
  return [
    ...ofLife.filter(([action]) => may.includes(action)).map(([, command, label]) => ({ command, label })),
    { command: 'dcs.showMigrationLog', label: t('Show Log') },
    { command: 'dcs.notifyMe', label: t('Notify Me') },
    { command: 'dcs.copyTaskId', label: t('Copy Task ID') },
    ...(hasAddress ? [{ command: 'dcs.copyMachineAddress', label: t('Copy Machine Address') }] : []),
    { command: 'dcs.saveReport', label: t('Save Report…') },
    { command: 'dcs.refreshMigrationTasks', label: t('Refresh') },
  ];
}
