import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endsOf, leadsOut } from '../../../../src/host/files/insideFolders.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

describe('where links lead', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const at = (...names: string[]) => join(folder.path, ...names);
  before(async () => {
    folder = await temporaryFolder('links');
    for (const name of ['work', 'work/..deep', 'work-other', 'elsewhere'])
      await mkdir(at(name, 'deep'), { recursive: true });
    for (const name of ['work/a', 'work/deep/a', 'work/..deep/a', 'work-other/a', 'elsewhere/a'])
      await writeFile(at(name), 'x');
    await symlink(at('work'), at('door'));
  });
  after(() => folder.remove());

  it('is told of files and of folders on the way, also where the folder itself is reached by a link', async () => {
    const links = {
      'to-a': 'a',
      'to-deep-a': at('work/deep/a'),
      'up-and-back': at('door/a'),
      'to-elsewhere': at('elsewhere/a'),
      'to-neighbour': '../work-other/a',
      'to-door': at('elsewhere'),
      'to-nothing': at('elsewhere/gone'),
      circle: 'circle',
    };
    for (const [name, end] of Object.entries(links)) await symlink(end, at('work', name));
    for (const root of ['work', 'door']) {
      const folders = await endsOf([at(root)]);
      const out = async (name: string) => leadsOut(at(root, name), folders);
      for (const name of ['a', 'deep/a', 'to-a', 'to-deep-a', '..deep/a', 'up-and-back'])
        assert.equal(await out(name), false, name);
      for (const name of ['to-elsewhere', 'to-neighbour', 'to-door/a']) assert.equal(await out(name), true, name);
      // Reading these will say why not.
      for (const name of ['to-nothing', 'circle', 'gone']) assert.equal(await out(name), false, name);
    }
  });

  it('is inside where it is in any of the folders', async () => {
    const path = at('work/to-neighbour');
    assert.equal(await leadsOut(path, await endsOf([at('work'), at('work-other')])), false);
    assert.equal(await leadsOut(path, []), true);
  });
});
