import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { readSources, sourceOf } from '../../support/project/sources.ts';
import { messagesOf, textsInTables } from '../../support/project/translations.ts';

const readTexts = (path: string) => z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
const bundle = readTexts('media/l10n/bundle.l10n.zh-cn.json');
const manifestTexts = readTexts('package.nls.zh-cn.json');

const messages = (await readSources('src')).flatMap((source) =>
  messagesOf(source).map((message) => ({ ...message, path: source.path })),
);
const literals = new Set(messages.flatMap((message) => ('text' in message ? [message.text] : [])));
const tables = textsInTables();

/** Where the text comes from a table that `textsInTables` knows. */
const dataDriven: readonly (readonly [path: string, expression: string])[] = [
  ['src/cloud/explain/errorText.ts', 'explanation.action'],
  ['src/cloud/explain/errorText.ts', 'explanation.meaning'],
  ['src/commands/account/signIn.ts', 'name'],
  ['src/desk/regionLabel.ts', 'region.name'],
  ['src/desk/tasks/phaseTexts.ts', 'cause'],
  ['src/editor/entryTexts.ts', 'region.name'],
  ['src/host/desk.ts', 'message'],

  ['src/views/notices/tellNotices.ts', 'action'],
  ['src/views/notices/tellNotices.ts', 'whyNotStarted(reason).action'],
  ['src/views/progress/slownessText.ts', 'action'],
  ['src/views/progress/slownessText.ts', 'cause'],
  ['src/views/progress/slownessText.ts', 'cause'],
  ['src/views/tasks/taskFacts.ts', 'cause.action'],
  ['src/views/tasks/taskFacts.ts', 'cause.cause'],
];

/** Texts that have no Chinese character to have. */
const withoutChinese = [
  'null',
  'en-US',
  '{meaning} {action}',
  '{meaning} ({evidence})',
  '{meaning} ({evidence}) {action}',
  '{what} {found}',
  '{what}: {reason}',
  '{where}: {count}',
];

/** What Huawei Cloud's Chinese documentation calls a thing, and what it does not. */
const terms: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/项目 ID|工程ID/, '项目ID'],
  [/地域|地区/, '区域'],
  [/帐号|帐户|账户/, '账号'],
  [/登陆/, '登录'],
  [/沙盒/, '沙箱'],
  [/(?<!在线数据)迁移任务(?:列表)?(?=创建)/, '在线数据迁移任务'],
  [/安全群组/, '安全组'],
  [/子网络|次网/, '子网'],
  [/私有网络(?!云)|专有网络/, '虚拟私有云'],
  [/迁移机(?!器)/, '迁移虚拟机'],
  [/迁移机器|迁移主机/, '迁移虚拟机'],
  [/请求 ID/, '请求ID'],
  [/[\u4e00-\u9fff] IP(?![A-Za-z])|(?<![A-Za-z])IP [\u4e00-\u9fff]/, '交换IP'],
  [/(?:访问|秘密)密匙|私钥/, '访问密钥'],
  [/其它/, '其他'],
];

describe('translation: how messages are found', () => {
  it('in every way of writing a call', async () => {
    const code = [
      "t('plain')",
      'desk.t("it\'s", { a: 1 })',
      "t(\n  'on a line of its own with \\'quotes\\' and \\n',\n  {},\n)",
      'l10n.t(`a template`)',
      `\`inside \${t('of a template')}\``,
      `t(\`with \${value}\`)`,
      't(name)',
      "// t('in a comment')",
      "start('not a translation')",
    ].join('\n');
    assert.deepEqual(messagesOf(await sourceOf(code)), [
      { text: 'plain' },
      { text: "it's" },
      { text: "on a line of its own with 'quotes' and \n" },
      { text: 'a template' },
      { text: 'of a template' },
      { expression: `\`with \${value}\`` },
      { expression: 'name' },
    ]);
  });

  it('in all of the product', () => {
    assert.ok(literals.size > 150, String(literals.size));
    assert.ok(tables.size > 300, String(tables.size));
  });

  it('every call has a literal, or takes its text from a table', () => {
    const others = messages.flatMap((message) => ('text' in message ? [] : [[message.path, message.expression]]));
    assert.deepEqual(others.toSorted(), dataDriven);
  });
});

describe('translation: every text has its Chinese', () => {
  const all = new Set([...literals, ...tables]);

  it('none is missing', () =>
    assert.deepEqual(
      [...all].filter((text) => !Object.hasOwn(bundle, text)),
      [],
    ));
  it('none is spare', () =>
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !all.has(text)),
      [],
    ));
  it('in order of the English, so that changes are easy to read', () => {
    const keys = Object.keys(bundle);
    assert.deepEqual(keys, keys.toSorted());
  });
});

describe('translation: the Chinese is right', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const entries = Object.entries(bundle);
  const failing = (wrong: (english: string, chinese: string) => boolean) =>
    entries.filter(([english, chinese]) => wrong(english, chinese)).map(([english, chinese]) => ({ english, chinese }));

  it('the placeholders are the same', () => {
    const set = (text: string) => JSON.stringify([...new Set(placeholders(text))].sort());
    assert.deepEqual(
      failing((english, chinese) => set(english) !== set(chinese)),
      [],
    );
  });

  it('it is Chinese', () => {
    const without = failing((_, chinese) => !/\p{Script=Han}/u.test(chinese)).map(({ english }) => english);
    assert.deepEqual(without.toSorted(), withoutChinese.toSorted());
  });

  it('punctuation beside Chinese is full-width, but for what is quoted as it is typed', () => {
    const halfWidth = /\p{Script=Han}\s*[,.;:!?()]|[,;:!?()]\s*\p{Script=Han}/u;
    assert.deepEqual(
      failing((_, chinese) => halfWidth.test(chinese.replace(/“[^”]*”/g, '“”'))),
      [],
    );
    for (const text of Object.values(manifestTexts)) assert.doesNotMatch(text, halfWidth);
  });

  it('a sentence ends where the English one does', () => {
    const ends = (text: string) => /[.。?？!！]["”）)]?$/.test(text);
    assert.deepEqual(
      failing((english, chinese) => ends(english) && !ends(chinese)),
      [],
    );
    assert.deepEqual(
      failing((english, chinese) => !ends(english) && /。$/.test(chinese)),
      [],
    );
  });

  it('dots that announce a question stay', () => {
    assert.deepEqual(
      failing((english, chinese) => english.endsWith('…') !== chinese.endsWith('…')),
      [],
    );
  });

  it('names of settings, policies and codes stay as they are', () => {
    const names = /\b(?:dcs|http|vpc|iam)[.:]\w[\w.:]*\w|\bDCS FullAccess|VPC ReadOnlyAccess|\bHTTPS?\b|\bUTF-8\b/g;
    const set = (text: string) => JSON.stringify([...new Set(text.match(names))].sort());
    assert.deepEqual(
      failing((english, chinese) => set(english) !== set(chinese)),
      [],
    );
  });

  for (const [wrong, right] of terms) {
    it(`${right}, not ${wrong.source}`, () => {
      assert.deepEqual(
        failing((_, chinese) => wrong.test(chinese)),
        [],
      );
      for (const text of Object.values(manifestTexts)) assert.doesNotMatch(text, wrong);
    });
  }
});
