import assert from 'node:assert/strict';
import { basename } from 'node:path';
import type { Node } from 'typescript/unstable/ast';
import { isCallExpression, isNewExpression } from 'typescript/unstable/ast';
import { roomOf } from '../../support/project/rooms.ts';
import { readSources, type Source } from '../../support/project/sources.ts';
import { literalKeys, literalText, memberReadOf, says } from '../../support/project/syntax.ts';
import { forbidden, functionsOf, isLogic, pathsWith } from '../../support/project/syntaxRules.ts';

const sources = await readSources('src');
const byPath = new Map(sources.map((source) => [source.path, source]));

const reads = (member: string, of?: string) => (node: Node) => {
  const read = memberReadOf(node);
  return read?.member === member && (of === undefined || read.of === of);
};
const calls = (member: string) => (node: Node) => isCallExpression(node) && reads(member)(node.expression);
const makes = (name: string) => (node: Node) => isNewExpression(node) && says(node.expression, name);
const names = (name: string) => (node: Node) => says(node, name);

/** What is done in one place, how it is known, and where that place is. */
const places: readonly (readonly [what: string, isMeant: (node: Node) => boolean, files: readonly string[]])[] = [
  ['commands are registered', names('registerCommand'), ['src/host/commands.ts']],
  ["the host's fetch is read", reads('fetch', 'globalThis'), ['src/host/network/network.ts']],
  [
    'any fetch is named',
    names('fetch'),
    ['src/host/network/network.ts', 'src/host/network/undici.ts', 'src/host/network/undiciTransport.ts'],
  ],
  ['settings are read', names('getConfiguration'), ['src/host/network/network.ts', 'src/host/settings.ts']],
  ["files are read by the editor's own way", reads('readFile', 'workspace.fs'), ['src/host/files/fileBytes.ts']],
  [
    'task files are known by their names',
    (node) => /\.dcsmigration\.json$/.test(literalText(node) ?? ''),
    ['src/task/file/taskFileName.ts'],
  ],
  ['an output channel is made', names('createOutputChannel'), ['src/host/log.ts']],
  // Each of these makes foreign words fit to be shown, and cuts them to what fits there.
  ['progress is shown', names('withProgress'), ['src/host/notifications.ts']],
  [
    'a list is asked with',
    names('createQuickPick'),
    ['src/host/questions/manyPicks.ts', 'src/host/questions/picks.ts'],
  ],
  ['an input is asked with', names('createInputBox'), ['src/host/questions/prompts.ts']],
  ['the status bar is written to', names('createStatusBarItem'), ['src/host/statusBar.ts']],
  ['the language status is written to', names('createLanguageStatusItem'), ['src/host/editor/taskFileStatus.ts']],
  ['a mark in a file is made', makes('Diagnostic'), ['src/host/editor/taskFileDiagnostics.ts']],
  ['a fix is offered', makes('CodeAction'), ['src/host/editor/taskFileFixes.ts']],
  ['a lens is made', makes('CodeLens'), ['src/host/editor/taskFileLenses.ts']],
  ['a note beside a value is made', makes('InlayHint'), ['src/host/editor/taskFileNotes.ts']],
  ['a completion is offered', makes('CompletionItem'), ['src/host/editor/taskFileCompletion.ts']],
  [
    'Markdown of the editor is written',
    names('MarkdownString'),
    ['src/host/editor/entryMarkdown.ts', 'src/host/views/taskTree.ts'],
  ],
  ['a server is made', names('createServer'), ['src/sandbox/server.ts']],
  ['a port is opened', calls('listen'), ['src/sandbox/server.ts']],
  [
    'what a Redis is asked passes the list of what only reads',
    names('checkedRead'),
    ['src/cloud/services/readCommands.ts', 'src/redis/connection/openNode.ts'],
  ],
  [
    'the Web CLI is given a line',
    names('webCliLine'),
    ['src/cloud/services/readCommands.ts', 'src/cloud/services/webCli.ts'],
  ],
  [
    'a Redis is written to',
    names('openChannel'),
    ['src/redis/connection/channel.ts', 'src/redis/connection/openNode.ts'],
  ],
  [
    'a Redis is sent what is no such command',
    (node) => /^(?:AUTH|SELECT)$/.test(literalText(node) ?? ''),
    [
      'src/redis/connection/greeting.ts',
      'src/redis/connection/openNode.ts',
      // Of the sandbox, which checks what it passes on by a list of its own.
      'src/sandbox/backing/localRedis.ts',
      // What its Web CLI refuses.
    ],
  ],
  ["the editor's store of secrets is named", names('SecretStorage'), ['src/host/desk.ts']],
  ['what holds secrets is handed on', reads('secrets'), ['src/account/account.ts', 'src/host/desk.ts']],
  [
    'the store of secrets is named',
    names('SecretStore'),
    [...['account', 'profile', 'redisPasswords'].map((name) => `src/account/${name}.ts`), 'src/host/desk.ts'],
  ],
  [
    'a secret is stored',
    calls('store'),
    ['src/account/profile.ts', 'src/account/redisPasswords.ts', 'src/host/desk.ts'],
  ],
];

describe('conventions: one way of doing it', () => {
  for (const [what, isMeant, files] of places) {
    it(`${what} in ${files.join(' and ')}`, () => assert.deepEqual(pathsWith(sources, isMeant), files));
  }

  it('a command has the file of its name', () => {
    const ids = literalKeys(byPath.get('src/commands/commandTable.ts')?.nodes ?? []);
    assert.ok(ids.length > 0);
    const files = new Set(sources.filter(({ path }) => roomOf(path) === 'commands').map(({ path }) => basename(path)));
    for (const id of ids) assert.ok(id === 'dcs.showLog' || files.has(`${id.replace('dcs.', '')}.ts`), id);
  });
});

/** Of what is written nowhere else: the environment, from which what a task file names is read after a yes. */
const where: Readonly<Record<string, readonly string[]>> = { 'a switch for tests': ['src/host/desk.ts'] };

describe('conventions: what is written nowhere', () => {
  for (const [what, isForbidden] of Object.entries(forbidden)) {
    it(what, () => assert.deepEqual(pathsWith(sources, isForbidden), where[what] ?? []));
  }

  /** Of the comments too, so in the text. */
  const words: Readonly<Record<string, RegExp>> = {
    'work left for later': /\b(?:TODO|FIXME|XXX|HACK)\b/,
    'a rule switched off': /@ts-|biome-ignore|eslint-/,
  };
  for (const [what, pattern] of Object.entries(words)) {
    it(what, () => {
      const found = sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
      assert.deepEqual(found, []);
    });
  }
});

describe('conventions: sizes', () => {
  /** Tables of data, which are as long as there are facts. */
  const tables = ['src/cloud/explain/advice.ts', 'src/cloud/explain/dcsCodes.ts', 'src/task/failureCatalogue.ts'];
  /** Switches that are tables of words. */
  const longTables = ['src/task/file/fieldProblemText.ts describeUnusual'];
  const lines = ({ text }: Pick<Source, 'text'>) => text.trimEnd().split('\n').length;

  it('the entry file has at most 60 lines', () => {
    const entry = byPath.get('src/extension.ts');
    assert.ok(entry && lines(entry) <= 60);
  });

  it('every other file has at most 200, tables excepted', () => {
    const long = sources.filter((source) => lines(source) > 200).map(({ path }) => path);
    assert.deepEqual(long, tables);
  });

  it('tables have no logic', () => {
    const thinking = new Set(pathsWith(sources, isLogic));
    assert.ok(thinking.size > 100);
    for (const path of tables) assert.ok(!thinking.has(path), path);
  });

  it('every function has at most 40 lines, tables excepted', () => {
    const functions = sources.flatMap((source) =>
      functionsOf(source).map(({ name, lines }) => ({ name: `${source.path} ${name}`, lines })),
    );
    assert.ok(functions.length > 1000);
    const long = functions.filter(({ lines }) => lines > 40).map(({ name }) => name);
    assert.deepEqual(long, longTables);
  });
});
