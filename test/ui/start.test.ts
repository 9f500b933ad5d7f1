import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import * as z from 'zod';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { ended, environment, withoutProxy } from '../support/suite/command.ts';
import { until } from '../support/suite/until.ts';
import { versionUnderTest } from './scenario.ts';

describe('npm start', () => {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    it(`ends on ${signal}, and leaves no server and no folder`, async () => {
      const folder = await temporaryFolder('start');
      const args = ['out/support/suite/start.js', '--no-open', '--no-package', '--version', versionUnderTest()];
      const child = spawn(process.execPath, args, {
        env: environment({ ...withoutProxy, TMPDIR: folder.path }),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const over = ended(child);
      try {
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
        const url = await until(
          'it tells its address',
          async () => /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0],
          async () => output,
        );
        await fetch(url);
        await until('it listens to signals', async () => output.includes('sign in again'));
        child.kill(signal);
        assert.equal(await over, 0);
        await assert.rejects(fetch(url));
        assert.deepEqual(
          (await readdir(folder.path)).filter((name) => name.startsWith('dcs-migration-')),
          [],
        );
      } finally {
        child.kill('SIGTERM');
        await over;
        folder.remove();
      }
    });
  }

  it('gets the signals that npm gets: the shell between them passes none on', async () => {
    const { scripts } = z
      .object({ scripts: z.object({ start: z.string() }) })
      .parse(JSON.parse(await readFile('package.json', 'utf8')));
    assert.match(scripts.start, /&& exec node \S+ \S+$/);
  });
});
