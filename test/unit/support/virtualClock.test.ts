import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { createVirtualClock, type VirtualClock } from '../../support/desk/virtualClock.ts';
import { temporaryFolder } from '../../support/suite/cleanup.ts';

const noon = new Date('2025-06-01T12:00:00Z');
const second = 1000;

/** Seconds since noon. */
const elapsed = (clock: VirtualClock) => (clock.now().getTime() - noon.getTime()) / second;

describe('virtual clock: waits', () => {
  it('stands still until something waits, and then is at the end of the wait', async () => {
    const clock = createVirtualClock(noon);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(elapsed(clock), 0);
    const wait = clock.wait(600 * second);
    assert.deepEqual([elapsed(clock), clock.waiting], [0, 1]);
    await wait;
    assert.deepEqual([elapsed(clock), clock.waiting], [600, 0]);
  });

  it('gives each date to its caller alone', () => {
    const clock = createVirtualClock(noon);
    clock.now().setFullYear(1999);
    assert.equal(elapsed(clock), 0);
  });

  it('ends waits in the order of their ends, those of one end in the order of their beginnings', async () => {
    const clock = createVirtualClock(noon);
    const seen: [name: string, at: number][] = [];
    const job = async (name: string, ...seconds: number[]) => {
      for (const pause of seconds) {
        await clock.wait(pause * second);
        seen.push([name, elapsed(clock)]);
      }
    };
    await Promise.all([job('a', 5, 5, 0), job('b', 3, 2, 10), job('c', 0, 4), job('d', 12)]);
    assert.deepEqual(seen, [
      ['c', 0],
      ['b', 3],
      ['c', 4],
      ['a', 5],
      ['b', 5],
      ['a', 10],
      ['a', 10],
      ['d', 12],
      ['b', 15],
    ]);
  });

  it('takes what is no time, or none left, for no time', async () => {
    const clock = createVirtualClock(noon);
    for (const milliseconds of [0, -5, Number.NaN]) await clock.wait(milliseconds);
    assert.equal(elapsed(clock), 0);
  });

  it('lets a hundred thousand waits of a thousand jobs end in order', async () => {
    const clock = createVirtualClock(noon);
    let last = 0;
    const job = async (number: number) => {
      for (let time = 1; time <= 100; time += 1) {
        await clock.wait(second * (1 + (number % 7)));
        assert.ok(elapsed(clock) >= last);
        last = elapsed(clock);
        assert.equal(last, time * (1 + (number % 7)));
      }
    };
    await Promise.all(Array.from({ length: 1000 }, (_, number) => job(number)));
    assert.deepEqual([last, clock.waiting], [700, 0]);
  });
});

describe('virtual clock: signals and advancing by hand', () => {
  it('ends an aborted wait at once, without moving, and before it began where it was aborted before', async () => {
    const clock = createVirtualClock(noon);
    await clock.wait(second, AbortSignal.abort());
    const controller = new AbortController();
    const forever = clock.wait(Number.POSITIVE_INFINITY, controller.signal);
    const long = clock.wait(50 * second, controller.signal);
    const other = clock.wait(70 * second);
    assert.equal(clock.waiting, 3);
    controller.abort(new Error('not for the one who waits'));
    await Promise.all([forever, long]);
    assert.deepEqual([elapsed(clock), clock.waiting], [0, 1]);
    await other;
    assert.equal(elapsed(clock), 70);
  });

  it('leaves nothing on the signal of a wait that ended, and is not moved by its abort', async () => {
    const clock = createVirtualClock(noon);
    const controller = new AbortController();
    await clock.wait(second, controller.signal);
    const other = clock.wait(second);
    controller.abort();
    assert.equal(clock.waiting, 1);
    await other;
    assert.equal(elapsed(clock), 2);
  });

  it('does not end what waits for a signal only, and goes on beside it', async () => {
    const clock = createVirtualClock(noon);
    const controller = new AbortController();
    let ended = false;
    const forever = clock.wait(Number.POSITIVE_INFINITY, controller.signal).then(() => {
      ended = true;
    });
    for (let time = 0; time < 3; time += 1) await clock.wait(second);
    assert.deepEqual([elapsed(clock), ended, clock.waiting], [3, false, 1]);
    controller.abort();
    await forever;
  });

  it('moves by hand, ends what is due, in order, and never goes back', async () => {
    const clock = createVirtualClock(noon);
    const seen: string[] = [];
    const waits = [5, 2, 9, 2].map((seconds, index) =>
      clock.wait(seconds * second).then(() => seen.push(`${index}: ${seconds} at ${elapsed(clock)}`)),
    );
    clock.advance(5 * second);
    clock.advance(-second);
    assert.deepEqual([elapsed(clock), clock.waiting], [5, 1]);
    await Promise.all(waits);
    assert.deepEqual(seen, ['1: 2 at 5', '3: 2 at 5', '0: 5 at 5', '2: 9 at 9']);
  });
});

describe('virtual clock: while real work is under way', () => {
  /** What the clock says before and after some work while another job waits ten minutes at a time. */
  async function spentOn(work: (clock: VirtualClock) => Promise<unknown>): Promise<number> {
    const clock = createVirtualClock(noon);
    const waits = Promise.all([clock.wait(600 * second), clock.wait(1200 * second)]);
    const before = elapsed(clock);
    await work(clock);
    const spent = elapsed(clock) - before;
    await waits;
    assert.equal(elapsed(clock), 1200);
    return spent;
  }

  it('stands still during requests to a sandbox', async () => {
    const sandbox = await startSandbox({ accessKeyId: 'a', secretAccessKey: 'b' });
    try {
      // The first one brings up the parser of fetch, on another thread.
      await fetch(sandbox.url);
      for (let time = 0; time < 25; time += 1) {
        const headers = { Connection: time % 2 === 0 ? 'close' : 'keep-alive' };
        const request = () => fetch(`${sandbox.url}/v3/regions`, { headers }).then((answer) => answer.text());
        assert.equal(await spentOn(request), 0);
        assert.equal(await spentOn(() => Promise.all([request(), request(), request()])), 0);
      }
    } finally {
      await sandbox.close();
    }
  });

  it('stands still while somebody goes on asking for the time', async () => {
    const work = async (clock: VirtualClock) => {
      for (let turn = 0; turn < 200; turn += 1) {
        clock.now();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    assert.equal(await spentOn(work), 0);
  });

  it('stands still while a file is forced to the disk', async () => {
    const folder = await temporaryFolder('clock');
    const file = await open(join(folder.path, 'file'), 'w');
    const write = async () => {
      await file.writeFile(Buffer.alloc(4_000_000, 1));
      await file.sync();
    };
    try {
      for (let time = 0; time < 5; time += 1) assert.equal(await spentOn(write), 0);
    } finally {
      await file.close();
      folder.remove();
    }
  });

  it('goes on while a server keeps its peer waiting', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const socket = connect(address.port, '127.0.0.1');
    try {
      assert.equal(await spentOn((clock) => clock.wait(300 * second)), 300);
    } finally {
      socket.destroy();
      server.close();
    }
  });

  it('does not let a wait starve where somebody asks for the time for ever', async () => {
    const clock = createVirtualClock(noon);
    let ended = false;
    const ask = () => {
      clock.now();
      if (!ended) setImmediate(ask);
    };
    ask();
    await clock.wait(second);
    ended = true;
    assert.equal(elapsed(clock), 1);
  });
});
