/** A language of command lines. `sh` stands for all whose words are those of a POSIX shell. */
export type Shell = 'sh' | 'powerShell' | 'cmd';

/** As people call them. */
export const shellNames: Readonly<Record<Shell, string>> = { sh: 'sh', powerShell: 'PowerShell', cmd: 'cmd' };

/** By the name of the program. fish is no POSIX shell but reads the same words; csh is none and does not. */
const programs: ReadonlyMap<string, Shell> = new Map([
  ...['sh', 'ash', 'bash', 'busybox', 'dash', 'fish', 'ksh', 'mksh', 'wsl', 'yash', 'zsh'].map(
    (name) => [name, 'sh'] as const,
  ),
  ...['powershell', 'pwsh', 'pwsh-preview'].map((name) => [name, 'powerShell'] as const),
  ['cmd', 'cmd'],
]);

/** The last part of a path of Windows or of another system, without `.exe`. */
export function programOf(path: string): string {
  return path.replace(/^.*[\\/]/s, '').replace(/\.exe$/i, '');
}

/** The language that a program reads; undefined where it is not known. */
export function shellOf(path: string): Shell | undefined {
  return programs.get(programOf(path).toLowerCase());
}
