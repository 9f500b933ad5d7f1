import type { Desk } from '../../desk/ports.ts';
import { noteHappened } from '../../desk/tasks/noteHappened.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Check } from '../../task/preflight/check.ts';

type Parts = Pick<Desk, 't' | 'log' | 'records'>;

/** What was found of the ends of a task. */
interface Found {
  all(): readonly Check[];
  waived(): readonly Check[];
  textOf(check: Check): string;
}

/** Notes what the checks before a start have found, and which warnings somebody has gone on with. */
export function noteChecks(desk: Parts, place: TaskPlace, taskId: string, found: Found): void {
  const all = found.all();
  if (all.length === 0) return;
  const isOpen = ({ verdict }: Check) => verdict === 'error' || verdict === 'warning';
  noteHappened(desk, place, taskId, {
    kind: 'checked',
    passed: all.filter(({ verdict }) => verdict === 'passed').length,
    open: all.filter(isOpen).map(found.textOf),
    notChecked: all.filter(({ verdict }) => verdict === 'notChecked').length,
  });
  for (const check of found.waived()) noteHappened(desk, place, taskId, { kind: 'waived', what: found.textOf(check) });
}
