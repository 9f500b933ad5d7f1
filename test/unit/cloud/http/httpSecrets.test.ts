import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { type Answer, http, json, type Received, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, inShort, observe, post, sessionOf, testKey } from '../../../support/network/observedCall.ts';
import { leaksOf, spellings, textsIn } from '../../../support/project/secretSearch.ts';

const secretAccessKey = testKey.secretAccessKey;

/** The parts of a request that nobody may see again, the secret access key among them although no server has it. */
function secretsIn(request: Received): Readonly<Record<string, string>> {
  const value = (name: string) => request.headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? '';
  const authorization = value('authorization');
  return {
    'the secret access key': secretAccessKey,
    'the security token': value('x-security-token'),
    'the signature': authorization.split('Signature=')[1] ?? '',
    'the Authorization header': authorization,
  };
}

const answers: Record<string, (echo: string) => Buffer> = {
  'the message of a refusal': (echo) => json(401, { error_code: 'APIGW.0301', error_msg: `verify fail: ${echo}` }),
  'the code of a refusal': (echo) => json(401, { error_code: echo, error_msg: 'x' }),
  'the request ID of a body': (echo) => json(401, { error_code: 'x', request_id: echo }),
  'the request ID of a header': (echo) => json(200, {}, [`X-Request-Id: ${echo}`]),
  'the trace ID of a header': (echo) => json(401, {}, [`X-IAM-Trace-Id: ${echo}`]),
  'the target of a redirect': (echo) => http(302, '', [`Location: https://example.com/?a=${echo}`]),
  'a list in an answer of another shape': (echo) => json(200, { headers: [{ echo: [`a ${echo} b`] }] }),
  'a name in an answer of another shape': (echo) => json(200, { [echo]: 1 }),
  'a page': (echo) => http(502, `<html><pre>${echo}</pre></html>`),
  'a page, over the edge of what is kept': (echo) => http(502, `<html>${'y'.repeat(1980)}${echo}</html>`),
  text: (echo) => http(200, `got: ${echo}`),
  'JSON that breaks off': (echo) => http(200, `{"echo": "${echo}`),
  'a status line': (echo) => Buffer.from(`HTTP/1.1 400 ${echo}\r\nContent-Length: 0\r\n\r\n`),
  'no HTTP': (echo) => Buffer.from(`${echo}\r\n\r\n`),
};

/** Gives back each secret in each spelling, one a request. */
async function eachEcho(answer: (echo: string) => Buffer, check: (name: string, port: string) => Promise<void>) {
  const names = ['the secret access key', 'the security token', 'the signature', 'the Authorization header'];
  for (const name of names) {
    for (const spelling of Object.keys(spellings(''))) {
      const echo: Answer = (socket: Socket, request: Received) => {
        socket.end(answer(spellings(secretsIn(request)[name] ?? '')[spelling] ?? ''));
      };
      await withFaultyServer(echo, async ({ url, received }) => {
        await check(`${name}, ${spelling}`, url);
        assert.equal(received.length, 1);
      });
    }
  }
}

describe('call: a server that repeats what it was sent', () => {
  for (const [where, answer] of Object.entries(answers)) {
    it(`in ${where}: it does not come out again`, () =>
      // `observe` searches everything that comes out of a call.
      eachEcho(answer, async (name, url) => {
        const { error } = await observe(connectionTo(url), post);
        assert.notEqual(inShort(error), 'ok', name);
      }));
  }

  it('as the gateway does: what explains the refusal stays readable', async () => {
    const echo: Answer = (socket, request) => {
      const lines = request.headers.map(([name, value]) => `${name.toLowerCase()}:${value}`);
      const message = `Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:POST|/v2/|${lines.join('|')}`;
      socket.end(json(401, { error_code: 'APIGW.0301', error_msg: message }));
    };
    await withFaultyServer(echo, async ({ url }) => {
      const { error } = await observe(connectionTo(url), post);
      assert.match(error?.message ?? '', /verify aksk signature fail, canonicalRequest:POST\|\/v2\/\|/);
      assert.match(error?.message ?? '', /x-sdk-date:\d{8}T\d{6}Z\|/);
      assert.match(error?.message ?? '', /Access=AKIDEXAMPLE000000001, SignedHeaders=[\w;-]+, Signature=••••••/);
      assert.match(error?.message ?? '', /x-security-token:••••••/);
    });
  });

  it('cut short: what stands behind the name of its header is masked all the same', async () => {
    const echo: Answer = (socket, request) => {
      const { 'the security token': token = '' } = secretsIn(request);
      socket.end(json(401, { error_code: 'x', error_msg: `x-security-token:${token.slice(0, 100)}|next` }));
    };
    await withFaultyServer(echo, async ({ url }) => {
      const { error } = await observe(connectionTo(url), post);
      assert.match(error?.message ?? '', /x-security-token:••••••\|next/);
      assert.doesNotMatch(error?.message ?? '', /En\+En/);
    });
  });
});

describe('call: the address of a request', () => {
  it('is told without what the query holds, also in an error', () =>
    withFaultyServer(
      (socket) => socket.end(json(404, { error_code: 'x', error_msg: 'x' })),
      async ({ url }) => {
        const query = { limit: 5, marker: 'eyJwYXNz' };
        const { error, exchange, logged } = await observe(connectionTo(url), { ...post, method: 'GET', query });
        assert.deepEqual(leaksOf(['eyJwYXNz'], [error, error?.stack, exchange, logged]), []);
        assert.match(logged, /\?limit=5&marker=…/);
      },
    ));
});

describe('call: an access key ID that looks like none', () => {
  const unknown = (id: string) =>
    json(401, { error_code: 'APIGW.0301', error_msg: `Get secretKey failed,ak:${id},err:ak not exist` });
  const echo: Answer = (socket, { headers }) => {
    const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
    socket.end(unknown(/Access=(.*), SignedHeaders/.exec(authorization)?.[1] ?? ''));
  };
  const mistyped = [
    'kT3+zExampleSecretOf39Characters0123456',
    'kT3+zExampleSecretOf',
    'Example@123',
    'akidexample000000001',
  ];
  for (const accessKeyId of mistyped) {
    it(`${accessKeyId} does not come out again`, () =>
      withFaultyServer(echo, async ({ url }) => {
        const { error, exchange, logged, traced } = await observe(
          connectionTo(url, { session: sessionOf({ ...testKey, accessKeyId }) }),
          post,
        );
        assert.match(error?.message ?? '', /Get secretKey failed,ak:••••••,err:ak not exist/);
        assert.deepEqual(leaksOf([accessKeyId], [error, exchange, logged, traced]), []);
      }));
  }

  it('one that does is told, and so is what no secret can be', () =>
    withFaultyServer(echo, async ({ url }) => {
      for (const accessKeyId of [testKey.accessKeyId, 'ak']) {
        const { error } = await observe(connectionTo(url, { session: sessionOf({ ...testKey, accessKeyId }) }), post);
        assert.match(error?.message ?? '', new RegExp(`Get secretKey failed,ak:${accessKeyId},err:ak not exist`));
      }
    }));
});

describe('the search for secrets', () => {
  it('looks into what is hidden, inherited, nested or escaped', () => {
    class Parent extends Error {
      readonly #own = 'nobody can see this';
      get own() {
        return this.#own;
      }
    }
    const hidden = Object.defineProperty(new Parent('x'), 'secret', {
      value: { deep: ['a sk/1 b'] },
      enumerable: false,
    });
    assert.equal(leaksOf(['sk/1'], hidden).length, 1);
    assert.equal(leaksOf(['sk/1'], Object.create({ inherited: 'sk/1' })).length, 1);
    assert.equal(
      leaksOf(['sk/1'], new Error('x', { cause: new AggregateError([new Error('sk%2f1')]) })).length > 0,
      true,
    );
    assert.equal(leaksOf(['sk/1'], new Map([['sk/1', 1]])).length, 1);
    assert.equal(leaksOf(['sk/1'], { [`sk/1`]: 1 }).length, 1);
    assert.deepEqual(leaksOf(['sk/1', ''], [new Error('sk1'), 'sk /1']), []);
    assert.ok(textsIn(new Error('one')).includes('one'));
    assert.equal(new Set(Object.values(spellings('a/+"\\'))).size, 11);
  });
});
