import type { Translate } from '../../cloud/translate.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import { copiedAt, levelSince, readySince } from '../../task/level.ts';
import type { TaskAction } from '../../task/lifecycle.ts';
import { logTimes } from '../../task/logTimes.ts';
import { allSamples } from '../../task/record/allSamples.ts';

/** A time in a report, and by what it is known. */
type Row = readonly [label: string, time: string, by: string];

interface Known {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
}

/** When a migration came to what, as far as the cloud, its log, the record or looks tell; what is not known is said to be so. */
export function recordTimes(known: KnownTask, t: Translate): readonly Row[] {
  const { task, detail, log = [], cutOverLag } = known;
  const samples = allSamples(known);
  const { machineUp, started, copied } = logTimes(log);
  const [byCloud, byLog, bySight] = [t('by the cloud'), t('by the log'), t('by what was seen')];
  const asked = noted(known, 'asked', t);
  const ended = noted(known, 'ended', t);
  const row = (label: string, ...times: readonly (Known | undefined)[]): Row => {
    const [first] = times.filter((one) => one !== undefined);
    return first === undefined ? [label, t('not known'), ''] : [label, timeText(new Date(first.at), t), first.by];
  };
  const some = (label: string, ...times: readonly (Known | undefined)[]) =>
    times.some((one) => one !== undefined) ? [row(label, ...times)] : [];
  const cloud = (given: { readonly time: Date | undefined } | undefined) => timed(given?.time?.getTime(), byCloud);
  return [
    row(t('Created'), cloud(task.created_at ?? detail?.created_at)),
    row(t('Machine up'), timed(machineUp, byLog)),
    row(t('Configured and started'), asked('configure'), timed(started, byLog)),
    row(t('Full copy done'), timed(copied, byLog), timed(copiedAt(samples), bySight)),
    row(t('First seen in sync'), timed(levelSince(samples), bySight)),
    row(t('First seen ready to cut over'), timed(readySince({ samples, cutOverLag }), bySight)),
    ...some(t('IPs swapped'), ended('swapIp')),
    ...some(t('IPs rolled back'), ended('rollBackIp')),
    ...some(t('Restarted'), asked('restart')),
    ...some(t('Stopped'), ended('stop'), asked('stop')),
    ...some(t('Completed'), cloud(detail?.updated_at)),
    ...some(t('Machine released'), cloud(task.released_at ?? detail?.released_at)),
    ...some(t('Deleted'), ended('delete')),
  ];
}

function timed(at: number | undefined, by: string): Known | undefined {
  return at === undefined ? undefined : { at, by };
}

/** The last time that something was asked of it and accepted, or has come to its end. */
function noted({ record }: KnownTask, kind: 'asked' | 'ended', t: Translate) {
  return (action: TaskAction): Known | undefined => {
    const note = record?.notes.findLast((one) => {
      const isOf = (one.kind === 'asked' || one.kind === 'ended') && one.kind === kind && one.action === action;
      return isOf && (one.outcome === 'accepted' || one.outcome === 'done');
    });
    return note && timed(Date.parse(note.at), t('from here'));
  };
}
