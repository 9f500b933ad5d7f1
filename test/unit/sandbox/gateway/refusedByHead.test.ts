import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { createTarget, exampleBody, key, send, withSandbox } from '../../../support/network/signedClient.ts';
import { noon } from '../createdTask.ts';
import { answersIn, assertAlive, createHead, type HeadChanges, open, rawUnended } from '../rawConnection.ts';
import { listTarget, refusalOf } from '../refusal.ts';

const body = exampleBody();
const minute = 60_000;
const incorrect = 'Incorrect IAM authentication information: ';
const late = new Date(noon.getTime() - 16 * minute);

/** A head with other lines than a signed one. */
const unsigned = ({ projectId }: Sandbox, ...lines: readonly string[]) =>
  [`POST /v2/${projectId}/migration/instance HTTP/1.1`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');

/** How a body is announced that never comes. */
const framings: Readonly<Record<string, string>> = {
  'a body of 999 bytes': 'Content-Length: 999',
  'a body in chunks': 'Transfer-Encoding: chunked',
};

const heads: Readonly<
  Record<string, [head: (sandbox: Sandbox, framing: string) => string, status: number, code: string, text: string]>
> = {
  'no Authorization': [unsigned, 401, 'APIGW.0301', `${incorrect}x-auth-token not found`],
  'a token': [
    (sandbox, framing) => unsigned(sandbox, framing, 'X-Auth-Token: MIIabc'),
    401,
    'APIGW.0301',
    `${incorrect}decrypt token fail`,
  ],
  'another algorithm': [
    (sandbox, framing) => unsigned(sandbox, framing, 'Authorization: Basic dTpw'),
    401,
    'APIGW.0301',
    `${incorrect}algorithm Basic is not supported`,
  ],
  'half an Authorization': [
    (sandbox, framing) => unsigned(sandbox, framing, 'Authorization: SDK-HMAC-SHA256 Access=a'),
    401,
    'APIGW.0301',
    `${incorrect}the Authorization header is not in the form SDK-HMAC-SHA256 Access=,SignedHeaders=,Signature=`,
  ],
  'an unknown key': [
    (sandbox, framing) => signed(sandbox, framing, { used: { ...key, accessKeyId: 'OTHER' } }),
    401,
    'APIGW.0301',
    `${incorrect}Get secretKey failed,ak:OTHER,err:ak not exist`,
  ],
  'a date of long ago': [
    (sandbox, framing) => signed(sandbox, framing, { now: late }),
    401,
    'APIGW.0301',
    `${incorrect}signature expired, signature time:20250601T114400Z,server time:20250601T120000Z`,
  ],
  'no date that is one': [
    (sandbox, framing) => signed(sandbox, framing).replace(/^X-Sdk-Date: .*$/im, 'X-Sdk-Date: noon'),
    401,
    'APIGW.0301',
    `${incorrect}x-sdk-date noon is not in the form YYYYMMDDTHHMMSSZ`,
  ],
  'the name of another computer': [
    (sandbox, framing) => unsigned(sandbox, framing).replace('Host: 127.0.0.1', 'Host: evil.example'),
    403,
    'APIGW.0306',
    'API access denied: the sandbox answers on the loopback address only, not as "evil.example"',
  ],
  'a path that is not published': [
    (sandbox, framing) => unsigned(sandbox, framing).replace('/migration/instance', '/instance'),
    404,
    'APIGW.0101',
    'The API does not exist or has not been published in the environment',
  ],
  'another method': [
    (sandbox, framing) => unsigned(sandbox, framing).replace('POST', 'PUT'),
    405,
    'APIGW.0101',
    'The method PUT is not defined for this API',
  ],
};

function signed(sandbox: Sandbox, framing: string, changes: HeadChanges = {}): string {
  return createHead(sandbox, body, { now: noon, ...changes, lines: [framing] });
}

describe('sandbox gateway: what the head of a request is enough for', () => {
  for (const [name, [head, ...expected]] of Object.entries(heads)) {
    for (const [framing, line] of Object.entries(framings)) {
      it(`${name}, and ${framing} that never comes: ${expected[0]}, and the connection ends`, () =>
        withSandbox(
          async (sandbox) => {
            const text = await rawUnended(sandbox, head(sandbox, line));
            assert.deepEqual(answersIn(text), [expected]);
            assert.match(text, /^connection: close\r$/im);
          },
          { now: () => noon },
        ));
    }
  }

  it('a key that is locked, also where its next request would be right', () =>
    withSandbox(async (sandbox) => {
      const wrong = { ...key, secretAccessKey: 'wrong' };
      for (let time = 0; time < 5; time += 1) await send(sandbox, { target: listTarget(sandbox), key: wrong });
      const text = await rawUnended(sandbox, createHead(sandbox, body));
      const locked = `${incorrect}AK access failed to reach the limit,forbidden`;
      assert.deepEqual(answersIn(text), [[401, 'APIGW.0301', locked]]);
    }));

  it('five dates out of range, which lock the key as five wrong signatures do', () =>
    withSandbox(
      async (sandbox) => {
        for (let time = 0; time < 5; time += 1) {
          assert.match(await rawUnended(sandbox, createHead(sandbox, body, { now: late })), /signature expired/);
        }
        const reply = await send(sandbox, { target: listTarget(sandbox), now: noon });
        assert.equal(refusalOf(reply), 'AK access failed to reach the limit,forbidden');
      },
      { now: () => noon },
    ));

  it('a length of more than 1 MiB, whoever says so, and it is no failure of the key', () =>
    withSandbox(async (sandbox) => {
      const tooLong = { lines: [`Content-Length: ${1024 * 1024 + 1}`] };
      const wrong = { ...tooLong, used: { ...key, secretAccessKey: 'wrong' } };
      for (const changes of [tooLong, wrong, wrong, wrong, wrong, wrong]) {
        const text = await rawUnended(sandbox, createHead(sandbox, body, changes));
        assert.deepEqual(answersIn(text), [[413, 'APIGW.0201', 'Request entity too large']]);
      }
      await assertAlive(sandbox);
    }));

  it('a refusal keeps the connection where no body is to come', () =>
    withSandbox(async (sandbox) => {
      const request = `GET ${listTarget(sandbox)} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
      const text = await rawUnended(sandbox, `${request}\r\n`, `${request}Connection: close\r\n\r\n`);
      assert.deepEqual(
        answersIn(text).map(([status]) => status),
        [401, 401],
      );
    }));

  it('nothing that is sound: a body may come any time after its head', () =>
    withSandbox(async (sandbox) => {
      const socket = await open(sandbox);
      socket.write(createHead(sandbox, body, { lines: [`Content-Length: ${Buffer.byteLength(body)}`] }));
      // Its head has been looked at by then.
      await assertAlive(sandbox);
      socket.write(body);
      const [answer] = await once(socket, 'data');
      assert.match(String(answer), /^HTTP\/1\.1 200 /);
      socket.destroy();
      assert.equal(sandbox.ledger.length, 1);
    }));

  it('an answer is not followed by another request on its connection', () =>
    withSandbox(async (sandbox) => {
      const refused = `${unsigned(sandbox, `Content-Length: ${Buffer.byteLength(body)}`)}${body}`;
      const sound = `${createHead(sandbox, body)}${body}`;
      assert.deepEqual(
        answersIn(await rawUnended(sandbox, refused + sound)).map(([status]) => status),
        [401],
      );
      assert.equal(sandbox.ledger.length, 0);
      assert.deepEqual(
        answersIn(await rawUnended(sandbox, sound + refused + sound)).map(([status]) => status),
        [200, 401],
      );
      assert.equal(sandbox.ledger.length, 1);
      assert.equal((await send(sandbox, { target: createTarget(sandbox), body })).status, 200);
    }));
});
