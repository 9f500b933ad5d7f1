import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { KnownTask, MachineJob } from '../../desk/tasks/taskSight.ts';
import type { Sample } from '../../task/sample.ts';
import { stateOf, type TaskState } from '../../task/taskStatus.ts';

/** An hour of looks that are ten seconds apart; fewer of each where many tasks are looked at. */
const mostSamples = 360;
const mostSamplesOfAll = 36_000;

/** The tasks in the order of the last list. */
export interface KnownTasks {
  all(): readonly KnownTask[];
  /** What a list has; of one that is not complete, what it lacks is as it was. */
  listed(tasks: readonly ListedTask[], isComplete: boolean): void;
  /** Those that have changed since their detail was read, or since they were seen first. */
  changed(): readonly KnownTask[];
  sampled(taskId: string, sample: Sample): void;
  /** A look failed at this time, in milliseconds since 1970: nothing is known of any figure since. */
  unseen(at: number): void;
  detailed(taskId: string, detail: TaskDetail): void;
  /** By task ID, also of tasks that no list has shown yet. */
  jobs(): ReadonlyMap<string, MachineJob>;
  /** `at` in milliseconds since 1970. */
  brought(taskId: string, job: MachineJob, at: number): void;
  /** When its job was asked about last, in milliseconds since 1970; 0 where nobody has. */
  jobAskedAt(taskId: string): number;
}

export function createKnownTasks(): KnownTasks {
  let known = new Map<string, KnownTask>();
  const changed = new Set<string>();
  const change = (taskId: string, of: (before: KnownTask) => Partial<KnownTask>) => {
    const before = known.get(taskId);
    if (before !== undefined) known.set(taskId, { ...before, ...of(before) });
  };
  const knownOf = (task: ListedTask): [string, KnownTask] => {
    const before = known.get(task.task_id);
    if (before !== undefined && before.task.status !== task.status) changed.add(task.task_id);
    return [task.task_id, before === undefined ? { task, detail: undefined, samples: [] } : renewed(before, task)];
  };
  return {
    all: () => [...known.values()],
    listed(tasks, isComplete) {
      const listed = new Map(tasks.map(knownOf));
      const lacking = isComplete ? [] : [...known].filter(([taskId]) => !listed.has(taskId));
      known = new Map([...listed, ...lacking]);
    },
    changed() {
      for (const taskId of changed) if (!known.has(taskId)) changed.delete(taskId);
      return [...changed].flatMap((taskId) => known.get(taskId) ?? []);
    },
    sampled(taskId, sample) {
      const most = mostOfEach(known);
      change(taskId, ({ samples }) => ({ samples: [...samples, sample].slice(-most) }));
    },
    unseen(at) {
      for (const taskId of known.keys()) change(taskId, (before) => unseenSince(before, at));
    },
    detailed(taskId, detail) {
      if (detail.task_status?.trim().toUpperCase() !== 'EXCHANGING') changed.delete(taskId);
      else changed.add(taskId);
      change(taskId, () => ({ detail }));
    },
    ...createKnownJobs(),
  };
}

function createKnownJobs(): Pick<KnownTasks, 'jobs' | 'brought' | 'jobAskedAt'> {
  let jobs: ReadonlyMap<string, MachineJob> = new Map();
  const asked = new Map<string, number>();
  return {
    jobs: () => jobs,
    brought(taskId, job, at) {
      jobs = new Map([...jobs, [taskId, job]]);
      asked.set(taskId, at);
    },
    jobAskedAt: (taskId) => asked.get(taskId) ?? 0,
  };
}

/** One failed look is enough, however long the way to the cloud is closed. */
function unseenSince({ task, samples }: KnownTask, at: number): Partial<KnownTask> {
  if (samples.at(-1)?.stats === undefined) return {};
  return { samples: [...samples, { at, status: task.status, stats: undefined }] };
}

/** The same object for what is the same, so that whoever knows something of it need not find that out again. */
function renewed(before: KnownTask, task: ListedTask): KnownTask {
  if (isSame(before.task, task)) return before;
  const last = before.samples.at(-1);
  const isAnew = last !== undefined && hasBegunAnew(before.task, task);
  return { ...before, task, ...(isAnew && { begunAfter: last.at }) };
}

/** How a run ends: what comes to another state after it runs again, or has. */
const ends: readonly TaskState[] = ['failed', 'stopped', 'finished'];

function hasBegunAnew(before: ListedTask, now: ListedTask): boolean {
  const [state, newState] = [stateOf(before.status), stateOf(now.status)];
  return ends.includes(state) && newState !== state;
}

function mostOfEach(known: ReadonlyMap<string, KnownTask>): number {
  const sampled = [...known.values()].filter(({ samples }) => samples.length > 0).length;
  return Math.min(mostSamples, Math.ceil(mostSamplesOfAll / Math.max(1, sampled)));
}

function isSame(one: ListedTask, other: ListedTask): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
