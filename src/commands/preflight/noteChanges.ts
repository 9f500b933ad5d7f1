import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { noteHappened } from '../../desk/tasks/noteHappened.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';

/** Notes of a task what was changed for it at its ends. `isCertain`: whether the cloud has said so. */
export function noteChanges(
  desk: Pick<Desk, 't' | 'log' | 'records'>,
  place: TaskPlace,
  taskId: string,
  changes: readonly Change[],
  isCertain = true,
): void {
  const { t } = desk;
  for (const change of changes) {
    const text = changedText(change, t);
    const what = isCertain ? text : `${text} ${t('Nobody has said that it was done.')}`;
    noteHappened(desk, place, taskId, { kind: 'changed', what });
  }
}

function changedText({ instance, what }: Change, t: Translate): string {
  const name = shortened(instance.name || instance.id);
  if (what.kind === 'whitelist')
    return t('{address} was added to the whitelist of {name}.', { name, address: shortened(what.entry) });
  const values = { name, parameter: shortened(what.name), from: shortened(what.from), to: shortened(what.to) };
  return t('{parameter} of {name} was set from {from} to {to}.', values);
}
