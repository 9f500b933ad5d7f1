import assert from 'node:assert/strict';
import {
  Cancelled,
  type CloudError,
  Refused,
  requestIdOf,
  Unintelligible,
  Unreachable,
} from '../../../../src/cloud/errors.ts';
import {
  explainRefusal,
  explainUnintelligible,
  explainUnreachable,
} from '../../../../src/cloud/explain/errorCatalogue.ts';
import { describeCloudError, sentenceOf } from '../../../../src/cloud/explain/errorText.ts';
import type { Translate } from '../../../../src/cloud/translate.ts';
import { english } from '../../../support/desk/english.ts';

const request = { method: 'POST', url: 'https://dcs.cn-north-4.myhuaweicloud.com:8443/v2/p/migration/instance' };
const refused = new Refused(request, {
  status: 400,
  code: 'DCS.4018',
  cloudMessage: 'The subnet {0} does not exist.',
  requestId: 'r-1',
});

interface Row {
  readonly error: CloudError;
  readonly meaning: string;
  readonly evidence: string;
  readonly words: string | undefined;
}

const table: Record<string, Row> = {
  'a refusal': {
    error: refused,
    meaning: explainRefusal({ status: 400, code: 'DCS.4018' }).meaning,
    evidence: 'DCS.4018 · HTTP 400 · request ID r-1',
    words: 'The subnet {0} does not exist.',
  },
  'a refusal without a word': {
    error: new Refused(request, { status: 503 }),
    meaning: explainRefusal({ status: 503 }).meaning,
    evidence: 'HTTP 503',
    words: undefined,
  },
  'a refusal whose message tells the reason': {
    error: new Refused(request, { status: 401, code: 'APIGW.0301', cloudMessage: 'verify: ak not exist' }),
    meaning: explainRefusal({ status: 401, code: 'APIGW.0301', message: 'ak not exist' }).meaning,
    evidence: 'APIGW.0301 · HTTP 401',
    words: 'verify: ak not exist',
  },
  'a refusal that the clock explains': {
    error: new Refused(request, { status: 401, code: 'APIGW.0301', clockSkewSeconds: 4000 }),
    meaning: explainRefusal({ status: 401, code: 'APIGW.0301', clockSkewSeconds: 4000 }).meaning,
    evidence: 'APIGW.0301 · HTTP 401',
    words: undefined,
  },
  'no answer': {
    error: new Unreachable(request, 'dns', 'getaddrinfo ENOTFOUND', false),
    meaning: explainUnreachable('dns').meaning,
    evidence: 'dcs.cn-north-4.myhuaweicloud.com:8443',
    words: 'getaddrinfo ENOTFOUND',
  },
  'an answer that is none': {
    error: new Unintelligible(request, { reason: 'html', status: 200, requestId: 'r-2', detail: 'x' }),
    meaning: explainUnintelligible('html').meaning,
    evidence: 'HTTP 200 · request ID r-2',
    words: 'x',
  },
  cancelled: {
    error: new Cancelled(request, true),
    meaning: 'The request was cancelled.',
    evidence: '',
    words: undefined,
  },
};

describe('describeCloudError', () => {
  for (const [name, { error, meaning, evidence, words }] of Object.entries(table)) {
    it(name, () => {
      const text = describeCloudError(error, english);
      assert.deepEqual([text.meaning, text.evidence, text.words], [meaning, evidence, words]);
      assert.notEqual(text.action, '');
      const sentence = sentenceOf(text, english);
      assert.equal(sentence, `${meaning}${evidence === '' ? '' : ` (${evidence})`} ${text.action}`);
    });
  }

  it('tells clock, key and signature apart by what it says', () => {
    const meanings = Object.values(table).map(({ meaning }) => meaning);
    assert.equal(new Set(meanings).size, meanings.length);
  });

  it('says what to do and where as the catalogue does', () => {
    const { action, remedy, field } = explainRefusal({ status: 400, code: 'DCS.4018' });
    const text = describeCloudError(refused, english);
    assert.deepEqual([text.action, text.remedy, text.field], [action, remedy, field]);
  });

  it('puts all but codes and the words of others into the language of the user', () => {
    const shouted: Translate = (message, values) =>
      english(message.toUpperCase().replace('{REQUESTID}', '{requestId}'), values);
    const text = describeCloudError(refused, shouted);
    assert.equal(text.meaning, text.meaning.toUpperCase());
    assert.equal(text.action, text.action.toUpperCase());
    assert.equal(text.evidence, 'DCS.4018 · HTTP 400 · REQUEST ID r-1');
    assert.equal(text.words, 'The subnet {0} does not exist.');
  });
});

describe('the errors of a call', () => {
  it('say in one line what was asked and what came of it', () => {
    const messages = Object.values(table).map(({ error }) => error.message.replace(`POST ${request.url}: `, ''));
    assert.deepEqual(messages, [
      'HTTP 400 DCS.4018 The subnet {0} does not exist.',
      'HTTP 503',
      'HTTP 401 APIGW.0301 verify: ak not exist',
      'HTTP 401 APIGW.0301',
      'dns (getaddrinfo ENOTFOUND)',
      'html: x',
      'cancelled',
    ]);
  });

  it('know the request ID where there was an answer', () => {
    const ids = Object.values(table).map(({ error }) => requestIdOf(error));
    assert.deepEqual(ids, ['r-1', undefined, undefined, undefined, undefined, 'r-2', undefined]);
  });
});

describe('error text: of a read', () => {
  const post = new Unintelligible(request, { reason: 'shape', status: 200 });
  const get = new Unintelligible({ ...request, method: 'GET' }, { reason: 'shape', status: 200 });

  it('speaks of no task that was being created, as that of a create does', () => {
    assert.match(describeCloudError(post, english).action, /task was being created/);
    const { meaning, action, remedy } = describeCloudError(get, english);
    assert.equal(meaning, describeCloudError(post, english).meaning);
    assert.match(action, /^Try once more/);
    assert.equal(remedy, 'openTicket');
  });
});
