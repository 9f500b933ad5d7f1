import type { Redis } from '../redis/redis.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { SwapEvent, TaskEvent } from './events.ts';
import type { Pace } from './pace.ts';
import { settingsOf } from './settings.ts';

/** Of a swap, or a roll back. Source: the Terraform provider for the latter two; nobody has seen a value for one that failed. */
type SwapStatus = 'EXCHANGING' | 'EXCHANGE_SUCCESS' | 'ROLLBACK_SUCCESS';

/** The cloud's words for one that failed, which no reference prints. */
const failedWords = { exchanged: 'exchange ip failed.', rolledBack: 'rollback ip failed.' } as const;

export function isSwap(event: TaskEvent): event is SwapEvent {
  return event.kind === 'exchanged' || event.kind === 'rolledBack';
}

/** Whether a swap, once it has ended, ends the migration too. Source: DCS user guide, "Switching DCS Instance IP Addresses". */
export function stopsMigration({ kind, end }: SwapEvent): boolean {
  return kind === 'exchanged' && end === 'succeeds';
}

/** When a swap ends, in milliseconds since 1970. */
export function endOf({ at, end }: Pick<SwapEvent, 'at' | 'end'>, { exchanging }: Pick<Pace, 'exchanging'>): number {
  return end === 'hangs' ? Number.POSITIVE_INFINITY : at + exchanging;
}

/** What the detail calls `task_status`; one that failed leaves it as it was before. */
export function swapStatusOf({ events }: SandboxTask, pace: Pace, now: Date): SwapStatus | null {
  const swaps = events.filter(isSwap);
  if (swaps.some((swap) => endOf(swap, pace) > now.getTime())) return 'EXCHANGING';
  const last = swaps.findLast(({ end }) => end === 'succeeds');
  if (last === undefined) return null;
  return last.kind === 'exchanged' ? 'EXCHANGE_SUCCESS' : 'ROLLBACK_SUCCESS';
}

/** What comes of the next swap, or roll back, of a task. */
export function nextSwapEnd({ events, swapEnds = [] }: SandboxTask): SwapEvent['end'] {
  return swapEnds[events.filter(isSwap).length] ?? 'succeeds';
}

/** The swap that a roll back would take back. */
export function lastSwap({ events }: SandboxTask): SwapEvent | undefined {
  return events.filter(isSwap).findLast(({ kind, end }) => kind === 'exchanged' && end === 'succeeds');
}

/** The `error_message` of a swap that failed, until something else is done to the task. */
export function swapFailureOf({ events }: SandboxTask, pace: Pace, now: Date): string | undefined {
  const last = events.findLast(({ kind }) => kind !== 'resumeMode' && kind !== 'deleted');
  if (last === undefined || !isSwap(last) || last.end !== 'fails') return undefined;
  return endOf(last, pace) <= now.getTime() ? failedWords[last.kind] : undefined;
}

interface SwapLine {
  readonly at: number;
  readonly level: 'INFO' | 'ERROR';
  readonly message: string;
  readonly code: string;
  readonly keyword: readonly string[];
}

/** What the log has of swaps, oldest first; the codes are the sandbox's own. */
export function swapLines({ events }: SandboxTask, pace: Pace, now: Date): readonly SwapLine[] {
  const line = (at: number, level: SwapLine['level'], code: string, message: string): SwapLine => {
    return { at, level, code: `migration.${code}`, message, keyword: [] };
  };
  const lines = events.filter(isSwap).flatMap((swap) => {
    const word = swap.kind === 'exchanged' ? 'exchange' : 'rollback';
    const end = endOf(swap, pace);
    return [
      line(swap.at, 'INFO', '0080', `start to ${word} ip.`),
      swap.end === 'fails'
        ? line(end, 'ERROR', '1081', failedWords[swap.kind])
        : line(end, 'INFO', '0081', `${word} ip success.`),
    ];
  });
  return lines.filter(({ at }) => at <= now.getTime());
}

/** Two instances that have each other's addresses from then on. */
export interface AddressSwap {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: Redis;
  readonly target: Redis;
  readonly withDomain: boolean;
}

/** Those that have come to their end, a roll back among them, which swaps once more. */
export function addressSwapsOf(task: SandboxTask, pace: Pace, now: Date): readonly AddressSwap[] {
  const swaps = task.events.filter(isSwap).filter(({ end }) => end === 'succeeds');
  if (swaps.length === 0) return [];
  const { source, target } = settingsOf(task) ?? {};
  if (source?.redis === undefined || target?.redis === undefined) return [];
  const ends = { source: source.redis, target: target.redis };
  return swaps
    .map((swap) => ({ ...ends, at: endOf(swap, pace), withDomain: swap.withDomain }))
    .filter(({ at }) => at <= now.getTime());
}
