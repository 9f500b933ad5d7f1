import { canonicalCode } from '../../cloud/errorCode.ts';
import { CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist, type Whitelist } from '../../cloud/services/whitelists.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { DcsEnd, EndName, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { entriesOf, merged, type WhitelistFix, whitelistFix } from '../../task/preflight/whitelistFix.ts';
import type { Sent } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';
import { sendNoted } from './sendNoted.ts';

/** Lets the migration machine in wherever it was found to be kept out. What is changed, and what was there before, is in the log and the journal first. */
export async function openWhitelists(
  form: ConfigureForm,
  facts: PreflightFacts,
  found: readonly Check[],
): Promise<boolean> {
  const { desk } = form;
  const address = facts.task.machineAddress ?? '';
  const isClosed = (name: EndName) =>
    found.some(
      ({ id, end, verdict, isFixable }) => id === 'whitelist' && end === name && verdict === 'error' && isFixable,
    );
  const names = (['source', 'target'] as const).filter(isClosed);
  const closed = names.map((name) => facts[name]).filter((end) => end.kind === 'dcs');
  let changed = false;
  for (const end of closed) {
    const done = await toldWhenSlow(desk, desk.t('Changing the whitelist…'), openOne(form, end, address));
    changed ||= done;
  }
  return changed;
}

/** Reads it again: others may have changed it since it was checked. */
async function openOne(form: ConfigureForm, { id, detail }: DcsEnd, address: string): Promise<boolean> {
  const { desk, place } = form;
  const { t, log } = desk;
  const { connection, projectId } = place;
  const name = detail.kind === 'known' ? detail.value.name || id : id;
  const before = await showWhitelist(connection, projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    tellUnchanged(desk, place, name, { kind: 'refused', reason: reasonOf(error, t) });
    return undefined;
  });
  if (before === undefined) return false;
  const fix = whitelistFix(before, address);
  // Somebody has let it in meanwhile, or filled it: what there is now, the checks tell.
  if (fix.group === undefined) return true;
  const values = { name, group: fix.group.group_name, address, before: entriesOf(before).join(', ') };
  log.info(
    placed(t('Whitelist of {name}: {address} is added as {group}; until now it has {before}.', values), place, t),
  );
  const what = { kind: 'whitelist', group: fix.group.group_name, entry: address.trim(), ...asItIs(before) } as const;
  const changing = { instance: { id, name }, what: [what] };
  const sent = await sendNoted(form, changing, () => add(place, id, address, fix));
  if (sent.kind !== 'accepted') tellUnchanged(desk, place, name, sent);
  return sent.kind !== 'refused';
}

function asItIs({ enable_whitelist: wasEnabled, whitelist: before }: Whitelist) {
  return { wasEnabled, before };
}

function tellUnchanged(
  { t, log, notifier }: ConfigureForm['desk'],
  place: TaskPlace,
  name: string,
  { kind, reason }: Exclude<Sent, { readonly kind: 'accepted' }>,
): void {
  const values = { name, reason };
  const message =
    kind === 'refused'
      ? t('The whitelist of {name} was not changed. {reason}', values)
      : t('It is not known whether the whitelist of {name} was changed; the checks tell. {reason}', values);
  log.error(placed(message, place, t));
  notifier.tell('warning', placed(message, place, t));
}

/** Added where the region has a call for that, else all of it written anew. */
async function add(
  { connection, projectId }: TaskPlace,
  id: string,
  address: string,
  { group }: WhitelistFix,
): Promise<string | undefined> {
  try {
    return await addToWhitelist(connection, projectId, id, [group]);
  } catch (error) {
    if (!isNotOffered(error)) throw error;
  }
  // What is not in it is gone: it must be what stands there now, also when this is tried again.
  const now = await showWhitelist(connection, projectId, id);
  const fix = whitelistFix(now, address);
  if (fix.group !== undefined) await replaceWhitelist(connection, projectId, id, merged(now, fix));
  return undefined;
}

/** Not every region has it. */
function isNotOffered(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  const { status, code = '' } = error.facts;
  return status === 405 || (status === 404 && canonicalCode(code).startsWith('APIGW.'));
}
