import type { Account } from '../account/account.ts';
import { connect } from '../account/connect.ts';
import type { Connection, Patience, Retry } from '../cloud/connection.ts';
import { eitherSignal } from '../cloud/eitherSignal.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import type { Translate } from '../cloud/translate.ts';
import { type Asking, confirmHosts } from './foreignHosts.ts';
import type { Desk, Settings } from './ports.ts';

type Parts = Pick<Desk, 'transport' | 'now' | 'log' | 'wait' | 't' | 'hosts'>;

/**
 * How this account calls the cloud in a region, with the log told of every exchange. Hosts that are not the cloud's are confirmed
 * first, each once.
 * @throws {SettingProblem} where one was not
 */
export async function openConnection(
  desk: Parts,
  account: Pick<Account, 'session' | 'endpoints'>,
  place: { readonly region: string; readonly projectId?: string | undefined },
  { endpoints, timeout }: Pick<Settings, 'endpoints' | 'timeout'>,
  asking: Asking,
): Promise<Connection> {
  const record: Connection['record'] = (exchange) => desk.log.exchange(exchange);
  const connection = connect(account, place.region, place.projectId, {
    transport: await desk.transport(),
    timeout,
    now: desk.now,
    record,
    overrides: endpoints,
  });
  if (account.endpoints === undefined) await confirmHosts(desk, connection, asking);
  return { ...connection, patience: patienceOf(desk, connection.session.over) };
}

/** Nobody waits for the turn of what ends with the session. */
function patienceOf({ wait, log, t }: Parts, over: AbortSignal): Patience {
  return {
    async wait(milliseconds, signal) {
      const either = eitherSignal(signal, over);
      await wait(milliseconds, either.signal);
      either.release();
    },
    random: Math.random,
    onRetry: (retry) => log.info(retryText(retry, t)),
  };
}

function retryText({ error, attempt, delay }: Retry, t: Translate): string {
  const seconds = (delay / 1000).toFixed(1);
  return t('Try {attempt} follows in {seconds} s: {reason}', { attempt, seconds, reason: reasonOf(error, t) });
}

/** The same connection, which also tells whoever waits why it takes so long. */
export function toldWhileWaiting(connection: Connection, tell: (text: string) => void, t: Translate): Connection {
  return toldOfRetries(connection, (retry) => tell(retryText(retry, t)));
}

/** The same connection; `tell` is told of each pause, too. */
export function toldOfRetries(connection: Connection, tell: (retry: Retry) => void): Connection {
  const { patience } = connection;
  if (patience === undefined) return connection;
  const onRetry = (retry: Retry) => {
    patience.onRetry?.(retry);
    tell(retry);
  };
  return { ...connection, patience: { ...patience, onRetry } };
}

/** A flow's title with the place it acts in, so that nobody takes the sandbox for the cloud or one region for another. */
export function titleIn(title: string, account: Pick<Account, 'kind'>, region: string, t: Translate): string {
  const place = account.kind === 'sandbox' ? t('Local Sandbox') : region;
  return `${title} · ${place}`;
}
