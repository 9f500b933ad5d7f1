import assert from 'node:assert/strict';
import { type Move, type Position, runSteps } from '../../../src/desk/flow.ts';

/** Runs steps that move as told; gives the numbers of the steps in the order they were asked, and how it ended. */
async function walk(total: number, moves: readonly Move[], startAt = 0) {
  const left = [...moves];
  const asked: number[] = [];
  const positions: Position[] = [];
  const step = (position: Position): Promise<Move> => {
    asked.push(position.step);
    positions.push(position);
    assert.ok(left.length > 0, `No move is left at step ${position.step}`);
    return Promise.resolve(left.shift());
  };
  const finished = await runSteps(
    Array.from({ length: total }, () => step),
    startAt,
  );
  assert.deepEqual(left, []);
  return { asked, positions, finished };
}

describe('flow: steps', () => {
  const rows: readonly (readonly [
    what: string,
    moves: readonly Move[],
    asked: readonly number[],
    finished: boolean,
    startAt?: number,
  ])[] = [
    ['straight on', ['next', 'next', 'next'], [1, 2, 3], true],
    ['Esc at the first', [undefined], [1], false],
    ['Esc at the last', ['next', 'next', undefined], [1, 2, 3], false],
    ['back and forth', ['next', 'back', 'next', 'next', 'next'], [1, 2, 1, 2, 3], true],
    ['back from the first stays there', ['back', undefined], [1, 1], false],
    ['a jump back', ['next', 'next', { to: 0 }, undefined], [1, 2, 3, 1], false],
    ['a jump to itself', ['next', { to: 1 }, undefined], [1, 2, 2], false],
    ['a jump past the end finishes', [{ to: 3 }], [1], true],
    ['a start in the middle', ['next', 'next'], [2, 3], true, 1],
    ['a start at the last, and back', ['back', undefined], [3, 2], false, 2],
  ];
  for (const [what, moves, asked, finished, startAt] of rows) {
    it(what, async () => {
      const walked = await walk(3, moves, startAt);
      assert.deepEqual([walked.asked, walked.finished], [asked, finished]);
    });
  }

  it('tells each step its number, their total and whether there is a way back', async () => {
    const { positions } = await walk(3, ['next', 'next', 'next']);
    assert.deepEqual(positions, [
      { step: 1, totalSteps: 3, canGoBack: false },
      { step: 2, totalSteps: 3, canGoBack: true },
      { step: 3, totalSteps: 3, canGoBack: true },
    ]);
  });

  it('no steps are finished at once', async () => assert.equal(await runSteps([]), true));

  it('passes on what a step throws', async () => {
    await assert.rejects(runSteps([() => Promise.reject(new Error('of the step'))]), /of the step/);
  });
});
