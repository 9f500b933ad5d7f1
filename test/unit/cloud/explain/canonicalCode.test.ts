import assert from 'node:assert/strict';
import { canonicalCode } from '../../../../src/cloud/errorCode.ts';
import { documentedCodes, explainRefusal } from '../../../../src/cloud/explain/errorCatalogue.ts';

describe('the spelling of a code', () => {
  const spellings: Readonly<Record<string, string>> = {
    'DCS.4062': 'DCS.4062',
    ' DCS.4062\n': 'DCS.4062',
    'DCS. 4855': 'DCS.4855',
    'DCS . 5094': 'DCS.5094',
    'dcs.4013': 'DCS.4013',
    'APIG.0301': 'APIGW.0301',
    'APIGW.0301': 'APIGW.0301',
    'apig. 0308': 'APIGW.0308',
    'vpc.0101': 'VPC.0101',
    'IAM.0006': 'IAM.0006',
    'CBC.99003651': 'CBC.99003651',
    '1100': '1100',
    '401': '401',
    Unauthorized: 'Unauthorized',
    'dcs.03.0001': 'dcs.03.0001',
    'migration.0007': 'migration.0007',
    'SVCSTG.APIG.0301': 'SVCSTG.APIG.0301',
    '': '',
  };
  for (const [written, meant] of Object.entries(spellings)) {
    it(`takes ${JSON.stringify(written)} for ${JSON.stringify(meant)}`, () => {
      assert.equal(canonicalCode(written), meant);
    });
  }

  it('leaves the documented codes alone', () => {
    for (const code of documentedCodes) assert.equal(canonicalCode(code), code);
  });

  const numbers: Readonly<Record<string, string>> = {
    '111400002': 'DCS.4002',
    '111400013': 'DCS.4013',
    '111400063': 'DCS.4063',
    '111400118': 'DCS.4118',
    '111400133': 'DCS.4133',
    '111400800': 'DCS.4800',
    '111400855': 'DCS.4855',
    '111401001': 'DCS.1001',
    '111401004': 'DCS.1004',
    '111403002': 'DCS.3002',
    '111404001': 'DCS.4001',
    '111404023': 'DCS.4023',
    '111405001': 'DCS.5001',
    '111500000': 'DCS.5000',
    '111500050': 'DCS.5050',
    '111500104': 'DCS.5104',
    '111400007': 'DCS.4006',
    '111404022': 'DCS.3022',
  };
  for (const [number, code] of Object.entries(numbers)) {
    it(`reads the older number ${number} as ${code}`, () => {
      assert.equal(canonicalCode(number), code);
      assert.deepEqual(explainRefusal({ status: 400, code: number }), explainRefusal({ status: 400, code }));
      assert.notEqual(explainRefusal({ status: 400, code: number }).meaning, explainRefusal({ status: 400 }).meaning);
    });
  }

  it('does not guess at numbers of families that are not known', () => {
    for (const number of ['111400200', '111400900', '111402003', '111404002', '111500200', '11140006', '1114000630']) {
      assert.equal(canonicalCode(number), number);
    }
  });
});
