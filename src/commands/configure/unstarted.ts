import { isSamePlace } from '../../desk/tasks/taskPlace.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ConfigureDraft, EndDraft } from './configureForm.ts';

interface Left {
  readonly place: TaskPlace;
  readonly draft: ConfigureDraft;
}

/** By task, what Esc left in a window. */
const left = new WeakMap<object, Map<string, Left>>();

/** The one that was left first goes first. */
const mostLeft = 50;

/** What was left for this task, or a new draft. */
export function draftOf(desk: object, place: TaskPlace, taskId: string): ConfigureDraft {
  const found = left.get(desk)?.get(taskId);
  if (found === undefined || !isSamePlace(found.place, place)) return { bandwidth: '', keepsPasswords: false };
  return found.draft;
}

/** Keeps what was entered for the next time, but no password: those are asked for again. */
export function leaveUnstarted(desk: object, place: TaskPlace, taskId: string, draft: ConfigureDraft): void {
  if (draft.method === undefined) return;
  const ofWindow = left.get(desk) ?? new Map<string, Left>();
  left.set(desk, ofWindow);
  const { source, target, ...rest } = draft;
  const bare = {
    ...rest,
    ...(source === undefined ? {} : { source: withoutPassword(source) }),
    ...(target === undefined ? {} : { target: withoutPassword(target) }),
  };
  ofWindow.delete(taskId);
  ofWindow.set(taskId, { place, draft: bare });
  const [oldest] = ofWindow.keys();
  if (ofWindow.size > mostLeft && oldest !== undefined) ofWindow.delete(oldest);
}

/** One without a password is whole. */
function withoutPassword({ redis, password }: EndDraft): EndDraft {
  return { redis, password: password === '' ? '' : undefined };
}
