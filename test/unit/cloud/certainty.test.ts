import assert from 'node:assert/strict';
import { isThrottled, wasNotPassedOn, wasPassedOn } from '../../../src/cloud/certainty.ts';
import type { UnintelligibleReason, UnreachableReason } from '../../../src/cloud/errors.ts';
import { Cancelled, type CloudError, Refused, Unintelligible, Unreachable } from '../../../src/cloud/errors.ts';
import { gatewayCodes } from '../../../src/cloud/explain/gatewayCodes.ts';

const request = { method: 'POST', url: 'https://dcs.example.com/v2/p/migration/instance' };
const refused = (status: number, code?: string) => new Refused(request, { status, code });
const reasons: readonly UnreachableReason[] = [
  'dns',
  'refused',
  'noRoute',
  'tls',
  'certificate',
  'proxy',
  'proxyAuthentication',
  'connectTimeout',
  'timeout',
  'reset',
  'other',
];
const unintelligible: readonly UnintelligibleReason[] = ['html', 'empty', 'notJson', 'shape', 'tooLarge', 'redirect'];

describe('wasNotPassedOn', () => {
  const table: [name: string, error: CloudError, expected: boolean][] = [
    ['throttled by the gateway', refused(429, 'APIGW.0308'), true],
    ['429 without a code', refused(429), false],
    ['429 of the service', refused(429, 'DCS.4999'), false],
    ['429 of a proxy that has codes of its own', refused(429, 'Throttled'), false],
    ['a refused signature', refused(401, 'APIGW.0301'), true],
    ['the older name of the gateway', refused(401, 'APIG.0301'), true],
    ['an unknown code of the gateway', refused(403, 'APIGW.9999'), true],
    ['an API that is not there', refused(404, 'APIGW.0101'), true],
    ['headers too large', refused(494, 'APIGW.0201'), true],
    ['no quota of the gateway left', refused(405, 'APIGW.0501'), true],
    ['a backend that is not there', refused(502, 'APIGW.0201'), false],
    ['a backend that was too slow', refused(504, 'APIGW.0201'), false],
    ['the gateway failing', refused(500, 'APIGW.0601'), false],
    ['the gateway that gave up waiting', refused(408, 'APIGW.0201'), false],
    ['460 with a code of the gateway', refused(460, 'APIGW.0201'), false],
    ['499 with a code of the gateway', refused(499, 'APIGW.0201'), false],
    ['the service says no', refused(400, 'DCS.4018'), false],
    ['no code', refused(403), false],
    ['a code that only begins so', refused(400, 'APIGW.0301x'), false],
    ['a code that only ends so', refused(400, 'X.APIGW.0301'), false],
    ['cancelled before sending', new Cancelled(request, false), true],
    ['cancelled after sending', new Cancelled(request, true), false],
  ];
  for (const [name, error, expected] of table) {
    it(`${name}: ${expected}`, () => assert.equal(wasNotPassedOn(error), expected));
  }

  it('goes by what may have left where no answer came, whatever the reason', () => {
    for (const reason of reasons) {
      for (const open of [true, false]) {
        assert.equal(wasNotPassedOn(new Unreachable(request, reason, 'x', open)), !open, reason);
      }
    }
  });

  it('never trusts what it cannot understand', () => {
    for (const reason of unintelligible) {
      for (const status of [200, 302, 403, 429, 500]) {
        assert.equal(wasNotPassedOn(new Unintelligible(request, { reason, status })), false, `${reason} ${status}`);
      }
    }
  });

  it('holds for every code of the gateway with a status of the request, and for none with one of the server', () => {
    for (const code of Object.keys(gatewayCodes)) {
      assert.equal(wasNotPassedOn(refused(400, code)), true, code);
      assert.equal(wasNotPassedOn(refused(500, code)), false, code);
    }
  });
});

describe('wasPassedOn, isThrottled', () => {
  const table: [name: string, error: Error, passedOn: boolean, throttled: boolean][] = [
    ['throttled by the gateway', refused(429, 'APIGW.0308'), false, true],
    ['throttled by the gateway under its older name', refused(429, 'APIG.0308'), false, true],
    ['429 without a code', refused(429), false, false],
    ['429 of IAM', refused(429, 'IAM.0012'), true, false],
    ['a code of throttling with another status', refused(403, 'APIGW.0308'), false, false],
    ['a refused signature', refused(401, 'APIGW.0301'), false, false],
    ['a backend that is not there', refused(502, 'APIGW.0201'), false, false],
    ['the service says no', refused(400, 'DCS.4018'), true, false],
    ['the service of an older region says no', refused(400, '111400018'), true, false],
    ['the service failed', refused(500, 'DCS.5000'), true, false],
    ['no code', refused(403), false, false],
    ['a status in place of a code', refused(403, '403'), false, false],
    ['a title in place of a code', refused(403, 'Forbidden'), false, false],
    ['no answer', new Unreachable(request, 'reset', 'x', true), false, false],
    ['no sense', new Unintelligible(request, { reason: 'html', status: 200 }), false, false],
    ['cancelled', new Cancelled(request, true), false, false],
    ['a mistake of ours', new TypeError('x'), false, false],
  ];
  for (const [name, error, passedOn, throttled] of table) {
    it(`${name}: ${passedOn ? 'passed on' : 'not known to be passed on'}, ${throttled ? '' : 'not '}throttled`, () => {
      assert.deepEqual([wasPassedOn(error), isThrottled(error)], [passedOn, throttled]);
    });
  }
});
