import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod';
import { readSource, readSources, type Source } from '../../support/project/sources.ts';

const sources = readSources('src');
const byPath = new Map(sources.map((source) => [source.path, source]));

/** The folder of a source; empty for the entry file. */
function folderOf(path: string): string {
  return path.split('/').slice(1, -1)[0] ?? '';
}

/** Which folders a folder may import from besides itself, and which packages. */
const rules: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> = {
  cloud: { folders: [], packages: ['zod', 'fastest-levenshtein'] },
  task: { folders: ['cloud'], packages: ['zod', 'fastest-levenshtein', 'jsonc-parser'] },
  account: { folders: ['cloud'], packages: ['zod'] },
  sandbox: { folders: ['cloud'], packages: ['zod'] },
  desk: { folders: ['cloud', 'task', 'account'], packages: ['vscode'] },
  commands: { folders: ['cloud', 'task', 'account', 'desk'], packages: ['zod', 'vscode'] },
  editor: { folders: ['cloud', 'task', 'account', 'desk'], packages: ['zod', 'jsonc-parser', 'vscode'] },
  views: { folders: ['cloud', 'task', 'account', 'desk'], packages: ['zod', 'vscode'] },
  host: {
    folders: ['cloud', 'task', 'account', 'desk', 'commands', 'editor', 'views'],
    packages: ['zod', 'undici', 'vscode'],
  },
  '': { folders: ['account', 'commands', 'desk', 'editor', 'views', 'host'], packages: ['vscode'] },
};

/** What a rule does not say by folder: one file may start the sandbox. */
const exceptions: readonly (readonly [file: string, folder: string])[] = [
  ['src/commands/account/useSandbox.ts', 'sandbox'],
];

describe('architecture: how the sources are read', () => {
  it('finds every kind of import and no comment', () => {
    const { imports } = readSource(
      'src/cloud/x.ts',
      [
        "import type { Uri } from 'vscode';",
        "import * as z from 'zod';",
        "import {\n  one,\n  type Two,\n} from '../task/two.ts';",
        "import './effect.ts';",
        "export { three } from './three.ts';",
        "// import { no } from './no.ts';",
        "/* import { no } from './no.ts'; */",
        "const text = 'https://example.com'; await import('./later.ts');",
      ].join('\n'),
    );
    assert.deepEqual(
      imports.map(({ from, file, typeOnly, dynamic }) => [from, file, typeOnly, dynamic]),
      [
        ['vscode', undefined, true, false],
        ['zod', undefined, false, false],
        ['../task/two.ts', 'src/task/two.ts', false, false],
        ['./three.ts', 'src/cloud/three.ts', false, false],
        ['./effect.ts', 'src/cloud/effect.ts', false, false],
        ['./later.ts', 'src/cloud/later.ts', false, true],
      ],
    );
  });

  it('finds all of the product', () => {
    assert.ok(sources.length > 60, String(sources.length));
    const folders = new Set(sources.map(({ path }) => folderOf(path)));
    for (const folder of ['', 'account', 'cloud', 'commands', 'host', 'sandbox', 'task'])
      assert.ok(folders.has(folder));
  });
});

describe('architecture: imports point one way', () => {
  it('every folder has its rule, and only the entry file stands at the top', () => {
    for (const { path } of sources) assert.ok(folderOf(path) in rules, path);
    assert.deepEqual(
      sources.filter(({ path }) => folderOf(path) === '').map(({ path }) => path),
      ['src/extension.ts'],
    );
  });

  for (const [folder, { folders, packages }] of Object.entries(rules)) {
    const own = sources.filter(({ path }) => folderOf(path) === folder);
    if (own.length === 0) continue;
    it(`${folder || 'the entry file'} imports ${[...folders, ...packages].join(', ')} and nothing else`, () => {
      for (const { path, imports } of own) {
        for (const { from, file } of imports) {
          if (file === undefined) {
            assert.ok(from.startsWith('node:') || packages.includes(from), `${path} imports ${from}`);
            continue;
          }
          const target = folderOf(file);
          const excepted = exceptions.some(([who, what]) => who === path && what === target);
          assert.ok(target === folder || folders.includes(target) || excepted, `${path} imports ${from}`);
        }
      }
    });
  }

  it('the exceptions are needed', () => {
    for (const [path, folder] of exceptions) {
      const targets = byPath.get(path)?.imports.map(({ file }) => folderOf(file ?? ''));
      assert.ok(targets?.includes(folder), path);
    }
  });

  it('every import names a file that is there, with its ending', () => {
    for (const { path, imports } of sources) {
      for (const { from, file } of imports) {
        assert.ok(file === undefined || byPath.has(file) || file === 'package.json', `${path} imports ${from}`);
      }
    }
  });

  it('without a circle at run time', () => {
    const done = new Set<string>();
    const visit = (path: string, way: readonly string[]) => {
      assert.ok(!way.includes(path), [...way.slice(way.indexOf(path)), path].join(' -> '));
      if (done.has(path)) return;
      for (const { file, typeOnly } of byPath.get(path)?.imports ?? []) {
        if (file !== undefined && !typeOnly) visit(file, [...way, path]);
      }
      done.add(path);
    };
    for (const { path } of sources) visit(path, []);
    assert.equal(done.size, sources.length);
  });
});

describe('architecture: what is loaded when', () => {
  it('vscode is there at run time in host and the entry file only', () => {
    for (const { path, imports } of sources) {
      if (['', 'host'].includes(folderOf(path))) continue;
      for (const { from, typeOnly } of imports) assert.ok(from !== 'vscode' || typeOnly, path);
    }
  });

  /** A file and what it imports statically. */
  const loadedWith = (start: string) => {
    const loaded = new Set<string>();
    const load = (path: string) => {
      loaded.add(path);
      for (const { file, typeOnly, dynamic } of byPath.get(path)?.imports ?? []) {
        if (file !== undefined && !typeOnly && !dynamic && !loaded.has(file)) load(file);
      }
    };
    load(start);
    return [...loaded].sort();
  };

  it('activation loads the command table, and the start-up one file more', () => {
    assert.deepEqual(loadedWith('src/extension.ts'), [
      'src/commands/commandTable.ts',
      'src/extension.ts',
      'src/host/commands.ts',
    ]);
    assert.deepEqual(loadedWith('src/host/startup.ts'), ['src/host/startup.ts']);
  });

  it('zod is imported as a namespace: by name it brings every language along', () => {
    const imports = sources.flatMap(({ path, imports }) => imports.map((one) => ({ path, ...one })));
    const ofZod = imports.filter(({ from }) => from.startsWith('zod'));
    assert.ok(ofZod.length > 0);
    for (const { path, from, names } of ofZod) assert.deepEqual([from, names], ['zod', '* as z'], path);
  });

  it('undici is loaded in one place, when it is needed', () => {
    const importersOf = (wanted: string) =>
      sources.flatMap(({ path, imports }) =>
        imports
          .filter(({ from, file }) => from === wanted || file === wanted)
          .map(({ dynamic }) => ({ path, dynamic })),
      );
    assert.deepEqual(importersOf('undici'), [{ path: 'src/host/network/undici.ts', dynamic: false }]);
    assert.deepEqual(importersOf('src/host/network/undici.ts'), [
      { path: 'src/host/network/undiciTransport.ts', dynamic: true },
    ]);
  });

  it('every package is a development dependency: the bundle has them inside', () => {
    const manifest = z
      .object({ dependencies: z.undefined().optional(), devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const packages = new Set(
      sources.flatMap(({ imports }) => imports.filter(({ file }) => file === undefined).map(({ from }) => from)),
    );
    for (const name of packages) {
      assert.ok(name.startsWith('node:') || name === 'vscode' || name in manifest.devDependencies, name);
    }
  });
});

describe('architecture: one way of doing it', () => {
  const places: readonly (readonly [what: string, pattern: RegExp, files: readonly string[]])[] = [
    ['commands are registered', /\bregisterCommand\(/, ['src/host/commands.ts']],
    ["the host's fetch is called", /\bglobalThis\.fetch\b/, ['src/host/network/network.ts']],
    ['settings are read', /\bgetConfiguration\(/, ['src/host/network/network.ts', 'src/host/settings.ts']],
    ['secrets of the editor are read', /\bsecrets\.get\(key\)/, ['src/host/desk.ts']],
    ['an output channel is made', /\bcreateOutputChannel\(/, ['src/host/log.ts']],
    ['a server is started', /\bcreateServer\(/, ['src/sandbox/server.ts']],
  ];
  for (const [what, pattern, files] of places) {
    it(`${what} in ${files.join(' and ')}`, () => {
      assert.deepEqual(
        sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path),
        files,
      );
    });
  }

  const nowhere: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['no cast but `as const`', /(?<!\*|\w\s*,|type \w+) as (?!const\b)[A-Za-z{[(]/],
    ['no switch for tests', /process\.env|NODE_ENV|IS_TEST/],
    ['no work left for later', /\b(?:TODO|FIXME|XXX|HACK)\b/],
    ['no default exports', /^export default/m],
    ['no enum, no namespace', /^(?:export )?(?:const )?(?:enum|namespace) /m],
    ['no exported variable', /^export (?:let|var) /m],
  ];
  for (const [what, pattern] of nowhere) {
    it(what, () => {
      for (const { path, text, code } of sources) {
        const searched = pattern.source.includes('TODO') ? text : withoutStrings(code);
        assert.doesNotMatch(searched, pattern, path);
      }
    });
  }
});

describe('architecture: sizes and names', () => {
  /** Tables of data, which are as long as there are facts. */
  const tables = ['src/cloud/explain/advice.ts', 'src/cloud/explain/dcsCodes.ts'];
  /** Switches that are tables of words. */
  const longTables = ['src/task/file/fieldProblemText.ts describeUnusual'];
  const lines = ({ text }: Source) => text.trimEnd().split('\n').length;

  it('the entry file has at most 60 lines', () => {
    const entry = byPath.get('src/extension.ts');
    assert.ok(entry && lines(entry) <= 60);
  });

  it('every other file has at most 200, tables excepted', () => {
    const long = sources.filter((source) => lines(source) > 200).map(({ path }) => path);
    assert.deepEqual(long, tables);
  });

  it('tables have no logic', () => {
    for (const path of tables)
      assert.doesNotMatch(withoutStrings(byPath.get(path)?.code ?? ''), /=>|\bfunction\b|\bif\b|\bfor\b/, path);
  });

  it('every function has at most 40 lines, tables excepted', () => {
    const functions = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?(?:async )?function\*? (\w+)[\s\S]*?^}/gm)].map((match) => ({
        name: `${path} ${match[1]}`,
        length: match[0].split('\n').length,
      })),
    );
    assert.ok(functions.length > 100);
    const long = functions.filter(({ length }) => length > 40).map(({ name }) => name);
    assert.deepEqual(long, longTables);
  });

  it('no drawers', () => {
    const drawer = /^(?:utils?|common|helpers?|types?|index|misc|shared|constants|lib)$/i;
    for (const { path } of sources) {
      for (const part of path.split('/')) assert.doesNotMatch(basename(part, '.ts'), drawer, path);
    }
  });

  it('a command has the file of its name', () => {
    const ids = [...(byPath.get('src/commands/commandTable.ts')?.code ?? '').matchAll(/'dcs\.(\w+)':/g)].map(
      ([, name]) => name,
    );
    assert.ok(ids.length > 0);
    const files = new Set(
      sources.filter(({ path }) => folderOf(path) === 'commands').map(({ path }) => basename(path)),
    );
    for (const name of ids) assert.ok(name === 'showLog' || files.has(`${name}.ts`), name);
  });
});

function withoutStrings(code: string): string {
  return code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "''");
}
