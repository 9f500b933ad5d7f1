import assert from 'node:assert/strict';
import {
  brokenImports,
  circles,
  crowdedFolders,
  deadExports,
  type Layout,
  loadedAtOnce,
  roomsImporting,
  strayImports,
} from '../../../support/project/rooms.ts';
import { sourcesOf } from '../../../support/project/sources.ts';

const layout: Layout = {
  rooms: { '': ['commands'], cloud: [], commands: ['cloud'] },
  inside: {
    commands: ['commands/create', 'commands/file'],
    'commands/create': [],
    'commands/file': ['commands/create', 'commands/words.ts'],
  },
  exceptions: [['src/commands/create/special.ts', 'sandbox']],
};

describe('the rules about rooms', () => {
  const imports: readonly (readonly [allowed: boolean, path: string, from: string])[] = [
    [true, 'src/commands/file/a.ts', './b.ts'],
    [true, 'src/commands/file/a.ts', '../create/b.ts'],
    [true, 'src/commands/file/a.ts', '../words.ts'],
    [true, 'src/commands/file/a.ts', '../../cloud/explain/b.ts'],
    [true, 'src/commands/table.ts', './file/b.ts'],
    [true, 'src/commands/create/special.ts', '../../sandbox/b.ts'],
    [true, 'src/extension.ts', './commands/table.ts'],
    [false, 'src/commands/create/a.ts', '../file/b.ts'],
    [false, 'src/commands/create/a.ts', '../words.ts'],
    [false, 'src/commands/file/a.ts', '../table.ts'],
    [false, 'src/commands/create/a.ts', '../../sandbox/b.ts'],
    [false, 'src/commands/create/special.ts', '../../sandbox/routes/b.ts'],
    [false, 'src/cloud/a.ts', '../commands/create/b.ts'],
    [false, 'src/commands/table.ts', '../extension.ts'],
    [false, 'src/extension.ts', './cloud/b.ts'],
    [false, 'src/unknown/a.ts', '../cloud/b.ts'],
  ];
  for (const [allowed, path, from] of imports) {
    it(`${allowed ? 'let' : 'do not let'} ${path} import ${from}, in whatever way`, async () => {
      for (const code of [`import { b } from '${from}';`, `import type { B } from '${from}';`, `import('${from}');`]) {
        const stray = strayImports(await sourcesOf({ [path]: code }), layout);
        assert.deepEqual(stray, allowed ? [] : [`${path} imports ${from}`]);
      }
    });
  }

  it('find a circle, of types too', async () => {
    const sources = await sourcesOf({
      'src/a.ts': "import type { B } from './b.ts';",
      'src/b.ts': "export type C = import('./c.ts').C;",
      'src/c.ts': "export { type A } from './a.ts';",
      'src/d.ts': "import './a.ts'; import './b.ts';",
    });
    assert.deepEqual(circles(sources), ['src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts']);
    assert.deepEqual(circles(sources.filter(({ path }) => path !== 'src/b.ts')), []);
  });

  it('find an import of nothing, and one without the ending', async () => {
    const sources = await sourcesOf({ 'src/a.ts': "import './a'; import './b.ts'; import './c.ts';", 'src/b.ts': '' });
    assert.deepEqual(brokenImports(sources), ['src/a.ts imports ./a', 'src/a.ts imports ./c.ts']);
  });

  it('find an export that nobody imports', async () => {
    const sources = await sourcesOf({
      'src/a.ts': 'export const one = 1; export interface Two {}; export const three = one; export type Four = 4;',
      'src/b.ts': "import { one, type Two } from './a.ts'; export { three } from './a.ts'; one;",
      'src/c.ts': "import * as b from './b.ts'; export const five = b.six;",
      'src/d.ts': "import * as whole from './e.ts'; whole;",
      'src/e.ts': 'export const seven = 7;',
    });
    assert.deepEqual(deadExports(sources), ['src/a.ts Four', 'src/b.ts three', 'src/c.ts five']);
  });

  it('tell what is loaded at once', async () => {
    const sources = await sourcesOf({
      'src/a.ts': "import './b.ts'; import type { C } from './c.ts'; import('./d.ts');",
      'src/b.ts': "export { e } from './e.ts';",
      'src/c.ts': '',
      'src/d.ts': '',
      'src/e.ts': "import './a.ts';",
    });
    assert.deepEqual(loadedAtOnce(sources, 'src/a.ts'), ['src/a.ts', 'src/b.ts', 'src/e.ts']);
  });

  it('tell which rooms import a package, and which only its types', async () => {
    const sources = await sourcesOf({
      'src/cloud/a.ts': "import type { Stats } from 'node:fs';",
      'src/task/file/b.ts': "import { readFile } from 'node:fs/promises'; readFile;",
      'src/task/c.ts': "import type { Stats } from 'node:fs';",
      'src/desk/d.ts': "import 'node:fsx';",
    });
    assert.deepEqual(roomsImporting(sources, 'node:fs'), { run: ['task'], typesOnly: ['cloud'] });
  });

  it('count the files of a folder without those below it', () => {
    const paths = ['src/a/1.ts', 'src/a/2.ts', 'src/a/b/1.ts', 'src/a/b/2.ts', 'src/a/b/3.ts', 'src/1.ts'];
    assert.deepEqual(crowdedFolders(paths, 2), ['src/a/b']);
  });
});
