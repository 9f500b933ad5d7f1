import assert from 'node:assert/strict';
import { readErrorBody } from '../../../src/cloud/errorBody.ts';

const table: Record<string, [body: unknown, expected: ReturnType<typeof readErrorBody>]> = {
  DCS: [
    { error_code: 'DCS.4062', error_msg: 'm', error_ext_msg: null },
    { code: 'DCS.4062', message: 'm' },
  ],
  'DCS of an older region': [
    { error_code: '111400063', error_msg: 'm' },
    { code: '111400063', message: 'm' },
  ],
  'DCS, number for a code': [
    { error_code: 111400063, error_msg: 'm' },
    { code: '111400063', message: 'm' },
  ],
  gateway: [
    { error_code: 'APIGW.0301', error_msg: 'm', request_id: 'r' },
    { code: 'APIGW.0301', message: 'm', requestId: 'r' },
  ],
  'camel case': [
    { errorCode: 'c', errorMsg: 'm', requestId: 'r' },
    { code: 'c', message: 'm', requestId: 'r' },
  ],
  'VPC v1': [
    { code: 'VPC.0002', message: 'm' },
    { code: 'VPC.0002', message: 'm' },
  ],
  IAM: [{ error: { code: 401, message: 'm', title: 'Unauthorized' } }, { code: '401', message: 'm' }],
  'IAM with a title only': [{ error: { code: 401, title: 'Unauthorized' } }, { code: '401', message: 'Unauthorized' }],
  'Neutron behind VPC': [{ NeutronError: { type: 'x', message: 'm', detail: '' } }, { message: 'm' }],
  'an ID outside, the code inside': [
    { request_id: 'r', error: { code: 'c' } },
    { code: 'c', requestId: 'r' },
  ],
  'the ID inside too': [{ error: { code: 'c', request_id: 'inner' } }, { code: 'c', requestId: 'inner' }],
  'the outer one first': [
    { request_id: 'outer', error: { code: 'c', request_id: 'inner' } },
    { code: 'c', requestId: 'outer' },
  ],
  'two shapes at once': [{ code: 'second', message: 's', error_code: 'first' }, { code: 'first' }],
  'blanks around': [
    { error_code: ' DCS. 4855 ', error_msg: '\nm\n' },
    { code: 'DCS. 4855', message: 'm' },
  ],
  'empty texts': [{ error_code: '', error_msg: ' ', code: 'c' }, { code: 'c' }],
  'other types': [{ error_code: true, error_msg: ['m'], code: { a: 1 }, message: null }, {}],
  'an ID alone': [{ request_id: 'r' }, { requestId: 'r' }],
  'something else': [{ detail: 'x' }, {}],
  'a placeholder of the service': [
    { error_code: 'DCS.4800', error_msg: 'at {0}' },
    { code: 'DCS.4800', message: 'at {0}' },
  ],
};

describe('readErrorBody', () => {
  for (const [name, [body, expected]] of Object.entries(table)) {
    it(name, () => assert.deepEqual(readErrorBody(body), expected));
  }

  it('reads nothing from what is no object', () => {
    for (const body of [undefined, null, '', 'text', 1, true, [], [{ code: 'c' }]]) {
      assert.deepEqual(readErrorBody(body), {}, JSON.stringify(body));
    }
  });

  it('looks four levels down and no further', () => {
    const nested = (levels: number): unknown => (levels === 0 ? { code: 'c' } : { in: nested(levels - 1) });
    assert.deepEqual(readErrorBody(nested(4)), { code: 'c' });
    assert.deepEqual(readErrorBody(nested(5)), {});
    assert.deepEqual(readErrorBody(nested(2000)), {});
  });

  it('does not take what every object has for an answer', () => {
    const polluted: unknown = JSON.parse('{"__proto__": {"note": 1}, "constructor": {"note": 1}}');
    assert.deepEqual(readErrorBody(polluted), {});
  });
});
