import type { Translate } from '../../cloud/translate.ts';
import { mayCutOver } from '../../desk/cutOver/checklistOf.ts';
import { causeOf } from '../../desk/tasks/causes.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { FailureHelp } from '../../task/failureCatalogue.ts';
import type { Lifecycle, TaskAction } from '../../task/lifecycle.ts';
import type { PageButton } from './pageModel.ts';

/** What can be done with a task from its page. */
export function pageButtons(known: KnownTask, life: Lifecycle, t: Translate): readonly PageButton[] {
  const ofLife = ['configure', 'swapIp', 'rollBackIp', 'stop', 'restart', 'setAutoReconnect', 'delete'] as const;
  return [
    ...(mayCutOver(life) ? [cutOverButton(t)] : []),
    ...ofLife.filter((action) => life.may.includes(action)).map((action) => button(action, t)),
    ...(known.changed ? [setBackButton(t)] : []),
    ...(life.may.includes('configure') ? [{ command: 'dcs.checkBeforeStart', label: t('Check Before Start') }] : []),
    { command: 'dcs.showMigrationLog', label: t('Show Log of Task') },
    known.notified
      ? { command: 'dcs.stopNotifying', label: t('Stop Notifying') }
      : { command: 'dcs.notifyMe', label: t('Notify Me') },
    button('copyTaskId', t),
    ...(hasAddress(known) ? [button('copyAddress', t)] : []),
    button('openConsole', t),
    button('saveAsFile', t),
    { command: 'dcs.saveReport', label: t('Save Report…') },
    { command: 'dcs.refreshMigrationTasks', label: t('Refresh') },
  ];
}

/** The checklist, which leads on. */
export function cutOverButton(t: Translate): PageButton {
  return { command: 'dcs.cutOver', label: t('Cut Over…') };
}

/** While something that was changed for it at its ends is not set back. */
export function setBackButton(t: Translate): PageButton {
  return { command: 'dcs.setBackChanges', label: t('Set Back Changes…') };
}

/** How a migration that has failed is begun anew; one that was stopped on purpose is not led to that. */
export function anewButtons({ may, phase }: Lifecycle, t: Translate): readonly PageButton[] {
  const ways = ['restart', 'configure'] as const;
  return phase === 'failed' ? ways.filter((way) => may.includes(way)).map((way) => button(way, t)) : [];
}

/** What helps on with a task that waits for somebody, where its state allows it. */
export function helpButtons(known: KnownTask, { may, phase }: Lifecycle, t: Translate): readonly PageButton[] {
  if (phase === 'toConfigure') return [button('configure', t)];
  const help = causeOf(known)?.help ?? [];
  const isOpen = (step: FailureHelp) => {
    if (step === 'copyAddress') return hasAddress(known);
    return isAction(step) ? may.includes(step) : true;
  };
  return help.filter(isOpen).map((step) => button(step, t));
}

function isAction(step: FailureHelp): step is Extract<FailureHelp, TaskAction> {
  return step === 'configure' || step === 'restart' || step === 'setAutoReconnect' || step === 'delete';
}

function hasAddress({ task }: KnownTask): boolean {
  return Boolean(task.ecs_tenant_private_ip?.trim());
}

function button(step: TaskAction | FailureHelp, t: Translate): PageButton {
  switch (step) {
    case 'openConsole':
      return { command: 'dcs.openInConsole', label: t('Open in Console') };
    case 'configure':
      return { command: 'dcs.configureAndStart', label: t('Configure and Start…') };
    case 'stop':
      return { command: 'dcs.stopMigrationTask', label: t('Stop') };
    case 'restart':
      return { command: 'dcs.restartMigrationTask', label: t('Restart') };
    case 'setAutoReconnect':
      return { command: 'dcs.setAutoReconnect', label: t('Auto-Reconnect') };
    case 'swapIp':
      return { command: 'dcs.swapIp', label: t('Swap IP…') };
    case 'rollBackIp':
      return { command: 'dcs.rollBackIp', label: t('Roll Back IP…') };
    case 'delete':
      return { command: 'dcs.deleteMigrationTask', label: t('Delete') };
    case 'copyAddress':
      return { command: 'dcs.copyMachineAddress', label: t('Copy Machine Address') };
    case 'copyTaskId':
      return { command: 'dcs.copyTaskId', label: t('Copy Task ID') };
    case 'saveAsFile':
      return { command: 'dcs.saveTaskAsFile', label: t('Save as Task File') };
  }
}
