import assert from 'node:assert/strict';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { key, send, withSandbox } from '../../../support/network/signedClient.ts';
import { listTarget, refusalOf, sendUnsigned } from '../refusal.ts';

const minute = 60_000;
const noon = new Date('2025-06-01T12:00:00Z');
const wrongKey = { ...key, secretAccessKey: 'not it' };

describe('sandbox gateway: the clock', () => {
  for (const [what, offset, ok] of [
    ['15 minutes late', -15 * minute, true],
    ['15 minutes early', 15 * minute, true],
    ['a second too late', -15 * minute - 1000, false],
    ['a second too early', 15 * minute + 1000, false],
  ] as const) {
    it(`${ok ? 'takes' : 'refuses'} a date ${what}`, () =>
      withSandbox(
        async (sandbox) => {
          const now = new Date(noon.getTime() + offset);
          const reply = await send(sandbox, { target: listTarget(sandbox), now });
          assert.equal(reply.headers['date'], noon.toUTCString());
          if (ok) assert.equal(reply.status, 200);
          else
            assert.match(
              refusalOf(reply),
              /^signature expired, signature time:20250601T1[12]\d{4}Z,server time:20250601T120000Z$/,
            );
        },
        { now: () => noon },
      ));
  }

  it('refuses a date it cannot read', () =>
    withSandbox(async (sandbox) => {
      for (const date of ['2025-06-01T12:00:00Z', '20251301T000000Z', 'now']) {
        const reply = await send(sandbox, { target: listTarget(sandbox), headers: { 'X-Sdk-Date': date } });
        assert.equal(refusalOf(reply), `x-sdk-date ${date} is not in the form YYYYMMDDTHHMMSSZ`);
      }
    }));
});

describe('sandbox gateway: the lock', () => {
  const locked = 'AK access failed to reach the limit,forbidden';

  it('locks a key after five failures in a row, for five minutes', async () => {
    let now = noon;
    const attempt = (sandbox: Sandbox, used = key) => send(sandbox, { target: listTarget(sandbox), key: used, now });
    await withSandbox(
      async (sandbox) => {
        for (let failure = 1; failure <= 5; failure += 1) {
          assert.match(refusalOf(await attempt(sandbox, wrongKey)), /^verify aksk signature fail/);
        }
        assert.equal(refusalOf(await attempt(sandbox)), locked);
        now = new Date(noon.getTime() + 5 * minute - 1000);
        assert.equal(refusalOf(await attempt(sandbox)), locked);
        now = new Date(noon.getTime() + 5 * minute);
        assert.equal((await attempt(sandbox)).status, 200);
      },
      { now: () => now },
    );
  });

  it('counts anew after a success and after a lock', async () => {
    let now = noon;
    await withSandbox(
      async (sandbox) => {
        const attempt = (used = key) => send(sandbox, { target: listTarget(sandbox), key: used, now });
        const fail = async (times: number) => {
          for (let time = 0; time < times; time += 1) {
            assert.match(refusalOf(await attempt(wrongKey)), /^verify aksk signature fail/);
          }
        };
        await fail(4);
        assert.equal((await attempt()).status, 200);
        await fail(5);
        assert.equal(refusalOf(await attempt(wrongKey)), locked);
        now = new Date(noon.getTime() + 5 * minute);
        await fail(4);
        assert.equal((await attempt()).status, 200);
      },
      { now: () => now },
    );
  });

  it('does not count a key it does not know, nor a request without one', () =>
    withSandbox(async (sandbox) => {
      const target = listTarget(sandbox);
      for (let time = 0; time < 6; time += 1) {
        refusalOf(await send(sandbox, { target, key: { ...key, accessKeyId: 'OTHER' } }));
        refusalOf(await sendUnsigned(sandbox, {}));
      }
      assert.equal((await send(sandbox, { target })).status, 200);
    }));
});
