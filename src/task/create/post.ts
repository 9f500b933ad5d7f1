import { isThrottled, wasPassedOn } from '../../cloud/certainty.ts';
import type { Connection } from '../../cloud/connection.ts';
import { Cancelled, type CloudError } from '../../cloud/errors.ts';
import { mayPassUnsent, repeat } from '../../cloud/patience.ts';
import { type CreatedTask, createOnlineMigrationTask } from '../../cloud/services/migrationTasks.ts';
import type { Creation } from '../journal/journal.ts';
import type { Pace } from './pace.ts';

interface PostTools {
  readonly pace?: Pace | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds of all tries and pauses of a create that does not get through. */
const patienceAlone = 30_000;
const patienceInBatch = 15 * 60_000;

/**
 * Posts a create, and again only while nothing of it is passed on: with pauses of its own, or in its turn of a batch.
 * @throws {CloudError}
 */
export function post(
  connection: Connection,
  { projectId, body }: Pick<Creation, 'projectId' | 'body'>,
  { pace, signal }: PostTools,
): Promise<CreatedTask> {
  const send = () => createOnlineMigrationTask(connection, projectId, body, signal);
  if (pace === undefined) {
    return repeat(connection, send, { mayRepeat: mayPassUnsent, limit: patienceAlone }, signal);
  }
  const mayRepeat = (error: CloudError) => mayPassUnsent(error) && !isThrottled(error);
  return repeat(
    connection,
    () => sendInTurn(connection, send, pace, signal),
    { mayRepeat, limit: patienceInBatch },
    signal,
  );
}

/** Throttling slows the whole batch down: whoever meets it queues again. */
async function sendInTurn<T>(
  connection: Connection,
  send: () => Promise<T>,
  pace: Pace,
  signal: AbortSignal | undefined,
): Promise<T> {
  const deadline = connection.now().getTime() + patienceInBatch;
  for (;;) {
    await pace.turn(signal);
    if (signal?.aborted) throw new Cancelled({ method: 'POST', url: connection.endpoints.dcs }, false);
    try {
      const answer = await send();
      pace.accepted();
      return answer;
    } catch (error) {
      endTurn(pace, error);
      if (!isThrottled(error) || connection.now().getTime() >= deadline) throw error;
    }
  }
}

/** Only an answer from behind the gateway shows that it lets so many through. */
function endTurn(pace: Pace, error: unknown): void {
  if (isThrottled(error)) pace.throttled(error.facts);
  else if (wasPassedOn(error)) pace.accepted();
  else pace.released();
}
