import type { Connection } from '../../cloud/connection.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk } from '../../desk/ports.ts';
import { lookUpName, type NameCheck } from '../../task/create/sameName.ts';
import { existingLine, uncheckedText } from './secondYes.ts';

/** Looks for tasks of the chosen name while the next questions are asked, so that the review can say what it found. */
export interface NameWatch {
  begin(name: string): void;
  /** What speaks against the name; undefined where nothing does. */
  remark(): Promise<string | undefined>;
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
        ? t('Whether this name is taken is still being looked up.')
        : remarkOn(current.name, check, t);
    },
    stop: () => over.abort(),
  };
}

function remarkOn(name: string, check: NameCheck | undefined, t: Translate): string | undefined {
  if (check === undefined) return undefined;
  if (check.kind !== 'checked') return uncheckedText(name, check.error, t);
  const [first] = check.tasks;
  if (first === undefined) return undefined;
  const { length: count } = check.tasks;
  return count === 1
    ? t('A task of this name exists. {line}', { line: existingLine(first, t) })
    : t('{count} tasks of this name exist.', { count });
}
