import assert from 'node:assert/strict';
import type { Patience, Retry } from '../../../src/cloud/connection.ts';
import { Cancelled, type CloudError, Refused, Unintelligible, Unreachable } from '../../../src/cloud/errors.ts';
import { mayPassForReads, mayPassUnsent, repeat } from '../../../src/cloud/patience.ts';

const request = { method: 'GET', url: 'https://dcs.example.com/' };
const throttled = (retryAfter?: number) => new Refused(request, { status: 429, retryAfter });
const always = { mayRepeat: () => true, limit: 20_000 };

/** A clock that only waits and work move, so that nothing depends on the speed of the machine. */
function patienceOf(random: () => number, changes: Partial<Patience> = {}) {
  let time = 0;
  const pauses: number[] = [];
  const retries: Retry[] = [];
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const patience: Patience = {
    random,
    onRetry: (retry) => retries.push(retry),
    wait: async (milliseconds, signal) => {
      pauses.push(milliseconds);
      if (!signal?.aborted) pass(milliseconds);
    },
    ...changes,
  };
  return { connection: { patience, now: () => new Date(time) }, pauses, retries, pass, time: () => time };
}

const highest = () => 1 - Number.EPSILON;

/** Work that fails with these, one after the other, and then succeeds. */
function failing(...errors: Error[]) {
  const work = async () => {
    work.count += 1;
    const error = errors[work.count - 1];
    if (error !== undefined) throw error;
    return 'done';
  };
  work.count = 0;
  return work;
}

describe('repeat', () => {
  it('waits for a random part of a time that doubles, up to ten seconds', async () => {
    const { connection, pauses, retries } = patienceOf(highest);
    const errors = Array.from({ length: 7 }, (_, index) => new Refused(request, { status: 500 + index }));
    assert.equal(await repeat(connection, failing(...errors), { ...always, limit: 60_000 }), 'done');
    assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    assert.deepEqual(
      retries.map(({ attempt, delay, error }) => [attempt, delay, error]),
      errors.map((error, index) => [index + 2, pauses[index], error]),
    );
    const eager = patienceOf(() => 0);
    assert.equal(await repeat(eager.connection, failing(...errors), always), 'done');
    assert.deepEqual(eager.pauses, [0, 0, 0, 0, 0, 0, 0]);
    const middle = patienceOf(() => 0.25);
    assert.equal(await repeat(middle.connection, failing(throttled(), throttled()), always), 'done');
    assert.deepEqual(middle.pauses, [125, 250]);
  });

  it('waits at least as long as it was asked to, and not the same as every other window', async () => {
    const { connection, pauses } = patienceOf(() => 0.5);
    assert.equal(await repeat(connection, failing(throttled(3000), throttled(0)), always), 'done');
    assert.deepEqual(pauses, [3250, 500]);
  });

  it('gives up at once where it would have to wait beyond its time', async () => {
    const { connection, pauses, retries } = patienceOf(() => 0);
    const asked = throttled(20_000);
    await assert.rejects(repeat(connection, failing(asked), always), (error) => error === asked);
    assert.deepEqual([pauses, retries], [[], []]);
    assert.equal(await repeat(connection, failing(throttled(19_999)), always), 'done');
  });

  it('counts the work itself, and ends with the last error', async () => {
    const { connection, pass, pauses, time } = patienceOf(highest);
    const errors: Error[] = [];
    const work = async () => {
      pass(3000);
      const error = new Unreachable(request, 'dns', String(errors.length), false);
      errors.push(error);
      throw error;
    };
    await assert.rejects(repeat(connection, work, always), (error) => error === errors.at(-1));
    assert.deepEqual(pauses, [500, 1000, 2000, 4000]);
    assert.equal(errors.length, 5);
    assert.ok(time() < 20_000 + 3000);
  });

  it('repeats nothing that may not be, nor what is no error of the cloud', async () => {
    const { connection, pauses } = patienceOf(() => 0);
    const refused = new Refused(request, { status: 403 });
    const only = { mayRepeat: (error: CloudError) => error !== refused, limit: 1000 };
    const work = failing(throttled(), refused);
    await assert.rejects(repeat(connection, work, only), (error) => error === refused);
    assert.equal(work.count, 2);
    const mistake = new TypeError('a mistake of ours');
    const broken = failing(mistake);
    await assert.rejects(repeat(connection, broken, always), (error) => error === mistake);
    assert.equal(broken.count, 1);
    assert.equal(pauses.length, 1);
  });

  it('does it once without patience', async () => {
    const work = failing(throttled(0));
    const { connection } = patienceOf(() => 0);
    await assert.rejects(repeat({ now: connection.now }, work, always), Refused);
    assert.equal(work.count, 1);
  });

  it('ends as cancelled in a pause, and does nothing any more', async () => {
    for (const open of [false, true]) {
      const controller = new AbortController();
      const { connection } = patienceOf(() => 0.5, { wait: async () => controller.abort() });
      const work = failing(new Unreachable(request, 'reset', 'x', open));
      await assert.rejects(repeat(connection, work, always, controller.signal), (error) => {
        assert.ok(error instanceof Cancelled);
        assert.deepEqual([error.mayHaveTakenEffect, error.request], [open, request]);
        return true;
      });
      assert.equal(work.count, 1);
    }
  });

  it('begins no pause once it is cancelled', async () => {
    const controller = new AbortController();
    const { connection, pauses, retries } = patienceOf(() => 0.5);
    const work = async () => {
      controller.abort();
      throw throttled();
    };
    await assert.rejects(repeat(connection, work, always, controller.signal), Cancelled);
    assert.deepEqual([pauses, retries], [[], []]);
  });

  it('tells of a retry before it waits, and goes on where nobody can be told', async () => {
    const order: string[] = [];
    const { connection } = patienceOf(() => 0, {
      onRetry: () => {
        order.push('told');
        throw new Error('the window is closing');
      },
      wait: async () => void order.push('waited'),
    });
    assert.equal(await repeat(connection, failing(throttled()), always), 'done');
    assert.deepEqual(order, ['told', 'waited']);
  });
});

describe('what may pass', () => {
  const refused = (status: number) => new Refused(request, { status });
  const unreachable = (reason: Unreachable['reason'], open: boolean) => new Unreachable(request, reason, 'x', open);
  const intelligible = (reason: Unintelligible['facts']['reason'], status = 200) =>
    new Unintelligible(request, { reason, status });
  const statuses = Array.from({ length: 200 }, (_, index) => 400 + index);

  it('for a read: 408, 429 and failures of the server', () => {
    const passing = statuses.filter((status) => mayPassForReads(refused(status)));
    const servers = statuses.filter((status) => status >= 500 && ![501, 505, 511].includes(status));
    assert.deepEqual(passing, [408, 429, ...servers]);
  });

  it('nothing of what refuses the key, whatever its status: the next try would be withheld', () => {
    for (const code of ['APIGW.0301', 'APIG.0301', 'APIGW.0303', 'APIGW.0305']) {
      for (const status of statuses.filter((each) => each < 500)) {
        const error = new Refused(request, { status, code });
        // Whether a 408 was carried out, nobody knows.
        if (error.mayHaveTakenEffect) continue;
        assert.deepEqual([mayPassForReads(error), mayPassUnsent(error)], [false, false], `${status} ${code}`);
      }
    }
  });

  it('unsent: only 429, and only from the gateway', () => {
    const passing = (code?: string) =>
      statuses.filter((status) => mayPassUnsent(new Refused(request, { status, code })));
    for (const code of ['APIGW.0308', 'APIG.0308', 'apigw. 0308']) assert.deepEqual(passing(code), [429], code);
    for (const code of [undefined, '', '429', 'DCS.4999', 'IAM.0012', 'APIGW', 'APIGW.0308x', 'X.APIGW.0308'])
      assert.deepEqual(passing(code), [], code);
  });

  const table: [name: string, error: CloudError, read: boolean, unsent: boolean][] = [
    ['no name', unreachable('dns', false), true, true],
    ['nobody there', unreachable('refused', false), true, true],
    ['no route', unreachable('noRoute', false), true, true],
    ['no connection in time', unreachable('connectTimeout', false), true, true],
    ['the proxy cannot', unreachable('proxy', false), true, true],
    ['the proxy wants a password', unreachable('proxyAuthentication', false), false, false],
    ['a certificate', unreachable('certificate', false), false, false],
    ['TLS', unreachable('tls', false), false, false],
    ['what fetch refuses to send', unreachable('other', false), false, false],
    ['no answer in time', unreachable('timeout', true), true, false],
    ['broken off', unreachable('reset', true), true, false],
    ['garbage', unreachable('other', true), true, false],
    ['a name that nobody knows, after sending', unreachable('dns', true), true, false],
    ['an empty answer', intelligible('empty'), true, false],
    ['half of an answer', intelligible('notJson'), true, false],
    ['a page', intelligible('html'), false, false],
    ['another shape', intelligible('shape'), false, false],
    ['a redirect', intelligible('redirect', 302), false, false],
    ['too large', intelligible('tooLarge'), false, false],
    ['too large a refusal', intelligible('tooLarge', 403), false, false],
    ['cancelled', new Cancelled(request, true), false, false],
    ['cancelled unsent', new Cancelled(request, false), false, false],
  ];
  for (const [name, error, read, unsent] of table) {
    it(`${name}: ${read ? 'read again' : 'not read again'}, ${unsent ? 'sent again' : 'not sent again'}`, () => {
      assert.deepEqual([mayPassForReads(error), mayPassUnsent(error)], [read, unsent]);
    });
  }
});
