import { isKeyRefusal } from '../../cloud/certainty.ts';
import { Refused } from '../../cloud/errors.ts';
import { SettingProblem } from '../../desk/ports.ts';
import type { TaskSight } from '../../desk/tasks/taskSight.ts';

/** What was seen stays in sight, as old as it is. */
export function stateAfter(before: TaskSight['state'], failure: unknown): TaskSight['state'] {
  if (before === 'known') return before;
  if (failure instanceof SettingProblem) return 'badSetting';
  if (isRefusedKey(failure)) return 'keyRefused';
  return failure instanceof Refused && failure.facts.status === 403 ? 'notPermitted' : 'unreachable';
}

/** A key that is not taken, and a setting that cannot be used, stay so until somebody changes them. */
export function endsAll(failure: unknown): boolean {
  return isRefusedKey(failure) || failure instanceof SettingProblem;
}

function isRefusedKey(failure: unknown): boolean {
  return isKeyRefusal(failure) || (failure instanceof Refused && failure.facts.withheld === true);
}
