import assert from 'node:assert/strict';
import { concurrently } from '../../../../src/desk/concurrently.ts';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import { createTarget, exampleBody, key, send, withSandbox } from '../../../support/network/signedClient.ts';
import { createNamed, handClock, jobTarget, noon, tasksTarget, taskTarget } from '../createdTask.ts';
import { listTarget, refusalOf } from '../refusal.ts';

const create = (sandbox: Sandbox) => send(sandbox, { target: createTarget(sandbox), body: exampleBody(), now: noon });

describe('sandbox gateway: throttling', () => {
  it('lets everything through where nothing is said of it', () =>
    withSandbox(
      async (sandbox) => {
        const replies = await concurrently(Array.from({ length: 300 }), 50, () => create(sandbox));
        assert.ok(replies.every(({ status }) => status === 200));
      },
      { now: () => noon },
    ));

  it('refuses what goes over the limit in the words of the gateway, and nothing of it is done', () =>
    withSandbox(
      async (sandbox) => {
        const replies = await Promise.all(Array.from({ length: 5 }, () => create(sandbox)));
        assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 200, 200, 429, 429]);
        assert.equal(sandbox.ledger.length, 3);
        const refused = replies.find(({ status }) => status === 429);
        assert.deepEqual(refused?.body, {
          error_msg: 'The throttling threshold has been reached: policy api over ratelimit,limit:3,time:1 second',
          error_code: 'APIGW.0308',
          request_id: refused?.headers['x-request-id'],
        });
        assert.equal(refused?.headers['retry-after'], undefined);
      },
      { now: () => noon, throttle: { perSecond: 3 } },
    ));

  it('says when to come back where it is told to', () =>
    withSandbox(
      async (sandbox) => {
        assert.equal((await create(sandbox)).headers['retry-after'], undefined);
        assert.equal((await create(sandbox)).headers['retry-after'], '2');
      },
      { now: () => noon, throttle: { perSecond: 1, retryAfter: 2 } },
    ));

  it('counts any second, not the seconds of the clock, and not what it refused', async () => {
    const clock = handClock();
    await withSandbox(
      async (sandbox) => {
        for (const [time, status] of [
          [0, 200],
          [700, 200],
          [900, 429],
          [999, 429],
          [1000, 200],
          [1001, 429],
          [1699, 429],
          [1700, 200],
          [5000, 200],
          [5000, 200],
          [5000, 429],
        ] as const) {
          clock.set(time);
          assert.equal((await create(sandbox)).status, status, String(time));
        }
        assert.equal(sandbox.ledger.length, 6);
      },
      { now: clock.now, throttle: { perSecond: 2 } },
    );
  });

  it('counts each API for itself, whatever its path names', () =>
    withSandbox(
      async (sandbox) => {
        const { taskId, jobId } = await createNamed(sandbox, 'here', noon);
        const get = async (target: string) => (await send(sandbox, { target, now: noon })).status;
        for (const [target, again] of [
          [tasksTarget(sandbox), tasksTarget(sandbox, '?limit=5')],
          [taskTarget(sandbox, taskId), taskTarget(sandbox, 'another')],
          [jobTarget(sandbox, jobId), jobTarget(sandbox, 'another')],
          [listTarget(sandbox), listTarget(sandbox, '?limit=1')],
        ] as const) {
          assert.equal(await get(target), 200);
          assert.equal(await get(again), 429);
        }
        assert.equal((await create(sandbox)).status, 429);
      },
      { now: () => noon, throttle: { perSecond: 1 } },
    ));

  it('does not count who cannot sign, and does not tell them', () =>
    withSandbox(
      async (sandbox) => {
        const target = tasksTarget(sandbox);
        const wrong = { ...key, accessKeyId: 'OTHER' };
        for (let time = 0; time < 3; time += 1) refusalOf(await send(sandbox, { target, key: wrong, now: noon }));
        assert.equal((await send(sandbox, { target, now: noon })).status, 200);
        refusalOf(await send(sandbox, { target, key: wrong, now: noon }));
        assert.equal((await send(sandbox, { target, now: noon })).status, 429);
      },
      { now: () => noon, throttle: { perSecond: 1 } },
    ));
});
