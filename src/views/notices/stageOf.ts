import { type KnownTask, lifeOf, type TaskSight } from '../../desk/tasks/taskSight.ts';
import type { ExchangeNotice, MarkedTask, Notice } from '../../task/journal/notices.ts';
import type { Phase } from '../../task/lifecycle.ts';

/** Milliseconds. Source: the Terraform provider waits half an hour for this job. */
const longestStart = 30 * 60_000;
/** A new task may not be shown yet, so that until then none has been deleted. */
const longestLag = 2 * 60_000;

/** How far a task is, for whoever wants to be told of it. */
export type Stage =
  | { readonly kind: 'starting' }
  /** Its machine is not up after half an hour. */
  | { readonly kind: 'late' }
  | { readonly kind: 'notStarted'; readonly reason: string | undefined }
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'told';
      readonly notice: Exclude<Notice, 'notStarted' | ExchangeNotice>;
      readonly task: KnownTask;
      readonly isLast: boolean;
    }
  /** Nothing is to be told, nor will be where it is the last. `isConfigured`: its machine is up, and somebody has made use of it. */
  | { readonly kind: 'quiet'; readonly isLast: boolean; readonly isConfigured?: boolean };

/** What is told of a phase. */
const noticeOf: Partial<Readonly<Record<Phase, Extract<Stage, { kind: 'told' }>['notice']>>> = {
  toConfigure: 'toConfigure',
  failed: 'failed',
  // Whoever is told of that need not be told before that it is in sync.
  ready: 'ready',
  finished: 'finished',
};

/** Nothing comes after these. */
const last: readonly Phase[] = ['finished', 'released', 'deleted'];

/** What it is already when somebody wants to be told of it. */
export function noticeNow(task: KnownTask, now: number): Notice | undefined {
  return noticeOf[lifeOf(task, now).phase];
}

/** `task`: as the newest list has it. `now`: in milliseconds since 1970. */
export function stageOf(mark: MarkedTask, task: KnownTask | undefined, sight: TaskSight, now: number): Stage {
  const since = Date.parse(mark.since);
  if (mark.created === true) {
    const isLate = now - since >= longestStart;
    const machine = machineOf(mark, task, sight, isLate);
    if (machine?.kind === 'notStarted') return machine;
    if (machine !== undefined) return isLate ? { kind: 'late' } : machine;
  }
  if (task === undefined) {
    const isGone = sight.isComplete && (sight.asOf ?? 0) - since >= longestLag;
    return isGone ? { kind: 'gone' } : { kind: 'quiet', isLast: false };
  }
  const { phase } = lifeOf(task, now);
  if (mark.stopping === true) return endOf(task, phase);
  const [notice, isLast] = [noticeOf[phase], last.includes(phase)];
  if (notice !== undefined) return { kind: 'told', notice, task, isLast };
  return { kind: 'quiet', isLast, isConfigured: phase !== 'creating' && phase !== 'unknown' };
}

/** Of what is being stopped: what it was until then is no news, and nothing comes after it. */
function endOf(task: KnownTask, phase: Phase): Stage {
  if (phase === 'stopped' || phase === 'failed' || phase === 'finished')
    return { kind: 'told', notice: phase, task, isLast: true };
  return { kind: 'quiet', isLast: last.includes(phase) };
}

/** Undefined where it is up, or there is no such task any more. */
function machineOf(
  { taskId, jobId, since }: MarkedTask,
  task: KnownTask | undefined,
  { jobs, isComplete, asOf = 0 }: TaskSight,
  isLate: boolean,
): Extract<Stage, { kind: 'starting' | 'notStarted' }> | undefined {
  const job = jobs.get(taskId);
  const hasFailed = job?.status === 'FAIL';
  if (task === undefined && hasFailed) return { kind: 'notStarted', reason: job.fail_reason };
  if (task === undefined)
    return isComplete && asOf - Date.parse(since) >= longestLag ? undefined : { kind: 'starting' };
  const { phase } = lifeOf(task, asOf);
  if (hasFailed && ['creating', 'unknown', 'failed'].includes(phase))
    return { kind: 'notStarted', reason: job.fail_reason };
  if (phase === 'creating' || phase === 'unknown') return { kind: 'starting' };
  if (phase !== 'failed' || isConfigured(task)) return undefined;
  // It was up then, and has failed in another way.
  if (job?.status === 'SUCCESS') return undefined;
  // Its job knows why, and is asked next; not for ever.
  if (jobId !== undefined && job === undefined && !isLate) return { kind: 'starting' };
  return { kind: 'notStarted', reason: task.detail?.error_message ?? task.task.error_message };
}

/** What has failed later was configured before. */
function isConfigured({ task, detail }: KnownTask): boolean {
  return (task.migration_method ?? detail?.migration_method ?? '').trim() !== '';
}
