import assert from 'node:assert/strict';
import { createTurns, inTurns } from '../../../src/desk/turns.ts';
import type { Steps } from '../../../src/task/file/json/textWalk.ts';

/** Work of so many steps, of which each takes a millisecond. */
function* work(steps: number, done: () => void): Steps<string> {
  for (let step = 0; step < steps; step += 1) {
    done();
    yield undefined;
  }
  return 'found';
}

/** A clock that goes on with the work, and turns of an event loop of which each has a number. */
function scene() {
  let time = 0;
  let turn = 0;
  const stepsInTurn: number[] = [];
  let waiting: (() => void)[] = [];
  const next = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length > 1) return;
      setImmediate(() => {
        turn += 1;
        const woken = waiting;
        waiting = [];
        for (const wake of woken) wake();
      });
    });
  const step = () => {
    time += 1;
    stepsInTurn[turn] = (stepsInTurn[turn] ?? 0) + 1;
  };
  return { turns: createTurns(() => time, next), step, stepsInTurn };
}

const never = () => false;

describe('work in turns', () => {
  it('lets everything else work after each breath, and ends with what it found', async () => {
    const { turns, step, stepsInTurn } = scene();
    assert.equal(await inTurns(work(30, step), never, turns), 'found');
    assert.ok(stepsInTurn.length >= 4, String(stepsInTurn));
    for (const steps of stepsInTurn) assert.ok(steps <= 8, String(stepsInTurn));
  });

  it('shares a breath among all who work side by side', async () => {
    const { turns, step, stepsInTurn } = scene();
    await Promise.all(Array.from({ length: 8 }, () => inTurns(work(10, step), never, turns)));
    assert.equal(
      stepsInTurn.reduce((sum, steps) => sum + steps, 0),
      80,
    );
    for (const steps of stepsInTurn) assert.ok(steps <= 16, String(stepsInTurn));
  });

  it('is done at once where it is short', async () => {
    const { turns, step, stepsInTurn } = scene();
    await inTurns(work(3, step), never, turns);
    assert.deepEqual(stepsInTurn, [3]);
  });

  it('stops where nobody waits for it any more', async () => {
    const { turns, step, stepsInTurn } = scene();
    assert.equal(await inTurns(work(30, step), () => true, turns), undefined);
    assert.equal(stepsInTurn.length, 1);
  });
});
