// npm run bench: what the extension costs, beside what it should cost at most. Prints and asserts nothing.
import { stat } from 'node:fs/promises';
import { loadedWith, readDistMeta } from '../support/project/distMeta.ts';
import { packageExtension, vsixPath } from '../support/suite/packaging.ts';
import { type HostVersion, hostVersions } from '../support/vscode/hostInstall.ts';
import { ids, measureActivation } from './activationTime.ts';
import { fastest, median, type Samples, timesOf } from './samples.ts';
import { print, type Row } from './table.ts';

/** Windows, each with a fresh extension host; a multiple of three, so that each extension comes first equally often. */
const windows = 12;

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const milliseconds = (time: number) => `${time.toFixed(2)} ms`;

async function main(): Promise<void> {
  const version: HostVersion = hostVersions.at(-1) ?? '1.139.1';
  await packageExtension();
  const meta = await readDistMeta('out/dist.meta.json');
  const files = new Map([...loadedWith(meta, 'src/extension.ts'), ...loadedWith(meta, 'src/host/startup.ts')]);
  const loaded = [...files.values()];
  const { size } = await stat(vsixPath);
  const samples = await measureActivation(version, windows);
  print([
    ['bytes loaded at activation', kilobytes(loaded.reduce((sum, bytes) => sum + bytes, 0)), 'under 20 KB'],
    ...activationRows(samples),
    ['VSIX', kilobytes(size), 'under 300 KB'],
  ]);
  console.log(
    `\nVS Code ${version}, ${process.platform}-${process.arch}. Activation is Extension.activate() timed inside the extension host (loading the` +
      ` code and calling activate), once the host is idle; medians of ${windows} windows with a fresh host each, in turning order.`,
  );
}

function activationRows(samples: Samples): Row[] {
  const rowOf = (name: string, id: string, pick: (times: readonly number[]) => number, aim: string): Row => {
    const ours = pick(timesOf(samples, ids.ours));
    const peer = pick(timesOf(samples, id));
    return [name, `${(ours / peer).toFixed(2)} times (${milliseconds(ours)} to ${milliseconds(peer)})`, aim];
  };
  return [
    rowOf('activation, to an empty extension', ids.empty, median, 'under 2 times'),
    rowOf('  the fastest of each', ids.empty, fastest, ''),
    rowOf('activation, to one with one command', ids.hello, median, ''),
    rowOf('  the fastest of each', ids.hello, fastest, ''),
  ];
}

await main();
