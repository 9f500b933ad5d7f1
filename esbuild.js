// Builds the extension into dist/, the JSON schemas of the task file into media/ and, with --tests, the suites into out/.
//   node esbuild.js [--production] [--tests] [--watch]
//   node esbuild.js --support      only the programs behind npm start, npm test and npm run test:desktop
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This needs Node 20.19 or newer and runs on ${process.version}: install it from https://nodejs.org.`);
  process.exit(1);
}

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** What undici brings beside its fetch, and its parser for processors older than Node 20 runs on: half of its size. @type {import('esbuild').Plugin} */
const onlyFetchOfUndici = {
  name: 'only-fetch-of-undici',
  setup({ onLoad }) {
    const unused =
      /undici[\\/]lib[\\/](mock|web[\\/](websocket|eventsource)|cache|interceptor|llhttp[\\/]llhttp-wasm\.).*js$/;
    onLoad({ filter: unused }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const extension = {
  ...shared,
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  chunkNames: '[name]-[hash]',
  external: ['vscode'],
  plugins: [onlyFetchOfUndici],
  minify: production,
  sourcemap: !production,
  // CommonJS dependencies inside an ES module still ask for Node's own modules by require().
  banner: { js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);" },
  metafile: true,
};

/** What runs in a page that the extension shows. VS Code 1.100 has Chromium 132. @type {import('esbuild').BuildOptions} */
const page = {
  ...shared,
  platform: 'browser',
  target: 'chrome132',
  entryPoints: ['src/page/taskPage.ts', 'src/page/taskPage.css'],
  outdir: 'dist/page',
  chunkNames: '[name]-[hash]',
  minify: production,
  sourcemap: !production,
  metafile: true,
};

/** @type {import('esbuild').BuildOptions} */
const tests = {
  ...shared,
  entryPoints: filesIn('test', /(?<!^test\/host\/.*)(\.test|\/mochaMain|\.bench|\.worker)\.ts$/),
  outbase: 'test',
  outdir: 'out',
  packages: 'external',
  // What of the host is met without VS Code.
  alias: { vscode: './test/support/vscode/scriptedEditor.ts' },
  sourcemap: true,
};

/** Each in one file, since they build the others while they run. @type {import('esbuild').BuildOptions} */
const support = {
  ...tests,
  entryPoints: ['test/run.ts', 'test/desktop.ts', 'test/support/suite/start.ts'],
  splitting: false,
};

/** What takes the place of a library of VS Code, which VS Code requires. @type {import('esbuild').BuildOptions} */
const logLibrary = {
  ...tests,
  entryPoints: ['test/support/vscode/logLibrary.ts'],
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  splitting: false,
  sourcemap: false,
};

/** The host suite is required by the extension host, so it is CommonJS, each file for itself. @type {import('esbuild').BuildOptions} */
const hostTests = {
  ...shared,
  entryPoints: ['test/host/index.ts', 'test/kill/inHost.ts', ...filesIn('test/host', /\.test\.ts$/)],
  outbase: 'test',
  outdir: 'out',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  splitting: false,
  external: ['vscode', 'mocha'],
  sourcemap: true,
};

/** @param {string} folder @param {RegExp} pattern */
function filesIn(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => pattern.test(name))
    .sort();
}

/** Writes one JSON schema a language, from the zod schema that also parses task files. */
async function writeSchemas() {
  const outfile = 'out/taskFileJsonSchema.mjs';
  await build({
    ...shared,
    entryPoints: ['src/task/file/taskFileJsonSchema.ts'],
    outfile,
    splitting: false,
    packages: 'external',
  });
  const { taskFileJsonSchema } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  const chinese = JSON.parse(await readFile('media/l10n/bundle.l10n.zh-cn.json', 'utf8'));
  const write = (name, translate) =>
    writeFile(`media/${name}`, `${JSON.stringify(taskFileJsonSchema(translate), null, 2)}\n`);
  await write('dcsmigration.schema.json', (text) => text);
  await write('dcsmigration.schema.zh-cn.json', (text) => chinese[text] ?? text);
}

/** Of what is published without its licence. */
const licencesLeftOut = {
  '@redis/client': `MIT License

Copyright (c) 2022-2023, Redis, inc.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`,
};

/** Their licences ask to come along with what is bundled. @param {import('esbuild').Metafile[]} metafiles */
async function writeLicences(metafiles) {
  const paths = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const names = new Set(paths.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  const texts = [...names].sort().map(async (name) => {
    const folder = `node_modules/${name}`;
    const file = readdirSync(folder).find((one) => /^licen[cs]e\b/i.test(one));
    const text = file === undefined ? licencesLeftOut[name] : await readFile(`${folder}/${file}`, 'utf8');
    if (text === undefined) throw new Error(`${name} has no licence to come along.`);
    const { version } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  await writeFile('dist/licences.txt', (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`));
}

async function buildAll() {
  await rm('dist', { recursive: true, force: true });
  await writeSchemas();
  if (flags.has('--watch')) {
    await Promise.all([extension, page, tests].map(async (options) => (await context(options)).watch()));
    return;
  }
  const metafiles = await Promise.all([extension, page].map(async (options) => (await build(options)).metafile));
  const [ofExtension, ofPage] = metafiles;
  await writeFile('out/dist.meta.json', JSON.stringify(ofExtension));
  await writeFile('out/page.meta.json', JSON.stringify(ofPage));
  await writeLicences(metafiles);
  if (flags.has('--tests')) {
    await build(tests);
    await build(hostTests);
  }
}

await mkdir('out', { recursive: true });
await (flags.has('--support') ? Promise.all([support, logLibrary].map((options) => build(options))) : buildAll());
