import type { TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Sample } from '../../task/lifecycle.ts';

/** An hour of looks that are ten seconds apart; fewer of each where many tasks are looked at. */
const mostSamples = 360;
const mostSamplesOfAll = 36_000;

/** The tasks in the order of the last list. */
export interface KnownTasks {
  all(): readonly KnownTask[];
  /** Takes the list for what there is; gives those whose status is another than it was, new ones aside. */
  listed(tasks: readonly ListedTask[]): readonly KnownTask[];
  sampled(taskId: string, sample: Sample): void;
  /** A look failed at this time, in milliseconds since 1970: nothing is known of any figure since. */
  unseen(at: number): void;
  detailed(taskId: string, detail: TaskDetail): void;
}

export function createKnownTasks(): KnownTasks {
  let known = new Map<string, KnownTask>();
  const change = (taskId: string, of: (before: KnownTask) => Partial<KnownTask>) => {
    const before = known.get(taskId);
    if (before !== undefined) known.set(taskId, { ...before, ...of(before) });
  };
  return {
    all: () => [...known.values()],
    listed(tasks) {
      const before = known;
      known = new Map(
        tasks.map((task) => {
          const { detail, samples = [] } = before.get(task.task_id) ?? {};
          return [task.task_id, { task, detail, samples }];
        }),
      );
      return [...known.values()].filter(({ task }) => {
        const earlier = before.get(task.task_id);
        return earlier !== undefined && earlier.task.status !== task.status;
      });
    },
    sampled(taskId, sample) {
      const sampledTasks = [...known.values()].filter(({ samples }) => samples.length > 0).length;
      const most = Math.min(mostSamples, Math.floor(mostSamplesOfAll / Math.max(1, sampledTasks)));
      change(taskId, ({ samples }) => ({ samples: [...samples, sample].slice(-most) }));
    },
    unseen(at) {
      for (const [taskId, { task, samples }] of known) {
        const last = samples.at(-1);
        // One is enough, however long the way to the cloud is closed.
        if (last?.stats === undefined) continue;
        change(taskId, () => ({ samples: [...samples, { at, status: task.status, stats: undefined }] }));
      }
    },
    detailed: (taskId, detail) => change(taskId, () => ({ detail })),
  };
}
