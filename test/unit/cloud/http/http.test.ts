import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import { Refused } from '../../../../src/cloud/errors.ts';
import { type CloudRequest, call, prepare } from '../../../../src/cloud/http.ts';
import { http, json, type Received, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, observe, post, sessionOf, testKey } from '../../../support/network/observedCall.ts';

const created = json(200, { instance_id: 'task-1' });
const anything = z.looseObject({});
const get: CloudRequest<object> = { service: 'vpc', method: 'GET', path: '/v1/project-1/vpcs', answer: anything };

/** The signature by the book, from nothing but what arrived. Source: API Request Signing Guide. */
function expectedAuthorization({ method, target, headers, body }: Received, secretAccessKey: string): string {
  const [path = '', query = ''] = target.split('?');
  const value = (name: string) => headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? '';
  const signed = /SignedHeaders=([^,]*)/.exec(value('authorization'))?.[1] ?? '';
  const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
  const canonical = [
    method,
    `${path}/`,
    query.split('&').sort().join('&').replaceAll('*', '%2A'),
    ...signed.split(';').map((name) => `${name}:${value(name)}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const text = ['SDK-HMAC-SHA256', value('x-sdk-date'), sha256(canonical)].join('\n');
  const signature = createHmac('sha256', secretAccessKey).update(text).digest('hex');
  return `SDK-HMAC-SHA256 Access=${testKey.accessKeyId}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** What arrives of one call, by lower-case header name. */
async function arrivalOf(request: CloudRequest<object>, changes: Parameters<typeof connectionTo>[1] = {}) {
  return withFaultyServer(created, async (server) => {
    const { value, exchange } = await observe(connectionTo(server.url, changes), request);
    const [received] = server.received;
    assert.ok(received && server.received.length === 1);
    const headers = new Map(received.headers.map(([name, text]) => [name.toLowerCase(), text]));
    assert.equal(headers.size, received.headers.length, 'a header was sent twice');
    return { server, value, exchange, received, headers };
  });
}

describe('call: what goes over the wire', () => {
  it('signs exactly what arrives', async () => {
    const requests: Record<string, CloudRequest<object>> = {
      'a create': post,
      'a list': get,
      'a query out of order': { ...get, query: { vpc_id: 'b', limit: 500, Marker: 'x', a: 1 } },
      'a query to be escaped': { ...get, query: { name: '缓存 a+b&c=d/e~*' } },
      'a path with an escaped segment': { ...get, path: '/v1/a%20b/vpcs' },
      IAM: { ...get, service: 'iam', path: '/v3/projects' },
    };
    for (const [name, request] of Object.entries(requests)) {
      const { received, headers } = await arrivalOf(request);
      assert.equal(headers.get('authorization'), expectedAuthorization(received, testKey.secretAccessKey), name);
    }
  });

  it('signs all it adds, and leaves to the transport what the transport writes', async () => {
    const { headers, server } = await arrivalOf(post);
    assert.match(
      headers.get('authorization') ?? '',
      /SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, /,
    );
    assert.equal(headers.get('host'), new URL(server.url).host);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('x-security-token'), testKey.securityToken);
    assert.equal(headers.has('transfer-encoding'), false);
  });

  it('sends the body as UTF-8 with its length in bytes', async () => {
    const { received, headers } = await arrivalOf(post);
    assert.deepEqual(received.body, Buffer.from('{"name":"dcs-migration-thrc","description":"创建在线数据迁移任务"}'));
    assert.equal(headers.get('content-length'), String(received.body.length));
    assert.equal(received.method, 'POST');
    assert.equal(received.target, '/v2/project-1/migration/instance');
  });

  it('sends no body, content type or security token where there is none', async () => {
    const { accessKeyId, secretAccessKey } = testKey;
    const { received, headers } = await arrivalOf(get, { session: sessionOf({ accessKeyId, secretAccessKey }) });
    assert.equal(received.body.length, 0);
    for (const name of ['content-type', 'x-security-token', 'content-length']) assert.ok(!headers.has(name), name);
  });

  it('names the project to every service but IAM, and only where it is known', async () => {
    const iam = { ...get, service: 'iam', path: '/v3/projects' } as const;
    assert.equal((await arrivalOf(get)).headers.get('x-project-id'), 'project-1');
    assert.equal((await arrivalOf(post)).headers.get('x-project-id'), 'project-1');
    assert.equal((await arrivalOf(iam)).headers.has('x-project-id'), false);
    assert.equal((await arrivalOf(get, { projectId: undefined })).headers.has('x-project-id'), false);
  });

  it('dates the signature by the given clock', async () => {
    const { headers, exchange } = await arrivalOf(get, { now: () => new Date('2026-03-04T05:06:07.890Z') });
    assert.equal(headers.get('x-sdk-date'), '20260304T050607Z');
    assert.equal(exchange.time.toISOString(), '2026-03-04T05:06:07.890Z');
    assert.equal(exchange.duration, 0);
  });

  it('leaves out what a query does not name', async () => {
    const { received } = await arrivalOf({ ...get, query: { limit: 0, marker: undefined, name: '' } });
    assert.equal(received.target, '/v1/project-1/vpcs?limit=0&name=');
  });

  it('prepares the very request that it sends', async () => {
    const changes = { now: () => new Date('2026-03-04T05:06:07Z') };
    const { headers, server } = await arrivalOf(post, changes);
    const prepared = prepare(connectionTo(server.url, changes), post);
    assert.equal(prepared.url, `${server.url}${post.path}`);
    for (const [name, value] of Object.entries(prepared.headers)) assert.equal(headers.get(name.toLowerCase()), value);
    assert.equal('host' in prepared.headers, false);
  });
});

describe('call: what comes back', () => {
  it('gives the parsed answer, and records it with its status, ID and place', async () => {
    const answer = json(202, { instance_id: 'task-1', extra: [1] }, ['X-Request-Id: request-1']);
    await withFaultyServer(answer, async ({ url }) => {
      const { value, exchange, logged, traced } = await observe(connectionTo(url), post);
      assert.deepEqual(value, { instance_id: 'task-1', extra: [1] });
      const { time, duration, response, ...rest } = exchange;
      assert.ok(time instanceof Date && duration >= 0);
      assert.deepEqual(rest, {
        method: 'POST',
        url: `${url}${post.path}`,
        region: 'cn-north-4',
        projectId: 'project-1',
        status: 202,
        requestId: 'request-1',
        failure: undefined,
      });
      assert.match(logged, /Response: \{\n {4}"instance_id": "task-1",\n {4}"extra": \(list of 1\)\n {2}\}$/);
      assert.match(traced, /"extra": \[\n {6}1\n {4}\]\n {2}\}$/);
      assert.equal(typeof response, 'function', 'Nothing of an answer stands in what is told of it');
    });
  });

  it('takes the request ID from the header, whichever service names it, else from the body', async () => {
    const table: [headers: string[], inBody: string | undefined, expected: string | undefined][] = [
      [['X-Request-Id: a'], undefined, 'a'],
      [['x-request-id: a', 'X-IAM-Trace-Id: b'], 'c', 'a'],
      [['X-IAM-Trace-Id: b'], 'c', 'b'],
      [['X-Request-Id:  '], 'c', 'c'],
      [[], 'c', 'c'],
      [[], undefined, undefined],
    ];
    for (const [headers, inBody, expected] of table) {
      const answer = json(400, { error_code: 'DCS.4018', error_msg: 'no', request_id: inBody }, headers);
      await withFaultyServer(answer, async ({ url }) => {
        const { error, exchange } = await observe(connectionTo(url), post);
        assert.ok(error instanceof Refused);
        assert.equal(error.facts.requestId, expected, headers.join());
        assert.equal(exchange.requestId, expected, headers.join());
      });
    }
  });

  it('measures how far the clocks are apart by the Date header', async () => {
    const now = () => new Date('2026-03-04T05:06:07Z');
    const table: [header: string[], seconds: number | undefined][] = [
      [['Date: Wed, 04 Mar 2026 05:06:07 GMT'], 0],
      [['Date: Wed, 04 Mar 2026 06:06:07 GMT'], 3600],
      [['Date: Wed, 04 Mar 2026 04:36:07 GMT'], -1800],
      [['Date: yesterday'], undefined],
      [[], undefined],
    ];
    for (const [header, seconds] of table) {
      await withFaultyServer(json(401, { error_code: 'APIGW.0301', error_msg: 'no' }, header), async ({ url }) => {
        const { error } = await observe(connectionTo(url, { now }), post);
        assert.ok(error instanceof Refused);
        assert.equal(error.facts.clockSkewSeconds, seconds, header.join());
      });
    }
  });

  it('keeps the outcome where the log fails', async () => {
    const broken = {
      record: () => {
        throw new Error('the channel has been closed');
      },
    };
    await withFaultyServer(created, async ({ url }) =>
      assert.deepEqual(await call(connectionTo(url, broken), post), { instance_id: 'task-1' }),
    );
    await withFaultyServer(http(403, ''), ({ url }) =>
      assert.rejects(call(connectionTo(url, broken), post), (error) => error instanceof Refused),
    );
  });
});
