import assert from 'node:assert/strict';
import { readNetworkFailure } from '../../../src/cloud/networkFailure.ts';

const read = (thrown: unknown) => readNetworkFailure(thrown, (words) => words);

/** An error as Node and undici make them; `syscall` where the system refused. */
function coded(code: string, message = code, syscall?: string): Error {
  return Object.assign(new Error(message), { code, ...(syscall === undefined ? {} : { syscall }) });
}

const failed = (cause: unknown) => new TypeError('fetch failed', { cause });
const several = (...errors: Error[]) =>
  Object.assign(new AggregateError(errors), { code: Reflect.get(errors[0] ?? {}, 'code') });
const openssl = (reason: string) =>
  `80CC7F6FD07F0000:error:0A00010B:SSL routines:ssl3_get_record:${reason}:../deps/openssl/ssl3_record.c:350:\n`;

type Row = [name: string, thrown: unknown, reason: string, effect: 'unsent' | 'open'];

const table: Row[] = [
  // Before there was a connection.
  ['an unknown name', failed(coded('ENOTFOUND', 'getaddrinfo ENOTFOUND a.invalid', 'getaddrinfo')), 'dns', 'unsent'],
  ['a resolver out of reach', failed(coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN a', 'getaddrinfo')), 'dns', 'unsent'],
  ['a refused port', failed(coded('ECONNREFUSED', 'connect ECONNREFUSED 1.2.3.4:443', 'connect')), 'refused', 'unsent'],
  ['a reset port', failed(coded('ECONNRESET', 'connect ECONNRESET 1.2.3.4:443', 'connect')), 'refused', 'unsent'],
  [
    'a firewall of this computer',
    failed(coded('EACCES', 'connect EACCES 1.2.3.4:443', 'connect')),
    'refused',
    'unsent',
  ],
  ['no permission to connect', failed(coded('EPERM', 'connect EPERM 1.2.3.4:443', 'connect')), 'refused', 'unsent'],
  ['no route', failed(coded('EHOSTUNREACH', 'connect EHOSTUNREACH 1.2.3.4:443', 'connect')), 'noRoute', 'unsent'],
  ['no network', failed(coded('ENETUNREACH', 'connect ENETUNREACH 1.2.3.4:443', 'connect')), 'noRoute', 'unsent'],
  ['no local address', failed(coded('EADDRNOTAVAIL', 'connect EADDRNOTAVAIL ::1', 'connect')), 'noRoute', 'unsent'],
  [
    'no answer to SYN',
    failed(coded('ETIMEDOUT', 'connect ETIMEDOUT 1.2.3.4:443', 'connect')),
    'connectTimeout',
    'unsent',
  ],
  [
    'undici gives up connecting',
    failed(coded('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error')),
    'connectTimeout',
    'unsent',
  ],
  ['a port that browsers block', failed(new Error('bad port')), 'other', 'unsent'],
  ['a header of two lines', new TypeError('Headers.append: "a\nb" is an invalid header value.'), 'other', 'unsent'],
  ['a header in Chinese', new TypeError('Cannot convert argument to a ByteString because …'), 'other', 'unsent'],
  // Several addresses, tried one after the other.
  [
    'both addresses refused',
    failed(
      several(coded('ECONNREFUSED', 'connect ECONNREFUSED ::1:9', 'connect'), coded('ECONNREFUSED', 'x', 'connect')),
    ),
    'refused',
    'unsent',
  ],
  [
    'one address silent, the other without a route',
    failed(
      several(coded('ETIMEDOUT', 'connect ETIMEDOUT 1.2.3.4:443', 'connect'), coded('ENETUNREACH', 'x', 'connect')),
    ),
    'connectTimeout',
    'unsent',
  ],
  [
    'addresses without a word',
    failed(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })),
    'refused',
    'unsent',
  ],
  // TLS.
  [
    'HTTP on a TLS port',
    failed(coded('ERR_SSL_WRONG_VERSION_NUMBER', openssl('wrong version number'))),
    'tls',
    'unsent',
  ],
  [
    'the same as Node says it',
    failed(coded('EPROTO', `write EPROTO ${openssl('wrong version number')}`, 'write')),
    'tls',
    'unsent',
  ],
  [
    'TLS too old',
    failed(coded('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', openssl('tlsv1 alert protocol version'))),
    'tls',
    'unsent',
  ],
  [
    'no cipher in common',
    failed(coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', openssl('alert handshake failure'))),
    'tls',
    'unsent',
  ],
  ['an old proxy', failed(coded('ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED', 'x')), 'tls', 'unsent'],
  [
    'a hang-up during the handshake',
    failed(coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established')),
    'tls',
    'unsent',
  ],
  ['a damaged record', failed(coded('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'x')), 'reset', 'open'],
  [
    'a damaged record as the system says it',
    failed(coded('EPROTO', `read EPROTO ${openssl('bad record mac')}`, 'read')),
    'reset',
    'open',
  ],
  ['an alert after the handshake', failed(coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'x')), 'reset', 'open'],
  ['any other alert', failed(coded('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'x')), 'reset', 'open'],
  // Certificates, by Node's names.
  ...[
    ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    ...['CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_SIGNATURE_FAILURE', 'CRL_HAS_EXPIRED', 'UNABLE_TO_GET_CRL'],
    ...['ERROR_IN_CERT_NOT_AFTER_FIELD', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED', 'HOSTNAME_MISMATCH'],
    ...['ERR_TLS_CERT_ALTNAME_INVALID'],
  ].map((code): Row => [code, failed(coded(code, 'x')), 'certificate', 'unsent']),
  // Proxies.
  [
    'a proxy wants a password',
    failed(coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling')),
    'proxyAuthentication',
    'unsent',
  ],
  [
    'a proxy fails',
    failed(coded('UND_ERR_ABORTED', 'Proxy response (502) !== 200 when HTTP Tunneling')),
    'proxy',
    'unsent',
  ],
  [
    'a proxy forbids',
    failed(coded('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling')),
    'proxy',
    'unsent',
  ],
  [
    '407 as the standard makes it an error',
    failed(new Error('proxy authentication required')),
    'proxyAuthentication',
    'unsent',
  ],
  // Once there was a connection.
  ['closed', failed(coded('UND_ERR_SOCKET', 'other side closed')), 'reset', 'open'],
  ['reset while reading', failed(coded('ECONNRESET', 'read ECONNRESET', 'read')), 'reset', 'open'],
  ['broken while writing', failed(coded('EPIPE', 'write EPIPE', 'write')), 'reset', 'open'],
  [
    'a body that breaks off',
    new TypeError('terminated', { cause: coded('UND_ERR_SOCKET', 'other side closed') }),
    'reset',
    'open',
  ],
  ['a route lost while reading', failed(coded('EHOSTUNREACH', 'read EHOSTUNREACH', 'read')), 'reset', 'open'],
  ['a network lost while reading', failed(coded('ENETDOWN', 'read ENETDOWN', 'read')), 'reset', 'open'],
  ['a network lost while writing', failed(coded('ENETUNREACH', 'write ENETUNREACH', 'write')), 'reset', 'open'],
  ['refused while reading', failed(coded('ECONNREFUSED', 'read ECONNREFUSED', 'read')), 'reset', 'open'],
  ['what nobody knows while reading', failed(coded('EIO', 'read EIO', 'read')), 'reset', 'open'],
  ['silence while reading', failed(coded('ETIMEDOUT', 'read ETIMEDOUT', 'read')), 'timeout', 'open'],
  ['silence of unknown place', failed(coded('ETIMEDOUT')), 'timeout', 'open'],
  ['undici waits for headers', failed(coded('UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error')), 'timeout', 'open'],
  [
    'undici waits for the body',
    new TypeError('terminated', { cause: coded('UND_ERR_BODY_TIMEOUT') }),
    'timeout',
    'open',
  ],
  ['no HTTP', failed(coded('HPE_INVALID_CONSTANT', 'Response does not match the HTTP/1.1 protocol')), 'other', 'open'],
  ['a line end missing', failed(coded('HPE_CR_EXPECTED', 'x')), 'other', 'open'],
  ['a length that is wrong', failed(coded('UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'x')), 'other', 'open'],
  ['no gzip', new TypeError('terminated', { cause: coded('Z_DATA_ERROR', 'incorrect header check') }), 'other', 'open'],
  // Chromium, behind an editor that sends through it.
  ['Chromium: name', new Error('net::ERR_NAME_NOT_RESOLVED'), 'dns', 'unsent'],
  ['Chromium: refused', new Error('net::ERR_CONNECTION_REFUSED'), 'refused', 'unsent'],
  ['Chromium: offline', new Error('net::ERR_INTERNET_DISCONNECTED'), 'noRoute', 'unsent'],
  ['Chromium: no route', new Error('net::ERR_ADDRESS_UNREACHABLE'), 'noRoute', 'unsent'],
  ['Chromium: no connection in time', new Error('net::ERR_CONNECTION_TIMED_OUT'), 'connectTimeout', 'unsent'],
  ['Chromium: proxy', new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'proxy', 'unsent'],
  ['Chromium: tunnel', new Error('net::ERR_TUNNEL_CONNECTION_FAILED'), 'proxy', 'unsent'],
  ['Chromium: proxy password', new Error('net::ERR_PROXY_AUTH_UNSUPPORTED'), 'proxyAuthentication', 'unsent'],
  ['Chromium: authority', new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate', 'unsent'],
  ['Chromium: TLS', new Error('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'tls', 'unsent'],
  ['Chromium: some TLS', new Error('net::ERR_SSL_PROTOCOL_ERROR'), 'reset', 'open'],
  ['Chromium: reset', failed(new Error('net::ERR_CONNECTION_RESET')), 'reset', 'open'],
  ['Chromium: closed', new Error('net::ERR_CONNECTION_CLOSED'), 'reset', 'open'],
  ['Chromium: nothing came', new Error('net::ERR_EMPTY_RESPONSE'), 'reset', 'open'],
  ['Chromium: in time', new Error('net::ERR_TIMED_OUT'), 'timeout', 'open'],
  ['Chromium: something else', new Error('net::ERR_FAILED'), 'other', 'open'],
  // What is no network error at all.
  ['a plain error', new Error('boom'), 'other', 'open'],
  ['an abort of unknown origin', new DOMException('This operation was aborted', 'AbortError'), 'other', 'open'],
  ['a string', 'boom', 'other', 'open'],
  ['nothing', undefined, 'other', 'open'],
  ['a code that is no text', failed(Object.assign(new Error('x'), { code: 23 })), 'other', 'open'],
];

describe('readNetworkFailure', () => {
  for (const [name, thrown, reason, effect] of table) {
    it(`${name}: ${reason}, ${effect}`, () => {
      const failure = read(thrown);
      assert.deepEqual([failure.reason, failure.mayHaveArrived], [reason, effect === 'open']);
      assert.notEqual(failure.detail, '');
    });
  }

  it('finds a reason many causes down, and ends in a circle', () => {
    let error: Error = coded('ENOTFOUND');
    for (let depth = 0; depth < 10; depth += 1) error = new Error(`level ${depth}`, { cause: error });
    assert.equal(read(error).reason, 'dns');
    const circle = new Error('round');
    circle.cause = circle;
    assert.deepEqual(read(circle), { reason: 'other', detail: 'round', mayHaveArrived: true });
  });

  it('gives the words of the innermost that has any, on one line of at most 300 characters', () => {
    assert.equal(read(failed(coded('X', 'a\n  b\r\nc\n'))).detail, 'a b c');
    assert.equal(read(failed(new Error('the cause'))).detail, 'the cause');
    assert.equal(read(failed(new Error(''))).detail, 'fetch failed');
    assert.equal(read(failed(coded('ECONNREFUSED', ''))).detail, 'ECONNREFUSED');
    assert.equal(read(failed(coded('X', 'y'.repeat(400)))).detail.length, 300);
    assert.equal(read(failed(coded('X', `${'y'.repeat(299)}😀`))).detail, 'y'.repeat(299));
  });

  it('has the words cleaned before it cuts or joins them', () => {
    const seen: string[] = [];
    const clean = (words: string) => {
      seen.push(words);
      return words.replace('a\nb', '•');
    };
    const message = `${'x'.repeat(299)}a\nb`;
    assert.equal(readNetworkFailure(new Error(message), clean).detail, `${'x'.repeat(299)}•`);
    assert.deepEqual(seen, [message]);
  });
});
