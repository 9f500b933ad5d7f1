import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { TaskSource } from '../../../src/desk/ports.ts';
import { clickOn } from '../../../src/host/files/clicks.ts';
import { createDocuments } from '../../../src/host/files/documents.ts';
import { textInSteps } from '../../../src/host/files/documentText.ts';
import { atOnce } from '../../../src/task/file/json/textWalk.ts';
import { sizeLimit } from '../../../src/task/file/taskFileRules.ts';
import { until } from '../../support/suite/until.ts';
import { disposeAll, folder, t } from '../extensionUnderTest.ts';
import { lockedFiles } from './lockedFiles.ts';

const { workspace, window } = vscode;
const { fs } = workspace;

const asksNothing = { confirm: () => assert.fail('nothing is asked') };

describe('documents of the editor', () => {
  const failures: unknown[] = [];
  const context: Pick<vscode.ExtensionContext, 'subscriptions'> = { subscriptions: [] };
  const documents = createDocuments(context, t, asksNothing, (error) => failures.push(error));
  const place = (name: string) => vscode.Uri.joinPath(folder('bare'), name);
  const write = async (name: string, content: string | Uint8Array) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await fs.writeFile(place(name), bytes);
    return place(name);
  };
  const read = (uri: vscode.Uri) => documents.read(uri, sizeLimit);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [name] of await fs.readDirectory(folder('bare'))) await fs.delete(place(name), { recursive: true });
  });
  after(() => {
    disposeAll(context.subscriptions);
    assert.deepEqual(failures, []);
  });

  it('takes nothing for a click but what a lens of this window passes', async () => {
    const uri = await write('clicked.dcsmigration.json', '{}');
    const click = clickOn(uri);
    assert.ok(documents.isClick(click));
    assert.equal(documents.given(click)?.toString(), uri.toString());
    // Also not what VS Code makes of the arguments of a task or of a key binding.
    const others = [undefined, null, uri, [uri], { uri }, { nonce: undefined, uri }, { nonce: '', uri }, uri.toJSON()];
    assert.deepEqual(others.filter(documents.isClick), []);
  });

  it('gives the text of the editor where it differs from the file', async () => {
    const uri = await write('dirty.dcsmigration.json', '{ "saved": true }');
    const editor = await window.showTextDocument(uri);
    await editor.edit((change) => change.insert(new vscode.Position(0, 0), '// not saved\n'));
    assert.equal(editor.document.isDirty, true);
    assert.deepEqual(await read(uri), {
      name: 'bare/dirty.dcsmigration.json',
      unsavedText: '// not saved\n{ "saved": true }',
    });
    await editor.document.save();
    assert.equal(textOf(await read(uri)), '// not saved\n{ "saved": true }');
  });

  it('goes through the text of an editor in steps, and begins again where it changes meanwhile', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => (index % 7 === 0 ? '' : `"k${index}": ${index},`));
    for (const end of ['\n', '\r\n']) {
      const content = lines.join(end);
      const document = await workspace.openTextDocument({ language: 'plaintext', content });
      const steps = textInSteps(document);
      assert.deepEqual([steps.next().done, steps.next().done], [false, false]);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), `first${end}`);
      await workspace.applyEdit(edit);
      assert.deepEqual([...textInSteps(document)].length, 2);
      assert.equal(atOnce(steps), `first${end}${content}`);
    }
  });

  it('gives the bytes of the file where the editor has no changes', async () => {
    const uri = await write('saved.dcsmigration.json', '{}');
    await window.showTextDocument(uri);
    const changed = onceChanged(uri);
    await write('saved.dcsmigration.json', '{ "written": "from outside" }');
    assert.equal(textOf(await read(uri)), '{ "written": "from outside" }');
    await changed;
  });

  it('gives the text of a document that was never saved', async () => {
    // By a name of its own: VS Code gives one that it chose itself to the next document, too.
    const uri = vscode.Uri.parse('untitled:/never-saved.json');
    await workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '{ "new": 1 }');
    await workspace.applyEdit(edit);
    const source = await read(uri);
    assert.ok('unsavedText' in source);
    assert.equal(source.unsavedText, '{ "new": 1 }');
  });

  it('leaves UTF-16 and binary bytes as they are, whatever the editor makes of them', async () => {
    for (const [name, bytes] of [
      ['utf16.dcsmigration.json', Uint8Array.from(Buffer.from('\ufeff{ "name": "迁移" }', 'utf16le'))],
      ['binary.dcsmigration.json', Uint8Array.from([0, 159, 146, 150, 255, 0, 1, 2])],
    ] as const) {
      const uri = await write(name, bytes);
      await vscode.commands.executeCommand('vscode.open', uri);
      const source = await read(uri);
      assert.ok('bytes' in source, name);
      assert.deepEqual(Uint8Array.from(source.bytes), bytes, name);
    }
  });

  it('measures a file that is too large, and does not read it', async () => {
    const size = 5 * 1024 * 1024;
    assert.deepEqual(await read(await write('huge.dcsmigration.json', new Uint8Array(size))), {
      name: 'bare/huge.dcsmigration.json',
      size,
    });
    const atLimit = await read(await write('limit.dcsmigration.json', new Uint8Array(sizeLimit)));
    assert.ok('bytes' in atLimit);
  });

  it('says why a file cannot be read', async () => {
    await fs.createDirectory(place('folder.dcsmigration.json'));
    const locked = workspace.registerFileSystemProvider('dcs-locked', lockedFiles());
    try {
      for (const [uri, reason] of [
        [place('gone.dcsmigration.json'), 'there is no such file'],
        [place('folder.dcsmigration.json'), 'it is not a regular file'],
        [vscode.Uri.parse('dcs-locked:/a.dcsmigration.json'), 'you have no permission to read it'],
      ] as const) {
        const source = await read(uri);
        assert.ok('unreadable' in source, uri.toString());
        assert.equal(source.unreadable, reason);
      }
      assert.ok('unreadable' in (await read(vscode.Uri.parse('nobody:/a.dcsmigration.json'))));
    } finally {
      locked.dispose();
    }
  });

  it('reads through a link', async () => {
    const uri = await write('target.json', '{ "linked": true }');
    await symlink(uri.fsPath, place('link.dcsmigration.json').fsPath);
    assert.equal(textOf(await read(place('link.dcsmigration.json'))), '{ "linked": true }');
  });

  it('gives the text of a document that is no file anywhere', async () => {
    const provider = workspace.registerTextDocumentContentProvider('dcs-test', {
      provideTextDocumentContent: () => '{ "virtual": true }',
    });
    try {
      const { uri } = await workspace.openTextDocument(vscode.Uri.parse('dcs-test:/old.dcsmigration.json'));
      const source = await read(uri);
      assert.ok('unsavedText' in source, JSON.stringify(source));
      assert.equal(source.unsavedText, '{ "virtual": true }');
    } finally {
      provider.dispose();
    }
  });

  it('takes the file a command was called for, else the task file of the active editor', async () => {
    const task = await write('active.dcsmigration.json', '{}');
    const other = await write('other.json', '{}');
    assert.equal(documents.given(undefined), undefined);
    await window.showTextDocument(task);
    assert.equal(documents.given(undefined)?.toString(), task.toString());
    assert.equal(documents.given(other)?.toString(), other.toString());
    await window.showTextDocument(other);
    assert.equal(documents.given(undefined), undefined);
    assert.equal(documents.given({ path: '/a.dcsmigration.json' }), undefined);
  });

  it('lists the task files of every folder by their paths, and none where the host cannot search', async () => {
    await write('b.dcsmigration.json', '{}');
    await write('a.dcsmigration.json', '{}');
    await write('C.DCSMigration.JSON', '{}');
    await write('c.json', '{}');
    await write('node_modules/d.dcsmigration.json', '{}');
    const paths = documents.taskFiles().then(({ files }) => files.map(({ path }) => path));
    const canSearch = await workspace.findFiles('**/c.json').then(
      () => true,
      () => false,
    );
    // A host without its search program must not pass for a folder without files.
    const wanted = ['a.dcsmigration.json', 'b.dcsmigration.json', 'C.DCSMigration.JSON'].map((name) => `bare/${name}`);
    if (canSearch) assert.deepEqual(await paths, wanted);
    else await assert.rejects(paths);
  });

  it('finds the task files among what was selected and below its folders, each once, as a person sorts them', async () => {
    for (const name of ['a10', 'a9', 'deep/er/b', 'node_modules/c', '.git/d', 'UPPER']) {
      await write(name === 'UPPER' ? 'UPPER.DCSMIGRATION.JSON' : `${name}.dcsmigration.json`, '{}');
    }
    const other = await write('other.json', '{}');
    await symlink(folder('bare').fsPath, place('circle').fsPath);
    const gone = place('gone.dcsmigration.json');
    const among = async (uris: readonly vscode.Uri[]) => {
      const { files, complete } = await documents.taskFilesAmong(uris, new AbortController().signal);
      assert.equal(complete, true);
      return files.map(({ path }) => path);
    };
    const all = ['a9', 'a10', 'deep/er/b'].map((name) => `bare/${name}.dcsmigration.json`);
    const found = await among([folder('bare'), place('a9.dcsmigration.json'), place('deep')]);
    assert.deepEqual(found, [...all, 'bare/UPPER.DCSMIGRATION.JSON']);
    assert.deepEqual(await among([other, gone]), ['bare/gone.dcsmigration.json']);
    const stopped = await documents.taskFilesAmong([folder('bare')], AbortSignal.abort());
    assert.deepEqual(stopped, { files: [], complete: false });
  });

  it('says of a folder that cannot be looked into why', async () => {
    const locked = workspace.registerFileSystemProvider('dcs-locked', {
      ...lockedFiles(),
      stat: () => ({ type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }),
      readDirectory: (uri: vscode.Uri) => {
        throw vscode.FileSystemError.NoPermissions(uri);
      },
    });
    try {
      const uri = vscode.Uri.parse('dcs-locked:/folder');
      const { files } = await documents.taskFilesAmong([uri], new AbortController().signal);
      assert.deepEqual(
        files.map(({ unreadable }) => unreadable),
        ['you have no permission to read it'],
      );
    } finally {
      locked.dispose();
    }
  });

  it('takes the selection of the explorer, else what was clicked', () => {
    const [a, b] = [place('a.dcsmigration.json'), place('b.dcsmigration.json')];
    assert.deepEqual(documents.selection(a, [a, b]), [a, b]);
    assert.deepEqual(documents.selection(a, []), [a]);
    // What editor menus give besides the file.
    assert.deepEqual(documents.selection(a, { groupId: 0 }), [a]);
    assert.deepEqual(documents.selection(undefined, undefined), []);
  });

  it('opens each report as a text that nothing asks to save', async () => {
    for (const text of ['# One', '# Two']) await documents.openReport(text);
    const reports = workspace.textDocuments.filter(({ uri }) => /\/migration-tasks-[\d-]+\.md$/.test(uri.path));
    assert.deepEqual(
      reports.map((document) => [document.getText(), document.languageId, document.isUntitled, document.isDirty]),
      [
        ['# One', 'markdown', false, false],
        ['# Two', 'markdown', false, false],
      ],
    );
  });

  it('takes a JSON text that was never saved for the task file of the active editor', async () => {
    const json = await workspace.openTextDocument({ language: 'json', content: '{}' });
    await window.showTextDocument(json);
    assert.equal(documents.given(undefined)?.toString(), json.uri.toString());
    const other = await workspace.openTextDocument({ language: 'plaintext', content: '{}' });
    await window.showTextDocument(other);
    assert.equal(documents.given(undefined), undefined);
  });

  it('shows the place of a mistake', async () => {
    const uri = await write('mistake.dcsmigration.json', '{\n  "name": 7\n}');
    await documents.reveal(uri, 12, 1);
    const { document, selection } = window.activeTextEditor ?? {};
    assert.equal(document?.uri.toString(), uri.toString());
    assert.equal(document?.getText(selection), '7');
  });

  it('shows what no text editor can show without failing', async () => {
    const uri = await write('binary.dcsmigration.json', Uint8Array.from([0, 1, 2, 0, 255]));
    await documents.reveal(uri, 3, 1);
    assert.equal(window.tabGroups.activeTabGroup.activeTab?.label, 'binary.dcsmigration.json');
  });

  const previews = () =>
    window.visibleTextEditors.map(({ document }) => document).filter(({ uri }) => uri.scheme === 'dcs-request');
  const untilShown = (text: string) =>
    until(
      `${text} is shown`,
      async () =>
        previews()
          .map((document) => document.getText())
          .join() === text,
      async () => previews(),
    );

  it('previews the newest text of a title', async () => {
    await documents.preview('Request', 'first');
    await documents.preview('Request', 'second');
    await untilShown('second');
  });

  it('previews a text about a file, which follows its editor and the disk', async () => {
    const uri = await write('[a] *.dcsmigration.json', 'one');
    const editor = await window.showTextDocument(uri);
    await documents.previewOf(uri, async () => {
      const source = await read(uri);
      return 'unsavedText' in source ? `unsaved ${source.unsavedText}` : shownOf(source);
    });
    await untilShown('one');
    const [preview] = previews();
    assert.equal(window.tabGroups.activeTabGroup.activeTab?.label, '[a] *.dcsmigration.json.http');
    assert.equal(documents.given(preview?.uri)?.toString(), uri.toString());
    assert.equal(documents.given(undefined)?.toString(), uri.toString());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), 'two ');
    await workspace.applyEdit(edit);
    await untilShown('unsaved two one');
    await editor.document.save();
    await untilShown('two one');
    await write('[a] *.dcsmigration.json', 'three');
    await untilShown('three');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual(previews(), []);
  });

  it('shows nothing unseen of a name in the tab of its preview', async () => {
    const uri = await write('gpj\u202eb.dcsmigration.json', 'one');
    await documents.previewOf(uri, async () => 'of a name that turns around');
    await untilShown('of a name that turns around');
    assert.equal(window.tabGroups.activeTabGroup.activeTab?.label, 'gpj b.dcsmigration.json.http');
    assert.equal(documents.given(previews()[0]?.uri)?.toString(), uri.toString());
  });

  it('keeps no text of a preview that is closed', async () => {
    const uri = await write('kept.dcsmigration.json', 'one');
    await documents.previewOf(uri, async () => 'a text of it');
    await documents.preview('Kept', 'a text of its own');
    const shown = workspace.textDocuments.filter((document) => /^a text of/.test(document.getText()));
    assert.equal(shown.length, 2);
    const closed = Promise.all(shown.map(onceClosed));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await openMany();
    await closed;
    for (const { uri: preview } of shown) await assert.rejects(async () => workspace.openTextDocument(preview));
  });

  it('makes a preview one time after the other, and again for what has changed meanwhile', async () => {
    const [uri, later] = [await write('slow.dcsmigration.json', 'one'), await write('later.dcsmigration.json', 'one')];
    let [making, most, made] = [0, 0, 0];
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await documents.previewOf(uri, async () => {
      making += 1;
      most = Math.max(most, making);
      const text = shownOf(await read(uri));
      if (made === 1) await gate;
      made += 1;
      making -= 1;
      return text;
    });
    await vscode.commands.executeCommand('workbench.action.keepEditor');
    await documents.previewOf(later, async () => shownOf(await read(later)));
    await write('slow.dcsmigration.json', 'two');
    await until('it is being made again', async () => making === 1);
    const seen = onceSeen(uri);
    await write('slow.dcsmigration.json', 'three');
    await seen;
    // When this change is shown, the one before has been followed, too.
    await write('later.dcsmigration.json', 'two');
    await untilShown('two');
    goOn();
    await vscode.commands.executeCommand('workbench.action.previousEditor');
    await untilShown('three');
    assert.equal(most, 1);
  });

  it('previews a file that was never saved', async () => {
    const uri = place('new.dcsmigration.json').with({ scheme: 'untitled' });
    const { document } = await window.showTextDocument(await workspace.openTextDocument(uri));
    await documents.previewOf(uri, async () => document.getText() || 'nothing');
    await untilShown('nothing');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), 'typed');
    await workspace.applyEdit(edit);
    await untilShown('typed');
    await window.showTextDocument(document);
  });

  it('previews a file that no editor shows', async () => {
    const uri = await write('closed.dcsmigration.json', 'one');
    await documents.previewOf(uri, async () => shownOf(await read(uri)));
    await untilShown('one');
    await write('closed.dcsmigration.json', 'two');
    await untilShown('two');
  });
});

function textOf(source: TaskSource): string {
  assert.ok('bytes' in source, JSON.stringify(source));
  return new TextDecoder().decode(source.bytes);
}

/** For a preview, which may be made once more while its tab is being closed and its file is being removed. */
function shownOf(source: TaskSource): string {
  return 'unreadable' in source ? source.unreadable : textOf(source);
}

/** When the editor has followed the file. */
function onceChanged(uri: vscode.Uri): Promise<void> {
  return new Promise((resolve) => {
    const listener = workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() !== uri.toString()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** VS Code keeps documents that were opened for an extension for three minutes, but not more than fifty of them. */
async function openMany(): Promise<void> {
  const provider = workspace.registerTextDocumentContentProvider('dcs-many', { provideTextDocumentContent: () => '' });
  for (let index = 0; index < 60; index += 1) await workspace.openTextDocument(vscode.Uri.parse(`dcs-many:/${index}`));
  provider.dispose();
}

/** When VS Code has let go of it. */
function onceClosed(closing: vscode.TextDocument): Promise<void> {
  return new Promise((resolve) => {
    const listener = workspace.onDidCloseTextDocument((document) => {
      if (document !== closing) return;
      listener.dispose();
      resolve();
    });
  });
}

/** When VS Code has seen a change on disk. */
function onceSeen(uri: vscode.Uri): Promise<void> {
  return new Promise((resolve) => {
    const watcher = workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*'));
    watcher.onDidChange((changed) => {
      if (changed.toString() !== uri.toString()) return;
      watcher.dispose();
      resolve();
    });
  });
}
