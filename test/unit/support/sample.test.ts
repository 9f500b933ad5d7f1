import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleWorkspace } from '../../support/desk/sample.ts';

describe('the sample folder of a window', () => {
  it('becomes what it was, and what has not changed is not touched', async () => {
    const { path, restore, remove } = await sampleWorkspace();
    try {
      const before = (await readdir(path, { recursive: true })).sort();
      const [example, settings] = ['example.dcsmigration.json', '.vscode/settings.json'].map((name) =>
        join(path, name),
      );
      assert.ok(example && settings);
      const text = await readFile(example, 'utf8');
      await writeFile(example, '{}');
      await rm(join(path, 'README.md'));
      await mkdir(join(path, 'tasks'));
      await writeFile(join(path, 'tasks/other.json'), '{}');
      await utimes(settings, 1, 1);
      await restore();
      assert.deepEqual((await readdir(path, { recursive: true })).sort(), before);
      assert.equal(await readFile(example, 'utf8'), text);
      assert.equal((await stat(settings)).mtimeMs, 1000);
    } finally {
      remove();
    }
  });
});
