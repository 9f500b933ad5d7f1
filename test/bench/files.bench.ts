// npm run bench: how long files as large as a task file may be hold everything else up, whatever is in them. Prints and asserts nothing.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTaskFile, problemLine } from '../../src/desk/openedFile.ts';
import { inTurns } from '../../src/desk/turns.ts';
import { scanFields } from '../../src/editor/fieldScan.ts';
import { findingsIn } from '../../src/editor/findings.ts';
import { readRegularFile } from '../../src/host/files/regularFile.ts';
import { sizeLimit } from '../../src/task/file/taskFileRules.ts';
import { english } from '../support/desk/english.ts';
import { fileUri } from '../support/desk/memoryDocuments.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { hostileTexts } from '../support/task/hostileTexts.ts';
import { longestStretch } from './longestStretch.ts';
import { print, type Row } from './table.ts';

const milliseconds = (time: number) => `${time.toFixed(1)} ms`;

async function main(): Promise<void> {
  const folder = await temporaryFolder('bench');
  const rows: Row[] = [];
  for (const [what, text] of Object.entries(hostileTexts(sizeLimit))) {
    const path = join(folder.path, 'task');
    await writeFile(path, text);
    const read = async () => {
      const file = await readRegularFile(path, sizeLimit);
      return file.kind === 'read' ? { name: what, bytes: file.bytes } : { name: what, unreadable: file.kind };
    };
    const started = performance.now();
    const command = await longestStretch(async () => {
      const file = await openTaskFile({ documents: { read } }, fileUri(path));
      if ('parsed' in file) for (const problem of file.parsed.problems) problemLine(file, problem, english);
    });
    const whole = (performance.now() - started) / 10;
    const editor = await longestStretch(async () => {
      findingsIn(text, await inTurns(scanFields(text)), english);
    });
    rows.push([
      what,
      `${milliseconds(command)}, in the editor ${milliseconds(editor)}; all ${milliseconds(whole)}`,
      'under 16 ms',
    ]);
  }
  folder.remove();
  console.log('Longest time at a stretch that a file of 2 MiB takes to be read for a preview, a create or a batch, of');
  print(rows);
}

await main();
