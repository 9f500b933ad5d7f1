import type { Translate } from '../../cloud/translate.ts';
import { titleIn } from '../../desk/openConnection.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/** Of each question: nobody may take the sandbox for the cloud. */
export function titleAt({ sandbox, connection }: TaskPlace, t: Translate): string {
  const account = { kind: sandbox ? ('sandbox' as const) : ('profile' as const) };
  return titleIn(t('Create, Configure and Start'), account, connection.region, t);
}
