import assert from 'node:assert/strict';
import { wait } from '../../../src/host/wait.ts';

/** Milliseconds, longer than a test may take. */
const forEver = 10 * 60_000;

describe('wait', () => {
  it('resolves when the time is over', async () => {
    assert.equal(await wait(1), undefined);
    assert.equal(await wait(1, new AbortController().signal), undefined);
  });

  it('resolves at once when it is aborted, before or meanwhile', async () => {
    assert.equal(await wait(forEver, AbortSignal.abort()), undefined);
    const stop = new AbortController();
    const waiting = wait(forEver, stop.signal);
    stop.abort();
    assert.equal(await waiting, undefined);
  });

  it('leaves nothing behind at a signal that lasts', async () => {
    const { signal } = new AbortController();
    const warnings: unknown[] = [];
    const note = (warning: unknown) => warnings.push(warning);
    process.on('warning', note);
    try {
      for (let times = 0; times < 20; times += 1) await wait(0, signal);
      await wait(0);
    } finally {
      process.off('warning', note);
    }
    assert.deepEqual(warnings, []);
  });
});
