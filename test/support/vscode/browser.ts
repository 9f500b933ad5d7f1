import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { execute, findOnPath, isProgram, lastLines } from '../suite/command.ts';

/** The one without a window of its own first: it takes a tenth less of the processor. */
const onPath = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const onMac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
  ['/Applications', `${homedir()}/Applications`].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
);
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let found: Promise<string> | undefined;

/** A headless Chromium. Finds one or fetches one; throws one sentence where neither is possible. */
export async function launchBrowser(): Promise<Browser> {
  found ??= ensureBrowser();
  const executablePath = await found;
  // Signals are ours to handle: a browser that ends first makes every running test fail with a riddle.
  return chromium.launch({
    executablePath,
    args: flags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** Whether {@link ensureBrowser} has nothing to fetch. */
export async function hasBrowser(): Promise<boolean> {
  return Boolean(process.env['CHROME_PATH']) || (await findBrowser()) !== undefined;
}

/** The path of a Chromium or Chrome: CHROME_PATH, then what is installed, then one fetched now. */
export async function ensureBrowser(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (await isProgram(chosen)) return chosen;
    throw new Error(`CHROME_PATH names ${chosen}, which is not a program: correct it or unset it.`);
  }
  const path = (await findBrowser()) ?? (await fetchBrowser());
  await ensureChineseFont();
  return path;
}

async function findBrowser(): Promise<string | undefined> {
  const installed = await findOnPath(...onPath);
  if (installed) return installed;
  for (const path of [...(process.platform === 'darwin' ? onMac : []), chromium.executablePath()]) {
    if (await isProgram(path)) return path;
  }
  return undefined;
}

async function fetchBrowser(): Promise<string> {
  let tried = '';
  for (const fetchOne of (await isRootOnDebian()) ? fromDebian : [fetchFromPlaywright]) {
    tried = await fetchOne();
    const path = await findBrowser();
    if (path) return path;
  }
  console.error(lastLines(tried));
  throw new Error(
    'The tests need Chromium or Chrome and could not fetch one: install it, or set CHROME_PATH to it, and run the command again.',
  );
}

/** Not every release has the first. */
const fromDebian = ['chromium-headless-shell', 'chromium'].map((name) => () => aptGet(name, 'fonts-noto-cjk'));

async function fetchFromPlaywright(): Promise<string> {
  console.log('Fetching Chromium (once; about 400 MB on disk) …');
  const program = resolve('node_modules/playwright-core/cli.js');
  const { output } = await execute(process.execPath, [program, 'install', 'chromium']);
  return output;
}

async function aptGet(...packages: string[]): Promise<string> {
  console.log(`Installing ${packages.join(' and ')} with apt-get …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await execute('apt-get', ['update'], { env });
  const install = await execute('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  return update.output + install.output;
}

/** Without one, the Chinese windows work but their screenshots show empty boxes. */
async function ensureChineseFont(): Promise<void> {
  if (!(await isRootOnDebian())) return;
  const list = (await findOnPath('fc-list')) ? await execute('fc-list', [':lang=zh', 'family']) : undefined;
  if (!list?.output.trim()) await aptGet('fonts-noto-cjk');
}

async function isRootOnDebian(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await findOnPath('apt-get'))) return false;
  return access('/etc/debian_version').then(
    () => true,
    () => false,
  );
}
