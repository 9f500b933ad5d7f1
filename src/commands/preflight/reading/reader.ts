import type { Connection } from '../../../cloud/connection.ts';
import { eitherSignal } from '../../../cloud/eitherSignal.ts';
import { Cancelled, CloudError, Refused } from '../../../cloud/errors.ts';
import { reasonOf } from '../../../cloud/explain/errorText.ts';
import { atMost } from '../../../desk/concurrently.ts';
import type { Desk } from '../../../desk/ports.ts';
import type { Known } from '../../../task/preflight/preflightFacts.ts';

/** Requests under way at a time, and of one look altogether, repetitions included. */
const most = { atOnce: 6, altogether: 60 };

/** Reads one thing by the connection that it is given, with one request after the other; or says why it cannot be read. */
export type Reader = <T>(
  permission: string,
  read: (connection: Connection, signal: AbortSignal) => Promise<T>,
) => Promise<Known<T>>;

/** What one look at two ends reads with. */
interface LookReader {
  /** Gives what hangs so many milliseconds, so that it does not take the time of the rest. */
  within<T>(milliseconds: number, work: (known: Reader) => Promise<T>): Promise<T>;
}

/** `stop` is the person's: what is not read yet then is not known. */
export function createLookReader(
  desk: Pick<Desk, 't' | 'now' | 'wait'>,
  connection: Connection,
  stop?: AbortSignal,
): LookReader {
  const budget = budgetOf(connection);
  const inTurn = atMost(most.atOnce);
  return {
    async within(milliseconds, work) {
      const [done, late] = [new AbortController(), new AbortController()];
      const timer = desk.wait(milliseconds, done.signal).then(() => done.signal.aborted || late.abort());
      const either = eitherSignal(late.signal, stop);
      const whyNot = whyNotRead(desk, () => late.signal.aborted && !stop?.aborted, milliseconds, budget);
      try {
        return await work(async (permission, read) => {
          try {
            const value = await inTurn(() => read(budget.connection, either.signal));
            return { kind: 'known', value, at: desk.now().getTime() };
          } catch (error) {
            return whyNot(error, permission);
          }
        });
      } finally {
        either.release();
        done.abort();
        await timer;
      }
    },
  };
}

function whyNotRead(
  { t }: Pick<Desk, 't'>,
  isLate: () => boolean,
  milliseconds: number,
  budget: { readonly isSpent: () => boolean },
) {
  return <T>(error: unknown, permission: string): Known<T> => {
    if (!(error instanceof CloudError)) throw error;
    if (error instanceof Refused && error.facts.status === 403) return { kind: 'notPermitted', permission };
    if (!(error instanceof Cancelled)) return { kind: 'failed', reason: reasonOf(error, t) };
    if (isLate())
      return { kind: 'failed', reason: t('no answer within {seconds} s', { seconds: milliseconds / 1000 }) };
    if (budget.isSpent()) {
      return { kind: 'failed', reason: t('the checks have used their {count} requests', { count: most.altogether }) };
    }
    return { kind: 'failed', reason: reasonOf(error, t) };
  };
}

/** The same connection until it has sent so many requests; further ones are not sent. */
function budgetOf(connection: Connection) {
  let sent = 0;
  const transport: Connection['transport'] = async (url, init) => {
    sent += 1;
    if (sent > most.altogether) throw new Cancelled({ method: init.method, url: new URL(url).pathname }, false);
    return connection.transport(url, init);
  };
  return { connection: { ...connection, transport }, isSpent: () => sent > most.altogether };
}
