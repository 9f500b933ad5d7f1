import assert from 'node:assert/strict';
import { createToastTurns } from '../../../src/host/toastTurns.ts';

describe('toast turns', () => {
  const still = () => {
    let time = 50_000;
    const turns = createToastTurns(() => time);
    const pass = (milliseconds: number) => {
      time += milliseconds;
    };
    return { ...turns, pass };
  };

  it('three at once are seen at once, the next a second after the first', () => {
    const { next, pass } = still();
    assert.deepEqual([next(), next()], [0, 0]);
    pass(300);
    assert.deepEqual([next(), next(), next(), next()], [0, 700, 700, 1000]);
  });

  it('those that cannot wait count as well', () => {
    const { shown, next, pass } = still();
    for (let count = 0; count < 5; count += 1) shown();
    pass(100);
    assert.equal(next(), 900);
  });

  it('after a second of nothing all begins anew', () => {
    const { next, pass } = still();
    for (let count = 0; count < 3; count += 1) next();
    pass(1000);
    assert.deepEqual([next(), next(), next(), next()], [0, 0, 0, 1000]);
  });

  it('never are there more than three within a second', () => {
    const { next, pass } = still();
    const times: number[] = [];
    let time = 0;
    for (let index = 0; index < 60; index += 1) {
      const step = (index * 37) % 400;
      pass(step);
      time += step;
      times.push(time + next());
    }
    const sorted = times.toSorted((a, b) => a - b);
    for (const [index, first] of sorted.entries()) {
      const fourth = sorted[index + 3];
      assert.ok(fourth === undefined || fourth - first >= 1000, `${first} and ${fourth}`);
    }
  });
});
