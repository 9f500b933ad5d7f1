import type { Connection } from '../../../src/cloud/connection.ts';
import { type CreateOutcome, type CreateTools, createClaimed } from '../../../src/task/create/create.ts';
import { type CreationDraft, JournalProblem } from '../../../src/task/journal/journal.ts';

/** A create as a batch makes one: noted, and carried through to its outcome. */
export async function createNoted(
  { connection, draft }: { readonly connection: Connection; readonly draft: CreationDraft },
  tools: CreateTools,
): Promise<CreateOutcome> {
  try {
    return await createClaimed(connection, await tools.journal.claim(draft), tools);
  } catch (error) {
    if (error instanceof JournalProblem) return { kind: 'notSent', error };
    throw error;
  }
}
