import type { Account } from '../account/account.ts';
import { connect } from '../account/connect.ts';
import type { Connection, Patience } from '../cloud/connection.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Desk, Settings } from './ports.ts';

/** How this account calls the cloud in a region, with the log told of every exchange. */
export async function openConnection(
  desk: Pick<Desk, 'transport' | 'now' | 'log' | 'wait' | 't'>,
  account: Pick<Account, 'key' | 'endpoints'>,
  place: { readonly region: string; readonly projectId?: string | undefined },
  { endpoints, timeout }: Pick<Settings, 'endpoints' | 'timeout'>,
): Promise<Connection> {
  const transport = await desk.transport();
  const record: Connection['record'] = (exchange) => desk.log.exchange(exchange);
  const connection = connect(account, place.region, place.projectId, {
    transport,
    timeout,
    now: desk.now,
    record,
    overrides: endpoints,
  });
  return { ...connection, patience: patienceOf(desk) };
}

function patienceOf({ wait, log, t }: Pick<Desk, 'wait' | 'log' | 't'>): Patience {
  return {
    wait,
    random: Math.random,
    onRetry: ({ error, attempt, delay }) =>
      log.info(
        t('Try {attempt} follows in {seconds} s: {reason}', {
          attempt,
          seconds: (delay / 1000).toFixed(1),
          reason: reasonOf(error, t),
        }),
      ),
  };
}

/** A flow's title with the place it acts in, so that nobody takes the sandbox for the cloud or one region for another. */
export function titleIn(title: string, account: Pick<Account, 'kind'>, region: string, t: Translate): string {
  const place = account.kind === 'sandbox' ? t('Local Sandbox') : region;
  return `${title} · ${place}`;
}
