import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { temporaryFolder } from '../suite/cleanup.ts';
import { type Environment, execute, findOnPath, withoutProxy } from '../suite/command.ts';

/** A shell as a person has it before them. */
export interface TerminalKind {
  readonly name: string;
  readonly shell: 'dash' | 'bash';
  /** Lines of readline's configuration. */
  readonly readline: readonly string[];
  readonly locale: 'C.UTF-8' | 'C';
  /** Whether the shell asks for brackets around what is pasted. */
  readonly bracketed: boolean;
}

const unbracketed = 'set enable-bracketed-paste off';

export const terminals: readonly TerminalKind[] = [
  { name: 'dash', shell: 'dash', readline: [], locale: 'C.UTF-8', bracketed: false },
  {
    name: 'bash with brackets',
    shell: 'bash',
    readline: ['set enable-bracketed-paste on'],
    locale: 'C.UTF-8',
    bracketed: true,
  },
  { name: 'bash without brackets', shell: 'bash', readline: [unbracketed], locale: 'C.UTF-8', bracketed: false },
  {
    // The keys after one that shows its counterpart are taken one by one, as over a slow line.
    name: 'bash without brackets and UTF-8',
    shell: 'bash',
    readline: [unbracketed, 'set blink-matching-paren on'],
    locale: 'C',
    bracketed: false,
  },
];

/** What came of a paste. */
export interface Pasted {
  readonly screen: string;
  /** The arguments of every run of `hcloud`, which here only writes them down. */
  readonly runs: readonly (readonly string[])[];
  /** What was written into the folder that the shell was in. */
  readonly files: readonly string[];
}

export interface PasteOptions {
  readonly environment?: Environment;
  /** Puts the brackets around the paste that nobody asked for, as where a program died that had. */
  readonly strayBrackets?: boolean;
}

const outcome = z.object({ state: z.string(), bracketed: z.boolean(), screen: z.string() });

/** Pastes into a new shell, presses Enter, and waits until that and all that it ran have ended. */
export async function paste(kind: TerminalKind, text: string, options: PasteOptions = {}): Promise<Pasted> {
  const [place, own] = [await temporaryFolder('paste'), await temporaryFolder('terminal')];
  try {
    const program = await programOf(kind.shell);
    const inOwn = (name: string) => join(own.path, name);
    await writeFile(inOwn('inputrc'), `${kind.readline.join('\n')}\n`);
    await writeFile(inOwn('runs'), '');
    await writeFile(inOwn('hcloud'), `#!/bin/sh\nprintf '%s\\0' "$@" "" >>'${inOwn('runs')}'\n`);
    await chmod(inOwn('hcloud'), 0o755);
    const environment = {
      PATH: `${own.path}:${process.env['PATH']}`,
      HOME: own.path,
      TERM: 'xterm',
      INPUTRC: inOwn('inputrc'),
      LC_ALL: kind.locale,
      PS1: '<ready> ',
      PS2: '<more> ',
      ...options.environment,
    };
    const job = {
      command: kind.shell === 'bash' ? [program, '--norc', '--noprofile', '-i'] : [program, '-i'],
      folder: place.path,
      environment,
      prompt: '<ready>',
      brackets: options.strayBrackets === true,
      text,
      seconds: 15,
    };
    await writeFile(inOwn('job'), JSON.stringify(job));
    const python = await programOf('python3');
    const { output } = await execute(python, ['test/support/terminal/paste.py', inOwn('job')], { env: withoutProxy });
    const { state, bracketed, screen } = outcome.parse(JSON.parse(output));
    assert.equal(bracketed, kind.bracketed, `Whether ${kind.name} asks for brackets:\n${screen}`);
    assert.equal(state, 'ended', `${kind.name} did not get through what was pasted:\n${screen}`);
    return { screen, runs: runsOf(await readFile(inOwn('runs'), 'utf8')), files: await readdir(place.path) };
  } finally {
    place.remove();
    own.remove();
  }
}

/** An empty argument ends a run; KooCLI gets none. */
function runsOf(text: string): string[][] {
  const runs = text.split('\0\0').map((run) => run.split('\0'));
  return runs.slice(0, -1);
}

async function programOf(name: string): Promise<string> {
  const path = await findOnPath(name);
  assert.ok(path, `These tests need ${name}: install it (Debian, Ubuntu: apt-get install dash bash python3).`);
  return path;
}
