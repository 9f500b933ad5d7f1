import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sign } from '../../../../src/cloud/signing.ts';
import { sharedWorld } from '../../../../src/sandbox/world.ts';
import {
  createTarget,
  exampleBody,
  key,
  type Sending,
  send,
  sendWire,
  withSandbox,
} from '../../../support/network/signedClient.ts';
import { refusalOf } from '../refusal.ts';

const otherProject = sharedWorld().projects[1]?.id ?? '';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('sandbox gateway: what was signed is what came', () => {
  const tampered: Record<string, NonNullable<Sending['tamper']>> = {
    body: (wire) => ({ ...wire, body: exampleBody({ name: 'another-name' }) }),
    'path, to another project of the account': (wire) => ({
      ...wire,
      target: wire.target.replace(/[0-9a-f]{32}/, otherProject),
    }),
    query: (wire) => ({ ...wire, target: `${wire.target}?force=true` }),
    'signed header': (wire) => ({ ...wire, headers: { ...wire.headers, 'X-Project-Id': 'other' } }),
    'content type': (wire) => ({
      ...wire,
      headers: { ...wire.headers, 'Content-Type': 'application/json; charset=utf-8' },
    }),
    'body under the unsigned hash of the old one': (wire) => ({
      ...wire,
      body: '{}',
      headers: { ...wire.headers, 'X-Sdk-Content-Sha256': sha256(exampleBody()) },
    }),
  };
  for (const [what, tamper] of Object.entries(tampered)) {
    it(`refuses a changed ${what}`, () =>
      withSandbox(async (sandbox) => {
        const sending = {
          target: createTarget(sandbox),
          body: exampleBody(),
          headers: { 'X-Project-Id': sandbox.projectId },
        };
        const reply = await send(sandbox, { ...sending, tamper });
        assert.match(refusalOf(reply), /^verify aksk signature fail, canonicalRequest:POST\|/);
        assert.equal(sandbox.ledger.length, 0);
        assert.equal((await send(sandbox, sending)).status, 200);
      }));
  }

  it('refuses a signed hash that is not the body’s and takes one that is, or that says it is left out', () =>
    withSandbox(async (sandbox) => {
      const create = (hash: string) =>
        send(sandbox, {
          target: createTarget(sandbox),
          body: exampleBody(),
          headers: { 'X-Sdk-Content-Sha256': hash },
        });
      assert.match(refusalOf(await create('a'.repeat(64))), /^verify aksk signature fail/);
      assert.equal((await create(sha256(exampleBody()))).status, 200);
      assert.equal((await create('UNSIGNED-PAYLOAD')).status, 200);
    }));

  it('pays no heed to a hash that is not signed', () =>
    withSandbox(async (sandbox) => {
      const tamper: Sending['tamper'] = (wire) => ({
        ...wire,
        headers: { ...wire.headers, 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' },
      });
      const reply = await send(sandbox, { target: createTarget(sandbox), body: exampleBody(), tamper });
      assert.equal(reply.status, 200);
    }));

  it('takes a request that is sent again, as the cloud does', () =>
    withSandbox(async (sandbox) => {
      const body = exampleBody();
      const target = createTarget(sandbox);
      const headers = sign(
        { method: 'POST', url: sandbox.url + target, body, headers: { 'Content-Type': 'application/json' } },
        key,
        new Date(),
      );
      const once = await sendWire(sandbox, { method: 'POST', target, headers, body });
      const twice = await sendWire(sandbox, { method: 'POST', target, headers, body });
      assert.deepEqual([once.status, twice.status, sandbox.ledger.length], [200, 200, 2]);
    }));
});
