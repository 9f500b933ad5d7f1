import { canonicalCode } from '../../cloud/errorCode.ts';
import { CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist, type Whitelist } from '../../cloud/services/whitelists.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { DcsEnd, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { entriesOf, merged, type WhitelistFix, whitelistFix } from '../../task/preflight/whitelistFix.ts';
import { sendOne } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';

/** Lets the migration machine in wherever a whitelist keeps it out. What was changed, and what was there before, is in the log first. */
export async function openWhitelists(form: ConfigureForm, facts: PreflightFacts): Promise<boolean> {
  const { desk, chosen } = form;
  const address = facts.task.machineAddress ?? '';
  const closed = [facts.source, facts.target].filter((end) => end.kind === 'dcs');
  let changed = false;
  for (const end of closed) {
    const done = await toldWhenSlow(desk, desk.t('Changing the whitelist…'), openOne(form, chosen.place, end, address));
    changed ||= done;
  }
  return changed;
}

/** Reads it again: others may have changed it since it was checked. */
async function openOne(
  { desk }: ConfigureForm,
  place: TaskPlace,
  { id, detail }: DcsEnd,
  address: string,
): Promise<boolean> {
  const { t, log, notifier } = desk;
  const { connection, projectId } = place;
  const name = detail.kind === 'known' ? detail.value.name || id : id;
  const before = await showWhitelist(connection, projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    notifier.tell(
      'warning',
      placed(t('The whitelist of {name} was not changed. {reason}', { name, reason: reasonOf(error, t) }), place, t),
    );
    return undefined;
  });
  const fix = before && whitelistFix(before, address);
  if (before === undefined || fix?.group === undefined) return false;
  const values = { name, group: fix.group.group_name, address, before: entriesOf(before).join(', ') };
  log.info(
    placed(t('Whitelist of {name}: {address} is added as {group}; until now it has {before}.', values), place, t),
  );
  const sent = await sendOne(place, () => add(place, id, before, fix), t);
  if (sent.kind === 'accepted') return true;
  const message =
    sent.kind === 'refused'
      ? t('The whitelist of {name} was not changed. {reason}', { name, reason: sent.reason })
      : t('It is not known whether the whitelist of {name} was changed; the checks tell. {reason}', {
          name,
          reason: sent.reason,
        });
  log.error(placed(message, place, t));
  notifier.tell('warning', placed(message, place, t));
  return sent.kind === 'unclear';
}

/** Added where the region has a call for that, else all of it written anew. */
async function add(
  { connection, projectId }: TaskPlace,
  id: string,
  before: Whitelist,
  fix: WhitelistFix,
): Promise<unknown> {
  try {
    return await addToWhitelist(connection, projectId, id, [fix.group]);
  } catch (error) {
    if (!isNotOffered(error)) throw error;
    return replaceWhitelist(connection, projectId, id, merged(before, fix));
  }
}

/** Not every region has it. */
function isNotOffered(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  const { status, code = '' } = error.facts;
  return status === 405 || (status === 404 && canonicalCode(code).startsWith('APIGW.'));
}
