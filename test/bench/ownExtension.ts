import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { packageFolder } from './emptyExtension.ts';

/**
 * Packages our extension as it was built last, but for one thing: VS Code does not activate it by itself when a window has started, since
 * the measurement wants to do that. Gives the VSIX.
 */
export async function packageOurs(parent: string): Promise<string> {
  const folder = join(parent, 'ours');
  const manifest = z.looseObject({}).parse(JSON.parse(await readFile('package.json', 'utf8')));
  await mkdir(folder);
  for (const name of ['dist', 'media', 'package.nls.json', 'package.nls.zh-cn.json'])
    await cp(name, join(folder, name), { recursive: true });
  const changes = { activationEvents: undefined, scripts: undefined };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, ...changes }));
  await writeFile(join(folder, '.vscodeignore'), '');
  return packageFolder(folder);
}
