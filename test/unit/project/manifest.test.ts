import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { isCallExpression } from 'typescript/unstable/ast';
import * as z from 'zod';
import type { TaskSight } from '../../../src/desk/tasks/taskSight.ts';
import { taskFileGlob } from '../../../src/task/file/taskFileName.ts';
import { readSources } from '../../support/project/sources.ts';
import { literalKeys, literalText } from '../../support/project/syntax.ts';

const texts = z.record(z.string(), z.string());
const setting = z.looseObject({
  type: z.string(),
  scope: z.string(),
  default: z.unknown(),
  markdownDescription: z.string(),
});
const menuItem = z.object({ command: z.string(), when: z.string(), group: z.string().optional() });

const manifest = z
  .looseObject({
    name: z.string(),
    publisher: z.string(),
    version: z.string(),
    license: z.string(),
    l10n: z.string(),
    engines: z.object({ vscode: z.string(), node: z.string() }),
    // A create that a killed window left open is to be seen without a command: one folder is listed then.
    activationEvents: z.tuple([z.literal('onStartupFinished')]),
    extensionDependencies: z.undefined().optional(),
    enabledApiProposals: z.undefined().optional(),
    devDependencies: texts,
    scripts: texts,
    capabilities: z.object({
      untrustedWorkspaces: z.object({
        supported: z.literal('limited'),
        description: z.string(),
        restrictedConfigurations: z.array(z.string()),
      }),
      virtualWorkspaces: z.boolean(),
    }),
    contributes: z.looseObject({
      commands: z.array(
        z.strictObject({ command: z.string(), title: z.string(), category: z.string(), icon: z.string().optional() }),
      ),
      menus: z.record(z.string(), z.array(menuItem)),
      configuration: z.object({ title: z.string(), properties: z.record(z.string(), setting) }),
      viewsWelcome: z.array(z.strictObject({ view: z.string(), contents: z.string(), when: z.string() })),
      jsonValidation: z.array(z.object({ fileMatch: z.string(), url: z.string() })),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const english = texts.parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));
const chinese = texts.parse(JSON.parse(readFileSync('package.nls.zh-cn.json', 'utf8')));
const { commands, menus, configuration } = manifest.contributes;
const sources = await readSources('src');
const nodesOf = (wanted: string) => sources.find(({ path }) => path === wanted)?.nodes ?? [];

/** Names that people and files depend on. A command that is new belongs here. */
const fixedCommands = [
  'dcs.arrangeTasks',
  'dcs.checkBeforeStart',
  'dcs.cleanUp',
  'dcs.compareSourceAndTarget',
  'dcs.configureAndStart',
  'dcs.copyMachineAddress',
  'dcs.copyRequest',
  'dcs.copyTaskId',
  'dcs.copyTasksAsTable',
  'dcs.copyValue',
  'dcs.createConfigureAndStart',
  'dcs.createMigrationTask',
  'dcs.createMigrationTaskFromFile',
  'dcs.createMigrationTasks',
  'dcs.cutOver',
  'dcs.deleteMigrationTask',
  'dcs.filterMigrationLog',
  'dcs.inspectRedis',
  'dcs.newTaskFile',
  'dcs.newTaskFilesFromTable',
  'dcs.notifyMe',
  'dcs.openInConsole',
  'dcs.previewRequest',
  'dcs.refreshCloudData',
  'dcs.refreshMigrationTasks',
  'dcs.restartMigrationTask',
  'dcs.rollBackIp',
  'dcs.saveReport',
  'dcs.saveTaskAsFile',
  'dcs.setAutoReconnect',
  'dcs.setBackChanges',
  'dcs.settleCreations',
  'dcs.showLog',
  'dcs.showMigrationLog',
  'dcs.showMigrationTask',
  'dcs.signIn',
  'dcs.signOut',
  'dcs.stopAndRepoint',
  'dcs.stopMigrationTask',
  'dcs.stopNotifying',
  'dcs.swapIp',
  'dcs.switchProfile',
  'dcs.useSandbox',
];
const fixedSettings: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>> = {
  'dcs.cutOverLag': { scope: 'window', default: 101 },
  'dcs.endpoints': { scope: 'application', default: {} },
  'dcs.projectId': { scope: 'resource', default: '' },
  'dcs.region': { scope: 'resource', default: '' },
  'dcs.requestTimeout': { scope: 'window', default: 30 },
  'dcs.sandboxRedis': { scope: 'application', default: {} },
};

/** What leads on from a view without rows, by why it has none. */
const welcomes: Readonly<Record<Exclude<TaskSight['state'], 'loading' | 'known'> | 'none', readonly string[]>> = {
  untrusted: ['workbench.trust.manage'],
  signedOut: ['dcs.signIn', 'dcs.useSandbox'],
  notPermitted: ['dcs.refreshMigrationTasks', 'dcs.showLog'],
  keyRefused: ['dcs.signIn', 'dcs.refreshMigrationTasks', 'dcs.showLog'],
  badSetting: ['workbench.action.openSettings', 'dcs.refreshMigrationTasks', 'dcs.showLog'],
  unreachable: ['dcs.refreshMigrationTasks', 'dcs.showLog'],
  none: ['dcs.createMigrationTask', 'dcs.newTaskFile'],
};

describe('manifest: what a view without rows says', () => {
  it('is one text for each cause, with what leads on from there, in both languages', () => {
    for (const language of [english, chinese]) {
      const found = manifest.contributes.viewsWelcome.map(({ contents, when }) => {
        const text = language[contents.slice(1, -1)] ?? '';
        const commands = [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command = '']) => command);
        return [when.replace('dcs.tasks == ', ''), commands];
      });
      assert.deepEqual(Object.fromEntries(found), welcomes);
    }
  });
});

describe('manifest: commands', () => {
  const contributed = commands.map(({ command }) => command).sort();

  it('those of the manifest are those of the table in the code, and the fixed ones', () => {
    const inCode = literalKeys(nodesOf('src/commands/commandTable.ts'));
    assert.deepEqual(inCode.toSorted(), contributed);
    assert.deepEqual(contributed, fixedCommands);
  });

  for (const { command, title, category } of commands) {
    it(`${command} has the category DCS and a title in Title Case`, () => {
      assert.equal(category, 'DCS');
      const text = english[title.slice(1, -1)] ?? '';
      const small = ['a', 'an', 'and', 'as', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with'];
      const words = text.split(' ');
      assert.ok(text !== '');
      for (const [index, word] of words.entries()) {
        const isSmall = index > 0 && index < words.length - 1 && small.includes(word);
        assert.ok(isSmall || /^[A-Z]/.test(word), `${word} in "${text}"`);
        assert.ok(index === 0 || !small.includes(word.toLowerCase()) || isSmall || index === words.length - 1, text);
      }
    });
  }

  for (const [menu, items] of Object.entries(menus)) {
    it(`the menu ${menu} offers commands that are there, in trusted folders`, () => {
      for (const { command, when } of items) {
        assert.ok(contributed.includes(command), command);
        if (menu === 'commandPalette') assert.equal(when, 'false');
        else assert.match(when, /\bisWorkspaceTrusted\b/);
        assert.match(when, placeOf(menu));
      }
    });
  }

  it('commands are where the files and the tasks are', () => {
    assert.deepEqual(Object.keys(menus).sort(), [
      ...['commandPalette', 'editor/context', 'editor/title', 'explorer/context', 'file/newFile'],
      ...['view/item/context', 'view/title'],
    ]);
  });

  it('the command in the editor title has an icon', () => {
    for (const item of menus['editor/title'] ?? []) {
      assert.match(commands.find(({ command }) => command === item.command)?.icon ?? '', /^\$\([a-z-]+\)$/);
    }
  });
});

function placeOf(menu: string): RegExp {
  if (menu === 'file/newFile') return /^isWorkspaceTrusted$/;
  if (menu === 'commandPalette') return /^false$/;
  return menu.startsWith('view/')
    ? /\bview == dcs\.migrationTasks\b/
    : /dcsmigration|csv\|tsv|resourceScheme == dcs-log/;
}

describe('manifest: settings', () => {
  const { properties } = configuration;

  it('are the fixed ones, with their scopes and defaults', () => {
    const found = Object.entries(properties).map(([name, { scope, default: value }]) => [
      name,
      { scope, default: value },
    ]);
    assert.deepEqual(Object.fromEntries(found), fixedSettings);
  });

  it('all are read, and whatever is read is there', () => {
    const read = nodesOf('src/host/settings.ts')
      .filter(isCallExpression)
      .filter(({ expression }) => /\.(?:get|inspect)$/.test(expression.getText()))
      .map(({ arguments: [name] }) => `dcs.${literalText(name)}`);
    assert.deepEqual(read.toSorted(), Object.keys(properties).toSorted());
  });

  it('what a folder must not decide in Restricted Mode is restricted, and exists', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const name of restrictedConfigurations) assert.ok(name in properties, name);
    for (const name of ['dcs.region', 'dcs.projectId', 'dcs.endpoints', 'dcs.sandboxRedis'])
      assert.ok(restrictedConfigurations.includes(name));
  });

  it('settings named in texts exist', () => {
    for (const text of [...Object.values(english), ...Object.values(chinese)]) {
      for (const [, name = ''] of text.matchAll(/#([\w.]+)#/g)) assert.ok(name in properties, name);
    }
  });
});

describe('manifest: texts', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, name = '']) => name);

  it('every key is in both languages, and none is spare', () => {
    assert.ok(used.length > 10);
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  });

  for (const key of Object.keys(english)) {
    it(`${key} says the same names in both`, () => {
      const names = (text = '') => new Set([...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
      assert.deepEqual(names(chinese[key]), names(english[key]));
      assert.notEqual(english[key]?.trim(), '');
      assert.ok(key === 'schema' || /\p{Script=Han}/u.test(chinese[key] ?? ''));
    });
  }

  it('every contributed text is a key', () => {
    const { displayName, description } = z
      .looseObject({ displayName: z.string(), description: z.string() })
      .parse(manifest);
    const shown = [
      displayName,
      description,
      configuration.title,
      ...commands.map(({ title }) => title),
      ...Object.values(configuration.properties).map(({ markdownDescription }) => markdownDescription),
    ];
    for (const text of shown) assert.match(text, /^%[\w.]+%$/);
  });
});

describe('manifest: the rest', () => {
  it('is the extension that people install', () => {
    const { publisher, name, license } = manifest;
    assert.deepEqual([`${publisher}.${name}`, license], ['dcs-tools.dcs-migration', 'MIT']);
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  });

  it('asks for the editor that it is compiled against', () => {
    const [asked, types] = [manifest.engines.vscode, manifest.devDependencies['@types/vscode'] ?? ''];
    const minor = (range: string) => /^[\^~](\d+\.\d+)\.0$/.exec(range)?.[1];
    assert.ok(minor(asked) !== undefined);
    assert.equal(minor(asked), minor(types));
    assert.ok(types.startsWith('~'));
  });

  it('names files that are there', () => {
    const { icon } = z.looseObject({ icon: z.string() }).parse(manifest);
    assert.ok(existsSync(icon));
    assert.ok(existsSync(`${manifest.l10n}/bundle.l10n.zh-cn.json`));
    for (const texts of [english, chinese]) assert.ok(existsSync(texts['schema'] ?? ''), texts['schema']);
    const fileMatch = taskFileGlob.replace('**/', '');
    assert.deepEqual(manifest.contributes.jsonValidation, [{ fileMatch, url: '%schema%' }]);
  });

  it('has at most nine scripts', () => assert.ok(Object.keys(manifest.scripts).length <= 9));
});
