import { Refused } from '../../cloud/errors.ts';
import type { NameCheck } from '../../task/create/sameName.ts';

/** How a look-up says that the key is not accepted: nothing more should be asked with it then, since five refusals lock a key. */
export function keyRefusal(check: NameCheck): Refused | undefined {
  if (check.kind !== 'failed' || !(check.error instanceof Refused)) return undefined;
  return check.error.facts.status === 401 ? check.error : undefined;
}
