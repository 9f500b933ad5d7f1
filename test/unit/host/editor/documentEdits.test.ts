import assert from 'node:assert/strict';
import { editsOfCurrent, toTextEdits } from '../../../../src/host/editor/documentEdits.ts';

const change = { offset: 9, length: 2, text: 'x' };

describe('the edits of a document', () => {
  for (const [text, line, character] of [
    ['{\n  "a": 10\n}', 1, 7],
    ['{\r\n "a": 10\r\n}', 1, 6],
    ['{ "abcd":10}', 0, 9],
  ] as const) {
    it(`stand where they do in the text that they were made for: ${JSON.stringify(text)}`, () => {
      const [edit] = toTextEdits(text, [change]);
      assert.deepEqual(
        [edit?.range.start.line, edit?.range.start.character, edit?.range.end.character, edit?.newText],
        [line, character, character + 2, 'x'],
      );
    });
  }

  it('are in the order of the changes, whatever that is', () => {
    const edits = toTextEdits('a\nb\nc', [
      { offset: 4, length: 1, text: '3' },
      { offset: 0, length: 1, text: '1' },
      { offset: 2, length: 0, text: '2' },
    ]);
    assert.deepEqual(
      edits.map(({ range, newText }) => [range.start.line, range.end.character, newText]),
      [
        [2, 1, '3'],
        [0, 1, '1'],
        [1, 0, '2'],
      ],
    );
  });

  it('are none where the document has changed since', () => {
    const file = { version: 3, text: '{ "abcd":10}' };
    assert.equal(editsOfCurrent({ version: 3 }, file, [change]).length, 1);
    assert.deepEqual(editsOfCurrent({ version: 4 }, file, [change]), []);
  });
});
