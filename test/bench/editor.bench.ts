// npm run bench: how quick the editor of task files is with 5,000 VPCs and in a file of a megabyte. Prints and asserts nothing.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inTurns } from '../../src/desk/turns.ts';
import { scanFields } from '../../src/editor/fieldScan.ts';
import { findingsIn } from '../../src/editor/findings.ts';
import { english } from '../support/desk/english.ts';
import { withScriptedCloud } from '../support/network/scriptedCloud.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { withoutProxy } from '../support/suite/command.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { type HostVersion, hostVersions } from '../support/vscode/hostInstall.ts';
import { runInWindow } from '../support/vscode/hostRunner.ts';
import { startServer } from '../support/vscode/vscodeServer.ts';
import { type EditorSamples, editorSamplesSchema } from './editorSamples.ts';
import { peers, writeExtension } from './emptyExtension.ts';
import { largeText } from './largeText.ts';
import { longestStretch } from './longestStretch.ts';
import { median } from './samples.ts';
import { print } from './table.ts';

const count = 5000;
const inHost = 'out/bench/editorInHost.cjs';

const vpcs = Array.from({ length: count }, (_, index) => {
  const number = String(index).padStart(4, '0');
  const id = `00000000-0000-4000-8000-00000000${number}`;
  return { id, name: `vpc-${number}`, cidr: '10.0.0.0/16', status: 'ACTIVE', description: `Team ${index % 40}` };
});

/** Pages as the service gives them; nothing but VPCs is there. */
function answer({ query, path }: { query: URLSearchParams; path: string }): readonly [number, unknown] {
  if (!path.endsWith('/vpcs')) return [200, { subnets: [], security_groups: [], projects: [] }];
  const from = vpcs.findIndex(({ id }) => id === query.get('marker')) + 1;
  const page = vpcs.slice(from, from + Number(query.get('limit')));
  const next = from + page.length < count ? { next_marker: page.at(-1)?.id } : {};
  return [200, { vpcs: page, page_info: { current_count: page.length, ...next } }];
}

async function measure(version: HostVersion, cloud: string): Promise<EditorSamples> {
  const entryPoints = ['test/bench/editorInHost.ts'];
  await build({ entryPoints, outfile: inHost, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  const scratch = await temporaryFolder('bench');
  const workspace = await temporaryFolder('workspace');
  const extension = await writeExtension(scratch.path, 'bystander', peers.empty);
  // VS Code gives its API by the path of who asks.
  await cp('dist', join(extension, 'dist'), { recursive: true });
  const samples = join(scratch.path, 'samples.json');
  await writeFile(samples, '{}');
  const env = { ...withoutProxy, BENCH_DIST: join(extension, 'dist'), BENCH_CLOUD: cloud, BENCH_SAMPLES: samples };
  const server = await startServer({ version, workspace: workspace.path, smokeTestDriver: true, env });
  const browser = await launchBrowser();
  try {
    const chatter: string[] = [];
    const code = await runInWindow(await browser.newPage(), server, { extension, tests: inHost }, chatter);
    if (code !== 0) throw new Error(`The extension host could not measure:\n${chatter.join('\n')}`);
    return editorSamplesSchema.parse(JSON.parse(await readFile(samples, 'utf8')));
  } finally {
    await browser.close();
    await server.stop();
    scratch.remove();
    workspace.remove();
  }
}

/** Milliseconds that reading the large text keeps everything else waiting. */
function longestSlice(): Promise<number> {
  const text = largeText();
  return longestStretch(async () => {
    findingsIn(text, await inTurns(scanFields(text)), english);
  });
}

const milliseconds = (time: number) => `${time.toFixed(1)} ms`;

async function main(): Promise<void> {
  const version = hostVersions.at(-1) ?? '1.139.1';
  await withScriptedCloud(answer, async ({ url }) => {
    const { cold, warm, bareLists, bare, ours } = await measure(version, url);
    const [list, empty] = [median(warm), median(bareLists)];
    print([
      [
        `list of ${count} VPCs, warm`,
        `${milliseconds(list)}, ${(list / empty).toFixed(1)} times VS Code alone`,
        'under 30 ms',
      ],
      ['  the slowest', milliseconds(Math.max(...warm)), ''],
      ['  cold, what has come in a second', milliseconds(cold), ''],
      ['edit of a 1 MB file to its marks', milliseconds(median(ours.times)), '(250 ms of it waiting for more)'],
      ['  our longest time at a stretch', milliseconds(await longestSlice()), 'under 16 ms'],
      ['  of the whole extension host', milliseconds(ours.longest), `without us ${milliseconds(bare.longest)}`],
    ]);
  });
  console.log(`\nVS Code ${version}, inside its extension host, the lists over a real connection in pages of 500.`);
}

await main();
