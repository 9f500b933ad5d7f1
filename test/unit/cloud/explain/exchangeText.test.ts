import assert from 'node:assert/strict';
import type { Exchange } from '../../../../src/cloud/connection.ts';
import { Refused } from '../../../../src/cloud/errors.ts';
import { describeCloudError } from '../../../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../../../src/cloud/explain/exchangeText.ts';
import type { AnswerView } from '../../../../src/cloud/redaction/answerText.ts';
import { english } from '../../../support/desk/english.ts';

const request = { method: 'POST', url: 'https://dcs.example.com/v2/p/migration/instance' };
const exchange: Exchange = {
  ...request,
  time: new Date('2026-03-04T05:06:07.890Z'),
  region: 'cn-north-4',
  projectId: 'project-1',
  status: 200,
  requestId: 'r-1',
  duration: 123,
  response: () => ({ text: '{\n  "instance_id": "task-1"\n}', cut: false, size: 25 }),
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
    assert.doesNotMatch(textOf({ response: () => undefined }), /Response/);
  });

  it('asks for 4000 characters of an answer, with everything at Trace, and says how long a longer one is', () => {
    const views: AnswerView[] = [];
    const response: Exchange['response'] = (view) => {
      views.push(view);
      return { text: 'x'.repeat(view.most), cut: true, size: 5000 };
    };
    assert.match(textOf({ response }), /Response: x{4000}\n {2}… shortened: the answer has 5000 characters$/);
    exchangeText({ ...exchange, response }, english, true);
    assert.deepEqual(
      views.map(({ trace, most }) => [trace, most]),
      [
        [false, 4000],
        [true, 4000],
      ],
    );
    assert.doesNotMatch(textOf({}), /shortened/);
  });

  it('lets no line of an answer pass for a line of the log', () => {
    const forged = 'no\nPOST https://evil.example/\r\n  Region: x\rHTTP 200\u2028GET y\u2029z';
    const failure = new Refused(request, { status: 400, cloudMessage: forged, code: 'a\nb', requestId: 'r\n2' });
    const response = () => ({ text: forged, cut: true, size: 1 });
    for (const line of textOf({ response, requestId: 'r\n2', failure })
      .split(/[\n\r\u2028\u2029]/)
      .slice(1)) {
      assert.match(line, /^ {2}/);
    }
  });
});
