import assert from 'node:assert/strict';
import { readSources, sourceOf } from '../../../support/project/sources.ts';

describe('how sources are read', () => {
  it('finds every kind of import, what it takes and when, and no comment or text', async () => {
    const { imports } = await sourceOf(
      [
        "import type { Uri } from 'vscode';",
        "import * as z from 'zod';",
        "import {\n  one as first,\n  type Two,\n} from '../task/two.ts';",
        "import start, { end } from './ends.ts';",
        "import './effect.ts';",
        "export { three as drei } from './three.ts';",
        "export type { Four } from './four.ts';",
        "export * from './five.ts';",
        "// import { no } from './no.ts';",
        "/* import { no } from './no.ts'; */",
        "const text = `\nimport { no } from './no.ts';\n`; z.string(text);",
        "await import('./later.ts');",
        "type Six = import('./six.ts').Six;",
      ].join('\n'),
    );
    assert.deepEqual(
      imports.map(({ from, file, names, typeOnly, dynamic }) => [from, file, names.join(), typeOnly, dynamic]),
      [
        ['vscode', undefined, 'Uri', true, false],
        ['zod', undefined, 'string', false, false],
        ['../task/two.ts', 'src/task/two.ts', 'one,Two', false, false],
        ['./ends.ts', 'src/cloud/ends.ts', 'default,end', false, false],
        ['./effect.ts', 'src/cloud/effect.ts', '', false, false],
        ['./three.ts', 'src/cloud/three.ts', 'three', false, false],
        ['./four.ts', 'src/cloud/four.ts', 'Four', true, false],
        ['./five.ts', 'src/cloud/five.ts', '*', false, false],
        ['./later.ts', 'src/cloud/later.ts', '*', false, true],
        ['./six.ts', 'src/cloud/six.ts', 'Six', true, false],
      ],
    );
    assert.equal(imports[1]?.namespace, 'z');
  });

  const ofDynamic: readonly (readonly [code: string, names: readonly string[]])[] = [
    ["(await import('./x.ts')).start();", ['start']],
    ["const { one, two: second } = await import('./x.ts');", ['one', 'two']],
    ["const all = await import('./x.ts'); all.one(); all.two;", ['one', 'two']],
    ["import('./x.ts').then((x) => x.one(x.two));", ['one', 'two']],
    ["import('./x.ts').then(({ one }) => one);", ['one']],
    ["const all = await import('./x.ts'); pass(all);", ['*']],
    ["const all = await import('./x.ts'); const same = all;", ['*']],
    ["import('./x.ts').then(run);", ['*']],
  ];
  for (const [code, names] of ofDynamic) {
    it(`tells that ${code} takes ${names.join(' and ')}`, async () => {
      assert.deepEqual((await sourceOf(code)).imports[0]?.names, names);
    });
  }

  it('tells what is taken of a namespace, as a value and as a type', async () => {
    const taken = await sourceOf("import * as all from './x.ts';\nconst a: all.One = all.two(b.all);");
    assert.deepEqual(taken.imports[0]?.names, ['One', 'two']);
    const passedOn = await sourceOf("import * as all from './x.ts';\nconst a = [all, all.one];");
    assert.deepEqual(passedOn.imports[0]?.names, ['*', 'one']);
  });

  it('finds every kind of export', async () => {
    const { exports } = await sourceOf(
      [
        'export const one = 1, [two, { three }] = four;',
        'export function five() {}',
        'export class Six {}',
        'export interface Seven {}',
        'export type Eight = 8;',
        "export { nine } from './nine.ts';",
        'export { inner as ten };',
        "export * as eleven from './eleven.ts';",
        "export * from './twelve.ts';",
        'export default inner;',
        'const inner = `\nexport const no = 1;\n`;',
        '// export const no = 1;',
      ].join('\n'),
    );
    const names = ['one', 'two', 'three', 'five', 'Six', 'Seven', 'Eight', 'nine', 'ten', 'eleven', '*', 'default'];
    assert.deepEqual(exports, names);
  });

  it('refuses what is no TypeScript, instead of reading half of it', async () => {
    await assert.rejects(sourceOf('const a = (;'), /made\.ts cannot be parsed: /);
  });

  it('finds all of the product', async () => {
    const sources = await readSources('src');
    assert.ok(sources.length > 200, String(sources.length));
    assert.ok(sources.every(({ path, nodes }) => path.startsWith('src/') && nodes.length > 5));
  });
});
