import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../suite/cleanup.ts';

/** A folder's wish to send signed requests elsewhere, which must stay a wish. */
const elsewhere = { 'dcs.endpoints': { dcs: 'https://elsewhere.example.com' } };

/** The settings of each folder of the workspace that the host suite runs in. */
const folders: Readonly<Record<string, object>> = {
  sandbox: { 'dcs.region': 'sandbox-1', ...elsewhere },
  beijing: { 'dcs.region': 'cn-north-4', 'dcs.projectId': '0123456789abcdef0123456789abcdef', ...elsewhere },
  bare: {},
};

/** A workspace of three folders, `sandbox`, `beijing` and `bare`, in a temporary folder: to open as `file` and write to. */
export async function hostWorkspace(): Promise<{ file: string; remove: () => void }> {
  const { path, remove } = await temporaryFolder('workspace');
  for (const [name, settings] of Object.entries(folders)) {
    await mkdir(join(path, name, '.vscode'), { recursive: true });
    await writeFile(join(path, name, '.vscode/settings.json'), JSON.stringify(settings));
  }
  const file = join(path, 'tasks.code-workspace');
  const list = Object.keys(folders).map((name) => ({ path: name }));
  await writeFile(file, JSON.stringify({ folders: list, settings: elsewhere }));
  return { file, remove };
}
