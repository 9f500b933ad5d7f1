import { randomInt } from 'node:crypto';
import { eitherSignal } from '../../cloud/eitherSignal.ts';
import { CloudError } from '../../cloud/errors.ts';
import { tellAccountChanged } from '../../desk/accountChange.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { type CompareLimits, type CompareTools, compareLimits } from '../../redis/compare/compareOptions.ts';
import { compareRedis } from '../../redis/compare/compareRedis.ts';
import type { Comparison } from '../../redis/compare/comparison.ts';
import type { Both, Side } from '../../redis/compare/ends.ts';
import { isSameRedis } from '../../redis/compare/sameRedis.ts';
import { RedisFailure } from '../../redis/redisFailure.ts';
import { redisFailureText } from '../../redis/redisFailureText.ts';
import type { RedisReader } from '../../redis/redisReader.ts';
import { beginText, progressText } from './comparisonTexts.ts';
import { openReading } from './openReading.ts';
import type { Reading } from './reading.ts';
import { type ComparedTask, tellComparison } from './tellComparison.ts';

/** Its cloud is this computer: nobody has to wait for it. */
const sandboxLimits: CompareLimits = { ...compareLimits, perDatabase: 200, time: 60_000, perMinute: 6000 };

/** By window, the tasks whose ends are being compared. */
const underWay = new WeakMap<object, Set<string>>();

/** Opens both ends, compares them under a notification that cancels it, and tells what came of it. One at a time of a task. */
export async function compareReadings(desk: Desk, compared: ComparedTask, readings: Both<Reading>): Promise<void> {
  const { t, notifier } = desk;
  const { place, task } = compared;
  const ids = underWay.get(desk) ?? new Set();
  underWay.set(desk, ids);
  if (ids.has(task.id)) {
    notifier.tell('info', t('Source and target of {name} are being compared already.', { name: task.name }));
    return;
  }
  ids.add(task.id);
  const found = await openAndCompare(desk, compared, readings).finally(() => ids.delete(task.id));
  if (found === 'same') notifier.tell('error', placed(sameText(t), place, t));
  else if (found !== undefined && 'failure' in found) tellUnopened(desk, compared, readings, found);
  else if (found !== undefined) await tellComparison(desk, compared, found, readings);
  else if (place.connection.session.over.aborted) tellAccountChanged(desk);
}

export function sameText(t: Desk['t']): string {
  return t(
    'Source and target are the same Redis, so nothing was compared. Run the command again, and choose the other one.',
  );
}

interface Unopened {
  readonly side: Side;
  readonly failure: RedisFailure | CloudError;
}

/** Undefined where it was called off before anything was compared. Both are closed whatever came of it. */
function openAndCompare(
  desk: Desk,
  { place, task }: ComparedTask,
  readings: Both<Reading>,
): Promise<Comparison | 'same' | Unopened | undefined> {
  const { t, notifier } = desk;
  const title = placed(t('Comparing source and target of {name}', { name: task.name }), place, t);
  return notifier.progress(title, async (cancel, report) => {
    const { signal, release } = eitherSignal(cancel, place.connection.session.over);
    const from = desk.now().getTime();
    const open: RedisReader[] = [];
    try {
      const ends = await openBoth(desk, place, readings, signal, open);
      if (ends === undefined || 'failure' in ends) return ends;
      const limits = place.sandbox ? sandboxLimits : compareLimits;
      report(beginText(ends, limits, t));
      if (await isSameRedis(ends, signal)) return 'same';
      const tell = (progress: Parameters<typeof progressText>[0]) =>
        report(progressText(progress, desk.now().getTime() - from, t));
      return await compareRedis({ ...ends, signal, report: tell, limits }, toolsOf(desk));
    } finally {
      release();
      await Promise.all(open.map((reader) => reader.close()));
    }
  });
}

async function openBoth(
  desk: Desk,
  place: TaskPlace,
  readings: Both<Reading>,
  signal: AbortSignal,
  open: RedisReader[],
): Promise<Both<RedisReader> | Unopened | undefined> {
  for (const side of ['source', 'target'] as const) {
    try {
      open.push(await openReading(desk, place, readings[side], signal));
    } catch (failure) {
      if (signal.aborted || (failure instanceof RedisFailure && failure.kind === 'cancelled')) return undefined;
      if (failure instanceof RedisFailure || failure instanceof CloudError) return { side, failure };
      throw failure;
    }
  }
  const [source, target] = open;
  return source && target && { source, target };
}

function toolsOf({ now, wait }: Desk): CompareTools {
  const whole = 2 ** 32;
  return { now: () => now().getTime(), wait, random: () => randomInt(whole) / whole };
}

function tellUnopened(desk: Desk, compared: ComparedTask, readings: Both<Reading>, { side, failure }: Unopened): void {
  const { t, notifier, log } = desk;
  const { place } = compared;
  const values = { reason: redisFailureText(failure, t) };
  const text =
    side === 'source'
      ? t('The source cannot be read, so nothing was compared. {reason}', values)
      : t('The target cannot be read, so nothing was compared. {reason}', values);
  const message = placed(text, place, t);
  log.error(message);
  const again = { label: t('Try Again'), run: () => compareReadings(desk, compared, readings) };
  notifier.tell('error', message, [again]);
}
