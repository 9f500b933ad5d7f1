import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, link, mkdir, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readRegularFile } from '../../../../src/host/files/regularFile.ts';
import { temporaryFolder } from '../../../support/suite/cleanup.ts';

const limit = 100_000;

/** What came of it, and how much. */
async function outcome(path: string): Promise<string> {
  const file = await readRegularFile(path, limit);
  if (file.kind === 'read') return `read ${file.bytes.length}`;
  return file.kind === 'tooLarge' ? `tooLarge ${file.size}` : file.kind;
}

describe('a regular file', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const at = (name: string) => join(folder.path, name);
  before(async () => {
    folder = await temporaryFolder('regular');
    await writeFile(at('file'), 'content');
  });
  after(() => folder.remove());

  it('is read whole up to the limit, and only measured beyond', async () => {
    for (const [size, wanted] of [
      [0, 'read 0'],
      [limit, `read ${limit}`],
      [limit + 1, `tooLarge ${limit + 1}`],
      [3 * limit, `tooLarge ${3 * limit}`],
    ] as const) {
      await writeFile(at('sized'), Buffer.alloc(size, 'x'));
      assert.equal(await outcome(at('sized')), wanted);
    }
    const file = await readRegularFile(at('file'), limit);
    assert.ok(file.kind === 'read');
    assert.equal(Buffer.from(file.bytes).toString(), 'content');
  });

  it('is read through a link', async () => {
    await symlink(at('file'), at('link'));
    await symlink('link', at('link of a link'));
    assert.equal(await outcome(at('link of a link')), 'read 7');
  });

  it('is no folder, no pipe, no socket and no circle of links, whether named or linked', async () => {
    await mkdir(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    await symlink('circle', at('circle'));
    const server = createServer().listen(at('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    for (const name of ['folder', 'pipe', 'socket', 'circle']) {
      await symlink(at(name), at(`to ${name}`));
      for (const path of [at(name), at(`to ${name}`)]) assert.equal(await outcome(path), 'notRegular', name);
    }
    server.close();
  });

  it('is no device', async () => {
    for (const device of ['/dev/zero', '/dev/null', '/dev/random']) {
      await symlink(device, at(`to ${device.slice(5)}`));
      assert.equal(await outcome(device), 'notRegular');
      assert.equal(await outcome(at(`to ${device.slice(5)}`)), 'notRegular');
    }
  });

  it('says why, where there is none', async () => {
    await symlink('gone', at('to nothing'));
    for (const name of ['gone', 'to nothing']) await assert.rejects(outcome(at(name)), { code: 'ENOENT' });
  });

  it('is read to the limit and one byte, whatever size it is said to have', async () => {
    // Those of /proc are said to be empty; elsewhere there are none.
    if (process.platform === 'linux') {
      const { length } = Buffer.from(execFileSync('cat', ['/proc/self/limits']));
      const read = await readRegularFile('/proc/self/limits', length * 2);
      assert.ok(read.kind === 'read' && read.bytes.length > 100);
      assert.deepEqual(await readRegularFile('/proc/self/limits', 99), { kind: 'tooLarge', size: 100 });
    }
  });

  it('may grow while it is read', async () => {
    await writeFile(at('growing'), Buffer.alloc(limit / 2));
    let reading = true;
    const growth = (async () => {
      while (reading) await appendFile(at('growing'), Buffer.alloc(1000));
    })();
    for (let read = 'read 0'; read.startsWith('read'); ) {
      read = await outcome(at('growing'));
      const [, size = ''] = read.split(' ');
      assert.ok(Number(size) > 0 && (read.startsWith('tooLarge') || Number(size) <= limit), read);
    }
    reading = false;
    await growth;
  });

  it('may be exchanged for a pipe at any moment', async () => {
    for (let round = 0; round < 200; round += 1) {
      await writeFile(at('exchanged'), 'content');
      await (round % 2 === 0 ? link : symlink)(at('pipe'), at('next'));
      const [read] = await Promise.all([outcome(at('exchanged')), rename(at('next'), at('exchanged'))]);
      assert.ok(['read 7', 'notRegular'].includes(read), read);
      await unlink(at('exchanged'));
    }
  });
});
