import type { Translate } from '../../cloud/translate.ts';
import { clockText, figure } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import { copiedAt, inSyncSince } from '../../task/level.ts';
import type { Lifecycle, Phase } from '../../task/lifecycle.ts';
import { logTimes } from '../../task/logTimes.ts';
import { allSamples } from '../../task/record/allSamples.ts';
import { stateOf } from '../../task/taskStatus.ts';
import type { PageStep } from './pageModel.ts';

const names = ['create', 'configure', 'fullCopy', 'catchUp', 'inSync', 'switch', 'cleanUp'] as const;

type Name = (typeof names)[number];

/** How far a task is, and what is known of the way to there. */
interface Way {
  /** The step that goes on or waits for somebody; none where all is over, or nothing is known. */
  readonly active?: Name | undefined;
  readonly failed?: Name | undefined;
  /** It failed there, or at a later step. */
  readonly orLater?: boolean;
  readonly done: readonly Name[];
}

const before = (name: Name) => names.slice(0, names.indexOf(name));

/** The way from the creation of a task to its end. What is not known to be done is not said to be. */
export function phaseSteps(known: KnownTask, life: Lifecycle, t: Translate): readonly PageStep[] {
  const way = wayOf(known, life);
  const isFullOnly = methodOf(known) === 'full_amount_migration';
  const shown = names.filter((name) => !isFullOnly || (name !== 'catchUp' && name !== 'inSync'));
  // Steps after the one that goes on are still to come; where none does, it is not known of them.
  const last = way.active ?? way.failed;
  const times = timesOf(known, life, t);
  const noted = (key: Name, note: string) => [note, ...(times[key] === undefined ? [] : [times[key]])].join(' · ');
  return shown.map((key) => {
    const label = labelOf(key, t);
    if (key === way.failed)
      return { key, label, state: 'failed', note: way.orLater ? t('failed here or later') : t('failed') };
    if (key === way.active) return { key, label, state: 'active', note: noted(key, noteOf(key, life, t)) };
    if (way.done.includes(key)) return { key, label, state: 'done', note: noted(key, t('done')) };
    const isToCome = last !== undefined && names.indexOf(key) > names.indexOf(last);
    return { key, label, state: 'open', note: isToCome ? t('to come') : t('not known') };
  });
}

/** When a step began or was done, where the cloud says it or this window saw it. */
function timesOf(known: KnownTask, { phase }: Lifecycle, t: Translate): Partial<Record<Name, string | undefined>> {
  const { task, detail, log = [] } = known;
  const samples = allSamples(known);
  const told = (time: { readonly time: Date | undefined } | undefined) => time?.time && timeText(time.time, t);
  const seen = (at: number | undefined) =>
    at === undefined ? undefined : t('seen at {time}', { time: clockText(at, t) });
  // It may have been so before, when nobody looked for a while.
  const since = inSyncSince(samples);
  const seenSince = since === undefined ? undefined : t('seen so since {time}', { time: clockText(since, t) });
  const { machineUp, started, copied } = logTimes(log);
  const logged = (at: number | undefined) =>
    at === undefined ? undefined : t('{time} by the log', { time: timeText(new Date(at), t) });
  const created = [
    told(task.created_at ?? detail?.created_at),
    machineUp && t('machine up at {time}', { time: clockText(machineUp, t) }),
  ];
  return {
    create: created.filter(Boolean).join(' · ') || undefined,
    configure: logged(started),
    fullCopy: phase === 'fullCopy' ? undefined : logged(copied),
    catchUp: seen(copiedAt(samples)),
    inSync: phase === 'inSync' || phase === 'ready' ? seenSince : undefined,
    switch: told(detail?.updated_at),
    cleanUp: told(task.released_at ?? detail?.released_at),
  };
}

function wayOf(known: KnownTask, life: Lifecycle): Way {
  const { phase, exchange } = life;
  if (exchange === 'exchanging') return { active: 'switch', done: before('switch') };
  if (exchange === 'exchanged' && phase !== 'released' && phase !== 'deleted')
    return { active: 'cleanUp', done: before('cleanUp') };
  const simple = active[phase];
  if (simple !== undefined) return { active: simple, done: before(simple) };
  return wayWithGaps(known, life);
}

const active: Readonly<Partial<Record<Phase, Name>>> = {
  creating: 'create',
  toConfigure: 'configure',
  fullCopy: 'fullCopy',
  catchingUp: 'catchUp',
  inSync: 'inSync',
  ready: 'inSync',
  finished: 'switch',
};

/** Where the status alone does not tell how far the task came. */
function wayWithGaps(known: KnownTask, { phase, progress, may }: Lifecycle): Way {
  const copied = isSeenCopied(known);
  const done: readonly Name[] = copied ? before('catchUp') : before('fullCopy');
  switch (phase) {
    case 'migrating':
      return progress === 100 ? { active: 'catchUp', done: before('catchUp') } : { active: 'fullCopy', done };
    case 'stopping':
      return { active: 'switch', done };
    case 'stopped':
      return { active: 'cleanUp', done: [...done, 'switch'] };
    case 'failed':
      // What never was configured has failed as it was created.
      if (!may.includes('restart')) return { failed: 'create', done: [] };
      return copied ? { failed: 'catchUp', done } : { failed: 'fullCopy', orLater: mayHaveCopied(known), done };
    case 'released':
    case 'deleted':
      return { done: methodOf(known) === undefined ? ['create', 'cleanUp'] : [...done, 'cleanUp'] };
    default:
      return { done: [] };
  }
}

/** Whether this window has seen the task after its full copy. */
function isSeenCopied({ samples }: KnownTask): boolean {
  const last = samples.findLast(({ stats }) => stats !== undefined);
  const progress = last?.stats?.full_migration_progress;
  return last !== undefined && (progress === undefined ? stateOf(last.status) === 'incremental' : progress === 100);
}

/** A copy that was seen under way when the task was looked at last has failed itself. */
function mayHaveCopied(known: KnownTask): boolean {
  return methodOf(known) !== 'full_amount_migration' && !known.samples.some(({ stats }) => stats !== undefined);
}

function methodOf({ task, detail }: KnownTask): string | undefined {
  const method = (task.migration_method ?? detail?.migration_method)?.trim().toLowerCase();
  return method === '' ? undefined : method;
}

function labelOf(name: Name, t: Translate): string {
  switch (name) {
    case 'create':
      return t('Create');
    case 'configure':
      return t('Configure');
    case 'fullCopy':
      return t('Full Copy');
    case 'catchUp':
      return t('Catch Up');
    case 'inSync':
      return t('In Sync');
    case 'switch':
      return t('Switch or Stop');
    case 'cleanUp':
      return t('Clean Up');
  }
}

/** Of the step that goes on. */
function noteOf(name: Name, { phase, progress, lag, exchange }: Lifecycle, t: Translate): string {
  if (exchange === 'exchanging') return t('IPs are being swapped');
  if (progress !== undefined && name === 'fullCopy') return `${figure(Math.floor(progress), t)} %`;
  if (lag !== undefined && name !== 'cleanUp') return t('lag {lag}', { lag: figure(lag, t) });
  if (phase === 'stopping') return t('stopping');
  const waits = name === 'configure' || name === 'cleanUp' || phase === 'finished';
  return waits ? t('waits for you') : t('under way');
}
