import { eitherSignal } from '../../cloud/eitherSignal.ts';
import { CloudError } from '../../cloud/errors.ts';
import { shortened } from '../../cloud/foreignText.ts';
import { showsSsl } from '../../cloud/services/ssl.ts';
import { hasAccountChanged, tellAccountChanged } from '../../desk/accountChange.ts';
import { titleIn } from '../../desk/openConnection.ts';
import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { probe, type RedisFacts } from '../../redis/probe/probe.ts';
import { RedisFailure } from '../../redis/redisFailure.ts';
import { isCalledOff, redisFailureText } from '../../redis/redisFailureText.ts';
import type { RedisReader } from '../../redis/redisReader.ts';
import { ensureAccount } from '../account/ensureAccount.ts';
import { keepPasswords } from '../configure/keptPasswords.ts';
import { draftOf } from '../configure/unstarted.ts';
import { type ConfigureDraft, redisName } from '../preflight/configureForm.ts';
import { type Called, type ChosenTask, chooseTasks, idsOf, readTasks } from '../tasks/chosenTasks.ts';
import { inspectReport } from './inspectReport.ts';
import { askReading, openReading } from './openReading.ts';
import type { Reading, ReadingForm } from './reading.ts';

/** Shows what a Redis says of itself: an end of a task, a DCS instance of the project, or one at an address. It reads only. */
export async function inspectRedis(desk: Desk, called: Called): Promise<void> {
  const { t } = desk;
  const found = await placeAndTask(desk, called);
  if (found === undefined) return;
  const { place, task } = found;
  const ends: Partial<ConfigureDraft> = task === undefined ? {} : await draftOf(desk, place, task);
  await askAndInspect({
    desk,
    place,
    title: titleIn(t('Inspect Redis'), { kind: place.sandbox ? 'sandbox' : 'profile' }, place.connection.region, t),
    placeholder: t('Which Redis is to be inspected?'),
    ends: {
      heading: task === undefined ? '' : t('Source and target of {name}', { name: task.name }),
      choices: [ends.source, ends.target].flatMap((end) => end?.redis ?? []),
    },
    draft: {},
  });
}

async function askAndInspect(form: ReadingForm): Promise<void> {
  const { desk, place } = form;
  const reading = await askReading(form);
  if (reading === undefined) return;
  if (await hasAccountChanged(desk, place)) return tellAccountChanged(desk);
  await inspect(form, reading);
}

/** Of rows the task that was clicked; from the palette no more than where it is. */
async function placeAndTask(
  desk: Desk,
  called: Called,
): Promise<{ readonly place: TaskPlace; readonly task?: ChosenTask | undefined } | undefined> {
  if (idsOf(called).length === 0) {
    if (!(await ensureAccount(desk, { settings: desk.settings().region }))) return undefined;
    return readTasks(desk);
  }
  const title = desk.t('Inspect Redis');
  const chosen = await chooseTasks(desk, called, { title, placeholder: title, fits: () => true });
  return chosen && { place: chosen.place, task: chosen.tasks[0] };
}

async function inspect(form: ReadingForm, reading: Reading): Promise<void> {
  const { desk, place } = form;
  const { t, log, notifier, documents, now } = desk;
  const name = shortened(redisName(reading.redis));
  const read = await readFacts(desk, place, reading);
  if (place.connection.session.over.aborted) return tellAccountChanged(desk);
  if (read === undefined) return;
  if ('failure' in read) {
    const reason = redisFailureText(read.failure, t);
    const message = placed(t('{name} was not inspected. {reason}', { name, reason }), place, t);
    log.error(message);
    const again = { label: t('Try Again'), run: () => inspect(form, reading) };
    const change = { label: t('Change…'), run: () => askAndInspect(form) };
    return notifier.tell('error', message, [again, change]);
  }
  const where = place.sandbox ? t('Local Sandbox') : place.connection.region;
  const seen = { facts: read.facts, hasPassword: reading.password !== '', place: where, time: now() };
  const report = inspectReport(seen, t);
  await documents.preview(`redis-${name}.md`, report);
  const message = placed(t('{name} was inspected.', { name }), place, t);
  log.info(message);
  const copy = { label: t('Copy Report'), run: () => notifier.copy(report) };
  notifier.tell('info', message, [copy, ...keepButtons(desk, place, reading)]);
}

type Read = { readonly facts: RedisFacts } | { readonly failure: RedisFailure | CloudError } | undefined;

/** Undefined where it was called off. The connection is closed whatever came of it. */
function readFacts(desk: Desk, place: TaskPlace, reading: Reading): Promise<Read> {
  const { t, notifier, now } = desk;
  const title = t('Inspecting {name}…', { name: shortened(redisName(reading.redis)) });
  return notifier.progress(title, async (cancel, report) => {
    const either = eitherSignal(cancel, place.connection.session.over);
    let reader: RedisReader | undefined;
    try {
      reader = await openReading(desk, place, reading, either.signal);
      const tell = (node: string | undefined) =>
        report(node === undefined ? t('Looking for large keys…') : t('Asking {node}…', { node: shortened(node) }));
      const facts = await probe(reader, () => now().getTime(), either.signal, tell);
      return { facts: await withTls(place, reading, facts, either.signal) };
    } catch (error) {
      if (isCalledOff(error, cancel)) return undefined;
      if (error instanceof RedisFailure || error instanceof CloudError) return { failure: error };
      throw error;
    } finally {
      either.release();
      await reader?.close();
    }
  });
}

/** Whether an instance speaks TLS the cloud says, where the connection does not show it. */
async function withTls(
  place: TaskPlace,
  { redis }: Reading,
  facts: RedisFacts,
  signal: AbortSignal,
): Promise<RedisFacts> {
  if (facts.isTls !== undefined || redis.kind === 'address') return facts;
  const { connection, projectId } = place;
  const isTls = await showsSsl(connection, projectId, redis.instance.instance_id, signal).catch((error: unknown) => {
    if (error instanceof CloudError) return undefined;
    throw error;
  });
  return { ...facts, isTls };
}

/** Of a password that was right and is not kept yet. */
function keepButtons(desk: Desk, place: TaskPlace, { redis, password, isKept }: Reading): readonly Button[] {
  if (password === '' || isKept) return [];
  return [{ label: desk.t('Keep the Password'), run: () => keepPasswords(desk, place, [{ redis, password }]) }];
}
