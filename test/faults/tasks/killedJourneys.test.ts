import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const fewestDeaths = 20;

describe('a window that is killed while it creates, configures and starts', function () {
  this.timeout(20 * 60_000);

  it('starts nothing unasked, and loses no task, with whatever request it dies', async () => {
    const worker = new Worker(new URL('./killedJourneys.worker.js', import.meta.url));
    try {
      const ended = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}.`)));
      const [deaths] = await Promise.race([once(worker, 'message'), ended]);
      assert.ok(typeof deaths === 'number' && deaths >= fewestDeaths, `${deaths} deaths`);
    } finally {
      await worker.terminate();
    }
  });
});
