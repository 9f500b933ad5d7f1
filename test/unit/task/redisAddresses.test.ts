import assert from 'node:assert/strict';
import { addressMistakes, plainAddresses } from '../../../src/task/redisAddresses.ts';
import { draw, marked } from './file/marked.ts';

/** The mistakes of a text, and the text with their places. */
function found(text: string): readonly [mistakes: string, drawn: string] {
  const mistakes = addressMistakes(text, 10);
  const spans = mistakes.map(({ from, to }) => ({ offset: from, length: to - from }));
  return [mistakes.map(({ mistake }) => mistake).join(' '), draw(text, spans)];
}

describe('addresses: each mistake at its place', () => {
  for (const [drawn, mistakes] of [
    ['192.168.1.1:6379', ''],
    ['10.0.0.1:1,10.0.0.2:65535', ''],
    ['redis-1.example.com:6379', ''],
    ['[fe80::1]:6379', ''],
    ['«10.0.0.1»', 'missingPort'],
    ['10.0.0.1:6379,«10.0.0.2»', 'missingPort'],
    ['«[fe80::1]»', 'missingPort'],
    ['«:6379»', 'missingHost'],
    ['«10.0.0.1:»', 'port'],
    ['«10.0.0.1:0»', 'port'],
    ['«10.0.0.1:65536»', 'port'],
    ['«10.0.0.1:06379»', 'port'],
    ['«10.0.0.1:6379/0»', 'port'],
    ['«10.0.0.1:63.79»', 'port'],
    ['«10.0.0.300:6379»', 'host'],
    ['«10.0.1:6379»', 'host'],
    ['«-:6379»', 'host'],
    ['«fe80::1:6379»', 'host'],
    ['«,»10.0.0.1:6379', 'emptyPart'],
    ['10.0.0.1:6379,«,»10.0.0.2:6379', 'emptyPart'],
    ['10.0.0.1:6379,« ,»10.0.0.2:6379', 'emptyPart'],
    ['10.0.0.1:6379«,»', 'emptyPart'],
    ['10.0.0.1:6379«, »', 'emptyPart'],
    ['« »10.0.0.1:6379', 'blank'],
    ['10.0.0.1:6379,« »10.0.0.2:6379', 'blank'],
    ['10.0.0.1:6379«\u3000»', 'blank'],
    ['«10.0.0.1 10.0.0.2:6379»', 'blank'],
    ['«10.0.0.1：6379，10.0.0.2：6379»', 'fullWidth'],
    ['«redis://»10.0.0.1:6379', 'scheme'],
    ['«rediss://»«:secret@»10.0.0.1:6379', 'scheme credentials'],
    ['«user:secret@»10.0.0.1:6379', 'credentials'],
    ['«a@b:c@»10.0.0.1:6379', 'credentials'],
    ['« »«redis://»«:s@»«10.0.0.1»« »,«:1»', 'blank scheme credentials missingPort blank missingHost'],
  ] as const) {
    it(drawn, () => assert.deepEqual(found(marked(drawn).text), [mistakes, drawn]));
  }

  it('as many as are asked for, in time that does not grow with the square', () => {
    const many = 'x,'.repeat(500_000);
    const begin = performance.now();
    assert.equal(addressMistakes(many, 7).length, 7);
    assert.deepEqual(addressMistakes('10.0.0.1:6379,'.repeat(100_000).slice(0, -1), 7), []);
    for (const hostile of [`${'a'.repeat(1_000_000)}:`, `${' '.repeat(1_000_000)}a`, '@'.repeat(1_000_000)]) {
      assert.ok(addressMistakes(hostile, 7).length > 0);
    }
    assert.ok(performance.now() - begin < 5000);
  });
});

describe('addresses: what is kept of them', () => {
  for (const [text, plain] of [
    ['10.0.0.1:6379', '10.0.0.1:6379'],
    [' 10.0.0.1:6379, 10.0.0.2 :6379,, ', '10.0.0.1:6379,10.0.0.2:6379'],
    ['redis://:secret@10.0.0.1:6379,rediss://10.0.0.2:6379', '10.0.0.1:6379,10.0.0.2:6379'],
    ['10．0。0.1：6379，10.0.0.2：6379；10.0.0.3:6379', '10.0.0.1:6379,10.0.0.2:6379,10.0.0.3:6379'],
    ['10.0.0.1', '10.0.0.1'],
    [',', ''],
  ] as const) {
    it(text, () => assert.equal(plainAddresses(text), plain));
  }
});
