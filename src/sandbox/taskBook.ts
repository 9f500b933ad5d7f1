import type { ActionEntry, LedgerEntry } from './ledger.ts';
import type { Fate, Surge, SwapEnd, TaskEvent } from './life/events.ts';
import type { Pace } from './life/pace.ts';

/** A task and all that its life follows from. */
export interface SandboxTask {
  readonly entry: LedgerEntry;
  /** Whether it was created by a request, or was there from the start, as an online migration or as an import of a backup. */
  readonly origin: 'request' | 'seed' | 'import';
  /** IPv4, of the task's subnet. */
  readonly machineAddress: string;
  readonly fate: Fate | undefined;
  /** What comes of its swaps and roll backs, in turn; those beyond succeed. */
  readonly swapEnds?: readonly SwapEnd[] | undefined;
  /** Where its source is written to much more than usual. */
  readonly surge?: Surge | undefined;
  /** Where it does not live at that of the sandbox. */
  readonly pace?: Pace | undefined;
  /** Oldest first; replaced with everything that is done to the task. */
  events: readonly TaskEvent[];
}

/** All tasks of the account; none of these calls takes longer the more tasks there are. */
export interface TaskBook {
  /** Those that a request created, in the order of their creation. */
  readonly ledger: readonly LedgerEntry[];
  readonly actions: readonly ActionEntry[];
  add(task: SandboxTask): void;
  /** Whether a machine of the project has the address. */
  hasMachineAt(projectId: string, address: string): boolean;
  record(action: ActionEntry): void;
  /** Of every project. */
  all(): Iterable<SandboxTask>;
  /** In the order of their creation. */
  ofProject(projectId: string): readonly SandboxTask[];
  withTaskId(projectId: string, taskId: string): SandboxTask | undefined;
  withJobId(projectId: string, jobId: string): SandboxTask | undefined;
}

export function createTaskBook(): TaskBook {
  const ledger: LedgerEntry[] = [];
  const actions: ActionEntry[] = [];
  const byProject = new Map<string, SandboxTask[]>();
  const byTaskId = new Map<string, SandboxTask>();
  const byJobId = new Map<string, SandboxTask>();
  const addresses = new Set<string>();
  const within = (projectId: string, task: SandboxTask | undefined) =>
    task?.entry.projectId === projectId ? task : undefined;
  return {
    ledger,
    actions,
    add: (task) => {
      const { projectId, taskId, jobId } = task.entry;
      const ofProject = byProject.get(projectId) ?? [];
      ofProject.push(task);
      byProject.set(projectId, ofProject);
      byTaskId.set(taskId, task);
      byJobId.set(jobId, task);
      addresses.add(`${projectId} ${task.machineAddress}`);
      if (task.origin === 'request') ledger.push(task.entry);
    },
    hasMachineAt: (projectId, address) => addresses.has(`${projectId} ${address}`),
    record: (action) => {
      actions.push(action);
    },
    all: () => byTaskId.values(),
    ofProject: (projectId) => byProject.get(projectId) ?? [],
    withTaskId: (projectId, taskId) => within(projectId, byTaskId.get(taskId)),
    withJobId: (projectId, jobId) => within(projectId, byJobId.get(jobId)),
  };
}
