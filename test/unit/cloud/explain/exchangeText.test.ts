import assert from 'node:assert/strict';
import type { Exchange } from '../../../../src/cloud/connection.ts';
import { Refused } from '../../../../src/cloud/errors.ts';
import { describeCloudError } from '../../../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import { english } from '../../../../src/cloud/translate.ts';

const request = { method: 'POST', url: 'https://dcs.example.com/v2/p/migration/instance' };
const exchange: Exchange = {
  ...request,
  time: new Date('2026-03-04T05:06:07.890Z'),
  region: 'cn-north-4',
  projectId: 'project-1',
  status: 200,
  requestId: 'r-1',
  duration: 123,
  response: { instance_id: 'task-1' },
};
const textOf = (changes: Partial<Exchange>) => exchangeText({ ...exchange, ...changes }, english);

describe('exchangeText', () => {
  it('tells of a success all that a support ticket asks for', () => {
    assert.equal(
      textOf({}),
      [
        'POST https://dcs.example.com/v2/p/migration/instance',
        '  Region: cn-north-4 · Project: project-1',
        '  HTTP 200 · Request ID: r-1 · 123 ms, started 2026-03-04T05:06:07.890Z',
        '  Response: {',
        '    "instance_id": "task-1"',
        '  }',
      ].join('\n'),
    );
  });

  it('tells of a failure what it means and what to do as well', () => {
    const failure = new Refused(request, {
      status: 400,
      code: 'DCS.4018',
      cloudMessage: 'No subnet.',
      requestId: 'r-1',
    });
    const { meaning, action } = describeCloudError(failure, english);
    const lines = textOf({ status: 400, response: undefined, failure }).split('\n');
    assert.deepEqual(lines.slice(3), [
      '  Failed: DCS.4018 · HTTP 400 · request ID r-1',
      '  In its own words: No subnet.',
      `  Meaning: ${meaning}`,
      `  What to do: ${action}`,
    ]);
  });

  it('leaves out what there was not', () => {
    assert.equal(
      textOf({ projectId: undefined, status: undefined, requestId: undefined, response: undefined }),
      [
        'POST https://dcs.example.com/v2/p/migration/instance',
        '  Region: cn-north-4',
        '  No answer · 123 ms, started 2026-03-04T05:06:07.890Z',
      ].join('\n'),
    );
    assert.doesNotMatch(textOf({ response: '' }), /Response/);
    for (const response of [null, 0, false]) assert.match(textOf({ response }), new RegExp(`Response: ${response}$`));
  });

  it('cuts a long answer and says how much is missing', () => {
    const text = textOf({ response: 'x'.repeat(4001) });
    assert.match(text, /Response: x{4000}\n {2}… and 1 more characters$/);
    assert.doesNotMatch(textOf({ response: 'x'.repeat(4000) }), /more characters/);
    assert.match(textOf({ response: `${'x'.repeat(3999)}😀` }), /Response: x{3999}\n {2}… and 2 more characters$/);
  });

  it('lets no line of an answer pass for a line of the log', () => {
    const forged = 'no\nPOST https://evil.example/\r\n  Region: x\rHTTP 200\u2028GET y\u2029z';
    const failure = new Refused(request, { status: 400, cloudMessage: forged, code: 'a\nb', requestId: 'r\n2' });
    for (const line of textOf({ response: forged, requestId: 'r\n2', failure })
      .split(/[\n\r\u2028\u2029]/)
      .slice(1)) {
      assert.match(line, /^ {2}/);
    }
  });
});
