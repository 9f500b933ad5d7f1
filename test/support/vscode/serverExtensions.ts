import { cp, mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../suite/cleanup.ts';
import { execute, lastLines } from '../suite/command.ts';
import type { Host } from './hostInstall.ts';

/** Those of VS Code's own extensions that our windows show something of; the others take a fifth of a window's start. */
const shown = [
  'configuration-editing',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'theme-defaults',
  'theme-seti',
];

/** Folders with extensions as VS Code has installed them, by version and packages; each server gets a copy of its own. */
const installed = new Map<string, Promise<string>>();

/** Installs packaged extensions below `data`. Installing takes VS Code seconds, copying what it installed does not. */
export async function addExtensions(host: Host, data: string, packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const key = [host.version, ...packages].join('\n');
  const folder = installed.get(key) ?? installExtensions(host, packages);
  installed.set(key, folder);
  // Where this fails, the next one tries again.
  folder.catch(() => installed.delete(key));
  await cp(join(await folder, 'extensions'), join(data, 'extensions'), { recursive: true });
}

/** Makes a folder below `data` with the few of VS Code's own extensions that our windows need, or with none; gives its path. */
export async function fewBuiltins(host: Host, data: string, which: 'few' | 'none'): Promise<string> {
  const folder = join(data, 'builtin');
  await mkdir(folder);
  for (const name of which === 'few' ? shown : [])
    await symlink(join(host.folder, 'extensions', name), join(folder, name));
  return folder;
}

async function installExtensions(host: Host, packages: readonly string[]): Promise<string> {
  const { path, remove } = await temporaryFolder('extensions');
  try {
    for (const vsix of packages) await installExtension(host, path, vsix);
    return path;
  } catch (error) {
    remove();
    throw error;
  }
}

async function installExtension(host: Host, data: string, vsix: string): Promise<void> {
  const args = ['out/server-main.js', '--install-extension', resolve(vsix), '--server-data-dir', data];
  const { code, output } = await execute(host.node, [...args, '--accept-server-license-terms'], { cwd: host.folder });
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`VS Code ${host.version} did not install ${vsix}:\n${lastLines(output)}`);
  }
}
