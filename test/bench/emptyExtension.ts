import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execute, lastLines } from '../support/suite/command.ts';

/** The code of an extension that does nothing at all, and of one that does nothing when its command is run. */
export const peers = {
  empty: 'export function activate() {}\n',
  hello: `import { commands } from 'vscode';
export function activate({ subscriptions }) {
  subscriptions.push(commands.registerCommand('hello.nothing', () => {}));
}
`,
} as const;

/** Writes an extension with one command and this code, an ES module like ours, into a folder; gives its path. */
export async function writeExtension(parent: string, name: string, code: string): Promise<string> {
  const folder = join(parent, name);
  const manifest = {
    name,
    publisher: 'dcs-tools',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    type: 'module',
    main: './extension.js',
    contributes: { commands: [{ command: `${name}.nothing`, title: 'Nothing' }] },
  };
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), code);
  await writeFile(join(folder, '.vscodeignore'), '');
  return folder;
}

/** Packages an extension as ours is packaged; gives the VSIX. */
export async function packageFolder(folder: string): Promise<string> {
  const vsix = `${folder}.vsix`;
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const { code, output } = await execute(process.execPath, [resolve('node_modules/@vscode/vsce/vsce'), ...args], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(`The extension ${folder} could not be packaged:\n${lastLines(output)}`);
  return vsix;
}
