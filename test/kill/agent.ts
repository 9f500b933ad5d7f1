import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../bench/emptyExtension.ts';

/** Packages `inHost.ts` as an extension that every extension host starts; gives the VSIX. */
export async function packageAgent(parent: string): Promise<string> {
  const folder = join(parent, 'agent');
  await mkdir(folder);
  const manifest = {
    name: 'kill-agent',
    publisher: 'dcs-tools',
    version: '0.0.0',
    engines: { vscode: '^1.100.0' },
    main: './inHost.cjs',
    activationEvents: ['onStartupFinished'],
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, '.vscodeignore'), '');
  await copyFile('out/kill/inHost.cjs', join(folder, 'inHost.cjs'));
  return packageFolder(folder);
}
