import assert from 'node:assert/strict';
import { sourceOf, sourcesOf } from '../../../support/project/sources.ts';
import { memberReadOf, says } from '../../../support/project/syntax.ts';
import { forbidden, functionsOf, isLogic, pathsWith } from '../../../support/project/syntaxRules.ts';

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');

describe('the rules about syntax', () => {
  /** For each rule what breaks it, and what only looks like that. */
  const samples: Readonly<Record<string, { readonly wrong: readonly string[]; readonly fine: readonly string[] }>> = {
    'a cast but `as const`': {
      wrong: [
        'const a = b as unknown;',
        'const a = <string>b;',
        `const a = \`\${b as string}\`;`,
        'f({ a: [b as C] });',
      ],
      fine: ['const a = [1] as const;', "import { b as c } from './b.ts';", "const a = 'b as c'; // b as c"],
    },
    any: { wrong: ['let a: any;', 'type A = Record<string, any[]>;'], fine: ["const any = 'any';", 'f(z.any());'] },
    'an exclamation mark against undefined': {
      wrong: ['a!.b;', 'f(a[0]!);', 'let a!: string;', 'class A { b!: string; }'],
      fine: ['if (!a) b;', 'a !== b;', "const a = 'b!';"],
    },
    'an enum or a namespace': {
      wrong: ['enum A { B }', 'export const enum A { B }', 'namespace A {}', 'declare module "a" {}'],
      fine: ['const a = { enum: 1, namespace: 2 };', 'z.enum([]);'],
    },
    'a default export': {
      wrong: ['export default 1;', 'export default function a() {}', 'export { a as default };'],
      fine: ['switch (a) { default: b; }', "import a from 'a';", 'const a = { default: 1 };'],
    },
    'an exported variable': {
      wrong: ['export let a = 1;', 'export var a = 1;'],
      fine: ['export const a = 1;', 'let a = 1;'],
    },
    'a switch for tests': {
      wrong: ['process.env.A;', "process['env'];", 'const { env } = process;', 'if (IS_TEST) a;', 'a.NODE_ENV;'],
      fine: ["import { env } from 'vscode';", 'process.pid;', "const a = 'process.env';"],
    },
    'a module of the old kind': {
      wrong: ["const a = require('a');", "import { createRequire } from 'node:module';"],
      fine: ["const a = 'require';", 'required(a);'],
    },
  };
  it('have samples, each of them', () => assert.deepEqual(Object.keys(samples), Object.keys(forbidden)));
  for (const [what, { wrong, fine }] of Object.entries(samples)) {
    it(`find ${what}, and nothing else`, async () => {
      const isForbidden = (code: string) =>
        sourceOf(code).then(({ nodes }) => nodes.some((node) => forbidden[what]?.(node)));
      for (const code of wrong) assert.equal(await isForbidden(code), true, code);
      for (const code of fine) assert.equal(await isForbidden(code), false, code);
    });
  }

  it('measure functions of every kind, with a template text in them too', async () => {
    const body = `{\n${lines(39, 'f();')}\n}`;
    const source = await sourceOf(
      [
        `/** Not part of it. */\nexport async function declared() ${body}`,
        `function* generator() ${body}`,
        `const arrow = () => ${body};`,
        `const expression = function () ${body};`,
        `const object = { method() ${body}, get getter() ${body}, property: async () => ${body} };`,
        `class Class { constructor() ${body}\n method() ${body}\n set setter(a) ${body}\n field = () => ${body}\n static ${body} }`,
        `call(() => ${body});`,
        `function withText() {\n  return \`\n${lines(36, '}')}\n\${f()}\n\`;\n}`,
        `const text = \`function no() ${body}\`;`,
        'const short = () => f();',
      ].join('\n'),
    );
    const found = functionsOf(source);
    const names = 'declared generator arrow expression method getter property constructor method setter field';
    const long = [...names.split(' '), 'without a name', 'without a name', 'withText'];
    assert.deepEqual(
      found.map(({ name, lines }) => [name, lines]),
      [...long.map((name) => [name, 41]), ['short', 1]],
    );
  });

  it('find a member that is read, whatever it is read of', async () => {
    const sources = await sourcesOf({
      'src/1.ts': 'const kept = context.secrets; kept.get(name);',
      'src/2.ts': "f(anything['secrets']);",
      'src/3.ts': 'function f({ secrets: store }: Context) { store.get(a); }',
      'src/4.ts': 'const { secrets } = context;',
      'src/5.ts': "const secrets = 'context.secrets'; // context.secrets\nf(secrets, { secrets });",
      'src/6.ts': 'interface A { secrets: B }',
    });
    assert.deepEqual(
      pathsWith(sources, (node) => memberReadOf(node)?.member === 'secrets'),
      ['src/1.ts', 'src/2.ts', 'src/3.ts', 'src/4.ts'],
    );
  });

  it('find a name that is said, however it got there', async () => {
    const sources = await sourcesOf({
      'src/1.ts': 'vscode.commands.registerCommand(id, run);',
      'src/2.ts': 'const { registerCommand: register } = commands;',
      'src/3.ts': "commands['registerCommand'](id);",
      'src/4.ts': "import { registerCommand } from 'x';",
      'src/5.ts': "registerCommands('registerCommand'); // registerCommand()",
    });
    assert.deepEqual(
      pathsWith(sources, (node) => says(node, 'registerCommand')),
      ['src/1.ts', 'src/2.ts', 'src/3.ts', 'src/4.ts'],
    );
  });

  it('tell a table from what decides', async () => {
    const hasLogic = (code: string) => sourceOf(code).then(({ nodes }) => nodes.some(isLogic));
    assert.equal(await hasLogic("export const a = { b: ['if for => function', /c/, d.e] } as const;"), false);
    for (const code of ['const a = () => 1;', 'const a = b ? 1 : 2;', 'for (const a of b) c;', 'if (a) b;'])
      assert.equal(await hasLogic(code), true, code);
  });
});
