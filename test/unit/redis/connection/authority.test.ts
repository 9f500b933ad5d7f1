import assert from 'node:assert/strict';
import { holdsCertificate } from '../../../../src/redis/connection/authority.ts';
import { testAuthority, testCertificate } from '../../../support/network/testCertificates.ts';

describe('the file of a CA certificate', () => {
  const broken = testAuthority.replace(/MII.{20}/, 'MIIAAAAAAAAAAAAAAAAAAAAA');
  const rows: readonly [what: string, text: string, holds: boolean][] = [
    ['one certificate', testAuthority, true],
    ['two', `${testAuthority}\n# another\n${testCertificate.cert}`, true],
    ['nothing', '', false],
    ['a word', 'certificate', false],
    ['a key', testCertificate.key, false],
    ['a broken one', broken, false],
    ['one that is cut', testAuthority.slice(0, 200), false],
  ];
  for (const [what, text, holds] of rows)
    it(`${holds ? 'can' : 'cannot'} be used with ${what} in it`, () => assert.equal(holdsCertificate(text), holds));
});
