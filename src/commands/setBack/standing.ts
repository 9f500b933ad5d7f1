import { canonicalCode } from '../../cloud/errorCode.ts';
import { CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { listParameters, type Parameter } from '../../cloud/services/parameters.ts';
import { showWhitelist, type Whitelist } from '../../cloud/services/whitelists.ts';
import type { Translate } from '../../cloud/translate.ts';
import { concurrently } from '../../desk/concurrently.ts';
import { grouped } from '../../desk/grouped.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import { whitelistRemoval } from '../../task/preflight/whitelistRemoval.ts';

/** How something that was changed stands now. `now`: the value of a parameter, or the group that an entry is in. */
export type Standing =
  /** As it was left from here. */
  | { readonly kind: 'asLeft'; readonly now: string; readonly isLast: boolean }
  /** Somebody has changed it since. */
  | { readonly kind: 'otherwise'; readonly now: string; readonly isLast: boolean }
  | { readonly kind: 'setBack' }
  /** There is nothing that could be set back. */
  | { readonly kind: 'gone'; readonly what: 'instance' | 'parameter' }
  | { readonly kind: 'unread'; readonly reason: string };

/** What an instance is set to, as far as a change is about it. */
export type Settings =
  | { readonly kind: 'whitelist'; readonly whitelist: Whitelist }
  | { readonly kind: 'parameter'; readonly parameters: readonly Parameter[] }
  | Extract<Standing, { readonly kind: 'gone' | 'unread' }>;

/** Instances that are read at a time. */
const atATime = 4;

/** By the ID of the change; each instance is read once. */
export async function readStandings(
  place: TaskPlace,
  changes: readonly Change[],
  t: Translate,
): Promise<ReadonlyMap<string, Standing>> {
  const groups = [...grouped(changes, ({ what, instance }) => `${what.kind} ${instance.id}`).values()];
  const read = await concurrently(groups, atATime, async (group) => {
    const [first] = group;
    const settings = first && (await readSettings(place, first, t));
    return settings === undefined ? [] : group.map((change) => [change.id, standingOf(change, settings)] as const);
  });
  return new Map(read.flat());
}

export async function readSettings(
  { connection, projectId }: TaskPlace,
  { instance, what }: Change,
  t: Translate,
): Promise<Settings> {
  try {
    return what.kind === 'whitelist'
      ? { kind: 'whitelist', whitelist: await showWhitelist(connection, projectId, instance.id) }
      : { kind: 'parameter', parameters: await listParameters(connection, projectId, instance.id) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return isGone(error) ? { kind: 'gone', what: 'instance' } : { kind: 'unread', reason: reasonOf(error, t) };
  }
}

/** HTTP 404 or 400; the Terraform provider knows both. Source: DCS API reference, "Error codes". */
function isGone(error: CloudError): boolean {
  return error instanceof Refused && canonicalCode(error.facts.code ?? '') === 'DCS.3022';
}

export function standingOf({ what }: Change, settings: Settings): Standing {
  if (settings.kind === 'gone' || settings.kind === 'unread') return settings;
  if (what.kind === 'whitelist') {
    const removal = settings.kind === 'whitelist' ? whitelistRemoval(settings.whitelist, what) : undefined;
    if (removal === undefined) return { kind: 'setBack' };
    const { group: now, isLast } = removal;
    return { kind: now === what.group ? 'asLeft' : 'otherwise', now, isLast };
  }
  const now = settings.kind === 'parameter' ? valueNow(what.name, settings.parameters) : undefined;
  if (now === undefined) return { kind: 'gone', what: 'parameter' };
  if (isSameValue(now, what.from)) return { kind: 'setBack' };
  return { kind: isSameValue(now, what.to) ? 'asLeft' : 'otherwise', now, isLast: false };
}

function valueNow(wanted: string, parameters: readonly Parameter[]): string | undefined {
  const found = parameters.find(({ param_name: name }) => name === wanted);
  return (found?.param_value ?? found?.default_value)?.trim();
}

/** However the service writes a number. */
function isSameValue(one: string, other: string): boolean {
  const [left, right] = [one.trim(), other.trim()];
  return left === right || (left !== '' && right !== '' && Number(left) === Number(right));
}
