import assert from 'node:assert/strict';
import type { Transport } from '../../../src/cloud/connection.ts';
import { isLoopback, parseEndpoint } from '../../../src/cloud/endpoint.ts';
import { CloudError } from '../../../src/cloud/errors.ts';
import { call } from '../../../src/cloud/http.ts';
import { connectionTo, hostFetch, post } from '../../support/network/observedCall.ts';

const safe = [
  'https://dcs.cn-north-4.myhuaweicloud.com',
  'HTTPS://DCS.example.com:8443/base',
  'https://10.0.0.1',
  'http://127.0.0.1:8080',
  'HTTP://127.0.0.1',
  'http://127.255.255.254',
  'http://localhost:1',
  'http://LOCALHOST',
  'http://[::1]:80',
  'http://[0:0:0:0:0:0:0:1]',
  'http://127.1',
  'http://0x7f.1',
];

const unsafe = [
  'http://example.com',
  'HTTP://example.com',
  'http://localhost.evil.com',
  'http://127.0.0.1.evil.com',
  'http://evil-127.0.0.1.com',
  'http://evil.com/127.0.0.1',
  'http://evil.com#@127.0.0.1',
  'http://evil.com?127.0.0.1',
  'http://evil.com\\@127.0.0.1',
  'http://127.0.0.1@evil.com',
  'http://user:pass@127.0.0.1',
  'https://user:pass@dcs.example.com',
  'https://user@dcs.example.com',
  'https://:pass@dcs.example.com',
  'http://10.0.0.1',
  'http://0.0.0.0',
  'http://128.0.0.1',
  'http://[::2]',
  'http://[::ffff:127.0.0.1]',
  'http://localhost.',
  'http://loc\u0430lhost',
  'ftp://127.0.0.1',
  'ws://127.0.0.1',
  'file:///etc/hosts',
  'data:text/html,x',
  'https://dcs.example.com?a=b',
  'https://dcs.example.com/#',
  '//127.0.0.1',
  '127.0.0.1',
  'localhost:80',
  'https://',
  'https:// ',
  'http://127.0.0.1:99999',
  '',
  'https://dcs.example.com/\n…',
  'https://dcs.example.com\t',
  ' https://dcs.example.com',
  'https://dcs.example.com ',
  'http://127.0.0.1\\@evil.example',
  'https://dcs.example.com/a@b',
  'https://dcs.example.com/\u200b',
  'https:\\\\dcs.example.com',
];

/** As it is written, and as it is used. */
const kept: readonly (readonly [string, string])[] = [
  ['HTTPS://DCS.example.com:8443/base/', 'https://dcs.example.com:8443/base'],
  ['https://dcs.example.com', 'https://dcs.example.com'],
  ['https://dcs.example.com//', 'https://dcs.example.com'],
  ['https://dcs.example.com:443/a/../b', 'https://dcs.example.com/b'],
  ['http://127.1:80', 'http://127.0.0.1'],
  ['https://1.2.3.4.nip.io/\u00e4', 'https://1.2.3.4.nip.io/%C3%A4'],
];

describe('endpoints', () => {
  for (const url of safe) it(`takes ${url}`, () => assert.ok(parseEndpoint(url) !== undefined));
  for (const url of unsafe) it(`refuses ${JSON.stringify(url)}`, () => assert.equal(parseEndpoint(url), undefined));

  for (const [url, used] of kept) it(`keeps ${url} as ${used}`, () => assert.equal(parseEndpoint(url), used));

  it('are this computer by the whole of the host name', () => {
    for (const name of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]']) assert.equal(isLoopback(name), true, name);
    for (const name of ['', 'localhost.', 'a.localhost', '127.0.0.1.a', '1127.0.0.1', '::1', '[::]', '127.0.0']) {
      assert.equal(isLoopback(name), false, name);
    }
  });

  it('that are unsafe get nothing, and what they hold is not repeated', async () => {
    let sent = 0;
    const transport: Transport = (url, init) => {
      sent += 1;
      return hostFetch(url, init);
    };
    for (const url of unsafe) {
      await assert.rejects(call(connectionTo(url, { transport }), post), (error) => {
        assert.ok(error instanceof RangeError && !(error instanceof CloudError), url);
        assert.doesNotMatch(error.message, /pass|user/);
        return true;
      });
    }
    assert.equal(sent, 0);
  });
});
