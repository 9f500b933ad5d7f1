import { homedir } from 'node:os';
import { Uri, window, workspace } from 'vscode';
import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Prompter } from '../../desk/ports.ts';
import { withTaskFileEnding } from '../../task/file/taskFileName.ts';

interface Asking extends Pick<Prompter, 'confirm'> {
  readonly t: Translate;
}

/** Asks where, completes the ending that makes it a task file, writes, opens; undefined where no place was chosen. */
export async function saveTaskFile(suggestedName: string, text: string, asking: Asking): Promise<Uri | undefined> {
  const place = await askPlace(suggestedName, asking);
  if (place === undefined) return undefined;
  await workspace.fs.writeFile(place, new TextEncoder().encode(text));
  await window.showTextDocument(place, { preview: false });
  return place;
}

async function askPlace(suggestedName: string, asking: Asking): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  let proposed = Uri.joinPath(folder, suggestedName);
  for (;;) {
    const given = await window.showSaveDialog({ defaultUri: proposed, filters: { JSON: ['json'] } });
    if (given === undefined) return undefined;
    const place = given.with({ path: withTaskFileEnding(given.path) });
    // The dialog has asked about the name that was typed, not about the whole one.
    if (place.path === given.path || !(await exists(place)) || (await mayReplace(place, asking))) return place;
    proposed = place;
  }
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function mayReplace(uri: Uri, { t, confirm }: Asking): Promise<boolean> {
  const file = shortenedPath(workspace.asRelativePath(uri));
  const replace = await confirm({
    message: t('Replace {file}?', { file }),
    detail: t('A task file has the ending .dcsmigration.json, and there is a file of that name already.'),
    yes: t('Replace It'),
    no: t('Choose Another Name'),
  });
  return replace === true;
}
