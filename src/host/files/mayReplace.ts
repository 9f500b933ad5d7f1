import { type Uri, workspace } from 'vscode';
import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Prompter } from '../../desk/ports.ts';

export interface Asking extends Pick<Prompter, 'confirm'> {
  readonly t: Translate;
}

/** Whether a file may be written where the dialog has not asked about that name. `why`: what made the name another one. */
export async function mayReplace(uri: Uri, why: string, { t, confirm }: Asking): Promise<boolean> {
  if (!(await exists(uri))) return true;
  const replace = await confirm({
    message: t('Replace {file}?', { file: shortenedPath(workspace.asRelativePath(uri)) }),
    detail: why,
    yes: t('Replace It'),
    no: t('Choose Another Name'),
  });
  return replace === true;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
