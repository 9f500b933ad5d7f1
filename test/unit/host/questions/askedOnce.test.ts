import assert from 'node:assert/strict';
import { askedOnce } from '../../../../src/host/questions/askedOnce.ts';

describe('a question that is open', () => {
  it('is not asked a second time by a second click, and again when it was answered', async () => {
    const asked: ((answer: true | undefined) => void)[] = [];
    const confirm = askedOnce(() => new Promise((resolve) => void asked.push(resolve)));
    const question = { message: 'Stop this migration?', detail: 'one', yes: 'Stop', no: 'Do Not Stop' };
    const first = confirm(question);
    assert.equal(await confirm({ ...question }), undefined);
    const other = confirm({ ...question, detail: 'two' });
    assert.equal(asked.length, 2);
    for (const answer of asked) answer(true);
    assert.deepEqual([await first, await other], [true, true]);
    const again = confirm(question);
    asked.at(-1)?.(undefined);
    assert.equal(await again, undefined);
    assert.equal(asked.length, 3);
  });
});
