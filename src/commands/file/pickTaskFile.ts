import type { Uri } from 'vscode';
import type { Desk } from '../../desk/ports.ts';

/** One of the workspace's task files, for a command that was called for none. */
export async function pickTaskFile(
  { t, prompter, documents, notifier }: Pick<Desk, 't' | 'prompter' | 'documents' | 'notifier'>,
  title: string,
): Promise<Uri | undefined> {
  const files = (await documents.taskFiles()).files.filter(({ unreadable }) => unreadable === undefined);
  if (files.length === 0) {
    notifier.tell(
      'info',
      t('There is no *.dcsmigration.json file in this workspace. Create Migration Task can save one.'),
    );
    return undefined;
  }
  const reply = await prompter.pick<Uri>({
    title,
    placeholder: t('Pick the task file'),
    choices: files.map(({ uri, path }) => ({ label: path, icon: 'file-code', value: uri })),
  });
  return reply !== undefined && reply !== 'back' && 'value' in reply ? reply.value : undefined;
}
