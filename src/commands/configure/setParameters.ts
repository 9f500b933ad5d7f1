import { CloudError } from '../../cloud/errors.ts';
import { showJob } from '../../cloud/services/migrationTasks.ts';
import { changeParameters, listParameters, type ParameterChange } from '../../cloud/services/parameters.ts';
import { placed } from '../../desk/placed.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { DcsEnd, PreflightFacts } from '../../task/preflight/preflightFacts.ts';
import { sendOne } from '../lifecycle/sent.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import type { ConfigureForm } from './configureForm.ts';

/** Milliseconds between two looks at the job, and how many there are. */
const betweenLooks = 2000;
const mostLooks = 30;

/** Sets what the checks want of the source, all in one. What was there before is in the log first. True where something may have changed. */
export async function setParameters(
  form: ConfigureForm,
  { source }: PreflightFacts,
  checks: readonly Check[],
): Promise<boolean> {
  const changes = checks.flatMap((check) => changesIn(check));
  if (source.kind !== 'dcs' || changes.length === 0) return false;
  const { desk, chosen } = form;
  const name = source.detail.kind === 'known' ? source.detail.value.name || source.id : source.id;
  return toldWhenSlow(
    desk,
    desk.t('Changing the parameters…'),
    set(form, chosen.place, { id: source.id, name, known: source.parameters }, changes),
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
  await logBefore(desk, place, redis, changes);
  let job: string | undefined;
  const sent = await sendOne(
    place,
    async () => {
      job = await changeParameters(connection, projectId, id, changes);
    },
    t,
  );
  if (sent.kind === 'accepted') {
    if (job !== undefined) await untilDone(desk, place, job);
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

/** What was there before, so that it can be set back. */
async function logBefore(
  { t, log }: Pick<ConfigureForm['desk'], 't' | 'log'>,
  place: TaskPlace,
  { id, name, known }: Source,
  changes: readonly ParameterChange[],
): Promise<void> {
  const before = await listParameters(place.connection, place.projectId, id).catch((error: unknown) => {
    if (!(error instanceof CloudError)) throw error;
    return known.kind === 'known' ? known.value : [];
  });
  for (const { param_name: parameter, param_value: value } of changes) {
    const old = before.find((one) => one.param_name === parameter)?.param_value ?? '?';
    const values = { name, parameter, value, old };
    log.info(placed(t('{name}: {parameter} is set to {value}; until now it is {old}.', values), place, t));
  }
}

/** The checks tell what came of it; this only gives it the time. */
async function untilDone({ wait }: ConfigureForm['desk'], place: TaskPlace, job: string): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const status = await showJob(place.connection, place.projectId, job).then(
      (known) => known.status.toUpperCase(),
      (error: unknown) => {
        if (!(error instanceof CloudError)) throw error;
        return 'FAIL';
      },
    );
    if (status !== 'INIT' && status !== 'RUNNING') return;
    await wait(betweenLooks);
  }
}
