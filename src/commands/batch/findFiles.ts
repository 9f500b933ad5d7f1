import type { Uri } from 'vscode';
import type { Desk, TaskFileNames } from '../../desk/ports.ts';
import { JournalProblem } from '../../task/journal/journal.ts';
import { journalProblemText } from '../../task/journal/journalProblemText.ts';

/** The task files among these, or all of the workspace where there are none. Undefined where there is nothing to go on with, which is told. */
export async function findFiles(
  { t, notifier, documents }: Pick<Desk, 't' | 'notifier' | 'documents'>,
  uris: readonly Uri[],
): Promise<TaskFileNames | undefined> {
  const found = await notifier.progress(t('Looking for task files'), async (signal) => {
    const files = uris.length > 0 ? await documents.taskFilesAmong(uris, signal) : await documents.taskFiles();
    return signal.aborted ? undefined : files;
  });
  if (found?.files.length !== 0) return found;
  notifier.tell('info', t('There is no *.dcsmigration.json file there. Create Migration Task can save one.'));
  return undefined;
}

/** Where the journal cannot be used, nothing is sent, which is told. */
export async function orTellProblem(desk: Desk, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    const message = journalProblemText(error, desk.t);
    desk.log.error(message);
    desk.notifier.tell('error', message, [{ label: desk.t('Open Log'), run: () => desk.log.show() }]);
  }
}
