import { homedir } from 'node:os';
import { Uri, window, workspace } from 'vscode';
import type { TaskReport } from '../../desk/tasks/taskPages.ts';
import { reportFileName } from '../../task/file/writeTaskFile.ts';
import { type Asking, mayReplace } from './mayReplace.ts';

interface Place {
  readonly text: Uri;
  readonly picture: Uri;
}

/** Asks where, writes the text with its picture beside it, opens the text; undefined where no place was chosen. */
export async function saveReport({ name, svg, text }: TaskReport, asking: Asking): Promise<Uri | undefined> {
  const place = await askPlace(reportFileName(name), svg !== undefined, asking);
  if (place === undefined) return undefined;
  const { path } = place.picture;
  const picture = svg === undefined ? undefined : path.slice(path.lastIndexOf('/') + 1);
  const write = (uri: Uri, content: string) => workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  if (svg !== undefined) await write(place.picture, svg);
  await write(place.text, text(picture));
  await window.showTextDocument(place.text, { preview: false });
  return place.text;
}

async function askPlace(suggested: string, hasPicture: boolean, asking: Asking): Promise<Place | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir());
  let proposed = Uri.joinPath(folder, suggested);
  for (;;) {
    const given = await window.showSaveDialog({ defaultUri: proposed, filters: { Markdown: ['md'] } });
    if (given === undefined) return undefined;
    const stem = given.path.replace(/\.(?:md|markdown)$/i, '');
    const text = stem === given.path ? given.with({ path: `${stem}.md` }) : given;
    const picture = given.with({ path: `${stem}.svg` });
    // The dialog has asked about the name that was typed, and about no other.
    const others = [...(text === given ? [] : [text]), ...(hasPicture ? [picture] : [])];
    if (await mayReplaceAll(others, asking)) return { text, picture };
    proposed = text;
  }
}

async function mayReplaceAll(uris: readonly Uri[], asking: Asking): Promise<boolean> {
  const why = asking.t('A report is two files: its text, and the picture of its chart.');
  for (const uri of uris) if (!(await mayReplace(uri, why, asking))) return false;
  return true;
}
