import { homedir } from 'node:os';
import { Uri, window, workspace } from 'vscode';
import { withTaskFileEnding } from '../../task/file/taskFileName.ts';
import { type Asking, mayReplace } from './mayReplace.ts';

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
  const why = asking.t('A task file has the ending .dcsmigration.json, and there is a file of that name already.');
  for (;;) {
    const given = await window.showSaveDialog({ defaultUri: proposed, filters: { JSON: ['json'] } });
    if (given === undefined) return undefined;
    const place = given.with({ path: withTaskFileEnding(given.path) });
    // The dialog has asked about the name that was typed, not about the whole one.
    if (place.path === given.path || (await mayReplace(place, why, asking))) return place;
    proposed = place;
  }
}
