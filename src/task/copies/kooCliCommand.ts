import { codePoint } from '../../cloud/foreignText.ts';
import type { CreateTaskBody } from '../file/taskFile.ts';
import type { NoCommand, NoWord } from './noWord.ts';
import type { Shell } from './shell.ts';
import { joinInLines, shParts } from './shWord.ts';
import { unseen } from './unseen.ts';
import { cmdWord, powerShellWord } from './windowsWords.ts';

const command = 'hcloud DCS CreateOnlineMigrationTask';

/**
 * Characters of a command. Source: "Command prompt line string limitation" and `CreateProcessW` of Microsoft's documentation; the latter's
 * 32767 are for the command with the program's path.
 */
const limits = { powerShell: 32_000, cmd: 8191 } as const;

/**
 * The command line of Huawei Cloud's KooCLI for the same call: it uses the key that KooCLI is configured with. For sh it is of several
 * lines where it is long. No break ends it, so that pasting alone runs nothing.
 */
export function kooCliCommand(
  body: CreateTaskBody,
  target: { readonly region: string; readonly projectId: string },
  shell: Shell,
): { readonly command: string } | { readonly refused: NoCommand } {
  const parameters = Object.entries({ 'cli-region': target.region, project_id: target.projectId, ...body }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  for (const [field, value] of parameters) {
    const found = unseen.exec(value);
    if (found !== null) return { refused: { shell, field, code: 'unseen', character: codePoint(found[0]) } };
  }
  if (shell === 'sh') {
    return {
      command: joinInLines([
        command,
        ...parameters.flatMap(([name, value]) => [` --${name}=`, ...shParts(value, 'prompt')]),
      ]),
    };
  }
  return inWindows(parameters, shell);
}

/** Every argument is quoted as a whole: so no part of it can be read as something else. */
function inWindows(
  parameters: readonly (readonly [name: string, value: string])[],
  shell: 'powerShell' | 'cmd',
): { readonly command: string } | { readonly refused: NoCommand } {
  const wordOf: (text: string) => string | NoWord = shell === 'cmd' ? cmdWord : powerShellWord;
  const words = [command];
  for (const [field, value] of parameters) {
    const word = wordOf(`--${field}=${value}`);
    if (typeof word !== 'string') return { refused: { shell, field, ...word } };
    words.push(word);
  }
  const line = words.join(' ');
  const limit = limits[shell];
  return line.length <= limit ? { command: line } : { refused: { shell, code: 'tooLong', limit } };
}
