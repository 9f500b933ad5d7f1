import { type Diagnosis, diagnose, diagnosisOf, type Evidence, tell } from '../../task/diagnosis.ts';
import { diagnoseWithFacts } from '../../task/diagnosisWithFacts.ts';
import type { MigrationPhase } from '../../task/failureCatalogue.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { lastStart, logTimes } from '../../task/logTimes.ts';
import type { Sample } from '../../task/sample.ts';
import { stateOf } from '../../task/taskStatus.ts';
import type { KnownTask } from './taskSight.ts';

/** What was found once, of thousands of tasks that are drawn every few seconds. */
interface Found {
  readonly log: KnownTask['log'];
  readonly phase: MigrationPhase | undefined;
  readonly cause: Diagnosis | undefined;
}

const found = new WeakMap<KnownTask['task'], Found>();

/** Why a task failed, or can no longer be configured, where its status, its message and its log tell that. */
export function causeOf(known: KnownTask): Diagnosis | undefined {
  const { task, log } = known;
  const phase = phaseOf(known);
  const before = found.get(task);
  if (before !== undefined && before.log === log && before.phase === phase) return before.cause;
  const cause = findCause(known, phase);
  found.set(task, { log, phase, cause });
  return cause;
}

function findCause({ task, log = [] }: KnownTask, phase: MigrationPhase | undefined): Diagnosis | undefined {
  const { status, error_message: errorMessage } = task;
  const state = stateOf(status);
  // What was configured is released as every task is in the end.
  if (state !== 'failed' && !(state === 'released' && phase === 'create')) return undefined;
  const evidence: Evidence = { status, errorMessage, phase };
  // What failed at last is in the message; a log also has what passed.
  if (!tell(evidence).vague || state === 'released') return diagnose(evidence);
  const logs = log.slice(lastStart(log)).map(({ log_level: level, message, log_code: code, keyword: keywords }) => ({
    level,
    message,
    code,
    keywords,
  }));
  return diagnose({ ...evidence, logs });
}

/** Whether it has failed in a way that only its log may tell. */
export function isCauseInLog(known: KnownTask): boolean {
  const { status, error_message: errorMessage } = known.task;
  return stateOf(status) === 'failed' && tell({ status, errorMessage, phase: phaseOf(known) }).vague;
}

/** What these rows of the catalogue say. */
export function possibleCauses(rows: readonly number[]): readonly Diagnosis[] {
  return rows.map((row) => diagnosisOf([row], ''));
}

/** Why a migration that goes on falls behind, where its figures tell that. */
export function delayOf({ samples }: KnownTask, { phase, trend }: Lifecycle): Diagnosis | undefined {
  const [before, last] = samples.slice(-2).map(({ stats }) => stats?.offset);
  // Once it falls again, what it was before is no reason.
  const rises = before !== undefined && last !== undefined && last > before;
  const lagGrows = phase === 'catchingUp' && trend === 'growing' && rises;
  return lagGrows ? diagnoseWithFacts({ phase: 'incremental', facts: { lagGrows } }) : undefined;
}

/** How far it was when it failed, as far as this window has seen it. */
function phaseOf(known: KnownTask): MigrationPhase | undefined {
  const { task, detail } = known;
  const method = task.migration_method ?? detail?.migration_method ?? '';
  if (method.trim() === '') return 'create';
  if (/^EXCHANG/i.test(detail?.task_status?.trim() ?? '')) return 'exchange';
  const last = samplesOfRun(known).findLast(({ stats }) => stats !== undefined);
  if (last === undefined) return undefined;
  const progress = last.stats?.full_migration_progress ?? 0;
  if (stateOf(last.status) === 'incremental' || progress === 100) return 'incremental';
  // Until something is copied it may not have reached source or target yet.
  return progress > 0 ? 'full' : undefined;
}

/** Without those of runs before the last start, whether that was seen in the list or stands in the log. */
function samplesOfRun({ samples, begunAfter = 0, log = [] }: KnownTask): readonly Sample[] {
  const { started = 0 } = logTimes(log);
  return samples.filter(({ at }) => at > begunAfter && at >= started);
}
