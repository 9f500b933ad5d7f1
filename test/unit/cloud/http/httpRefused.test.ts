import assert from 'node:assert/strict';
import { Refused } from '../../../../src/cloud/errors.ts';
import { type Answer, http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, inShort, observe, post } from '../../../support/network/observedCall.ts';

const html = '<!DOCTYPE html>\n<html><body>Sign in to the network</body></html>';

/** Sends one create at this answer; what it came to, and how many requests the server saw. */
async function outcomeOf(answer: Answer) {
  return withFaultyServer(answer, async (server) => {
    return { ...(await observe(connectionTo(server.url), post)), count: server.received.length };
  });
}

describe('call: the cloud says no', () => {
  it('reads every shape of error body', async () => {
    const bodies: [body: unknown, code: string | undefined, message: string | undefined][] = [
      [{ error_code: 'DCS.4062', error_msg: 'Too short', error_ext_msg: null }, 'DCS.4062', 'Too short'],
      [{ error_code: '111400063', error_msg: 'Old region' }, '111400063', 'Old region'],
      [{ error_code: 'APIGW.0301', error_msg: 'Bad', request_id: 'r' }, 'APIGW.0301', 'Bad'],
      [{ errorCode: 'X.1', errorMsg: 'Camel' }, 'X.1', 'Camel'],
      [{ code: 'VPC.0002', message: 'AZ is null' }, 'VPC.0002', 'AZ is null'],
      [{ code: 'DCS.1', message: 'v1', ext_message: null }, 'DCS.1', 'v1'],
      [{ error: { code: 403, message: 'IAM says no', title: 'Forbidden' } }, '403', 'IAM says no'],
      [{ error: { code: 403, title: 'Forbidden' } }, '403', 'Forbidden'],
      [{ error_msg: 'You are not allowed', error_code: 'IAM.0006' }, 'IAM.0006', 'You are not allowed'],
      [
        { error: { error_code: 'PDP5.0001', error_msg: 'Denied', encoded_authorization_message: 'x' } },
        'PDP5.0001',
        'Denied',
      ],
      [{}, undefined, undefined],
      [[], undefined, undefined],
      [null, undefined, undefined],
      ['no', undefined, undefined],
    ];
    for (const [body, code, message] of bodies) {
      const { error, count } = await outcomeOf(json(403, body));
      assert.ok(error instanceof Refused, JSON.stringify(body));
      assert.deepEqual([error.facts.code, error.facts.cloudMessage], [code, message], JSON.stringify(body));
      assert.equal(count, 1);
    }
  });

  it('knows by the status whether the request may have been carried out, whatever the body is', async () => {
    const table: [status: number, expected: string][] = [
      [400, 'no effect'],
      [401, 'no effect'],
      [403, 'no effect'],
      [404, 'no effect'],
      [405, 'no effect'],
      [408, 'may have taken effect'],
      [409, 'no effect'],
      [413, 'no effect'],
      [418, 'no effect'],
      [421, 'may have taken effect'],
      [425, 'no effect'],
      [429, 'no effect'],
      [460, 'may have taken effect'],
      [494, 'no effect'],
      [499, 'may have taken effect'],
      [500, 'may have taken effect'],
      [502, 'may have taken effect'],
      [503, 'may have taken effect'],
      [504, 'may have taken effect'],
      [511, 'may have taken effect'],
      [599, 'may have taken effect'],
    ];
    const headers = ['WWW-Authenticate: Basic realm="x"', 'Retry-After: 0', 'Connection: keep-alive'];
    const bodies = [JSON.stringify({ error_code: 'C.1', error_msg: 'no' }), html, '', '{"error_code":'];
    for (const [status, effect] of table) {
      for (const body of bodies) {
        const { error, count, exchange } = await outcomeOf(http(status, body, headers));
        const code = body.includes('C.1') ? 'C.1' : '-';
        assert.equal(inShort(error), `Refused · ${status} · ${code} · ${effect}`, body);
        assert.equal(exchange.status, status);
        assert.equal(count, 1, `${status} was sent ${count} times`);
      }
    }
  });

  it('knows for how long to wait, and by whose clock', async () => {
    const headers = ['Date: Wed, 04 Mar 2026 05:00:00 GMT', 'Retry-After: Wed, 04 Mar 2026 05:00:09 GMT'];
    for (const body of ['', JSON.stringify({ error_code: 'APIGW.0308' })]) {
      const { error } = await outcomeOf(http(429, body, headers));
      assert.ok(error instanceof Refused);
      assert.equal(error.facts.retryAfter, 9000);
    }
    const cut = 'HTTP/1.1 429 No\r\nRetry-After: 4\r\nContent-Length: 100\r\n\r\n{"error_code":';
    const { error } = await outcomeOf(cut);
    assert.ok(error instanceof Refused);
    assert.equal(error.facts.retryAfter, 4000);
    const silent = await outcomeOf(http(429, ''));
    assert.ok(silent.error instanceof Refused);
    assert.equal(silent.error.facts.retryAfter, undefined);
  });

  it('tells of a page that it is one and how long it is, and at Trace what it said', async () => {
    const page = await outcomeOf(http(502, html + 'x'.repeat(5000)));
    assert.match(page.logged, /Response: \(page of 50\d\d characters\)/);
    assert.doesNotMatch(page.logged, /Sign in|<|shortened/);
    assert.match(page.traced, /Response: <!DOCTYPE html>\n {2}<html><body>Sign in to the network<\/body><\/html>x+\n/);
    assert.match(page.traced, /… shortened: the answer has 50\d\d characters\n/);
    const text = await outcomeOf(http(502, 'password=hunter2 upstream'));
    assert.match(text.logged, /Response: \(text of 25 characters\)\n/);
    assert.match(text.traced, /Response: password=•••••• upstream\n/);
    assert.doesNotMatch((await outcomeOf(http(502, ''))).traced, /Response/);
  });

  it('shows of an answer that does not fit what is declared, and the fields of an error', async () => {
    const { logged } = await outcomeOf(json(200, { error_code: 'DCS.4018', error_msg: 'no', hint: 'x', job_id: 'y' }));
    assert.match(
      logged,
      /"error_code": "DCS.4018",\n {4}"error_msg": "no",\n {4}"hint": \(text\),\n {4}"job_id": \(text\)\n/,
    );
  });

  it('takes a no for a no where its body breaks off', async () => {
    const cut = (status: number) => `HTTP/1.1 ${status} No\r\nContent-Length: 100\r\n\r\n{"error_code":`;
    for (const status of [400, 403, 404, 429]) {
      const { error, exchange } = await outcomeOf(cut(status));
      assert.equal(inShort(error), `Refused · ${status} · - · no effect`);
      assert.equal(exchange.status, status);
    }
    assert.equal(inShort((await outcomeOf(cut(408))).error), 'Unreachable · reset · may have taken effect');
    assert.equal(inShort((await outcomeOf(cut(500))).error), 'Unreachable · reset · may have taken effect');
    assert.equal(inShort((await outcomeOf(cut(302))).error), 'Unreachable · reset · may have taken effect');
    assert.equal(inShort((await outcomeOf(cut(200))).error), 'Unreachable · reset · may have taken effect');
  });
});

describe('call: an answer that nobody promised', () => {
  const ok = 'HTTP/1.1 200 OK\r\n';
  const table: Record<string, [answer: Answer, expected: string]> = {
    'an empty 200': [http(200, ''), 'empty'],
    blanks: [http(200, ' \r\n\t '), 'empty'],
    'a 204': ['HTTP/1.1 204 No Content\r\n\r\n', 'empty'],
    'a 205': ['HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n', 'empty'],
    'a 206 with what a 200 would have': [json(206, { instance_id: 'x' }), 'shape'],
    'a 226': [json(226, { instance_id: 'x' }), 'shape'],
    'a page of a captive portal': [http(200, html, ['Content-Type: text/html']), 'html'],
    'a page that says it is JSON': [http(200, `\ufeff  ${html}`, ['Content-Type: application/json']), 'html'],
    text: [http(200, 'OK'), 'notJson'],
    'half of an object': [http(200, '{"instance_id":"x"'), 'notJson'],
    'two objects': [http(200, '{"instance_id":"x"}{}'), 'notJson'],
    null: [http(200, 'null'), 'shape'],
    'a list': [json(200, [{ instance_id: 'x' }]), 'shape'],
    'a string': [json(200, 'instance_id'), 'shape'],
    'a number for the ID': [json(200, { instance_id: 1 }), 'shape'],
    'no ID': [json(200, { job_id: 'x' }), 'shape'],
    'an error with status 200': [json(200, { error_code: 'DCS.4018', error_msg: 'no' }), 'shape'],
    'UTF-16': [http(200, Buffer.from('\ufeff{"instance_id":"x"}', 'utf16le')), 'notJson'],
    'brackets without end': [http(200, '['.repeat(1_000_000)), 'notJson'],
    'brackets beyond any stack': [http(200, `${'['.repeat(200_000)}${']'.repeat(200_000)}`), 'shape'],
    'less than its length': [`${ok}Content-Length: 100\r\n\r\n{"instance_id":"x"}`, 'Unreachable · reset'],
    'chunked garbage': [`${ok}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}`, 'Unreachable · other'],
    'a last chunk that never comes': [`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, 'Unreachable · reset'],
    'text that says it is gzip': [http(200, 'plain', ['Content-Encoding: gzip']), 'Unreachable · other'],
  };
  for (const [name, [answer, reason]] of Object.entries(table)) {
    it(`${name}: ${reason}, once, with an open outcome`, async () => {
      const { error, count } = await outcomeOf(answer);
      const kind = reason.includes('·') ? reason : `Unintelligible · ${reason}`;
      assert.equal(inShort(error), `${kind} · may have taken effect`);
      assert.equal(count, 1);
    });
  }

  it('takes 200 to 204, a byte order mark, and more than was promised', async () => {
    for (const status of [200, 201, 202, 203]) {
      assert.equal(inShort((await outcomeOf(json(status, { instance_id: 'x' }))).error), 'ok', String(status));
    }
    const marked = await outcomeOf(http(200, '\ufeff{"instance_id":"x"}'));
    assert.equal(marked.value?.instance_id, 'x');
    const longer = await outcomeOf('HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{"instance_id":"x"} and more');
    assert.equal(longer.value?.instance_id, 'x');
  });

  it('says what did not fit', async () => {
    const { error } = await outcomeOf(json(200, { job_id: 'x' }));
    assert.match(error?.message ?? '', /shape: instance_id: /);
  });
});
