import { resolveTarget } from '../../account/target.ts';
import type { Connection } from '../../cloud/connection.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { openConnection } from '../openConnection.ts';
import type { Desk } from '../ports.ts';
import type { NoPlace, TaskPlace } from './taskSight.ts';

type Parts = Pick<Desk, 't' | 'accounts' | 'settings' | 'transport' | 'now' | 'log' | 'wait' | 'hosts'>;

/**
 * Where this window's tasks are, as whoever is signed in. Starts no sandbox and asks nobody anything.
 * @throws {SettingProblem}
 */
export async function placeOfTasks(desk: Parts): Promise<TaskPlace | NoPlace> {
  try {
    return await find(desk);
  } catch (error) {
    // What is sent is logged on its way; this never gets there.
    desk.log.error(reasonOf(error, desk.t));
    throw error;
  }
}

async function find(desk: Parts): Promise<TaskPlace | NoPlace> {
  const settings = desk.settings();
  const account = await desk.accounts.glance({ settings: settings.region });
  if (account === undefined) return 'signedOut';
  const target = resolveTarget({ account, settings });
  // Without a file the account's own region and project are the target.
  if ('problem' in target) return 'signedOut';
  const connection = withoutChatter(await openConnection(desk, account, target, settings, 'nobody'));
  return { connection, projectId: target.projectId, sandbox: account.kind === 'sandbox' };
}

/** What is asked every ten seconds would leave no room in the log for anything else: it has the failures. */
export function withoutChatter(connection: Connection): Connection {
  return {
    ...connection,
    record(exchange) {
      if (exchange.failure !== undefined) connection.record?.(exchange);
    },
  };
}

/** Whether both are the same project, as the same person. */
export function isSamePlace(one: TaskPlace, other: TaskPlace): boolean {
  const { session, endpoints } = one.connection;
  return (
    session === other.connection.session &&
    endpoints.dcs === other.connection.endpoints.dcs &&
    one.projectId === other.projectId
  );
}

/** Whether it is {@link placeOfTasks}. */
export async function isPlaceHere(desk: Parts, place: TaskPlace): Promise<boolean> {
  const here = await placeOfTasks(desk).catch(() => undefined);
  return typeof here === 'object' && isSamePlace(here, place);
}
