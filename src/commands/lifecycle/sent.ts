import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { asSentence, shortened } from '../../cloud/foreignText.ts';
import { mayPassUnsent, repeat } from '../../cloud/patience.ts';
import { type BatchResult, mostOfBatch } from '../../cloud/services/taskActions.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';

/** What the cloud said to what was asked of one task. `unclear`: it may do it, and nobody has said so. */
export type Sent =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

/** Milliseconds of all tries of what does not get through. */
const patience = 20_000;

/** As the patience of what holds at no other moment than this. */
export const once = 0;

/** Sends for one task, and again, within `limit` milliseconds, only where nothing of it can have arrived. */
export async function sendOne(
  { connection }: TaskPlace,
  send: () => Promise<unknown>,
  t: Translate,
  limit = patience,
): Promise<Sent> {
  try {
    await repeat(connection, send, { mayRepeat: mayPassUnsent, limit });
    return { kind: 'accepted' };
  } catch (error) {
    return failed(error, t);
  }
}

/** Sends for all of them, fifty at a time; what comes after a request that failed is not sent. */
export async function sendInBatches(
  { connection }: TaskPlace,
  ids: readonly string[],
  send: (ids: readonly string[]) => Promise<readonly BatchResult[]>,
  t: Translate,
): Promise<ReadonlyMap<string, Sent>> {
  const all = new Map<string, Sent>();
  for (let start = 0; start < ids.length; start += mostOfBatch) {
    const batch = ids.slice(start, start + mostOfBatch);
    try {
      const results = await repeat(connection, () => send(batch), { mayRepeat: mayPassUnsent, limit: patience });
      const byId = new Map(results.map((result) => [result.task_id, result]));
      for (const id of batch) all.set(id, sentOf(byId.get(id), t));
    } catch (error) {
      const outcome = failed(error, t);
      for (const id of batch) all.set(id, outcome);
      const reason = t('Nothing was sent for it, since a request before it failed.');
      for (const id of ids.slice(start + mostOfBatch)) all.set(id, { kind: 'refused', reason });
      break;
    }
  }
  return all;
}

/** An open set of words: what is no plain yes or no is looked up. */
function sentOf(result: BatchResult | undefined, t: Translate): Sent {
  const word = result?.result?.trim().toLowerCase();
  if (word === 'success') return { kind: 'accepted' };
  const said = [result?.error_code, result?.error_msg].filter(Boolean).join(' · ');
  if (word === 'failed') {
    return {
      kind: 'refused',
      reason: said === '' ? t('The cloud gives no reason.') : asSentence(shortened(said, 300)),
    };
  }
  return { kind: 'unclear', reason: t('The answer of the cloud does not say what became of it.') };
}

function failed(error: unknown, t: Translate): Sent {
  if (!(error instanceof CloudError)) throw error;
  return { kind: error.mayHaveTakenEffect ? 'unclear' : 'refused', reason: reasonOf(error, t) };
}
