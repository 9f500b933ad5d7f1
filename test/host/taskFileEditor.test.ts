import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { entryMarkdown } from '../../src/host/editor/entryMarkdown.ts';
import { sharedWorld } from '../../src/sandbox/world.ts';
import { sizeLimit } from '../../src/task/file/taskFileRules.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { until } from '../support/suite/until.ts';
import { folder, t } from './extensionUnderTest.ts';

const { workspace } = vscode;

const { vpcs, securityGroups, redis } = sharedWorld();
const [example, dev] = ['vpc-example', 'vpc-dev'].map((name) => vpcs.find((vpc) => vpc.name === name));
assert.ok(example && dev);
const exampleSubnet = example.subnets[0]?.id ?? '';
const devStatic = dev.subnets.find(({ dhcp }) => !dhcp)?.id ?? '';

const sound = {
  name: 'dcs-migration-editor',
  vpc_id: example.id,
  subnet_id: exampleSubnet,
  security_group_id: securityGroups[0]?.id ?? '',
};
const [orders, roomy] = ['orders-redis', 'orders-redis-new'].map((name) => redis.find((one) => one.name === name));
assert.ok(orders && roomy);
const migrationTo = (source_instance: object, target: string) => ({
  ...sound,
  migration: {
    ...{ migration_method: 'incremental_migration', resume_mode: 'auto' },
    ...{ source_instance, target_instance: { id: target } },
  },
});
const textOf = (values: object) => JSON.stringify(values, undefined, 2);

describe('the editor of task files', () => {
  const uri = () => vscode.Uri.joinPath(folder('sandbox'), 'editor.dcsmigration.json');
  let document: vscode.TextDocument;
  before(async () => {
    await workspace.fs.writeFile(uri(), new TextEncoder().encode('{}'));
    document = await workspace.openTextDocument(uri());
    await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await workspace.fs.delete(uri());
  });

  const replace = async (text: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.equal(await workspace.applyEdit(edit), true);
  };
  /** The place of `|`, which is not written. */
  const write = async (marked: string) => {
    const caret = marked.indexOf('|');
    await replace(marked.replace('|', ''));
    return document.positionAt(caret);
  };
  const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
  const codes = () =>
    diagnostics().flatMap(({ source, code }) =>
      source === 'DCS' && typeof code === 'object' ? [`${code.value} ${code.target.authority}`] : [],
    );
  const untilCodes = (...wanted: string[]) =>
    until(
      `the file is marked with ${wanted}`,
      async () => JSON.stringify(codes().map((code) => code.split(' ')[0])) === JSON.stringify(wanted),
      async () => diagnostics().map(({ message }) => message),
    );
  const completions = (at: vscode.Position, resolve = 0) =>
    vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
      undefined,
      resolve,
    );
  const offered = async (at: vscode.Position, wanted: string, resolve = 0) =>
    until(
      `${wanted} is offered`,
      async () => (await completions(at, resolve)).items.find(({ label }) => nameOf(label) === wanted),
      async () => (await completions(at)).items.map(({ label }) => nameOf(label)),
    );
  const fixes = (kind: string) =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      kind,
      20,
    );
  const hints = () =>
    vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
  const hoverAt = async (offset: number) => {
    const at = document.positionAt(offset);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map(markdown)
      .join('\n');
  };
  const applyFix = async (title: string, kind = 'quickfix') => {
    const action = (await fixes(kind)).find((one) => one.title === title);
    assert.ok(action?.edit, `${title} is not among ${(await fixes(kind)).map((one) => one.title)}`);
    assert.equal(await workspace.applyEdit(action.edit), true);
  };

  it('offers VPCs by name, and writes the ID of the one that is chosen', async () => {
    const item = await offered(await write('{\n  "name": "a",\n  "vpc_id": "|"\n}'), 'vpc-dev', 100);
    assert.deepEqual(
      [item.detail, item.insertText, item.filterText],
      [dev.id, `"${dev.id}"`, `"vpc-dev 10.10.0.0/16 ${dev.id}`],
    );
    assert.match(markdown(item.documentation), /CIDR block: 10\.10\.0\.0\/16[\s\S]*Description: Sandbox: development/);
    assert.ok(item.range instanceof vscode.Range && document.getText(item.range) === '""');
  });

  it('tells of an entry in words, whatever its name makes of them', () => {
    const hostile = 'https://evil.example ![x](http://e/x.png) <b> $(flame) \u202e';
    const facts = [{ label: 'Description', value: hostile }];
    const entry = { id: dev.id, name: hostile, remark: hostile, obstacle: hostile, facts };
    const { value, supportHtml, isTrusted } = entryMarkdown(entry, { remark: hostile, console: 'https://console' }, t);
    const words = '`https://evil.example` `![x](http://e/x.png)` `<b>` `$(flame)` ‹`U+202E`›';
    const lines = [`**${words}**`, words, `- Description: ${words}`, '[Open the console](https://console)', words];
    assert.deepEqual(value.split(/\n+/), lines);
    assert.deepEqual([supportHtml === true, isTrusted === true], [false, false]);
  });

  it('offers the subnets of the VPC, and with one of another the VPC too', async () => {
    const at = await write(`{\n  "vpc_id": "${example.id}",\n  "subnet_id": |\n}`);
    await offered(at, 'subnet-example');
    assert.ok(!(await completions(at)).items.some(({ label }) => nameOf(label).startsWith('subnet-dev')));
    const free = await offered(await write('{\n  "subnet_id": "dev-app|"\n}'), 'subnet-dev-app', 100);
    const [extra] = free.additionalTextEdits ?? [];
    assert.match(extra?.newText ?? '', new RegExp(`"vpc_id": "${dev.id}"`));
  });

  it('offers regions by name, each once', async () => {
    const at = await write('{\n  "region": "|"\n}');
    await offered(at, 'CN North-Beijing4');
    const { items } = await completions(at);
    assert.equal(
      items.filter(({ insertText, label }) => `${insertText} ${nameOf(label)}`.includes('cn-north-4')).length,
      1,
    );
  });

  it('offers the variable of a password, with its name to be typed over', async () => {
    const at = await write('{\n  "migration": { "source_instance": { "password": "|" } }\n}');
    const { insertText } = await offered(at, '${env:REDIS_SOURCE_PASSWORD}');
    assert.ok(insertText instanceof vscode.SnippetString);
    assert.equal(insertText.value, String.raw`"\${env:${'${1:REDIS_SOURCE_PASSWORD}'}}"`);
  });

  it('offers instances by name, address and ID, and writes the ID of the one that is chosen', async () => {
    const at = await write(`{\n  "vpc_id": "${example.id}",\n  "migration": { "target_instance": { "id": |`);
    const item = await offered(at, 'orders-redis-new', 100);
    assert.deepEqual(
      [item.detail, item.insertText, item.filterText],
      [
        roomy.id,
        `"${roomy.id}"`,
        `orders-redis-new Redis 6.0 · master/standby · 8 GB · vpc-example ${roomy.addresses[0]}:6379 redis-${roomy.id.slice(0, 8)}.dcs.example.com ${roomy.id}`,
      ],
    );
    assert.match(markdown(item.documentation), /Memory: 2 MB of 8 GB used[\s\S]*Password: needs one[\s\S]*As of: /);
  });

  it('marks an instance that does not fit its place, names the others, and puts an ID in place of name and address', async () => {
    await replace(textOf(migrationTo({ addrs: `${orders.addresses[0]}:6379` }, 'orders-redis-new')));
    await untilCodes('instanceByAddress', 'nameForId');
    await applyFix(`Use its ID, ${orders.id}`);
    await untilCodes('nameForId');
    await applyFix(`Change to the ID of orders-redis-new, ${roomy.id}`);
    await untilCodes();
    assert.deepEqual(JSON.parse(document.getText()), migrationTo({ id: orders.id }, roomy.id));
    const names = async () => (await hints()).slice(3).map(({ label }) => String(label).split(' · ')[0]);
    await until('both are named', async () => (await names()).join() === 'orders-redis,orders-redis-new', names);
    assert.match(await hoverAt(document.getText().indexOf(roomy.id) + 3), /orders-redis-new[\s\S]*Engine: Redis 6\.0/);
  });

  it('tells quietly of a setting that goes nowhere', async () => {
    const { migration, ...rest } = migrationTo({ id: orders.id }, roomy.id);
    const full = { ...migration, migration_method: 'full_amount_migration' };
    await replace(textOf({ ...rest, migration: { ...full, bandwidth_limit_mb: '10' } }));
    await untilCodes('bandwidthUnused');
    assert.equal(diagnostics()[0]?.severity, vscode.DiagnosticSeverity.Information);
    await applyFix('Remove this field');
    await untilCodes();
    assert.deepEqual(JSON.parse(document.getText()).migration, full);
  });

  it('marks a subnet of another VPC, and its fix mends the file', async () => {
    await replace(textOf({ ...sound, subnet_id: dev.subnets[0]?.id }));
    await untilCodes('subnetOfAnotherVpc');
    assert.deepEqual(codes(), ['subnetOfAnotherVpc support.huaweicloud.com']);
    await applyFix('Set vpc_id to vpc-dev, the VPC of this subnet');
    await untilCodes();
    assert.equal(JSON.parse(document.getText()).vpc_id, dev.id);
  });

  it('marks what the cloud would refuse, and what it does not know', async () => {
    await replace(textOf({ ...sound, vpc_id: dev.id, subnet_id: devStatic, security_group_id: example.id }));
    await untilCodes('dhcpOff', 'unknownId');
  });

  it('marks what the text alone tells, and mends at once what has one right answer', async () => {
    const { vpc_id, ...rest } = sound;
    await replace(textOf({ ...rest, vpcId: vpc_id, password: 'x', region: 'sandbox_1 ' }));
    await untilCodes('unknownField', 'forbiddenField', 'invalidRegion');
    await applyFix('Fix what has one right answer', 'source.fixAll.dcsmigration');
    await untilCodes('forbiddenField', 'invalidRegion');
    await applyFix('Remove this field');
    await untilCodes('invalidRegion');
    assert.equal(JSON.parse(document.getText()).vpc_id, vpc_id);
  });

  it('shows names beside the IDs and everything about one under the pointer', async () => {
    await replace(textOf(sound));
    const labels = async () => (await hints()).map(({ label }) => label);
    const wanted = ['vpc-example · 192.168.0.0/16', 'subnet-example · 192.168.0.0/24', 'sg-example'];
    await until('the hints are there', async () => JSON.stringify(await labels()) === JSON.stringify(wanted), labels);
    const text = await hoverAt(document.getText().indexOf(exampleSubnet) + 3);
    assert.match(text, /subnet-example[\s\S]*VPC: vpc-example[\s\S]*DHCP: on/);
  });

  it('offers to create, to preview and to change the account above the first line', async () => {
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const titles = async () => (await lenses()).map(({ command }) => command?.title);
    await until('the lenses are there', async () => (await titles()).length >= 3, titles);
    assert.deepEqual(await titles(), ['Create Task', 'Preview Request', 'Local Sandbox']);
  });

  it('tells of the task that was created from the file', async () => {
    await document.save();
    await vscode.commands.executeCommand('dcs.createMigrationTaskFromFile', uri());
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const lens = await until('the lens of the task is there', async () =>
      (await lenses()).find(({ command }) => command?.command === '_dcs.copyTaskId'),
    );
    await vscode.commands.executeCommand(lens.command?.command ?? '', ...(lens.command?.arguments ?? []));
    assert.equal(await vscode.env.clipboard.readText(), lens.command?.arguments?.[0]);
    assert.match(lens.command?.title ?? '', new RegExp(`Created .*${lens.command?.arguments?.[0]}`));
  });

  it('marks the same name in another file of the workspace, until one is renamed', async () => {
    const twin = vscode.Uri.joinPath(folder('sandbox'), 'twin.dcsmigration.json');
    await workspace.fs.writeFile(twin, new TextEncoder().encode(textOf(sound)));
    const other = await workspace.openTextDocument(twin);
    try {
      await vscode.window.showTextDocument(other);
      await until(
        'the twin is marked',
        async () =>
          vscode.languages
            .getDiagnostics(twin)
            .some(({ relatedInformation }) => relatedInformation?.[0]?.location.uri.toString() === uri().toString()),
        async () => vscode.languages.getDiagnostics(twin).map(({ message }) => message),
      );
      const edit = new vscode.WorkspaceEdit();
      edit.replace(twin, new vscode.Range(0, 0, other.lineCount, 0), textOf({ ...sound, name: 'another-name' }));
      await workspace.applyEdit(edit);
      await until(
        'nothing is marked any more',
        async () => vscode.languages.getDiagnostics(twin).length === 0 && codes().length === 0,
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await workspace.fs.delete(twin);
    }
  });

  it('reads no name of a file elsewhere that a link of the folder leads to', async () => {
    const elsewhere = await temporaryFolder('elsewhere');
    const at = (name: string) => vscode.Uri.joinPath(folder('sandbox'), `${name}.dcsmigration.json`);
    const [door, twin] = [at('a-door'), at('z-twin')];
    try {
      await replace(textOf({ ...sound, name: 'a-name-of-its-own' }));
      await untilCodes();
      await writeFile(join(elsewhere.path, 'x.json'), textOf({ ...sound, name: 'a-name-of-its-own' }));
      await symlink(join(elsewhere.path, 'x.json'), door.fsPath);
      await workspace.fs.writeFile(twin, new TextEncoder().encode(textOf({ ...sound, name: 'a-name-of-its-own' })));
      await untilCodes('sameName');
      const [marked] = diagnostics();
      assert.equal(marked?.relatedInformation?.[0]?.location.uri.toString(), twin.toString());
    } finally {
      for (const uri of [door, twin]) await workspace.fs.delete(uri);
      elsewhere.remove();
    }
    await untilCodes();
  });

  it('says of a file that grows too large just that', async () => {
    const text = textOf({ ...sound, name: 'a-large-file', password: 'x' });
    await replace(text);
    await untilCodes('forbiddenField');
    await replace(`${text}${' '.repeat(sizeLimit)}`);
    await untilCodes('tooLarge');
    await replace(text);
    await untilCodes('forbiddenField');
  });

  it('knows a task file by its name in any case', async () => {
    const upper = vscode.Uri.joinPath(folder('sandbox'), 'Upper.DCSMigration.JSON');
    await workspace.fs.writeFile(upper, new TextEncoder().encode('{ "vpcId": "x", "migration": {} }'));
    try {
      const shown = await vscode.window.showTextDocument(upper);
      assert.equal(shown.document.languageId, 'jsonc');
      const said = () => vscode.languages.getDiagnostics(upper).map(({ message }) => message);
      await until(
        'it is marked, its section too',
        async () =>
          [/Did you mean "vpc_id"/, /"migration\.migration_method", .* are missing/].every((wanted) =>
            said().some((one) => wanted.test(one)),
          ),
        async () => said(),
      );
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', upper);
      assert.ok(lenses.length >= 3);
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await workspace.fs.delete(upper);
    }
  });

  it('knows a document that was never saved, and one with CRLF and tabs', async () => {
    const untitled = await workspace.openTextDocument(vscode.Uri.parse('untitled:/new.dcsmigration.json'));
    const editor = await vscode.window.showTextDocument(untitled);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{\r\n\t"vpcId": "x"\r\n}'));
    await until('it is marked', async () =>
      vscode.languages.getDiagnostics(untitled.uri).some(({ message }) => /Did you mean "vpc_id"/.test(message)),
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

function nameOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

function markdown(text: string | vscode.MarkdownString | { value: string } | undefined): string {
  const value = typeof text === 'string' ? text : (text?.value ?? '');
  return value.replaceAll('`', '');
}
