import type { Connection } from '../../cloud/connection.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { lookUpName, type NameCheck } from '../../task/create/sameName.ts';
import { lookAhead, type ReviewWatch, type Verdict } from './lookAhead.ts';
import { factsOf } from './secondYes.ts';

/** Looks for tasks of the chosen name. */
export function watchName(
  desk: Pick<Desk, 't' | 'wait' | 'now'>,
  connection: Connection,
  projectId: string,
): ReviewWatch {
  const { t } = desk;
  const ahead = lookAhead(desk, (name, signal) => lookUpName(connection, projectId, name, signal));
  return {
    begin: ahead.begin,
    async remark() {
      const check = await ahead.answer();
      return check === 'late'
        ? { verdict: t('Whether this name is taken is still being looked up.') }
        : remarkOn(check, t);
    },
    stop: ahead.stop,
  };
}

function remarkOn(check: NameCheck | undefined, t: Translate): Verdict | undefined {
  if (check === undefined) return undefined;
  if (check.kind !== 'checked') {
    return { verdict: t('Whether this name is taken could not be checked'), detail: reasonOf(check.error, t) };
  }
  const [first, ...others] = check.tasks.toSorted((one, other) => createdAt(other) - createdAt(one));
  if (first === undefined) return undefined;
  const taskId = shortened(first.task_id);
  const line = factsOf(first, t).join(' · ') || taskId;
  const verdict =
    others.length === 0
      ? t('A task of this name exists: {line}', { line })
      : t('{count} tasks of this name exist; the newest: {line}', { count: check.tasks.length, line });
  return { verdict, detail: t('Task ID {taskId}', { taskId }) };
}

function createdAt({ created_at }: ListedTask): number {
  return created_at?.time?.getTime() ?? 0;
}
