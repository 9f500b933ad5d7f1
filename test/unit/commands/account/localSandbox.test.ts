import assert from 'node:assert/strict';
import type { LoopbackAddress } from '../../../../src/cloud/endpoint.ts';
import { startLocalSandbox } from '../../../../src/commands/account/useSandbox.ts';
import { world } from '../../../support/desk/deskAndCloud.ts';
import { holdRefusingPort } from '../../../support/network/refusingPort.ts';
import { send } from '../../../support/network/signedClient.ts';

const instance = world.redis.find(({ name }) => name === 'carts-redis');

describe('the sandbox of a window', () => {
  it('has behind its instances what the setting says by then', async () => {
    let setting: Readonly<Record<string, LoopbackAddress>> = {};
    const { account, close } = await startLocalSandbox(() => setting);
    const { url, release } = await holdRefusingPort();
    try {
      const { key, projectId, region, endpoints } = account;
      const sandbox = { url: endpoints.dcs, region, projectId, ledger: [], actions: [], writes: [], close };
      const open = async () => {
        const target = `/v2/${projectId}/instances/${instance?.id}/webcli/auth`;
        return send(sandbox, { target, key, body: JSON.stringify({ password: 'any' }) });
      };
      assert.equal((await open()).status, 200);
      setting = { 'carts-redis': { host: '127.0.0.1', port: Number(new URL(url).port) } };
      assert.match(String((await open()).body['error_msg']), /dcs\.sandboxRedis.*ECONNREFUSED/);
      setting = {};
      assert.equal((await open()).status, 200);
    } finally {
      release();
      await close();
    }
  });
});
