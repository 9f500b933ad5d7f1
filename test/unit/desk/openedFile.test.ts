import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { openTaskFile, problemLine } from '../../../src/desk/openedFile.ts';
import type { TaskSource } from '../../../src/desk/ports.ts';
import { english } from '../../support/desk/english.ts';
import { fileUri } from '../../support/desk/memoryDocuments.ts';
import { placeOf } from '../../support/task/wholeTexts.ts';

type Content = { readonly unsavedText: string } | { readonly bytes: Uint8Array } | { readonly size: number };

async function opened(content: Content) {
  const read = async (uri: Uri): Promise<TaskSource> => ({ name: uri.path.slice(1), ...content });
  const file = await openTaskFile({ documents: { read } }, fileUri('/a.json'));
  assert.ok('parsed' in file);
  return file;
}

/** Where its problems stand, as they are told. */
async function places(content: Content): Promise<string[]> {
  const file = await opened(content);
  return file.parsed.problems.map((problem) => problemLine(file, problem, english).split(': ', 1)[0] ?? '');
}

describe('an opened task file', () => {
  it('tells the place of each of a hundred problems, behind however many lines', async () => {
    const fields = Array.from({ length: 200 }, (_, index) => `"k${index}":1${index % 3 === 0 ? '\r\n' : ''}`).join();
    const text = `${'\n'.repeat(300_000)}{${fields}}`;
    const { parsed } = await opened({ unsavedText: text });
    const expected = parsed.problems.map(({ offset }) => {
      const { line, column } = placeOf(text, offset);
      return `a.json:${line}:${column}`;
    });
    assert.equal(expected.length, 100);
    assert.equal(expected[0], 'a.json:300001:1');
    for (const content of [{ unsavedText: text }, { bytes: Buffer.from(text) }])
      assert.deepEqual(await places(content), expected);
  });

  it('tells the place of a byte that is no text', async () => {
    for (const before of ['', '中\n'.repeat(100_000)]) {
      const lines = before.length / 2;
      const bytes = Buffer.concat([Buffer.from(`${before}\n"é`), Buffer.of(0xff)]);
      assert.deepEqual(await places({ bytes }), [`a.json:${lines + 2}:3`]);
    }
  });

  it('tells what has no place at its start', async () => {
    assert.deepEqual(await places({ size: 5_000_000 }), ['a.json:1:1']);
    assert.deepEqual(await places({ bytes: Buffer.from('\ufeff{}') }), ['a.json:1:1']);
  });
});
