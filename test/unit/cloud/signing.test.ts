import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { computeSignature, looksLikeAccessKeyId, parseSdkDate, sdkDate, sign } from '../../../src/cloud/signing.ts';
import vectorFile from './signing.vectors.json' with { type: 'json' };

const vectorSchema = z.object({
  id: z.number(),
  name: z.string(),
  ak: z.string(),
  sk: z.string(),
  securityToken: z.string().nullish(),
  method: z.string(),
  date: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullish(),
  expected: z.object({
    authorization: z.string(),
    signedHeaders: z.string(),
    headers: z.record(z.string(), z.string()),
    canonicalRequest: z.string(),
    canonicalRequestSha256: z.string(),
    stringToSign: z.string(),
  }),
});

const vectors = z.array(vectorSchema).parse(vectorFile);

const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('signing', () => {
  describe('answers of the official SDK', () => {
    for (const vector of vectors) {
      it(`${vector.id} ${vector.name}`, () => {
        const { expected } = vector;
        const key = {
          accessKeyId: vector.ak,
          secretAccessKey: vector.sk,
          securityToken: vector.securityToken ?? undefined,
        };
        // The SDK itself adds a multipart content type, with its boundary still to come, and leaves it unsigned.
        const contentType = expected.headers['content-type'];
        const headersGiven =
          contentType === undefined ? vector.headers : { ...vector.headers, 'content-type': contentType };
        const request = {
          method: vector.method,
          url: vector.url,
          headers: headersGiven,
          body: vector.body ?? '',
        };
        const now = parseSdkDate(vector.date);
        assert.ok(now);

        const headers = sign(request, key, now);
        const steps = computeSignature({ ...request, headers }, expected.signedHeaders.split(';'), vector.sk);

        assert.equal(steps.canonicalRequest, expected.canonicalRequest);
        assert.equal(
          createHash('sha256').update(steps.canonicalRequest).digest('hex'),
          expected.canonicalRequestSha256,
        );
        assert.equal(steps.stringToSign, expected.stringToSign);
        assert.equal(headers['Authorization'], expected.authorization);
        assert.deepEqual(lowerCased(headers), lowerCased(expected.headers));
      });
    }
  });

  const key = { accessKeyId: 'AK', secretAccessKey: 'SK' };
  const now = new Date('2026-01-02T03:04:05.678Z');
  const canonical = (url: string, headers: Record<string, string> = {}, body = '') => {
    const signed = sign({ method: 'GET', url, headers, body }, key, now);
    const names = /SignedHeaders=([^,]*)/.exec(signed['Authorization'] ?? '')?.[1]?.split(';') ?? [];
    return computeSignature({ method: 'GET', url, headers: signed, body }, names, key.secretAccessKey).canonicalRequest;
  };

  it('reproduces the check value of the signing guide', () => {
    const url =
      'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0';
    const published = {
      accessKeyId: 'QTWAOYTTINDUT2QVKYUC',
      secretAccessKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
    };
    const headers = sign(
      { method: 'GET', url, headers: { 'Content-Type': 'application/json' } },
      published,
      new Date('2019-11-15T03:36:55Z'),
    );
    assert.match(
      headers['Authorization'] ?? '',
      /SignedHeaders=content-type;host;x-sdk-date, Signature=7be66680[0-9a-f]{52}6ebe$/,
    );
  });

  const paths: ReadonlyArray<[string, string]> = [
    ['https://h', '/'],
    ['https://h/', '/'],
    ['https://h/a', '/a/'],
    ['https://h/a/', '/a/'],
    ['https://h/a b', '/a%20b/'],
    ['https://h/a%20b', '/a%20b/'],
    ['https://h/a%2Fb', '/a%2Fb/'],
    ['https://h/a%2fb', '/a%2Fb/'],
    ['https://h/项目', '/%E9%A1%B9%E7%9B%AE/'],
    ['https://h/~-._', '/~-._/'],
    ['https://h/%FF', '/%FF/'],
    ['https://h/%zz', '/%25zz/'],
    ['https://h/%25', '/%25/'],
    ["https://h/urn:fss:a'b", '/urn%3Afss%3Aa%27b/'],
    ['https://h/x?y/z', '/x/'],
    ['https://h/x#y/z', '/x/'],
  ];
  for (const [url, path] of paths) {
    it(`signs the path of ${url} as ${path}`, () => assert.equal(canonical(url).split('\n')[1], path));
  }

  const queries: ReadonlyArray<[string, string]> = [
    ['', ''],
    ['b=1&a=2', 'a=2&b=1'],
    ['a=10&a=9&a=1', 'a=1&a=10&a=9'],
    ['a', 'a='],
    ['a=', 'a='],
    ['&a=1&&b=2&', 'a=1&b=2'],
    ['a=b=c', 'a=b%3Dc'],
    ['a=x y', 'a=x%20y'],
    ['a=x+y', 'a=x%2By'],
    ['a=%7e', 'a=~'],
    ["a=!'()*", 'a=%21%27%28%29%2A'],
    ['%F0%9F%98%80=1&%EF%BF%BD=2', '%EF%BF%BD=2&%F0%9F%98%80=1'],
    ['a1=1&a:=2', 'a1=1&a%3A=2'],
  ];
  for (const [query, expected] of queries) {
    it(`signs the query ${JSON.stringify(query)} as ${JSON.stringify(expected)}`, () =>
      assert.equal(canonical(`https://h/p?${query}`).split('\n')[2], expected));
  }

  it('trims header values and signs what it trimmed', () => {
    const headers = sign({ method: 'GET', url: 'https://h/', headers: { 'X-Note': '  a  b ' } }, key, now);
    assert.equal(headers['X-Note'], 'a  b');
    assert.match(canonical('https://h/', { 'X-Note': '  a  b ' }), /\nx-note:a {2}b\n/);
  });

  it('orders names and lines alike where a name has an underscore', () => {
    const lines = canonical('https://h/', {
      x_b: '1',
      'x-a': '2',
      xa: '3',
    }).split('\n');
    const names = lines.at(-2)?.split(';') ?? [];
    assert.deepEqual(names, [...names].sort());
    assert.deepEqual(
      lines.slice(3, 3 + names.length).map((line) => line.split(':')[0]),
      names,
    );
  });

  it('knows a header in whatever case it is given', () => {
    const headers = sign(
      {
        method: 'GET',
        url: 'https://h/',
        headers: { HOST: 'other', 'x-sdk-DATE': '20200101T000000Z' },
      },
      key,
      now,
    );
    assert.match(headers['Authorization'] ?? '', /SignedHeaders=host;x-sdk-date,/);
    assert.equal(Object.keys(headers).length, 3);
  });

  it('leaves out what the transport sets later', () => {
    const later = {
      'User-Agent': 'x',
      accept: '*/*',
      'Content-Length': '0',
      connection: 'close',
      'Accept-Encoding': 'gzip',
    };
    assert.match(
      sign({ method: 'GET', url: 'https://h/', headers: later }, key, now)['Authorization'] ?? '',
      /SignedHeaders=host;x-sdk-date,/,
    );
  });

  it('signs the security token of a temporary key', () => {
    const headers = sign({ method: 'GET', url: 'https://h/' }, { ...key, securityToken: 'tok' }, now);
    assert.equal(headers['X-Security-Token'], 'tok');
    assert.match(headers['Authorization'] ?? '', /SignedHeaders=host;x-sdk-date;x-security-token,/);
  });

  it('hashes the bytes of a body, whether text or bytes', () => {
    const url = 'https://h/';
    const text = '{"name":"在线迁移"}';
    const asText = sign({ method: 'POST', url, body: text }, key, now);
    const asBytes = sign({ method: 'POST', url, body: new TextEncoder().encode(text) }, key, now);
    assert.equal(asText['Authorization'], asBytes['Authorization']);
  });

  it('keeps an explicit port in the host, and the method in upper case', () => {
    const headers = sign({ method: 'get', url: 'http://127.0.0.1:8080/x' }, key, now);
    assert.equal(headers['host'], '127.0.0.1:8080');
    assert.match(canonical('http://127.0.0.1:8080/x'), /^GET\n/);
  });

  it('does not change what it was given', () => {
    const headers = Object.freeze({ 'X-Note': ' a ' });
    sign({ method: 'GET', url: 'https://h/', headers }, key, now);
    assert.deepEqual(headers, { 'X-Note': ' a ' });
  });

  it('writes the date in UTC to the second and reads it back', () => {
    assert.equal(sdkDate(now), '20260102T030405Z');
    assert.equal(parseSdkDate('20260102T030405Z')?.toISOString(), '2026-01-02T03:04:05.000Z');
    for (const wrong of ['', '2026-01-02T03:04:05Z', '20260102T030405', '20261302T030405Z', 'x20260102T030405Z'])
      assert.equal(parseSdkDate(wrong), undefined);
  });
});

describe('looksLikeAccessKeyId', () => {
  it('takes capitals and digits of the length of an ID, and nothing of which a secret is made', () => {
    for (const id of ['QTWAOYTTINDUT2QVKYUC', 'SANDBOX0123456789AB', 'A'.repeat(16), 'A'.repeat(32)]) {
      assert.equal(looksLikeAccessKeyId(id), true, id);
    }
    const others = [
      '',
      'AK',
      'A'.repeat(15),
      'A'.repeat(33),
      'QTWAOYTTINDUT2QVKYUc',
      'QTWAOYTTINDUT2QVKYU+',
      ' QTWAOYTTINDUT2QVKYUC',
    ];
    for (const text of others) assert.equal(looksLikeAccessKeyId(text), false, text);
  });
});
