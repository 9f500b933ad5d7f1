import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { openTaskFile } from '../../../src/desk/openedFile.ts';
import { createDocuments } from '../../../src/host/files/documents.ts';
import { sizeLimit } from '../../../src/task/file/taskFileRules.ts';
import { temporaryFolder } from '../../support/suite/cleanup.ts';
import { disposeAll, folder, t } from '../extensionUnderTest.ts';
import { lockedFiles } from './lockedFiles.ts';

const { workspace } = vscode;

const asksNothing = { confirm: () => assert.fail('nothing is asked') };

describe('hostile files of a folder', () => {
  const context: Pick<vscode.ExtensionContext, 'subscriptions'> = { subscriptions: [] };
  const documents = createDocuments(context, t, asksNothing, (error) => assert.fail(String(error)));
  const place = (name: string) => vscode.Uri.joinPath(folder('bare'), name);
  const link = async (end: string, name: string) => {
    await symlink(end, place(name).fsPath);
    return place(name);
  };
  let elsewhere: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    elsewhere = await temporaryFolder('elsewhere');
    await writeFile(`${elsewhere.path}/secret.dcsmigration.json`, '{ "name": "elsewhere" }');
  });
  afterEach(async () => {
    for (const [name] of await workspace.fs.readDirectory(folder('bare')))
      await workspace.fs.delete(place(name), { recursive: true });
  });
  after(async () => {
    await disposeAll(context.subscriptions);
    elsewhere.remove();
  });

  it('are not opened where they are no regular files, whatever leads to them', async () => {
    execFileSync('mkfifo', [place('pipe.dcsmigration.json').fsPath]);
    await mkdir(place('folder.dcsmigration.json').fsPath);
    for (const uri of [
      place('pipe.dcsmigration.json'),
      place('folder.dcsmigration.json'),
      await link('pipe.dcsmigration.json', 'to-pipe.dcsmigration.json'),
      await link('/dev/zero', 'to-zero.dcsmigration.json'),
      await link('circle.dcsmigration.json', 'circle.dcsmigration.json'),
      await link(elsewhere.path, 'to-folder.dcsmigration.json'),
    ]) {
      const name = workspace.asRelativePath(uri);
      assert.deepEqual(await documents.read(uri, sizeLimit), { name, unreadable: 'it is not a regular file' });
    }
  });

  it('are read to the limit, whatever their size is said to be', async () => {
    const huge = place('huge.dcsmigration.json');
    await writeFile(huge.fsPath, Buffer.alloc(3 * 1024 * 1024, '\n'));
    const source = await documents.read(huge, sizeLimit);
    assert.ok('size' in source && source.size === 3 * 1024 * 1024, JSON.stringify(source));
    // Said to be empty.
    if (process.platform !== 'linux') return;
    const environment = await documents.read(await link('/proc/self/environ', 'env.dcsmigration.json'), 10);
    assert.ok('size' in environment && environment.size === 11, JSON.stringify(environment));
  });

  it('are read to the limit where they grow meanwhile', async () => {
    const growing = place('growing.dcsmigration.json');
    await writeFile(growing.fsPath, '{');
    let reading = true;
    const growth = (async () => {
      while (reading) await appendFile(growing.fsPath, Buffer.alloc(1000, ' '));
    })();
    for (let tooLarge = false; !tooLarge; ) {
      const source = await documents.read(growing, 20_000);
      tooLarge = 'size' in source;
      assert.ok(tooLarge || ('bytes' in source && source.bytes.length <= 20_000));
    }
    reading = false;
    await growth;
  });

  it('are measured once they are here where no part of them can be asked for', async () => {
    const bytes = new Uint8Array(3 * 1024 * 1024);
    const provider = workspace.registerFileSystemProvider('dcs-liar', {
      ...lockedFiles(),
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0 }),
      readFile: () => bytes,
    });
    try {
      const source = await documents.read(vscode.Uri.parse('dcs-liar:/a.dcsmigration.json'), sizeLimit);
      assert.ok('size' in source && source.size === bytes.length);
    } finally {
      provider.dispose();
    }
  });

  it('are named and not read by a search where they lie elsewhere, but read where a person asks for one', async () => {
    await writeFile(place('own.dcsmigration.json').fsPath, '{}');
    await link('own.dcsmigration.json', 'own-link.dcsmigration.json');
    await link(elsewhere.path, 'door');
    const secret = await link(`${elsewhere.path}/secret.dcsmigration.json`, 'secret.dcsmigration.json');
    const reason = 'it lies outside of the folder, behind a link';
    const wanted = [
      ['bare/own-link.dcsmigration.json', undefined],
      ['bare/own.dcsmigration.json', undefined],
      ['bare/secret.dcsmigration.json', reason],
    ];
    const among = await documents.taskFilesAmong([folder('bare')], new AbortController().signal);
    assert.deepEqual(
      among.files.map(({ path, unreadable }) => [path, unreadable]),
      wanted,
    );
    // A host without its search program finds nothing.
    const found = await documents.taskFiles().catch(() => undefined);
    for (const { path, unreadable } of found?.files ?? []) {
      assert.equal(unreadable, path.includes('own') ? undefined : reason, path);
    }
    const opened = await openTaskFile({ documents }, secret);
    assert.ok('parsed' in opened && opened.parsed.offsets.has('name'));
    const [chosen] = (await documents.taskFilesAmong([secret], new AbortController().signal)).files;
    assert.deepEqual(chosen, { uri: secret, path: 'bare/secret.dcsmigration.json' });
  });

  it('leave the extension host its breath', async () => {
    const fields = Array.from({ length: 100 }, (_, index) => `"k${index}":1`).join();
    const content = `${'\n'.repeat(sizeLimit - 2000)}{${fields}}`;
    const { uri } = await workspace.openTextDocument({ language: 'plaintext', content });
    let turns = 0;
    let reading = true;
    const count = () => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const opened = await openTaskFile({ documents }, uri);
    reading = false;
    assert.ok('places' in opened && opened.places.size === 100);
    assert.equal([...opened.places.values()].at(-1)?.line, sizeLimit - 2000 + 1);
    // At once it would be none.
    assert.ok(turns > 3, `${turns} turns`);
  });
});
