import assert from 'node:assert/strict';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeNewFile } from '../../../../src/host/files/newFile.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

describe('a file that is to be new', () => {
  async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
    const { path, remove } = await temporaryFolder('newFile');
    try {
      await act(path);
    } finally {
      remove();
    }
  }

  it('is written where there is none', () =>
    inFolder(async (folder) => {
      assert.equal(await writeNewFile(join(folder, 'a.json'), '{ "迁移": 1 }'), 'written');
      assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), '{ "迁移": 1 }');
    }));

  it('is never written over another, nor where a link leads', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'a.json'), 'mine');
      assert.equal(await writeNewFile(join(folder, 'a.json'), 'yours'), 'exists');
      await symlink(join(folder, 'elsewhere'), join(folder, 'b.json'));
      assert.equal(await writeNewFile(join(folder, 'b.json'), 'yours'), 'exists');
      assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), 'mine');
      assert.deepEqual((await readdir(folder)).toSorted(), ['a.json', 'b.json']);
    }));

  it('of two at once is written by one', () =>
    inFolder(async (folder) => {
      const both = ['one', 'two'].map((text) => writeNewFile(join(folder, 'a.json'), text));
      assert.deepEqual((await Promise.all(both)).toSorted(), ['exists', 'written']);
    }));

  it('says why it cannot be written', () =>
    inFolder(async (folder) => {
      await assert.rejects(writeNewFile(join(folder, 'gone', 'a.json'), 'x'), { code: 'ENOENT' });
      await writeFile(join(folder, 'file'), '');
      await assert.rejects(writeNewFile(join(folder, 'file', 'a.json'), 'x'), { code: 'ENOTDIR' });
    }));
});
