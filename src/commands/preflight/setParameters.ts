import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import {
  changeParameters,
  listParameters,
  type Parameter,
  type ParameterChange,
} from '../../cloud/services/parameters.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Change } from '../../task/journal/changeNotes.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import type { Sent } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';
import { sendNoted } from './sendNoted.ts';

/** Sets what the checks want of the source, all in one. What was there before is in the log and the journal first. True where something may have changed. */
export async function setParameters(
  form: ConfigureForm,
  { source }: PreflightFacts,
  checks: readonly Check[],
): Promise<boolean> {
  const changes = checks.flatMap((check) => changesIn(check));
  if (source.kind !== 'dcs' || changes.length === 0) return false;
  const { desk } = form;
  const name = source.detail.kind === 'known' ? source.detail.value.name || source.id : source.id;
  return toldWhenSlow(desk, desk.t('Changing the parameters…'), set(form, { id: source.id, name }, changes));
}

/** What a finding would be mended by. */
export function changesIn(check: Check): readonly ParameterChange[] {
  const isOpen = check.verdict === 'warning' && check.isFixable === true;
  return isOpen && (check.id === 'replTimeout' || check.id === 'outputBuffer') ? (check.evidence.changes ?? []) : [];
}

type Instance = Change['instance'];

async function set(form: ConfigureForm, instance: Instance, changes: readonly ParameterChange[]): Promise<boolean> {
  const { desk, place } = form;
  const { t } = desk;
  const { connection, projectId } = place;
  const { id, name } = instance;
  const before = await listParameters(connection, projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    tellUnchanged(desk, place, name, { kind: 'refused', reason: reasonOf(error, t) });
    return undefined;
  });
  if (before === undefined) return false;
  const raising = changes.flatMap((one) => raisedFrom(one, before));
  if (raising.length === 0) return true;
  for (const { change, from } of raising) {
    const values = { name, parameter: change.param_name, value: change.param_value, old: from };
    desk.log.info(placed(t('{name}: {parameter} is set to {value}; until now it is {old}.', values), place, t));
  }
  const what = raising.map(({ change: { param_name: parameter, param_value: to }, from }) => {
    return { kind: 'parameter', name: parameter, from, to } as const;
  });
  const wanted = raising.map(({ change }) => change);
  const sent = await sendNoted(form, { instance, what }, async () => ({
    job: await changeParameters(connection, projectId, id, wanted),
  }));
  if (sent.kind !== 'accepted') tellUnchanged(desk, place, name, sent);
  return sent.kind !== 'refused';
}

function tellUnchanged(
  { t, log, notifier }: Pick<ConfigureForm['desk'], 't' | 'log' | 'notifier'>,
  place: TaskPlace,
  name: string,
  { kind, reason }: Exclude<Sent, { readonly kind: 'accepted' }>,
): void {
  const message =
    kind === 'refused'
      ? t('The parameters of {name} were not changed. {reason}', { name, reason })
      : t('It is not known whether the parameters of {name} were changed; the checks tell. {reason}', { name, reason });
  log.error(placed(message, place, t));
  notifier.tell('warning', placed(message, place, t));
}

/** With what it is now, so that it can be set back. Nothing where that is not known, or is enough: somebody may have raised it meanwhile. */
function raisedFrom(
  change: ParameterChange,
  before: readonly Parameter[],
): readonly { readonly change: ParameterChange; readonly from: string }[] {
  const now = before.find((one) => one.param_name === change.param_name);
  const from = (now?.param_value ?? now?.default_value)?.trim();
  // 0 is no limit.
  const isEnough = from === undefined || from === '0' || Number(from) >= Number(change.param_value);
  return isEnough ? [] : [{ change, from }];
}
