import assert from 'node:assert/strict';
import { computeSignature, sign } from '../../../../src/cloud/signing.ts';
import { createTarget, exampleBody, key, send, withSandbox } from '../../../support/network/signedClient.ts';
import { listTarget, refusalOf, sendUnsigned } from '../refusal.ts';

const wrongKey = { ...key, secretAccessKey: 'not it' };

describe('sandbox gateway: who calls', () => {
  it('lets a signed request through, by fetch too', () =>
    withSandbox(async (sandbox) => {
      const url = `${sandbox.url}${listTarget(sandbox, '?limit=1')}`;
      const { host: _, ...headers } = sign({ method: 'GET', url }, key, new Date());
      const response = await fetch(url, { headers });
      assert.equal(response.status, 200);
      assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f]{32}$/);
      assert.equal(response.headers.get('content-type'), 'application/json');
    }));

  it('refuses a request without a signature, with a token, and with a header it cannot read', () =>
    withSandbox(async (sandbox) => {
      assert.equal(refusalOf(await sendUnsigned(sandbox, {})), 'x-auth-token not found');
      assert.equal(refusalOf(await sendUnsigned(sandbox, { 'X-Auth-Token': 'MIIabc' })), 'decrypt token fail');
      assert.equal(
        refusalOf(await sendUnsigned(sandbox, { Authorization: 'AWS4-HMAC-SHA256 Credential=a' })),
        'algorithm AWS4-HMAC-SHA256 is not supported',
      );
      for (const rest of ['', ' Access=a', ' Access=,SignedHeaders=,Signature=', '  Access=a, SignedHeaders=b']) {
        const reply = await sendUnsigned(sandbox, { Authorization: `SDK-HMAC-SHA256${rest}` });
        assert.match(refusalOf(reply), /^the Authorization header is not in the form/);
      }
    }));

  it('does not know another access key', () =>
    withSandbox(async (sandbox) => {
      const reply = await send(sandbox, { target: listTarget(sandbox), key: { ...key, accessKeyId: 'OTHER' } });
      assert.equal(refusalOf(reply), 'Get secretKey failed,ak:OTHER,err:ak not exist');
    }));

  it('echoes what it signed when the secret key is wrong', () =>
    withSandbox(async (sandbox) => {
      const reply = await send(sandbox, { target: listTarget(sandbox, '?limit=1'), key: wrongKey });
      const start = `verify aksk signature fail, canonicalRequest:GET|${listTarget(sandbox)}/|limit=1|host:127.0.0.1:`;
      const message = refusalOf(reply);
      assert.ok(message.startsWith(start), message);
      assert.ok(message.endsWith('|host;x-sdk-date|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
      assert.ok(!message.includes('\n'));
    }));

  it('does without a signed host, and not without a signed date', () =>
    withSandbox(async (sandbox) => {
      const url = `http://x${listTarget(sandbox)}`;
      const date = { 'X-Sdk-Date': sign({ method: 'GET', url }, key, new Date())['X-Sdk-Date'] ?? '' };
      const { host } = new URL(sandbox.url);
      const authorization = (names: string[]) => {
        const { signature } = computeSignature(
          { method: 'GET', url, headers: { ...date, host } },
          names,
          key.secretAccessKey,
        );
        const Authorization = `SDK-HMAC-SHA256 Access=${key.accessKeyId}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
        return { ...date, Authorization };
      };
      assert.equal((await sendUnsigned(sandbox, authorization(['x-sdk-date']))).status, 200);
      assert.equal(
        refusalOf(await sendUnsigned(sandbox, authorization(['host']))),
        'x-sdk-date is not among the signed headers',
      );
    }));

  it('asks for the token of a temporary key and masks it in what it echoes', () =>
    withSandbox(
      async (sandbox) => {
        const target = listTarget(sandbox);
        const temporary = { ...key, securityToken: 'token-of-an-hour' };
        assert.equal((await send(sandbox, { target, key: temporary })).status, 200);
        assert.equal(refusalOf(await send(sandbox, { target })), 'decrypt token fail');
        assert.equal(
          refusalOf(await send(sandbox, { target, key: { ...temporary, securityToken: 'old' } })),
          'decrypt token fail',
        );
        const message = refusalOf(await send(sandbox, { target, key: { ...temporary, secretAccessKey: 'wrong' } }));
        assert.ok(message.includes('|x-security-token:***|'), message);
        assert.ok(!message.includes('token-of-an-hour'));
      },
      { securityToken: 'token-of-an-hour' },
    ));

  it('refuses the token of a key that is not temporary', () =>
    withSandbox(async (sandbox) => {
      const reply = await send(sandbox, { target: listTarget(sandbox), key: { ...key, securityToken: 't' } });
      assert.equal(refusalOf(reply), 'decrypt token fail');
    }));
});

describe('sandbox gateway: what may be called', () => {
  it('answers 404 to a path that is not published, signed or not', () =>
    withSandbox(async (sandbox) => {
      const { projectId } = sandbox;
      for (const target of [
        '/',
        '//v3/projects',
        '/v2',
        `/v2//migration/instance`,
        `/v2/${projectId}/instance`,
        '/v3/projects/',
      ]) {
        const reply = await sendUnsigned(sandbox, {}, target);
        assert.equal(reply.status, 404, target);
        assert.equal(reply.body['error_code'], 'APIGW.0101');
      }
      assert.equal((await send(sandbox, { target: '/v9/nothing' })).status, 404);
    }));

  it('answers 405 to another method, HEAD and OPTIONS among them', () =>
    withSandbox(async (sandbox) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']) {
        const reply = await send(sandbox, { target: createTarget(sandbox), method });
        assert.equal(reply.status, 405, method);
        assert.equal(reply.headers['allow'], 'POST');
        if (method !== 'HEAD') assert.equal(reply.body['error_code'], 'APIGW.0101');
      }
    }));

  it('answers 403 for a project of someone else', () =>
    withSandbox(async (sandbox) => {
      const others = '0123456789abcdef0123456789abcdef';
      for (const target of [`/v3/${others}/vpc/vpcs`, `/v1/${others}/subnets`, '/v1/%zz/vpcs', '/v1/__proto__/vpcs']) {
        const reply = await send(sandbox, { target });
        assert.deepEqual([reply.status, reply.body['error_code']], [403, 'APIGW.0310'], target);
      }
      const created = await send(sandbox, { target: `/v2/${others}/migration/instance`, body: exampleBody() });
      assert.equal(created.status, 403);
      assert.equal(sandbox.ledger.length, 0);
    }));

  it('answers 414 to a target that is too long', () =>
    withSandbox(async (sandbox) => {
      const reply = await send(sandbox, { target: listTarget(sandbox, `?name=${'x'.repeat(9000)}`) });
      assert.deepEqual([reply.status, reply.body['error_code']], [414, 'APIGW.0201']);
    }));
});
