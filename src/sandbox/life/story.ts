import { machineFailure } from '../machine.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { ClosedEnd, Fate, MigrationMethod, ResumeMode, Settings, SwapEvent, Turn } from './events.ts';
import { type Failure, failures } from './failures.ts';
import type { Pace } from './pace.ts';
import { failureOfSettings } from './settings.ts';
import { endOf, isSwap, stopsMigration } from './swaps.ts';

/** As the API spells them. `RUNNING` is a task that waits to be configured. Source: DCS API reference, ShowMigrationTask. */
export type Status =
  | 'CREATING'
  | 'RUNNING'
  | 'FULLMIGRATING'
  | 'INCRMIGEATING'
  | 'SUCCESS'
  | 'TERMINATING'
  | 'TERMINATED'
  | 'FAILED'
  | 'RELEASED';

/** When a task came into a status, in milliseconds since 1970, with the settings of that run and the failure that brought it there. */
export interface Change {
  readonly at: number;
  readonly status: Status;
  readonly settings?: Settings;
  readonly failure?: Failure;
}

/** What became of a task until now, oldest first. It follows from what was done to it and from the clock, and from nothing else. */
export function storyOf(task: SandboxTask, shared: Pace, now: Date): readonly Change[] {
  const pace = task.pace ?? shared;
  const begin = task.entry.time.getTime();
  const failure = machineFailure(task);
  const start: readonly Change[] = [
    { at: begin, status: 'CREATING' },
    { at: begin + pace.machine, ...(failure ? { status: 'FAILED', failure } : { status: 'RUNNING' }) },
  ];
  const turns = turnsOf(task);
  const runs = turns.flatMap((turn, index) => {
    const until = turns[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return changesAfter(task, turns.slice(0, index + 1), turn, pace).filter(({ at }) => at <= until);
  });
  const whole = [...start, ...runs];
  return [...whole, ...releaseAfter(whole, task, pace)].filter(({ at }) => at <= now.getTime());
}

export function statusOf(story: readonly Change[]): Status {
  return story.at(-1)?.status ?? 'CREATING';
}

/** Of swaps, those that end a run. */
function turnsOf({ events }: SandboxTask): readonly (Turn | SwapEvent)[] {
  return events.flatMap((event) => {
    const isNone = event.kind === 'resumeMode' || event.kind === 'deleted';
    return isNone || (isSwap(event) && !stopsMigration(event)) ? [] : [event];
  });
}

/** `turns` are those up to and with this one. */
function changesAfter(
  task: SandboxTask,
  turns: readonly (Turn | SwapEvent)[],
  turn: Turn | SwapEvent,
  pace: Pace,
): readonly Change[] {
  if (isSwap(turn)) return [{ at: endOf(turn, pace), status: 'TERMINATED' }];
  if (turn.kind === 'stopped') {
    const end = turn.at + (turn.atOnce ? 0 : pace.stopping);
    const stopped: Change = { at: end, status: 'TERMINATED' };
    return turn.atOnce ? [stopped] : [{ at: turn.at, status: 'TERMINATING' }, stopped];
  }
  const settings = turns.flatMap((one) => (one.kind === 'configured' ? [one.settings] : [])).at(-1);
  if (settings === undefined) return [];
  const whole = copyChanges(turn.at, settings.method, pace);
  const fate = fateOf(task, turns, settings, turn.closed);
  const run = fate === undefined ? whole : cutShort(whole, task, settings.method, fate, pace);
  return run.map((change) => ({ ...change, settings }));
}

function copyChanges(at: number, method: MigrationMethod, pace: Pace): readonly [Change, Change] {
  const status = method === 'full_amount_migration' ? 'SUCCESS' : 'INCRMIGEATING';
  return [
    { at, status: 'FULLMIGRATING' },
    { at: at + pace.fullCopy, status },
  ];
}

/** What is wrong with the settings is wrong in each run; what was to happen to the task ends with another configuration. */
function fateOf(
  { entry, origin, fate }: SandboxTask,
  turns: readonly (Turn | SwapEvent)[],
  settings: Settings,
  closed: ClosedEnd,
): Fate | undefined {
  const wrong = origin === 'import' ? undefined : failureOfSettings(settings, entry.body['vpc_id'], closed);
  if (wrong !== undefined) return { failure: wrong };
  if (fate === undefined || turns.filter(({ kind }) => kind === 'configured').length > 1) return undefined;
  const { passes }: Failure = failures[fate.failure];
  const isFirst = turns.filter(({ kind }) => kind === 'configured' || kind === 'restarted').length === 1;
  return isFirst || !passes ? fate : undefined;
}

function cutShort(
  [copying, copied]: readonly [Change, Change],
  task: SandboxTask,
  method: MigrationMethod,
  { failure: name, after }: Fate,
  pace: Pace,
): readonly Change[] {
  const failure: Failure = failures[name];
  const at = copying.at + (after ?? usualDelay(failure, pace));
  if (copied.status === 'SUCCESS' && at >= copied.at) return [copying, copied];
  const before = [copying, copied].filter((change) => change.at < at);
  if (!failure.reconnects || resumeModeAt(task, at) === 'manual') return [...before, { at, status: 'FAILED', failure }];
  const [again, recopied] = copyChanges(at, method, pace);
  return [...before, { ...again, failure }, recopied];
}

/** Milliseconds from the start of a run. */
export function usualDelay({ phase }: Failure, pace: Pace): number {
  if (phase === 'incremental') return pace.fullCopy + 2 * pace.catchingUp;
  return phase === 'full' ? 0.6 * pace.fullCopy : pace.connecting;
}

function resumeModeAt({ events }: SandboxTask, time: number): ResumeMode {
  const modes = events.flatMap((event) => {
    if (event.kind === 'configured' && event.at <= time) return [event.settings.resumeMode];
    return event.kind === 'resumeMode' && event.at < time ? [event.mode] : [];
  });
  return modes.at(-1) ?? 'auto';
}

/** A machine that has nothing to do does not stay for ever. An import has none, nor has a task whose machine did not come up. */
function releaseAfter(whole: readonly Change[], task: SandboxTask, pace: Pace): readonly Change[] {
  const last = whole.at(-1);
  if (last === undefined || task.origin === 'import' || machineFailure(task) !== undefined) return [];
  return last.status === 'INCRMIGEATING' ? [] : [{ at: last.at + pace.release, status: 'RELEASED' }];
}
