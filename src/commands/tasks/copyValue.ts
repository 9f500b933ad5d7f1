import * as z from 'zod';
import type { Desk } from '../../desk/ports.ts';
import type { Called } from './chosenTasks.ts';

const fact = z.object({ row: z.object({ copies: z.string() }) });

/** Copies what a row below a task says, whole. */
export async function copyValue({ notifier }: Pick<Desk, 'notifier'>, { argument }: Called): Promise<void> {
  const found = fact.safeParse(argument).data;
  if (found !== undefined) await notifier.copy(found.row.copies);
}
