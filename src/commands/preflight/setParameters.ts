import { CloudError } from '../../cloud/errors.ts';
import { changeParameters, listParameters, type ParameterChange } from '../../cloud/services/parameters.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { DcsEnd, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { sendOne } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';
import { untilJobEnds } from './untilJobEnds.ts';

/** Sets what the checks want of the source, all in one. What was there before is in the log first. True where something may have changed. */
export async function setParameters(
  form: ConfigureForm,
  { source }: PreflightFacts,
  checks: readonly Check[],
): Promise<boolean> {
  const changes = checks.flatMap((check) => changesIn(check));
  if (source.kind !== 'dcs' || changes.length === 0) return false;
  const { desk, place } = form;
  const name = source.detail.kind === 'known' ? source.detail.value.name || source.id : source.id;
  return toldWhenSlow(
    desk,
    desk.t('Changing the parameters…'),
    set(form, place, { id: source.id, name, known: source.parameters }, changes),
  );
}

/** What a finding would be mended by. */
export function changesIn(check: Check): readonly ParameterChange[] {
  const isOpen = check.verdict === 'warning' && check.isFixable === true;
  return isOpen && (check.id === 'replTimeout' || check.id === 'outputBuffer') ? (check.evidence.changes ?? []) : [];
}

interface Source {
  readonly id: string;
  readonly name: string;
  /** As the checks read them. */
  readonly known: DcsEnd['parameters'];
}

async function set(
  { desk }: ConfigureForm,
  place: TaskPlace,
  redis: Source,
  changes: readonly ParameterChange[],
): Promise<boolean> {
  const { t, log, notifier } = desk;
  const { connection, projectId } = place;
  const { id, name } = redis;
  const raising = await logBefore(desk, place, redis, changes);
  if (raising.length === 0) return true;
  let job: string | undefined;
  const sent = await sendOne(
    place,
    async () => {
      job = await changeParameters(connection, projectId, id, raising);
    },
    t,
  );
  if (sent.kind === 'accepted') {
    if (job !== undefined) await untilJobEnds(desk, place, job);
    return true;
  }
  const { reason } = sent;
  const message =
    sent.kind === 'refused'
      ? t('The parameters of {name} were not changed. {reason}', { name, reason })
      : t('It is not known whether the parameters of {name} were changed; the checks tell. {reason}', { name, reason });
  log.error(placed(message, place, t));
  notifier.tell('warning', placed(message, place, t));
  return sent.kind === 'unclear';
}

/** What was there before, so that it can be set back. Gives what is lower still: somebody may have raised it meanwhile. */
async function logBefore(
  { t, log }: Pick<ConfigureForm['desk'], 't' | 'log'>,
  place: TaskPlace,
  { id, name, known }: Source,
  changes: readonly ParameterChange[],
): Promise<readonly ParameterChange[]> {
  const before = await listParameters(place.connection, place.projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return known.kind === 'known' ? known.value : [];
  });
  const valueNow = (name: string) => before.find((one) => one.param_name === name)?.param_value;
  // 0 is no limit.
  const isEnough = (value = '', wanted: string) => value.trim() === '0' || Number(value) >= Number(wanted);
  const raising = changes.filter((one) => !isEnough(valueNow(one.param_name), one.param_value));
  for (const { param_name: parameter, param_value: value } of raising) {
    const old = valueNow(parameter) ?? '?';
    const values = { name, parameter, value, old };
    log.info(placed(t('{name}: {parameter} is set to {value}; until now it is {old}.', values), place, t));
  }
  return raising;
}
