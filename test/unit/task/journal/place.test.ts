import assert from 'node:assert/strict';
import { isSamePlace } from '../../../../src/task/journal/place.ts';

const owner = { pid: 1, window: 'w' };
const dcsEndpoint = 'https://dcs.cn-north-4.myhuaweicloud.com';
const here = { profile: 'default', region: 'cn-north-4', projectId: 'p', dcsEndpoint, owner };
const sandbox = { ...here, profile: 'sandbox', region: 'sandbox-1', dcsEndpoint: undefined };

describe('a place: an endpoint and a project', () => {
  for (const [what, other, same] of [
    ['another profile', { ...here, profile: 'team' }, true],
    ['another window', { ...here, owner: { pid: 2, window: 'x' } }, true],
    ['another name of the region', { ...here, region: 'cn-north-4b' }, true],
    ['another project', { ...here, projectId: 'q' }, false],
    ['another address', { ...here, dcsEndpoint: 'https://dcs.private.example' }, false],
    ['an entry without an address, in the same region', { ...here, dcsEndpoint: undefined }, true],
    ['an entry without an address, in another region', { ...here, dcsEndpoint: undefined, region: 'cn-east-3' }, false],
    ['the sandbox', sandbox, false],
  ] as const) {
    it(`${what}: ${same ? 'the same' : 'another one'}`, () => {
      assert.equal(isSamePlace(here, other), same);
      assert.equal(isSamePlace(other, here), same);
    });
  }

  it('each window has its sandbox', () => {
    assert.equal(isSamePlace(sandbox, { ...sandbox, owner: { pid: 1, window: 'again' } }), true);
    assert.equal(isSamePlace(sandbox, { ...sandbox, owner: { pid: 2, window: 'w' } }), false);
  });
});
