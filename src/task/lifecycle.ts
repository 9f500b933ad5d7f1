import type { ListedTask } from '../cloud/services/migrationTasks.ts';
import type { TaskStats } from '../cloud/services/taskProgress.ts';
import { type Exchange, exchangeOf, isSwapped } from './exchange.ts';
import { isCopying, isInSync, isLastLevel, isReady } from './level.ts';
import type { Sample } from './sample.ts';
import { stateOf, type TaskState } from './taskStatus.ts';
import { type Trend, trendOf } from './trend.ts';

/** How far a migration is. `unknown`: the cloud gives a status that nobody has documented. */
export type Phase =
  | Exclude<TaskState, 'incremental'>
  | 'catchingUp'
  /** Level, but not known to be so from now to now, or applications went over already. */
  | 'inSync'
  /** Applications would lose nothing if they went to the target now. */
  | 'ready';

/** Phases in which figures change. */
export const movingPhases: readonly Phase[] = ['fullCopy', 'catchingUp', 'inSync', 'ready', 'migrating'];

/** What can be asked of a task. */
export type TaskAction = 'configure' | 'stop' | 'restart' | 'setAutoReconnect' | 'delete' | 'swapIp' | 'rollBackIp';

/** What is known of a task. */
interface SeenTask extends Pick<ListedTask, 'status' | 'migration_method' | 'released_at'> {
  /** Of an IP exchange, as the cloud writes it. */
  readonly task_status?: string | undefined;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** The lag below which its applications may go over, where somebody has set it. */
  readonly cutOverLag?: number | undefined;
}

export interface Lifecycle {
  readonly phase: Phase;
  /** Percent of the full copy. */
  readonly progress?: number | undefined;
  /** Without a unit; 0 is in sync. */
  readonly lag?: number | undefined;
  readonly trend?: Trend | undefined;
  /** The last look found it level; one more tells whether it is in sync. */
  readonly isUnconfirmed?: boolean | undefined;
  /** The newest figures, from a look that succeeded, and when that was, in milliseconds since 1970. */
  readonly figures?: { readonly stats: TaskStats; readonly at: number } | undefined;
  readonly exchange?: Exchange | undefined;
  readonly may: readonly TaskAction[];
  /** Whether applications would lose nothing if they went to the target now. */
  readonly canCutOver: boolean;
  /** Whether nothing of this task writes to the target any more. */
  readonly targetMayBeWritten: boolean;
}

/**
 * What is to be said of a task, from what the cloud said of it. In sync, and ready to cut over, is what two looks in a row have found, and
 * no longer than that: one that failed, or found anything else, withdraws it.
 */
export function lifecycleOf(task: SeenTask, now: number): Lifecycle {
  const state = stateOf(task.status);
  const figures = figuresOf(task.samples, state);
  const progress = figures?.stats.full_migration_progress;
  const exchange = exchangeOf(task.task_status);
  const mayBeReady = !isSwapped(exchange);
  const phase =
    mayBeReady && state === 'incremental' && isReady(task, now) ? 'ready' : phaseOf(state, task.samples, now);
  const moves = phase === 'catchingUp' || phase === 'inSync' || phase === 'ready';
  return {
    phase,
    progress: phase === 'fullCopy' || phase === 'migrating' ? progress : undefined,
    lag: moves ? figures?.stats.offset : undefined,
    trend: moves ? trendOf(task.samples) : undefined,
    isUnconfirmed: phase === 'catchingUp' && isLastLevel(task.samples),
    figures,
    exchange,
    may: actionsOf(phase, exchange, task),
    canCutOver: phase === 'ready',
    targetMayBeWritten: exchange === 'exchanged' || nothingWrites.includes(phase),
  };
}

/** A task that failed may connect again where it reconnects by itself. */
const nothingWrites: readonly Phase[] = ['stopped', 'finished', 'released', 'deleted'];

function phaseOf(state: TaskState, samples: readonly Sample[], now: number): Phase {
  if (state !== 'incremental') return state;
  const last = samples.at(-1);
  // A full copy that begins anew is seen in the figures before the status tells it.
  if (last?.stats !== undefined && isCopying(last.stats)) return 'fullCopy';
  return isInSync(samples, now) ? 'inSync' : 'catchingUp';
}

/** Those of the state that the task is in: an old lag says nothing about a task that copies again. */
function figuresOf(samples: readonly Sample[], state: TaskState): Lifecycle['figures'] {
  const last = samples.findLast(({ stats }) => stats !== undefined);
  return last?.stats === undefined || stateOf(last.status) !== state ? undefined : { stats: last.stats, at: last.at };
}

const whileMoving: readonly TaskAction[] = ['stop', 'setAutoReconnect', 'delete'];

/** Of a status that is not known nothing is offered: what it does is not known either. */
const actions: Readonly<Record<Phase, readonly TaskAction[]>> = {
  creating: [],
  toConfigure: ['configure', 'delete'],
  fullCopy: whileMoving,
  catchingUp: whileMoving,
  inSync: whileMoving,
  ready: whileMoving,
  migrating: whileMoving,
  stopping: ['delete'],
  stopped: ['restart', 'configure', 'delete'],
  finished: ['configure', 'delete'],
  failed: ['restart', 'configure', 'delete'],
  released: ['delete'],
  deleted: [],
  unknown: [],
};

/** What failed before it was configured cannot start; what has ended can be configured anew while its machine is there. Source: the Terraform provider. */
function actionsOf(
  phase: Phase,
  exchange: Exchange | undefined,
  { migration_method: method, released_at: released }: SeenTask,
): readonly TaskAction[] {
  const isConfigured = Boolean(method?.trim());
  const isOpen = (action: TaskAction) => {
    if (phase === 'failed' && !isConfigured) return action === 'delete';
    // What is copied while each end has the address of the other goes the wrong way.
    if (action === 'restart') return !isSwapped(exchange);
    return action !== 'configure' || (released === undefined && !isSwapped(exchange));
  };
  return [...actions[phase].filter(isOpen), ...swapsOf(phase, exchange)];
}

/** Whether it is safe now is another matter. That the way back is open as long as the task is there is inferred. */
function swapsOf(phase: Phase, exchange: Exchange | undefined): readonly TaskAction[] {
  if (exchange === 'exchanged') return phase === 'deleted' ? [] : ['rollBackIp'];
  const isIncremental = phase === 'catchingUp' || phase === 'inSync' || phase === 'ready';
  return isIncremental && exchange !== 'exchanging' ? ['swapIp'] : [];
}
