import assert from 'node:assert/strict';
import {
  type Explanation,
  explainRefusal,
  explainUnintelligible,
  explainUnreachable,
} from '../../../../src/cloud/explain/errorCatalogue.ts';

describe('a refused credential', () => {
  const wrongSecret =
    'Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|/v1/0/vpcs/||' +
    'host:vpc.cn-north-4.myhuaweicloud.com|x-sdk-date:20250101T000000Z|x-security-token:gAAAA|reach the limit||host';

  function explain(message: string, code = 'APIGW.0301', clockSkewSeconds?: number): Explanation {
    return explainRefusal({ status: 401, code, message, clockSkewSeconds });
  }

  it('with a wrong signature asks for the secret access key, whatever the echoed request contains', () => {
    assert.match(explain(wrongSecret).meaning, /signature does not match/);
    assert.match(explain(wrongSecret).action, /secret access key/);
    assert.equal(explain(wrongSecret).remedy, 'signIn');
  });

  it('that is locked has to rest for five minutes', () => {
    const message = 'Incorrect IAM authentication information: AK access failed to reach the limit,forbidden.';
    assert.match(explain(message).meaning, /locked for five minutes/);
    assert.equal(explain(message).remedy, 'wait');
    assert.equal(explain(message, 'APIG.0301', 5000).remedy, 'wait');
  });

  it('with an unknown key sends to the console, at any hour', () => {
    const message = 'Incorrect IAM authentication information: Get secretKey failed,ak:AKIDEXAMPLE,err:ak not exist';
    assert.match(explain(message).meaning, /unknown/);
    assert.match(explain(message).action, /console/);
    assert.equal(explain(message, 'APIGW.0301', -5000).remedy, 'signIn');
  });

  it('with a bad token asks to sign in again', () => {
    for (const message of ['decrypt token fail', 'token expires', 'The token must be updated']) {
      assert.match(explain(message).meaning, /^The token is malformed, has expired/, message);
    }
    assert.match(explain('x-auth-token not found').meaning, /^The request carried no credential/);
  });

  it('whose signature has expired is a matter of the clock', () => {
    const message = 'signature expired, signature time:20250101T000000Z,server time:20250101T003000Z';
    assert.equal(explain(message).remedy, 'checkClock');
    assert.equal(explain(message, 'APIG.0303').remedy, 'checkClock');
  });

  it('is a matter of the clock when the clocks are more than 15 minutes apart, either way', () => {
    assert.equal(explain(wrongSecret, 'APIGW.0301', 901).remedy, 'checkClock');
    assert.equal(explain(wrongSecret, 'APIGW.0301', -901).remedy, 'checkClock');
    assert.equal(explain(wrongSecret, 'APIGW.0301', 900).remedy, 'signIn');
    assert.equal(explainRefusal({ status: 401, clockSkewSeconds: 3600 }).remedy, 'checkClock');
    assert.equal(explainRefusal({ status: 401, code: '401', clockSkewSeconds: 3600 }).remedy, 'checkClock');
  });

  it('is not a matter of the clock where the cloud names another reason', () => {
    assert.equal(explainRefusal({ status: 403, clockSkewSeconds: 3600 }).remedy, 'askAdministrator');
    assert.equal(explainRefusal({ status: 401, code: 'VPC.0009', clockSkewSeconds: 3600 }).remedy, 'askAdministrator');
    assert.equal(explainRefusal({ status: 401, code: 'DCS.1004', clockSkewSeconds: 3600 }).field, 'project_id');
  });

  it('without a reason in its message still asks for the keys', () => {
    const plain = explainRefusal({ status: 401, code: 'APIGW.0301' });
    assert.deepEqual(explain('Incorrect IAM authentication information'), plain);
    assert.match(plain.action, /access key ID and secret access key/);
  });

  it('keeps what the code itself says', () => {
    assert.match(explain('The token must be updated', 'APIGW.0307').meaning, /another region/);
    assert.match(explain('app not found', 'APIGW.0303').meaning, /credential of an app/);
  });
});

describe('a code with several meanings', () => {
  it('is read by the status for APIGW.0201', () => {
    const meaningOf = (status: number) => explainRefusal({ status, code: 'APIGW.0201' }).meaning;
    assert.match(meaningOf(400), /malformed/);
    assert.match(meaningOf(413), /12 MB/);
    assert.match(meaningOf(414), /URL/);
    assert.match(meaningOf(494), /headers/);
    assert.match(meaningOf(502), /not available/);
    assert.match(meaningOf(504), /in time/);
    assert.equal(meaningOf(422), meaningOf(400));
    assert.equal(meaningOf(503), explainRefusal({ status: 503 }).meaning);
  });

  it('is read by the status for VPC.0105', () => {
    assert.equal(explainRefusal({ status: 404, code: 'VPC.0105' }).field, 'vpc_id');
    assert.equal(explainRefusal({ status: 500, code: 'VPC.0105' }).remedy, 'wait');
  });
});

describe('a refusal without a documented code', () => {
  it('is explained by its status', () => {
    const remedies: Readonly<Record<number, string>> = {
      400: 'fixInput',
      401: 'signIn',
      403: 'askAdministrator',
      404: 'fixInput',
      405: 'fixInput',
      408: 'lookForTask',
      409: 'wait',
      413: 'fixInput',
      418: 'fixInput',
      429: 'wait',
      500: 'lookForTask',
      502: 'lookForTask',
      503: 'lookForTask',
      504: 'lookForTask',
      599: 'lookForTask',
    };
    for (const [status, remedy] of Object.entries(remedies)) {
      assert.equal(explainRefusal({ status: Number(status) }).remedy, remedy, status);
      assert.equal(explainRefusal({ status: Number(status), code: 'DCS.9999' }).remedy, remedy, status);
    }
    assert.deepEqual(explainRefusal({ status: 418 }), explainRefusal({ status: 422 }));
    assert.deepEqual(explainRefusal({ status: 599 }), explainRefusal({ status: 505 }));
  });

  it('follows the status or title that IAM writes in place of a code', () => {
    const unauthorized = explainRefusal({ status: 401 });
    assert.deepEqual(explainRefusal({ status: 401, code: '401' }), unauthorized);
    assert.deepEqual(explainRefusal({ status: 401, code: 'Unauthorized' }), unauthorized);
    assert.deepEqual(explainRefusal({ status: 400, code: ' unauthorized ' }), unauthorized);
    assert.deepEqual(explainRefusal({ status: 403, code: 'Forbidden' }), explainRefusal({ status: 403 }));
    assert.deepEqual(explainRefusal({ status: 500, code: '404' }), explainRefusal({ status: 404 }));
    assert.match(
      explainRefusal({ status: 401, code: '401', message: 'The token must be updated' }).meaning,
      /^The token is malformed/,
    );
  });

  it('of a proxy or a captive portal is explained as such', () => {
    assert.deepEqual(explainRefusal({ status: 407 }), explainUnreachable('proxyAuthentication'));
    assert.deepEqual(explainRefusal({ status: 511 }), explainUnintelligible('html'));
  });

  it('is not looked up among the properties of objects', () => {
    for (const code of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      assert.deepEqual(explainRefusal({ status: 400, code }), explainRefusal({ status: 400 }), code);
    }
  });
});
