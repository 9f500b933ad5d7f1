import type { Desk } from '../../desk/ports.ts';
import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ConfigureDraft, EndDraft } from '../preflight/configureForm.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';
import { plannedDraft } from './plannedDraft.ts';

interface Left {
  readonly place: TaskPlace;
  readonly draft: ConfigureDraft;
}

/** By task, what Esc left in a window. */
const left = new WeakMap<object, Map<string, Left>>();

/** The one that was left first goes first. */
const mostLeft = 50;

/** What was left for this task, or planned for it, or what it ran with before, or a new draft. */
export async function draftOf(desk: Desk, place: TaskPlace, { id, known, life }: ChosenTask): Promise<ConfigureDraft> {
  const found = left.get(desk)?.get(id);
  if (found !== undefined && isSamePlace(found.place, place)) return { ...found.draft };
  // A plan is for one that has not run: another of its name may have.
  const planned = life.phase === 'toConfigure' ? await plannedDraft(desk, place, known.task) : undefined;
  return planned ?? draftAsBefore(known);
}

function draftAsBefore({ task, detail }: KnownTask): ConfigureDraft {
  const method = methods.find((one) => one === (task.migration_method ?? detail?.migration_method));
  const resumeMode = modes.find((one) => one === (task.resume_mode ?? detail?.resume_mode));
  const source = endAsBefore(task.source_instance_id, task.source_instance_name, task.data_source);
  const target = endAsBefore(task.target_instance_id, task.target_instance_name, task.target_instance_addrs);
  return {
    bandwidth: detail?.bandwidth_limit_mb ?? '',
    keepsPasswords: false,
    ...(method === undefined ? {} : { method, ...(resumeMode === undefined ? {} : { resumeMode }) }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  };
}

const methods = ['full_amount_migration', 'incremental_migration'] as const;
const modes = ['auto', 'manual'] as const;

function endAsBefore(id = '', name = '', addrs = ''): EndDraft | undefined {
  if (id !== '') return { redis: { kind: 'instance', instance: { instance_id: id, name } }, password: undefined };
  return addrs === '' ? undefined : { redis: { kind: 'address', addrs }, password: undefined };
}

/** It has started with it. */
export function forgetUnstarted(desk: object, taskId: string): void {
  left.get(desk)?.delete(taskId);
}

/** Keeps what was entered for the next time, but no password: those are asked for again. */
export function leaveUnstarted(desk: object, place: TaskPlace, taskId: string, draft: ConfigureDraft): void {
  if (!draft.method && !draft.source && !draft.target) return;
  const ofWindow = left.get(desk) ?? new Map<string, Left>();
  left.set(desk, ofWindow);
  ofWindow.delete(taskId);
  ofWindow.set(taskId, { place, draft: bareDraft(draft) });
  const [oldest] = ofWindow.keys();
  if (ofWindow.size > mostLeft && oldest !== undefined) ofWindow.delete(oldest);
}

/** Without passwords. */
export function bareDraft({ source, target, ...rest }: ConfigureDraft): ConfigureDraft {
  return {
    ...rest,
    ...(source === undefined ? {} : { source: withoutPassword(source) }),
    ...(target === undefined ? {} : { target: withoutPassword(target) }),
  };
}

/** One without a password is whole. */
function withoutPassword({ redis, password }: EndDraft): EndDraft {
  return { redis, password: password === '' ? '' : undefined };
}
