import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/suite/until.ts';
import { folder } from './extensionUnderTest.ts';

const example = {
  name: 'dcs-migration-thrc',
  description: 'x',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

describe('a task file in the editor', () => {
  const uri = () => vscode.Uri.joinPath(folder('bare'), 'schema.dcsmigration.json');
  let document: vscode.TextDocument;
  before(async () => {
    await vscode.workspace.fs.writeFile(uri(), new TextEncoder().encode('{}'));
    document = await vscode.workspace.openTextDocument(uri());
    await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(uri());
  });

  const replace = async (text: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
  };
  const found = () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
  const untilFound = (wanted: RegExp) =>
    until(
      `a diagnostic says ${wanted}`,
      async () => found().some((message) => wanted.test(message)),
      async () => found(),
    );
  const untilClean = () =>
    until(
      'there is no diagnostic',
      async () => found().length === 0,
      async () => found(),
    );

  it('is JSON with comments', () => {
    assert.equal(document.languageId, 'jsonc');
  });

  it('has its mistakes marked, and no others', async () => {
    for (const [text, mistake] of [
      [JSON.stringify({ ...example, vpc_id: undefined }), /vpc_id/],
      [JSON.stringify({ ...example, password: 'x' }), /password/],
      [JSON.stringify({ ...example, name: 7 }), /holds a number, but must be a text/],
      [JSON.stringify({ ...example, subnet_id: 'my-subnet' }), /not a UUID/],
      [JSON.stringify({ ...example, region: 'Beijing' }), /\S/],
      ['[]', /Incorrect type.*object/],
      ['{ "name": ', /\S/],
    ] as const) {
      await replace(text);
      await untilFound(mistake);
      await replace(JSON.stringify(example, undefined, 2));
      await untilClean();
    }
  });

  it('takes comments, trailing commas and the fields that are not sent', async () => {
    await replace('[]');
    await untilFound(/object/);
    const more = {
      region: 'cn-north-4',
      project_id: '0'.repeat(32),
      ...example,
    };
    await replace(`// one\n${JSON.stringify(more, undefined, 2).replace(/\n\}$/, ', /* two */\n}')}\n`);
    assert.match(document.getText(), /, \/\* two \*\/\n\}/);
    await untilClean();
  });

  it('offers its fields, without those that are there', async () => {
    await replace('{\n  "name": "dcs-migration-abcd",\n  \n}');
    const labels = await completions(document, new vscode.Position(2, 2), 'vpc_id');
    for (const field of [
      'region',
      'project_id',
      'description',
      'vpc_id',
      'subnet_id',
      'security_group_id',
      'migration',
    ]) {
      assert.ok(labels.includes(field), `${field} is not among ${labels}`);
    }
    assert.ok(!labels.includes('name'), String(labels));
  });

  it('offers the fields of the migration section, and marks its mistakes once', async () => {
    const section = '"migration": { "source_instance": {  }, "resume_mode": 7 }';
    await replace(`${JSON.stringify(example).slice(0, -1)},\n  ${section}\n}`);
    const at = (before: string) => new vscode.Position(1, 2 + section.indexOf(before) + before.length);
    for (const [before, field] of [
      ['"migration": { ', 'target_instance'],
      ['"source_instance": { ', 'addrs'],
    ] as const) {
      assert.ok((await completions(document, at(before), field)).includes(field));
    }
    await untilFound(/"migration\.source_instance" names no Redis/);
    assert.equal(found().filter((message) => /resume_mode" holds a number/.test(message)).length, 1);
    assert.equal(found().length, 3, found().join('\n'));
  });

  it('explains a field under the pointer', async () => {
    await replace(JSON.stringify(example, undefined, 2));
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('subnet_id'));
    const hovers = () =>
      vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(line, 6),
      );
    const text = await until('there is a hover', async () => textOf(await hovers()) || undefined);
    assert.match(text, /neutron/);
  });
});

async function completions(document: vscode.TextDocument, at: vscode.Position, wanted: string): Promise<string[]> {
  let labels: string[] = [];
  await until(
    `the editor offers ${wanted}`,
    async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return labels.includes(wanted);
    },
    async () => labels,
  );
  return labels;
}

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n')
    .replaceAll('\\', '');
}
