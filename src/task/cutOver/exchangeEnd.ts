import { type AskedExchange, type Exchange, exchangeOf } from '../exchange.ts';

/** As much of a line of the log as is judged. */
interface Line {
  readonly created_at?: { readonly time?: Date | undefined } | undefined;
  readonly log_level?: string | undefined;
  readonly message: string;
}

/** What one look has found since the call. */
export interface ExchangeLook {
  /** There is no such task any more. */
  readonly isGone?: true;
  readonly taskStatus: string;
  readonly message: string;
  /** Empty where it could not be read. */
  readonly log: readonly Line[];
}

/** How a swap ended, as far as anybody has said so: silence is neither a success nor a failure. */
export type ExchangeEnd =
  | { readonly kind: 'underWay'; readonly isSeen: boolean }
  | { readonly kind: 'done' }
  /** The cloud reports an error since; `reason`: its own words. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'notKnown'; readonly why: 'gone' | 'late' };

/** Milliseconds. Source: the Terraform provider waits half an hour for both. */
const longestExchange = 30 * 60_000;

/**
 * What became of a swap, or the way back. `looks`: those since the call, oldest first; `waited`: milliseconds since then. What was so
 * before the call is no news of it, and a list of another moment may still have what was before that.
 */
export function exchangeEnd(asked: AskedExchange, looks: readonly ExchangeLook[], waited: number): ExchangeEnd {
  const last = looks.at(-1);
  if (isDone(asked, looks)) return { kind: 'done' };
  const reason = reasonOf(asked, looks);
  if (reason !== undefined) return { kind: 'failed', reason };
  if (last?.isGone) return { kind: 'notKnown', why: 'gone' };
  if (waited >= longestExchange) return { kind: 'notKnown', why: 'late' };
  return { kind: 'underWay', isSeen: looks.some(isExchanging) };
}

function stateOf({ taskStatus }: ExchangeLook): Exchange | undefined {
  return exchangeOf(taskStatus);
}

function isExchanging(look: ExchangeLook): boolean {
  return stateOf(look) === 'exchanging';
}

function isDone({ kind, before }: AskedExchange, looks: readonly ExchangeLook[]): boolean {
  const wanted: Exchange = kind === 'swap' ? 'exchanged' : 'rolledBack';
  const [previous, last] = looks.slice(-2);
  const isThere = (look: ExchangeLook | undefined) => look !== undefined && stateOf(look) === wanted;
  if (!isThere(last ?? previous)) return false;
  if (looks.some(isExchanging)) return true;
  const was = exchangeOf(before.taskStatus);
  // It was so before the call already, and nothing else was seen since.
  if (was === wanted) return false;
  // Of an earlier swap the same may still be shown for a moment; two looks in a row tell that it stays.
  return was === undefined || (looks.length > 1 && isThere(previous));
}

/** While the cloud says that it goes on, an error counts once it is still there at the next look. */
function reasonOf(asked: AskedExchange, looks: readonly ExchangeLook[]): string | undefined {
  const [previous, last = previous] = looks.slice(-2);
  if (last === undefined || last.isGone) return undefined;
  const reason = errorIn(asked, last, looks);
  if (reason === undefined || !isExchanging(last)) return reason;
  return previous !== undefined && previous !== last && errorIn(asked, previous, looks) !== undefined
    ? reason
    : undefined;
}

/** The cloud's own words; its status where that is all it says. */
function errorIn({ before }: AskedExchange, look: ExchangeLook, looks: readonly ExchangeLook[]): string | undefined {
  const { taskStatus, message, log } = look;
  const { logAt } = before;
  const isNew = ({ created_at }: Line) => (created_at?.time?.getTime() ?? 0) > (logAt ?? Number.POSITIVE_INFINITY);
  const line = log.findLast((one) => one.log_level?.trim().toUpperCase() === 'ERROR' && isNew(one));
  if (message.trim() !== '' && message.trim() !== before.message.trim()) return message;
  if (line !== undefined) return line.message.trim() || taskStatus.trim() || 'ERROR';
  const failedBefore = exchangeOf(before.taskStatus) === 'exchangeFailed' && !looks.some(isExchanging);
  return stateOf(look) === 'exchangeFailed' && !failedBefore ? taskStatus : undefined;
}
