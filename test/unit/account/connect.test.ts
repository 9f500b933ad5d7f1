import assert from 'node:assert/strict';
import { connect } from '../../../src/account/connect.ts';
import { sessionOf } from '../../support/network/observedCall.ts';

const session = sessionOf({ accessKeyId: 'A', secretAccessKey: 'S' });
const network = {
  transport: () => assert.fail('Nothing is sent here'),
  timeout: 1000,
  now: () => new Date(0),
};
const local = { dcs: 'http://127.0.0.1:1', vpc: 'http://127.0.0.1:2', iam: 'http://127.0.0.1:3' };

describe('connect: where an account calls', () => {
  it('the hosts of the region', () => {
    const { endpoints, region, projectId } = connect({ session }, 'cn-north-4', 'P', { ...network, overrides: {} });
    assert.deepEqual([region, projectId], ['cn-north-4', 'P']);
    assert.deepEqual(endpoints, {
      dcs: 'https://dcs.cn-north-4.myhuaweicloud.com',
      vpc: 'https://vpc.cn-north-4.myhuaweicloud.com',
      iam: 'https://iam.cn-north-4.myhuaweicloud.com',
    });
  });

  it("the user's own addresses, each for its service", () => {
    const overrides = { vpc: 'https://vpc.private.example/' };
    const { endpoints } = connect({ session }, 'cn-north-4', 'P', { ...network, overrides });
    assert.equal(endpoints.vpc, 'https://vpc.private.example');
    assert.equal(endpoints.dcs, 'https://dcs.cn-north-4.myhuaweicloud.com');
  });

  it('the sandbox serves every region itself, whatever the settings say', () => {
    for (const region of ['sandbox-1', 'cn-north-4']) {
      const overrides = { dcs: 'https://dcs.private.example' };
      const { endpoints } = connect({ session, endpoints: local }, region, 'P', { ...network, overrides });
      assert.deepEqual(endpoints, local);
    }
  });

  it('no other account reaches a host by the name of the sandbox, or by what is no region', () => {
    for (const region of ['sandbox-1', 'evil.example/', '']) {
      assert.throws(() => connect({ session }, region, 'P', { ...network, overrides: {} }), RangeError);
    }
  });
});
