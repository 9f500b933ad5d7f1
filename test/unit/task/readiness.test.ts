import assert from 'node:assert/strict';
import { type ReadinessSample, readiness } from '../../../src/task/readiness.ts';
import { type SeededRandom, seededRandom } from '../../support/suite/seededRandom.ts';

const threshold = 100;

function sample(at: number, changes: Partial<ReadinessSample> = {}): ReadinessSample {
  return { at: at * 1000, status: 'INCRMIGEATING', lag: 3, isMigrating: true, ...changes };
}

const ready = (...samples: ReadinessSample[]) => readiness(samples, { threshold });

describe('readiness', () => {
  it('takes two good looks in a row', () => {
    assert.deepEqual(ready(), []);
    assert.deepEqual(ready(sample(0)), [false]);
    assert.deepEqual(ready(sample(0), sample(10), sample(20)), [false, true, true]);
    assert.deepEqual(ready(sample(0, { status: 'INCRMIGRATING' }), sample(10)), [false, true]);
    assert.deepEqual(ready(sample(0, { isMigrating: undefined }), sample(10, { lag: 0 })), [false, true]);
  });

  for (const [what, bad] of Object.entries({
    'a lag at the threshold': { lag: threshold },
    'a negative lag': { lag: -1 },
    'no lag': { lag: undefined },
    'a lag that is no number': { lag: Number.NaN },
    'an endless lag': { lag: Number.POSITIVE_INFINITY },
    'a task that does not migrate': { isMigrating: false },
    'a full copy': { status: 'FULLMIGRATING' },
    'a task that has stopped': { status: 'TERMINATED' },
    'a status that nobody knows': { status: 'INCRMIGRATING2' },
  } satisfies Record<string, Partial<ReadinessSample>>)) {
    it(`is withdrawn by ${what}, and comes back only after two good ones`, () => {
      const samples = [sample(0), sample(10), sample(20, bad), sample(30), sample(40)];
      assert.deepEqual(ready(...samples), [false, true, false, false, true]);
    });
  }

  it('pairs no looks that are far apart, nor any of a clock that was set back', () => {
    assert.deepEqual(ready(sample(0), sample(90)), [false, true]);
    assert.deepEqual(ready(sample(0), { ...sample(90), at: 90_001 }), [false, false]);
    assert.deepEqual(ready(sample(100), sample(100)), [false, true]);
    assert.deepEqual(ready(sample(100), sample(99), sample(100)), [false, false, true]);
    assert.deepEqual(ready(sample(0), sample(Number.NaN), sample(10)), [false, false, false]);
  });
});

/** What the cloud would say at a time, and what really is. */
interface Truth {
  readonly sample: ReadinessSample;
  readonly isLevel: boolean;
}

/** A migration that bursts, falls back to a full copy, restarts, stops, sleeps, and whose looks fail. */
function history(random: SeededRandom): readonly Truth[] {
  const truths: Truth[] = [];
  let at = 1_700_000_000_000;
  let lag = random.below(5000);
  let status = 'INCRMIGEATING';
  for (let look = 0; look < 40; look += 1) {
    at += random.chance(0.03) ? random.below(900_000) : random.chance(0.02) ? -random.below(60_000) : 10_000;
    lag = random.chance(0.15) ? lag + random.below(100_000) : Math.floor(lag / (2 + random.below(20)));
    if (random.chance(0.06)) status = random.pick(['FULLMIGRATING', 'RELEASED', 'TERMINATED', 'MIGRATION_FAILED']);
    else if (random.chance(0.4)) status = random.pick(['INCRMIGEATING', 'INCRMIGRATING']);
    const isMigrating = random.chance(0.05) ? false : random.chance(0.3) ? undefined : true;
    const hasFailed = random.chance(0.08);
    const isLevel = !hasFailed && status.startsWith('INCR') && isMigrating !== false && lag < threshold;
    truths.push({ sample: { at, status, lag: hasFailed ? undefined : lag, isMigrating }, isLevel });
  }
  return truths;
}

describe('readiness over 10,000 histories', () => {
  it('is never said of what was not level in two looks that belong together, and withdrawn at the next', () => {
    let said = 0;
    for (let number = 0; number < 10_000; number += 1) {
      const truths = history(seededRandom(number, 'readiness'));
      const answers = ready(...truths.map((truth) => truth.sample));
      assert.equal(answers.length, truths.length);
      for (const [index, answer] of answers.entries()) {
        const [before, now] = [truths[index - 1], truths[index]];
        const gap = (now?.sample.at ?? 0) - (before?.sample.at ?? 0);
        const expected = before?.isLevel === true && now?.isLevel === true && gap >= 0 && gap <= 90_000;
        assert.equal(answer, expected, `history ${number}, look ${index}`);
        if (answer) said += 1;
      }
    }
    assert.ok(said > 10_000, `said ${said} times`);
  });
});
