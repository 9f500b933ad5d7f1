import type { Uri } from 'vscode';
import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import type { RowFile } from '../../task/table/rowFiles.ts';
import type { RowOutcome } from './tableReport.ts';

const atOnce = 8;
/** Files between two words of how far it is. */
const stretch = 50;

/** Writes the files one by one, each only where there is none; what is called off stays as far as it is. */
export async function writeRows(
  { t, notifier, documents }: Pick<Desk, 't' | 'notifier' | 'documents'>,
  files: readonly RowFile[],
  folder: Uri,
): Promise<ReadonlyMap<RowFile, RowOutcome>> {
  const outcomes = await notifier.progress(t('Writing task files'), (signal, report) =>
    concurrently(files, atOnce, async ({ fileName, text }, index): Promise<RowOutcome> => {
      if (index % stretch === 0) report(t('{done} of {total}', { done: index, total: files.length }));
      return signal.aborted ? { kind: 'notStarted' } : documents.writeNew(folder, fileName, text);
    }),
  );
  return new Map(files.map((file, index) => [file, outcomes[index] ?? { kind: 'notStarted' }]));
}
