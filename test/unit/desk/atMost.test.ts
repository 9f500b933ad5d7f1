import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { atMost } from '../../../src/desk/concurrently.ts';

describe('at most so many', () => {
  it('are under way, whatever becomes of them, and all have their turn, the first first', async () => {
    const inTurn = atMost(2);
    const begun: number[] = [];
    let [now, most] = [0, 0];
    const work = (number: number) => async () => {
      begun.push(number);
      now += 1;
      most = Math.max(most, now);
      await setImmediate();
      now -= 1;
      if (number === 1) throw new Error('one');
      return number;
    };
    const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => inTurn(work(number))));
    assert.equal(most, 2);
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
    const statuses = ends.map(({ status }) => status);
    assert.deepEqual(statuses, ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });
});
