import type { Desk } from '../../desk/ports.ts';
import type { Called } from './chosenTasks.ts';
import { copyOf } from './copyOf.ts';

/** The address of the migration machine, which the whitelists of source and target have to let in. */
export function copyMachineAddress(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  return copyOf(desk, called, ({ known }) => known.task.ecs_tenant_private_ip?.trim(), t('Copy Machine Address'));
}
