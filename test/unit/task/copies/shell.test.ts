import assert from 'node:assert/strict';
import { type Shell, shellOf } from '../../../../src/task/copies/shell.ts';

describe('shellOf', () => {
  const table: readonly (readonly [path: string, shell: Shell | undefined])[] = [
    ['/bin/bash', 'sh'],
    ['/usr/bin/fish', 'sh'],
    ['zsh', 'sh'],
    ['C:\\Program Files\\Git\\bin\\bash.exe', 'sh'],
    ['C:\\WINDOWS\\System32\\wsl.exe', 'sh'],
    ['C:\\Program Files\\PowerShell\\7\\pwsh.exe', 'powerShell'],
    ['/snap/bin/pwsh-preview', 'powerShell'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.EXE', 'powerShell'],
    ['C:/Windows/System32/cmd.exe', 'cmd'],
    ['/bin/tcsh', undefined],
    ['/usr/bin/nu', undefined],
    ['/home/cmd/x', undefined],
    ['constructor', undefined],
    ['', undefined],
  ];
  for (const [path, shell] of table) it(`of ${path || 'nothing'}`, () => assert.equal(shellOf(path), shell));
});
