import assert from 'node:assert/strict';
import { loopbackText, parseLoopbackAddress } from '../../../src/cloud/endpoint.ts';

describe('an address of this computer', () => {
  for (const [text, host, port] of [
    ['127.0.0.1:6379', '127.0.0.1', 6379],
    ['127.255.0.9:1', '127.255.0.9', 1],
    ['localhost:6380', '127.0.0.1', 6380],
    ['[::1]:65535', '::1', 65_535],
  ] as const) {
    it(`is ${text}`, () => {
      assert.deepEqual(parseLoopbackAddress(text), { host, port });
      assert.deepEqual(parseLoopbackAddress(loopbackText({ host, port })), { host, port });
    });
  }

  for (const text of [
    ...[
      '',
      '127.0.0.1',
      'localhost',
      '6379',
      ':6379',
      '127.0.0.1:',
      '127.0.0.1:0',
      '127.0.0.1:65536',
      '127.0.0.1:06379',
    ],
    ...['10.0.0.1:6379', '0.0.0.0:6379', '128.0.0.1:6379', '[::]:6379', '::1:6379', '[::ffff:127.0.0.1]:6379'],
    ...[
      '127.1:6379',
      '127.0.0.01:6379',
      '127.0.0.256:6379',
      '127.0.0.1.example.com:6379',
      'localhost.example.com:6379',
    ],
    ...['redis://127.0.0.1:6379', '127.0.0.1:6379/0', 'user@127.0.0.1:6379', '127.0.0.1:6379\n', 'LOCALHOST:6379 '],
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(parseLoopbackAddress(text), undefined));
  }
});
