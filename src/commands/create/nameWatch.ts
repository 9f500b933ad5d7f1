import type { Connection } from '../../cloud/connection.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { lookUpName, type NameCheck } from '../../task/create/sameName.ts';
import { factsOf } from './secondYes.ts';

/** What speaks against a name: the verdict fits in one row of a list, what is beside it may be cut. */
export interface NameRemark {
  readonly verdict: string;
  readonly detail?: string;
}

/** Looks for tasks of the chosen name while the next questions are asked, so that the review can say what it found. */
export interface NameWatch {
  begin(name: string): void;
  /** What speaks against the name; undefined where nothing does. */
  remark(): Promise<NameRemark | undefined>;
  stop(): void;
}

/** Milliseconds that the review waits for an answer that is still to come. */
const patience = 1500;

export function watchName({ t, wait }: Pick<Desk, 't' | 'wait'>, connection: Connection, projectId: string): NameWatch {
  const over = new AbortController();
  let current: { readonly name: string; readonly check: Promise<NameCheck | undefined> } | undefined;
  return {
    begin(name) {
      if (current?.name === name) return;
      const asked = lookUpName(connection, projectId, name, over.signal);
      // What is no answer of the cloud is told when the create asks again.
      current = { name, check: asked.catch(() => undefined) };
    },
    async remark() {
      if (current === undefined) return undefined;
      const waited = new AbortController();
      const late = wait(patience, waited.signal).then(() => 'late' as const);
      const check = await Promise.race([current.check, late]);
      waited.abort();
      return check === 'late'
        ? { verdict: t('Whether this name is taken is still being looked up.') }
        : remarkOn(check, t);
    },
    stop: () => over.abort(),
  };
}

function remarkOn(check: NameCheck | undefined, t: Translate): NameRemark | undefined {
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
