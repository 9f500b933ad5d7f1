import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vsce from '@vscode/vsce';
import * as z from 'zod';

const { version, scripts } = z
  .object({ version: z.string(), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const always = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'dist/extension.js',
  'dist/licences.txt',
  'dist/page/taskPage.css',
  'dist/page/taskPage.js',
  'media/dcsmigration.schema.json',
  'media/dcsmigration.schema.zh-cn.json',
  'media/icon.png',
  'media/l10n/bundle.l10n.zh-cn.json',
  'media/tasks.svg',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];

/** Whatever the bundler splits off, and the pictures of the README. */
const asManyAsThereAre = /^(?:dist\/(?:page\/)?[\w-]+\.js|media\/screenshots\/[\w-]+\.png)$/;

describe('packaging: what the VSIX holds', () => {
  let files: readonly string[] = [];

  before(async function () {
    // It is asked of each file of the VS Codes that were fetched, too.
    this.timeout(180_000);
    files = await vsce.listFiles({ cwd: process.cwd(), packageManager: vsce.PackageManager.None });
  });

  it('everything that runs', () => {
    assert.deepEqual(
      always.filter((file) => !files.includes(file)),
      [],
    );
    assert.ok(files.filter((file) => /^dist\/.+\.js$/.test(file)).length > 5);
  });

  it('and nothing else', () => {
    assert.deepEqual(
      files.filter((file) => !always.includes(file) && !asManyAsThereAre.test(file)),
      [],
    );
  });

  it('built from the sources and six libraries', () => {
    const { inputs } = z
      .object({ inputs: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('out/dist.meta.json', 'utf8')));
    const origins = Object.keys(inputs).map(
      (path) => /^(?:src|node_modules\/(?:@[^/]+\/)?[^/]+)(?=\/)/.exec(path)?.[0] ?? path,
    );
    const libraries = ['@redis/client', 'fastest-levenshtein', 'jsonc-parser', 'papaparse', 'undici', 'zod'].map(
      (name) => `node_modules/${name}`,
    );
    assert.deepEqual([...new Set(origins)].sort(), [...libraries, 'src']);
  });

  it('and the licence of each library, that of the chart too', () => {
    const text = readFileSync('dist/licences.txt', 'utf8');
    for (const name of ['@redis/client', 'fastest-levenshtein', 'jsonc-parser', 'papaparse', 'undici', 'uplot', 'zod'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\n\\n[^-]+?Copyright`, 'm'));
  });
});

describe('packaging: the page of a task', () => {
  const { outputs, inputs } = z
    .object({
      inputs: z.record(z.string(), z.unknown()),
      outputs: z.record(
        z.string(),
        z.object({ bytes: z.number(), imports: z.array(z.object({ path: z.string(), kind: z.string() })) }),
      ),
    })
    .parse(JSON.parse(readFileSync('out/page.meta.json', 'utf8')));
  const script = outputs['dist/page/taskPage.js'];
  const loadedBy = (kind: string) =>
    (script?.imports ?? []).filter((one) => one.kind === kind).map(({ path }) => outputs[path]?.bytes ?? 0);

  it('is drawn by less than 25 KB', () => {
    const bytes = [script?.bytes ?? 0, ...loadedBy('import-statement')].reduce((sum, size) => sum + size);
    assert.ok(bytes > 1000 && bytes < 25_000, `${bytes} bytes`);
  });

  it('loads the library of its chart later', () => {
    assert.equal(loadedBy('dynamic-import').length, 1);
    const libraries = Object.keys(inputs).filter((path) => !path.startsWith('src/page/'));
    assert.deepEqual(
      [...new Set(libraries.map((path) => path.split('/').slice(0, 2).join('/')))],
      ['node_modules/uplot'],
    );
  });
});

function titlesOf(path: string): Readonly<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('packaging: what people read', () => {
  const readmes = ['README.md', 'README.zh-CN.md', 'CHANGELOG.md'] as const;
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((path) => readFileSync(path, 'utf8'));

  it('the change log begins with the version of the package', () => {
    const headings = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## \[?(\d+\.\d+\.\d+)/gm)];
    assert.equal(headings[0]?.[1], version);
  });

  for (const path of readmes) {
    const text = readFileSync(path, 'utf8');
    it(`${path}: every npm script it names is there`, () => {
      const named = [...text.matchAll(/\bnpm (?:run )?([a-z][\w:]*)/g)].map(([, name = '']) => name);
      for (const name of named) assert.ok(['ci', 'install'].includes(name) || name in scripts, name);
    });
    it(`${path}: every picture and link inside the project is there`, () => {
      const named = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, target = '']) => target);
      for (const target of named) assert.ok(existsSync(target), target);
    });
    it(`${path}: nothing of the machine it was made on`, () => {
      assert.doesNotMatch(text, /\/(?:work|root|tmp)\/|localhost:\d|\bTODO\b/);
    });
  }

  it('the Chinese README calls each command as the palette does', () => {
    const titles = new Map(Object.entries(titlesOf('package.nls.zh-cn.json')));
    for (const [key, title] of Object.entries(titlesOf('package.nls.json'))) {
      if (titles.get(key) !== title) assert.ok(!chinese?.includes(`DCS: ${title}`), title);
    }
    const named = [...(chinese ?? '').matchAll(/`DCS: ([^`]+)`/g)].map(([, title = '']) => title);
    for (const title of named) assert.ok([...titles.values()].includes(title), title);
  });

  it('both languages of the README have the same parts, pictures, commands and settings', () => {
    const parts = (text = '') => ({
      headings: [...text.matchAll(/^#+ /gm)].map(([mark]) => mark),
      pictures: [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, target]) => target),
      code: [...text.matchAll(/```(\w+)\n/g)].map(([, language]) => language),
      settings: new Set([...text.matchAll(/`(dcs\.\w+)`/g)].map(([, name]) => name)),
    });
    assert.deepEqual(parts(chinese), parts(english));
  });
});
