import { isKeyRefusal, isThrottled } from './certainty.ts';
import type { Connection, Patience, Retry } from './connection.ts';
import type { UnreachableReason } from './errors.ts';
import { Cancelled, CloudError, Refused, Unintelligible, Unreachable } from './errors.ts';
import { type Answered, ask, type CloudRequest } from './http.ts';

interface Repetition {
  readonly mayRepeat: (error: CloudError) => boolean;
  /** Milliseconds, by `connection.now()`, from the first try within which the last one must begin. */
  readonly limit: number;
}

/** Milliseconds of the first pause at most, and of any; each is twice the one before (AWS calls the random part full jitter). */
const firstPause = 500;
const longestPause = 10_000;

/** Milliseconds for a read with all its repetitions. */
const limitOfReads = 20_000;

/**
 * Does the work again while it fails with what may be repeated, after pauses that grow and are drawn at random, so that many
 * windows do not come back together; a Retry-After is waited for in full. Without patience it does the work once.
 * @throws the last error; `Cancelled` when the signal is aborted between two tries
 */
export async function repeat<T>(
  connection: Pick<Connection, 'patience' | 'now'>,
  work: () => Promise<T>,
  { mayRepeat, limit }: Repetition,
  signal?: AbortSignal,
): Promise<T> {
  const { patience, now } = connection;
  const end = now().getTime() + limit;
  for (let attempt = 2; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (patience === undefined || !(error instanceof CloudError) || !mayRepeat(error)) throw error;
      const delay = pauseBefore(attempt, error, patience.random);
      if (delay >= end - now().getTime()) throw error;
      const cancelled = new Cancelled(error.request, error.mayHaveTakenEffect);
      if (signal?.aborted) throw cancelled;
      tell(patience, { error, attempt, delay });
      await patience.wait(delay, signal);
      if (signal?.aborted) throw cancelled;
    }
  }
}

/** A GET, repeated while what failed may pass, for 20 seconds at most. @throws {CloudError} as `ask`, of the last try */
export function read<T>(
  connection: Connection,
  request: CloudRequest<T> & { readonly method: 'GET' },
  signal?: AbortSignal,
): Promise<Answered<T>> {
  const work = () => ask(connection, request, signal);
  return repeat(connection, work, { mayRepeat: mayPassForReads, limit: limitOfReads }, signal);
}

/** What the way to the cloud fails with now and then, before anything of the request has left. */
const passingUnsent: readonly UnreachableReason[] = ['dns', 'refused', 'noRoute', 'connectTimeout', 'proxy'];

/** 501 and 505 say that it will never work, 511 that the network wants to be signed in to. */
const lastingFailures: readonly number[] = [501, 505, 511];

/** Whether a read that failed like this may succeed a little later, and does no harm then: five refused keys lock a key. */
export function mayPassForReads(error: CloudError): boolean {
  if (error instanceof Refused) {
    const { status, withheld } = error.facts;
    // The key watch would withhold the next try, and nobody has said anything new.
    if (withheld || isKeyRefusal(error)) return false;
    return status === 408 || status === 429 || (status >= 500 && !lastingFailures.includes(status));
  }
  // A body that something on the way swallowed or garbled; a page, a redirect or another shape is there to stay.
  if (error instanceof Unintelligible) return error.facts.reason === 'empty' || error.facts.reason === 'notJson';
  return error instanceof Unreachable && (passingUnsent.includes(error.reason) || error.mayHaveTakenEffect);
}

/** Whether nothing of a request can have been carried out, and it may get through a little later. */
export function mayPassUnsent(error: CloudError): boolean {
  if (error.mayHaveTakenEffect) return false;
  if (error instanceof Refused) return isThrottled(error);
  return error instanceof Unreachable && passingUnsent.includes(error.reason);
}

function pauseBefore(attempt: number, error: CloudError, random: () => number): number {
  const most = Math.min(longestPause, firstPause * 2 ** (attempt - 2));
  const jitter = random() * most;
  const asked = error instanceof Refused ? error.facts.retryAfter : undefined;
  return Math.round((asked ?? 0) + jitter);
}

/** A log that fails, as that of a closing window does, changes nothing about the work. */
function tell({ onRetry }: Patience, retry: Retry): void {
  try {
    onRetry?.(retry);
  } catch {}
}
