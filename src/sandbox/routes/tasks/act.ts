import { type Answer, dcsError } from '../../answer.ts';
import type { ActionEntry } from '../../ledger.ts';
import type { TaskEvent } from '../../life/events.ts';
import { type Status, statusOf, storyOf } from '../../life/story.ts';
import { swapStatusOf } from '../../life/swaps.ts';
import type { SandboxTask } from '../../taskBook.ts';
import type { Call, Cloud } from '../route.ts';

/** Why nothing is done to a task. Source: Terraform provider for the first, DCS API reference, "Error codes", for the other. */
const refusals = {
  'DCS.4133': 'The migration task does not exist.',
  'DCS.4957': 'This operation is not allowed in the current state of the task.',
} as const;

type RefusalCode = keyof typeof refusals;

export function refusalText(code: RefusalCode): string {
  return refusals[code];
}

/** A task that is not there is no HTTP 404. Source: the Terraform provider, which treats DCS.4133 as gone. */
export function refuse(code: RefusalCode): Answer {
  return dcsError(400, code, refusals[code]);
}

export interface Doing {
  readonly action: ActionEntry['action'];
  readonly allows: (status: Status, task: SandboxTask) => boolean;
  readonly event: (at: number, task: SandboxTask) => TaskEvent;
}

/** Does something to a task, which it gives back; a text is the code of what stands against it. Recorded in either case. */
export function act(
  call: Call,
  cloud: Cloud,
  taskId: string,
  { action, allows, event }: Doing,
): SandboxTask | RefusalCode {
  const time = cloud.now();
  const task = taskOf(call, cloud, taskId);
  const isAllowed = task !== undefined && allows(statusOf(storyOf(task, cloud.pace, time)), task);
  if (isAllowed) task.events = [...task.events, event(time.getTime(), task)];
  const { project, requestId } = call;
  cloud.tasks.record({ action, taskId, projectId: project.id, time, accepted: isAllowed, requestId });
  if (task === undefined) return 'DCS.4133';
  return isAllowed ? task : 'DCS.4957';
}

/** The task, where it is known and has not been deleted. */
export function taskOf({ project }: Call, cloud: Cloud, taskId: string): SandboxTask | undefined {
  const task = cloud.tasks.withTaskId(project.id, taskId);
  return task !== undefined && deletedAt(task) === undefined && isKnown(task, cloud, cloud.now()) ? task : undefined;
}

/** Whether its ends have each other's addresses, or are being given them: to copy then would go the wrong way. That it is refused is inferred. */
export function isSwapped(task: SandboxTask, { pace, now }: Cloud): boolean {
  const status = swapStatusOf(task, pace, now());
  return status === 'EXCHANGING' || status === 'EXCHANGE_SUCCESS';
}

/** Milliseconds since 1970. */
export function deletedAt({ events }: SandboxTask): number | undefined {
  return events.find(({ kind }) => kind === 'deleted')?.at;
}

/** The list and the detail learn late of a new task, and late of one that is deleted. */
export function isKnown(task: SandboxTask, { listLag, pace }: Cloud, now: Date): boolean {
  const deleted = deletedAt(task);
  const time = now.getTime();
  if (deleted !== undefined && time >= deleted + Math.max(listLag, pace.forgetting)) return false;
  return time - task.entry.time.getTime() >= listLag;
}
