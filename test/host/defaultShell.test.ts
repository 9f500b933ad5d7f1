import { ConfigurationTarget, workspace } from 'vscode';
import { defaultShell } from '../../src/host/defaultShell.ts';
import { until } from '../support/suite/until.ts';

describe('the default shell', () => {
  const platform = process.platform === 'darwin' ? 'osx' : 'linux';
  const change = async (name: string, value: unknown) =>
    workspace.getConfiguration('terminal.integrated').update(`${name}.${platform}`, value, ConfigurationTarget.Global);

  after(async () => {
    await change('defaultProfile', undefined);
    await change('profiles', undefined);
  });

  it('is that of the default terminal profile', async () => {
    await change('profiles', { one: { path: '/bin/sh' }, other: { path: '/bin/bash' } });
    for (const [profile, path] of [
      ['one', '/bin/sh'],
      ['other', '/bin/bash'],
    ]) {
      await change('defaultProfile', profile);
      await until(
        `the shell is ${path}`,
        async () => defaultShell() === path,
        async () => defaultShell(),
      );
    }
  });
});
