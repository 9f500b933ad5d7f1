import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { atExit } from './cleanup.ts';

/** What a finished command left: its exit code (undefined when a signal ended it) and both outputs, as they came. */
export interface Finished {
  code: number | undefined;
  output: string;
}

/** `undefined` as a variable's value takes the variable away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs a program to its end. `show` copies its output to ours as it comes. After `timeout` milliseconds it is ended,
 * and `output` says so in its last line. Rejects only when the program cannot be started.
 */
export async function execute(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Environment; show?: boolean; timeout?: number } = {},
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = atExit(() => child.kill('SIGTERM'));
  let output = '';
  for (const [stream, ours] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
      if (options.show) ours.write(text);
    });
  }
  const limit = options.timeout ?? 30 * 60_000;
  const timer = setTimeout(() => {
    output += `\n${program} was ended after ${limit / 60_000} minutes.\n`;
    // Asked first, so that it can end what it started itself.
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  }, limit);
  try {
    const code = await ended(child);
    return { code, output };
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/** The exit code once the process has ended and its outputs are read; undefined when a signal ended it. */
export function ended(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? undefined));
  });
}

/** Our own environment with `changes`, without what an editor or npm put there for their own children. */
export function environment(changes: Environment = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_lifecycle|npm_package|npm_config_local_prefix$)/.test(name),
  );
  const all = { ...Object.fromEntries(inherited), ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Changes to the environment under which nothing asks the proxy of the developer's machine. */
export const withoutProxy: Environment = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
    [name, undefined],
    [name.toUpperCase(), undefined],
  ]),
);

/** The full path of the first of `names` that PATH holds as a program. */
export async function findOnPath(...names: string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

/** Whether a file is there and may be run. */
export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The last lines of an output, for the end of an error message. */
export function lastLines(output: string, count = 12): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
