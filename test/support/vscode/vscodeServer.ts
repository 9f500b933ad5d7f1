import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atExit, temporaryFolder } from '../suite/cleanup.ts';
import { type Environment, ended, environment, lastLines } from '../suite/command.ts';
import { type ChannelLog, channelLog } from './channelLog.ts';
import { type ExtensionHosts, extensionHosts } from './extensionHosts.ts';
import { ensureHost, type Host, type HostVersion } from './hostInstall.ts';
import { addExtensions, fewBuiltins } from './serverExtensions.ts';

export interface ServerOptions {
  version: HostVersion;
  /** Absolute path of the folder or the `.code-workspace` file that `url` opens. */
  workspace: string;
  /** A packaged extension, or several, installed as a user installs them. */
  vsix?: string | readonly string[];
  /** VS Code's own extensions: all (the default), the few that our windows need, which start sooner, or none where nobody looks. */
  builtins?: 'all' | 'few' | 'none';
  /** On top of the quiet ones below; any setting that is not of scope application. */
  machineSettings?: Readonly<Record<string, unknown>>;
  /** Settings of scope application, such as `http.proxy`. */
  userSettings?: Readonly<Record<string, unknown>>;
  /** False (the default is true) opens the workspace in Restricted Mode. */
  trusted?: boolean;
  /** Needed for tests inside the extension host; silences notification toasts. */
  smokeTestDriver?: boolean;
  /** The user's own keys, as in `keybindings.json`. */
  keybindings?: readonly object[];
  /** Variables for the server and the extension host, on top of ours. */
  env?: Environment;
  /** 0 or nothing: any free port. */
  port?: number;
}

export interface VsCodeServer extends ChannelLog, ExtensionHosts {
  version: HostVersion;
  /** Opens the workspace. */
  url: string;
  /** Opens another folder or `.code-workspace` file; an absolute path. */
  urlOf: (workspace: string) => string;
  /** `http://127.0.0.1:<port>/`. */
  origin: string;
  port: number;
  /** Everything the server printed so far. */
  output: () => string;
  /** Writes the settings anew, for windows that are opened later. */
  configure: (settings: Pick<ServerOptions, 'machineSettings' | 'userSettings'>) => Promise<void>;
  /** Ends the server and everything it started, and removes what it kept. */
  stop: () => Promise<void>;
  /** The same at once, without asking the processes. */
  kill: () => void;
  /** Settles when the server has ended, for whatever reason. */
  ended: Promise<void>;
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // Words of the file would fill the suggestion list before the JSON language server has started.
  'editor.wordBasedSuggestions': 'off',
  'window.autoDetectColorScheme': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  // An untrusted folder opens in Restricted Mode without asking, on every version.
  'security.workspace.trust.startupPrompt': 'never',
};

/** Installs VS Code where needed, starts its server on 127.0.0.1, and waits until it accepts windows. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const host = await ensureHost(options.version);
  const data = await temporaryFolder('vscode');
  try {
    await configure(data.path, options);
    if (options.keybindings) await writeJson(join(data.path, 'data/User/keybindings.json'), options.keybindings);
    await addExtensions(host, data.path, [options.vsix ?? []].flat());
    const { builtins: which = 'all' } = options;
    const builtins = which === 'all' ? undefined : await fewBuiltins(host, data.path, which);
    return await launch(host, data, { ...options, builtins });
  } catch (error) {
    data.remove();
    throw error;
  }
}

async function configure(
  data: string,
  options: Pick<ServerOptions, 'machineSettings' | 'userSettings'>,
): Promise<void> {
  const { machineSettings, userSettings } = options;
  await writeJson(join(data, 'data/Machine/settings.json'), { ...quietSettings, ...machineSettings });
  await writeJson(join(data, 'data/User/settings.json'), { ...quietSettings, ...userSettings });
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(value, null, 2));
}

interface LaunchOptions extends Omit<ServerOptions, 'builtins'> {
  /** The folder of VS Code's own extensions, where it is not the usual one. */
  builtins: string | undefined;
}

async function launch(
  host: Host,
  data: { path: string; remove: () => void },
  options: LaunchOptions,
): Promise<VsCodeServer> {
  // Without a token any page in any browser of this computer could drive the server.
  const token = randomUUID();
  const { child, output } = spawnServer(host, data.path, token, options);
  // The server starts extension hosts in its process group; a negative number signals the whole group.
  const kill = () => signalGroup(child, 'SIGKILL');
  const forget = atExit(kill);
  const gone = ended(child).catch(() => undefined);
  try {
    const port = await waitForPort(child, output, options.port ?? 0);
    const origin = `http://127.0.0.1:${port}/`;
    const urlOf = (workspace: string) => `${origin}?tkn=${token}&${kindOf(workspace)}=${encodeURIComponent(workspace)}`;
    return {
      version: host.version,
      url: urlOf(options.workspace),
      urlOf,
      origin,
      port,
      ...channelLog(join(data.path, 'data/logs')),
      configure: (settings) => configure(data.path, settings),
      ...extensionHosts(output, join(data.path, 'data')),
      output,
      stop: async () => {
        signalGroup(child, 'SIGTERM');
        const hurry = setTimeout(kill, 3000);
        await gone;
        clearTimeout(hurry);
        kill();
        forget();
        data.remove();
      },
      kill,
      ended: gone.then(() => undefined),
    };
  } catch (error) {
    kill();
    forget();
    throw error;
  }
}

function kindOf(workspace: string): 'workspace' | 'folder' {
  return workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
}

function spawnServer(
  host: Host,
  data: string,
  token: string,
  options: LaunchOptions,
): { child: ChildProcess; output: () => string } {
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--connection-token', token];
  args.push('--accept-server-license-terms', '--server-data-dir', data, '--telemetry-level', 'off');
  if (options.trusted ?? true) args.push('--disable-workspace-trust');
  if (options.builtins !== undefined) args.push('--builtin-extensions-dir', options.builtins);
  if (options.smokeTestDriver) args.push('--enable-smoke-test-driver');
  const child = spawn(host.node, ['out/server-main.js', ...args], {
    cwd: host.folder,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      text += part;
    });
  }
  return { child, output: () => text };
}

function waitForPort(child: ChildProcess, output: () => string, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${lastLines(output())}`));
    const timer = setTimeout(() => fail('The VS Code server did not start within a minute:'), 60_000);
    child.stdout?.on('data', () => {
      const port = /Server bound to 127\.0\.0\.1:(\d+)/.exec(output())?.[1];
      if (port === undefined || !output().includes('Extension host agent started')) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      const taken = /EADDRINUSE/.test(output());
      fail(taken ? `Port ${wanted} is taken by another program: choose another.` : 'The VS Code server ended at once:');
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
