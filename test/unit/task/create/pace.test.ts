import assert from 'node:assert/strict';
import type { RefusalFacts } from '../../../../src/cloud/errors.ts';
import { createPace, type PaceParts } from '../../../../src/task/create/pace.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/desk/virtualClock.ts';
import { type GatewayLimit, runPaced } from './limitedGateway.ts';

const throttled: RefusalFacts = { status: 429 };

/** A pace whose clock stands still until it is moved by hand: nothing waits for the end of `idle`. */
function still(parts: Partial<PaceParts> = {}): { clock: VirtualClock; pace: ReturnType<typeof createPace> } {
  const clock = createVirtualClock();
  const time = { value: clock.now().getTime() };
  const manual: VirtualClock = {
    ...clock,
    now: () => new Date(time.value),
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const end = time.value + milliseconds;
        const leave = () => {
          timers.delete(timer);
          resolve();
        };
        const timer = { end, leave };
        timers.add(timer);
        signal?.addEventListener('abort', leave, { once: true });
      }),
    advance(milliseconds) {
      time.value += milliseconds;
      for (const { end, leave } of timers) if (end <= time.value) leave();
    },
    get waiting() {
      return timers.size;
    },
  };
  const timers = new Set<{ readonly end: number; readonly leave: () => void }>();
  return { clock: manual, pace: createPace({ ...manual, ...parts }) };
}

/** Lets whatever can go on go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** How many turns came in these milliseconds, one by one. */
async function turnsWithin({ clock, pace }: ReturnType<typeof still>, milliseconds: number): Promise<number> {
  let taken = 0;
  const stop = new AbortController();
  const run = async () => {
    for (;;) {
      await pace.turn(stop.signal);
      if (stop.signal.aborted) return;
      taken += 1;
    }
  };
  const running = run();
  for (let time = 0; time < milliseconds; time += 1) {
    clock.advance(1);
    await settle();
  }
  stop.abort();
  await running;
  return taken;
}

describe('pace: five hundred requests against twenty a second', () => {
  const ideal = 25_000;
  const gateways: Readonly<Record<string, Partial<GatewayLimit>>> = {
    'a bare 429': {},
    'a bare 429 of a gateway that counts refusals too': { countsRefusals: true },
    'a Retry-After of one second': { says: { retryAfter: 1000 } },
    'a Retry-After of two seconds': { says: { retryAfter: 2000 } },
    'a limit in the message': { says: { cloudMessage: 'policy api over ratelimit,limit:20,time:1 second' } },
    'a limit in the message and a Retry-After': { says: { cloudMessage: 'limit:20,time:1 second', retryAfter: 1000 } },
  };
  for (const [what, gateway] of Object.entries(gateways)) {
    it(`take at most 1.2 times the limit with ${what}`, async () => {
      const { took, refusals, passed } = await runPaced(createVirtualClock(), 500, { requests: 20, ...gateway });
      assert.equal(passed.length, 500);
      assert.ok(took <= 1.2 * ideal, `${took} ms`);
      assert.ok(refusals <= 10, `${refusals} refusals`);
    });
  }

  it('do not wait for what nobody throttles', async () => {
    const { took, refusals, slowed } = await runPaced(createVirtualClock(), 500, { requests: 1000 });
    assert.deepEqual([refusals, slowed], [0, []]);
    assert.ok(took < 8000, `${took} ms`);
  });
});

describe('pace: other limits', () => {
  it('a stated limit of a minute is kept, after the minute that was used up', async () => {
    const says = { cloudMessage: 'The throttling threshold has been reached: limit:60,time:1 minute' };
    const { took, refusals, slowed } = await runPaced(createVirtualClock(), 180, {
      requests: 60,
      period: 60_000,
      says,
    });
    assert.ok(took <= 1.2 * 180_000, `${took} ms`);
    assert.ok(refusals <= 8, `${refusals} refusals`);
    assert.deepEqual(
      slowed.map(({ rate }) => rate.toFixed(2)),
      ['0.95'],
    );
  });

  it('one that nobody states is found, however low, and everything gets through', async () => {
    for (const requests of [1, 3, 100]) {
      const count = requests * 20;
      const { took, passed, refusals } = await runPaced(createVirtualClock(), count, { requests });
      assert.equal(passed.length, count);
      assert.ok(took <= 2.2 * 20_000, `${requests}: ${took} ms`);
      assert.ok(refusals <= 15, `${requests}: ${refusals} refusals`);
    }
  });

  it('starts modestly', async () => {
    const { passed } = await runPaced(createVirtualClock(), 100, { requests: 1000 });
    const within = (end: number) => passed.filter((time) => time <= end).length;
    assert.ok(within(1000) <= 12, `${within(1000)} in the first second`);
    assert.ok(within(2000) <= 34, `${within(2000)} in two seconds`);
  });

  it('a single hitch is not taken for a limit for long', async () => {
    const { took, slowed } = await runPaced(createVirtualClock(), 500, { requests: 20, hitch: 8 });
    assert.ok((slowed[0]?.rate ?? 0) < 10, String(slowed[0]?.rate));
    assert.ok(took <= 40_000, `${took} ms`);
  });

  it('tries a little more when a rate was held for long, and never more than is stated', async () => {
    const found = await runPaced(createVirtualClock(), 1200, { requests: 20 });
    assert.deepEqual([found.slowed.length > 1, found.refusals < 20], [true, true]);
    const says = { cloudMessage: 'limit:20,time:1 second' };
    const stated = await runPaced(createVirtualClock(), 1200, { requests: 20, says });
    assert.equal(stated.slowed.length, 1);
  });

  it('a limit that makes no sense is no limit', async () => {
    for (const cloudMessage of [
      'limit:0,time:1 second',
      'limit:20,time:0 second',
      'limit:XX,time:1 second',
      'limit:',
    ]) {
      const { took } = await runPaced(createVirtualClock(), 100, { requests: 20, says: { cloudMessage } });
      assert.ok(took <= 1.6 * 5000, `${cloudMessage}: ${took} ms`);
    }
  });
});

describe('pace: a request of which nobody knows whether it got through', () => {
  it('does not make it faster, however many there are', async () => {
    const rateAfter = async (tell: 'accepted' | 'released') => {
      const scene = still({ initialRate: 10 });
      for (let turn = 0; turn < 200; turn += 1) {
        const taken = scene.pace.turn();
        scene.clock.advance(100);
        await taken;
        scene.pace[tell]();
      }
      return turnsWithin(scene, 1000);
    };
    assert.ok((await rateAfter('accepted')) > 100);
    assert.ok((await rateAfter('released')) <= 11);
  });

  it('is no end of a throttling: the next pause is longer all the same', async () => {
    const pauses: number[] = [];
    const scene = still({ onSlowed: ({ pause }) => pauses.push(pause) });
    for (let refusal = 0; refusal < 3; refusal += 1) {
      for (const tell of ['released', 'throttled'] as const) {
        const turn = scene.pace.turn();
        scene.clock.advance(60_000);
        await turn;
        if (tell === 'released') scene.pace.released();
        else scene.pace.throttled(throttled);
      }
    }
    assert.deepEqual(pauses, [1000, 2000, 4000]);
  });

  it('gives its place back: what was under way with it slows down once', async () => {
    const slowed: number[] = [];
    const scene = still({ initialRate: 100, onSlowed: ({ rate }) => slowed.push(rate) });
    assert.equal(await turnsWithin(scene, 25), 3);
    scene.pace.throttled(throttled);
    scene.pace.released();
    scene.pace.throttled(throttled);
    assert.equal(slowed.length, 1);
    const turn = scene.pace.turn();
    scene.clock.advance(60_000);
    await turn;
    scene.pace.throttled(throttled);
    assert.equal(slowed.length, 2);
  });
});

describe('pace: a throttling', () => {
  it('makes everybody wait for as long as Retry-After says', async () => {
    const scene = still();
    await scene.pace.turn();
    scene.pace.throttled({ ...throttled, retryAfter: 7000 });
    assert.equal(await turnsWithin(scene, 6999), 0);
    assert.equal(await turnsWithin(scene, 2), 1);
  });

  it('counts once for what was under way together, and the longest wait counts', async () => {
    const slowed: number[] = [];
    const scene = still({ initialRate: 100, onSlowed: ({ rate }) => slowed.push(rate) });
    assert.equal(await turnsWithin(scene, 75), 8);
    for (const retryAfter of [1000, 3000, 1000, 1000, 1000, 1000, 1000, 1000]) {
      scene.pace.throttled({ ...throttled, retryAfter });
    }
    assert.equal(slowed.length, 1);
    assert.equal(await turnsWithin(scene, 2999), 0);
    assert.ok((await turnsWithin(scene, 100)) > 0);
  });

  it('without a word is waited out longer each time, for a minute at most', async () => {
    const pauses: number[] = [];
    const scene = still({ onSlowed: ({ pause }) => pauses.push(pause) });
    for (let refusal = 0; refusal < 8; refusal += 1) {
      const turn = scene.pace.turn();
      scene.clock.advance(60_000);
      await turn;
      scene.pace.throttled(throttled);
    }
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is not made longer by a clock that is set back', async () => {
    let offset = 0;
    const scene = still();
    const pace = createPace({ ...scene.clock, now: () => new Date(scene.clock.now().getTime() + offset) });
    await pace.turn();
    pace.throttled({ ...throttled, retryAfter: 5000 });
    offset = -3_600_000;
    assert.equal(await turnsWithin({ clock: scene.clock, pace }, 5002), 1);
  });

  it('of an hour is tried after ten minutes: a batch comes to an end', async () => {
    const scene = still();
    await scene.pace.turn();
    scene.pace.throttled({ ...throttled, retryAfter: 3_600_000 });
    assert.equal(await turnsWithin(scene, 599_999), 0);
    assert.equal(await turnsWithin(scene, 2), 1);
  });

  it('of days is waited for in pieces, since timers do not reach that far', async () => {
    const waits: number[] = [];
    const scene = still();
    const pace = createPace({
      ...scene.clock,
      wait: (milliseconds, signal) => {
        waits.push(milliseconds);
        return scene.clock.wait(milliseconds, signal);
      },
    });
    await pace.turn();
    pace.throttled({ ...throttled, retryAfter: 30 * 86_400_000 });
    const stop = new AbortController();
    const turn = pace.turn(stop.signal);
    await settle();
    stop.abort();
    await turn;
    assert.ok(waits.length > 0 && waits.every((milliseconds) => milliseconds <= 60_000), String(waits));
  });
});

describe('pace: turns', () => {
  it('come in the order in which they were asked for, one interval apart', async () => {
    const { clock, pace } = still({ initialRate: 10 });
    const order: number[] = [];
    const turns = [1, 2, 3, 4].map((number) => pace.turn().then(() => order.push(number)));
    await settle();
    assert.deepEqual(order, [1]);
    for (const expected of [
      [1, 2],
      [1, 2, 3],
      [1, 2, 3, 4],
    ]) {
      clock.advance(99);
      await settle();
      assert.equal(order.length, expected.length - 1);
      clock.advance(1);
      await settle();
      assert.deepEqual(order, expected);
    }
    await Promise.all(turns);
  });

  it('do not come in a burst after a time in which nobody asked', async () => {
    const scene = still({ initialRate: 10 });
    await scene.pace.turn();
    scene.clock.advance(10_000);
    assert.ok((await turnsWithin(scene, 99)) <= 2);
  });

  it('end at once when aborted, and nobody else loses one', async () => {
    const { clock, pace } = still({ initialRate: 10 });
    await pace.turn();
    const stop = new AbortController();
    const order: string[] = [];
    const turns = [
      pace.turn(stop.signal).then(() => order.push('aborted')),
      pace.turn().then(() => order.push('other')),
    ];
    stop.abort();
    await settle();
    assert.deepEqual(order, ['aborted']);
    await pace.turn(stop.signal);
    clock.advance(100);
    await Promise.all(turns);
    assert.deepEqual(order, ['aborted', 'other']);
  });

  it('leave no timer behind when all are aborted', async () => {
    const { clock, pace } = still();
    await pace.turn();
    pace.throttled({ ...throttled, retryAfter: 60_000 });
    const stop = new AbortController();
    const turn = pace.turn(stop.signal);
    await settle();
    assert.equal(clock.waiting, 1);
    stop.abort();
    await turn;
    assert.equal(clock.waiting, 0);
  });

  it('go on with whoever comes right after all were aborted', async () => {
    const { clock, pace } = still();
    await pace.turn();
    pace.throttled({ ...throttled, retryAfter: 60_000 });
    const stop = new AbortController();
    const turns = [pace.turn(stop.signal), pace.turn(stop.signal)];
    await settle();
    assert.equal(clock.waiting, 1);
    stop.abort();
    const next = pace.turn();
    await Promise.all(turns);
    await settle();
    assert.equal(clock.waiting, 1);
    clock.advance(60_000);
    await next;
    assert.equal(clock.waiting, 0);
  });
});
