import type { LedgerEntry } from './ledger.ts';

/** A task and what became of its migration machine. */
export interface SandboxTask {
  readonly entry: LedgerEntry;
  /** IPv4, of the task's subnet. */
  readonly machineAddress: string;
  readonly machineFails: boolean;
}

/** All tasks of the account; none of these calls takes longer the more tasks there are. */
export interface TaskBook {
  /** In the order of their creation. */
  readonly ledger: readonly LedgerEntry[];
  add(task: SandboxTask): void;
  /** In the order of their creation. */
  ofProject(projectId: string): readonly SandboxTask[];
  withTaskId(projectId: string, taskId: string): SandboxTask | undefined;
  withJobId(projectId: string, jobId: string): SandboxTask | undefined;
}

export function createTaskBook(): TaskBook {
  const ledger: LedgerEntry[] = [];
  const byProject = new Map<string, SandboxTask[]>();
  const byTaskId = new Map<string, SandboxTask>();
  const byJobId = new Map<string, SandboxTask>();
  const within = (projectId: string, task: SandboxTask | undefined) =>
    task?.entry.projectId === projectId ? task : undefined;
  return {
    ledger,
    add: (task) => {
      const { projectId, taskId, jobId } = task.entry;
      const ofProject = byProject.get(projectId) ?? [];
      ofProject.push(task);
      byProject.set(projectId, ofProject);
      byTaskId.set(taskId, task);
      byJobId.set(jobId, task);
      ledger.push(task.entry);
    },
    ofProject: (projectId) => byProject.get(projectId) ?? [],
    withTaskId: (projectId, taskId) => within(projectId, byTaskId.get(taskId)),
    withJobId: (projectId, jobId) => within(projectId, byJobId.get(jobId)),
  };
}
