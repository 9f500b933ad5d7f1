import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { type Reply, sendWire } from '../../support/network/signedClient.ts';

/** What the gateway says to a request that it does not let through. */
export function refusalOf(reply: Reply): string {
  assert.equal(reply.status, 401);
  assert.equal(reply.body['error_code'], 'APIGW.0301');
  assert.equal(reply.body['request_id'], reply.headers['x-request-id']);
  const message = String(reply.body['error_msg']);
  const start = 'Incorrect IAM authentication information: ';
  assert.ok(message.startsWith(start), message);
  return message.slice(start.length);
}

export const listTarget = (sandbox: Sandbox, query = '') => `/v3/${sandbox.projectId}/vpc/vpcs${query}`;

export const sendUnsigned = (sandbox: Sandbox, headers: Record<string, string>, target = listTarget(sandbox)) =>
  sendWire(sandbox, { method: 'GET', target, headers, body: undefined });
