import { canonicalCode } from '../../cloud/errorCode.ts';
import { CloudError, Refused } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { addToWhitelist, replaceWhitelist, showWhitelist, type Whitelist } from '../../cloud/services/whitelists.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { oneAfterTheOther } from '../../task/journal/inTurn.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { DcsEnd, EndName, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { entriesOf, merged, type WhitelistFix, whitelistFix } from '../../task/preflight/whitelistFix.ts';
import type { Sent } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';
import { type Asked, sendNoted } from './sendNoted.ts';

/** What came of a change of instances. */
interface Changed {
  /** Whether something may be another than it was. */
  readonly isChanged: boolean;
  /** What was not done, or perhaps not, as the log has it. */
  readonly troubles: readonly string[];
}

/** Machines that are let into a whitelist at the same time must not take each other's names of groups, nor overwrite each other. */
const turns = new Map<string, ReturnType<typeof oneAfterTheOther>>();

/** Lets the migration machine in wherever it was found to be kept out. What is changed, and what was there before, is in the log and the journal first. */
export async function openWhitelists(
  form: ConfigureForm,
  facts: PreflightFacts,
  found: readonly Check[],
): Promise<Changed> {
  const { desk } = form;
  const address = facts.task.machineAddress ?? '';
  const isClosed = (name: EndName) =>
    found.some(
      ({ id, end, verdict, isFixable }) => id === 'whitelist' && end === name && verdict === 'error' && isFixable,
    );
  const names = (['source', 'target'] as const).filter(isClosed);
  const closed = names.map((name) => facts[name]).filter((end) => end.kind === 'dcs');
  const done: Changed[] = [];
  for (const end of closed) {
    const inTurn = turns.get(end.id) ?? oneAfterTheOther();
    turns.set(end.id, inTurn);
    const opening = inTurn(() => openOne(form, end, address));
    done.push(await (form.isOneOfMany ? opening : toldWhenSlow(desk, desk.t('Changing the whitelist…'), opening)));
  }
  return {
    isChanged: done.some(({ isChanged }) => isChanged),
    troubles: done.flatMap(({ troubles }) => troubles),
  };
}

/** Reads it again: others may have changed it since it was checked. */
async function openOne(form: ConfigureForm, { id, detail }: DcsEnd, address: string): Promise<Changed> {
  const { desk, place } = form;
  const { t, log } = desk;
  const { connection, projectId } = place;
  const name = detail.kind === 'known' ? detail.value.name || id : id;
  const before = await showWhitelist(connection, projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return reasonOf(error, t);
  });
  if (typeof before === 'string') {
    const trouble = unchangedText(desk, place, name, { kind: 'refused', reason: before });
    return { isChanged: false, troubles: [trouble] };
  }
  const fix = whitelistFix(before, address);
  // Somebody has let it in meanwhile, or filled it: what there is now, the checks tell.
  if (fix.group === undefined) return { isChanged: true, troubles: [] };
  const values = { name, group: fix.group.group_name, address, before: entriesOf(before).join(', ') };
  log.info(
    placed(t('Whitelist of {name}: {address} is added as {group}; until now it has {before}.', values), place, t),
  );
  const what = { kind: 'whitelist', group: fix.group.group_name, entry: address.trim(), ...asItIs(before) } as const;
  const changing = { instance: { id, name }, what: [what] };
  const sent = await sendNoted(form, changing, () => add(place, id, address, fix));
  const troubles = sent.kind === 'accepted' ? [] : [unchangedText(desk, place, name, sent)];
  return { isChanged: sent.kind !== 'refused', troubles };
}

function asItIs({ enable_whitelist: wasEnabled, whitelist: before }: Whitelist) {
  return { wasEnabled, before };
}

/** It is in the log, too. */
function unchangedText(
  { t, log }: Pick<ConfigureForm['desk'], 't' | 'log'>,
  place: TaskPlace,
  name: string,
  { kind, reason }: Exclude<Sent, { readonly kind: 'accepted' }>,
): string {
  const values = { name, reason };
  const message =
    kind === 'refused'
      ? t('The whitelist of {name} was not changed. {reason}', values)
      : t('It is not known whether the whitelist of {name} was changed; the checks tell. {reason}', values);
  const text = placed(message, place, t);
  log.error(text);
  return text;
}

/** Added where the region has a call for that, else all of it written anew. */
async function add(
  { connection, projectId }: TaskPlace,
  id: string,
  address: string,
  { group }: WhitelistFix,
): Promise<Asked> {
  try {
    return { job: await addToWhitelist(connection, projectId, id, [group]) };
  } catch (error) {
    if (!isNotOffered(error)) throw error;
  }
  // What is not in it is gone: it must be what stands there now, also when this is tried again.
  const now = await showWhitelist(connection, projectId, id);
  const fix = whitelistFix(now, address);
  if (fix.group === undefined) return 'unneeded';
  await replaceWhitelist(connection, projectId, id, merged(now, fix));
  return { job: undefined };
}

/** Not every region has it. */
function isNotOffered(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  const { status, code = '' } = error.facts;
  return status === 405 || (status === 404 && canonicalCode(code).startsWith('APIGW.'));
}
