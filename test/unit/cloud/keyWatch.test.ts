import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { Cancelled, Refused, Unintelligible, Unreachable } from '../../../src/cloud/errors.ts';
import { createKeyWatch, mostUnanswered, refusedHere } from '../../../src/cloud/keyWatch.ts';

type Told = Awaited<ReturnType<ReturnType<typeof createKeyWatch>['turn']>>;

const key = { accessKeyId: 'AK', secretAccessKey: 'secret' };
const request = { method: 'GET', url: 'https://dcs.example/v2/p' };
const refused = (status: number, code?: string) => new Refused(request, { status, code });
const wrongKey = refused(401, 'APIGW.0301');

/** How many more turns there are at once. */
async function turnsNow(keys: ReturnType<typeof createKeyWatch>): Promise<Told[]> {
  const taken: Told[] = [];
  for (let count = 0; count < 10; count += 1) {
    const stop = new AbortController();
    const turn = keys.turn(key, request, stop.signal);
    setImmediate(() => setImmediate(() => stop.abort()));
    try {
      taken.push(await turn);
    } catch (error) {
      assert.ok(error instanceof Cancelled);
      break;
    }
  }
  return taken;
}

describe('key watch', () => {
  it('lets a key that has not proven good sign one request at a time, and then fewer than would lock it', async () => {
    const keys = createKeyWatch();
    const [first, second] = await turnsNow(keys);
    assert.ok(first && second === undefined);
    await first();
    assert.ok(mostUnanswered < 5);
    assert.equal((await turnsNow(keys)).length, mostUnanswered);
  });

  it('gives the turn to the next who waits, as soon as there is an answer', async () => {
    const keys = createKeyWatch();
    const told = await keys.turn(key, request);
    const next = keys.turn(key, request);
    await told(new Unreachable(request, 'reset', '', true));
    await (await next)();
  });

  it('gives the turn away where an answer is late, and never as many as would lock the key', async () => {
    const keys = createKeyWatch(refusedHere(), 1);
    const hanging = [];
    for (let count = 0; count < mostUnanswered; count += 1) hanging.push(await keys.turn(key, request));
    const next = keys.turn(key, request);
    assert.equal(await Promise.race([next, setTimeout(20, 'none')]), 'none');
    await hanging[0]?.(new Unreachable(request, 'timeout', '', true));
    await (await next)();
  });

  it('signs nothing more with a refused key until the person acts, and another key all the same', async () => {
    const keys = createKeyWatch();
    await (await keys.turn(key, request))(wrongKey);
    for (let count = 0; count < 3; count += 1) {
      await assert.rejects(keys.turn(key, { method: 'POST', url: 'https://other.example' }), (error) => {
        assert.ok(error instanceof Refused && error.facts.withheld && !error.mayHaveTakenEffect);
        return error.request.url === 'https://other.example';
      });
    }
    await (await keys.turn({ ...key, secretAccessKey: 'another' }, request))();
    await keys.forgive();
    await (await keys.turn(key, request))();
  });

  it('ends those who wait for their turn when the answer before theirs is a refusal', async () => {
    const keys = createKeyWatch();
    const told = await keys.turn(key, request);
    const waiting = [keys.turn(key, request), keys.turn(key, request)];
    const ended = Promise.all(waiting.map((turn) => assert.rejects(turn, Refused)));
    await told(wrongKey);
    await ended;
  });

  it('knows what another window has met, before it signs', async () => {
    const shared = refusedHere();
    const [one, two] = [createKeyWatch(shared), createKeyWatch(shared)];
    await (await two.turn(key, request))();
    await (await one.turn(key, request))(wrongKey);
    await assert.rejects(two.turn(key, request), Refused);
    await one.forgive();
    await (await two.turn(key, request))();
  });

  const proofs: readonly (readonly [what: string, outcome: unknown, proves: boolean])[] = [
    ['an answer as it should be', undefined, true],
    ['a refusal of the service behind the gateway', refused(403, 'DCS.2007'), true],
    ['an old number of that service', refused(400, '111400007'), true],
    ['a refusal of the gateway', refused(429, 'APIGW.0308'), false],
    ["a proxy's 503", refused(503), false],
    ["a proxy's 403 with a code of its own", refused(403, 'ERR_ACCESS_DENIED'), false],
    ['a web page', new Unintelligible(request, { reason: 'html', status: 200 }), false],
    ['no answer', new Unreachable(request, 'timeout', '', true), false],
    ['the person calling it off', new Cancelled(request, true), false],
  ];
  for (const [what, outcome, proves] of proofs) {
    it(`${what} proves ${proves ? 'a key' : 'nothing'}`, async () => {
      const keys = createKeyWatch();
      await (await keys.turn(key, request))(outcome);
      assert.equal((await turnsNow(keys)).length, proves ? mostUnanswered : 1);
    });
  }

  for (const [what, error] of [
    ['a wrong clock', refused(401, 'APIGW.0301')],
    ['a 401 without words', refused(401)],
    ['a credential code with another status', refused(403, 'APIGW.0303')],
  ] as const) {
    it(`${what} counts as refused`, async () => {
      const keys = createKeyWatch();
      await (await keys.turn(key, request))(error);
      await assert.rejects(keys.turn(key, request), Refused);
    });
  }

  it('a failure of the server is no refusal, whatever code it names', async () => {
    const keys = createKeyWatch();
    await (await keys.turn(key, request))(refused(500, 'APIGW.0301'));
    await (await keys.turn(key, request))();
  });

  it('a refusal that it made up itself is none of the gateway', async () => {
    const shared = refusedHere();
    const keys = createKeyWatch(shared);
    await (await keys.turn(key, request))(new Refused(request, { status: 401, withheld: true }));
    await (await keys.turn(key, request))();
  });
});
