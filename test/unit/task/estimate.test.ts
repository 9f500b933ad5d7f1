import assert from 'node:assert/strict';
import { type Rest, restOfCopy, restOfLag } from '../../../src/task/estimate.ts';
import type { Sample } from '../../../src/task/sample.ts';
import { type SeededRandom, seededRandom } from '../../support/suite/seededRandom.ts';

const second = 1000;
const minute = 60 * second;
const start = 1_700_000_000_000;

const copy = (at: number, progress: number | undefined): Sample => ({
  at: start + at,
  status: 'FULLMIGRATING',
  stats: progress === undefined ? undefined : { full_migration_progress: progress },
});

const lagAt = (at: number, offset: number): Sample => ({ at: start + at, status: 'INCRMIGEATING', stats: { offset } });

const every10s = (count: number, of: (seconds: number) => number) =>
  Array.from({ length: count }, (_, index) => copy(index * 10 * second, of(index * 10)));

describe('the rest of a full copy', () => {
  it('is a range around what is left at the present rate', () => {
    const rest = restOfCopy(every10s(20, (seconds) => seconds / 6));
    assert.ok(rest.kind === 'range');
    const truth = ((100 - 190 / 6) * 6 * second) / minute;
    assert.ok(rest.from / minute < truth && rest.to / minute > truth, JSON.stringify(rest));
    assert.ok(rest.to / rest.from < 2, JSON.stringify(rest));
  });

  for (const [name, samples, why] of [
    ['too few looks', every10s(3, (seconds) => seconds), 'tooFew'],
    ['looks of a moment', [0, 1, 2, 3, 4].map((at) => copy(at * second, at)), 'tooFew'],
    ['looks that failed', [copy(0, 1), ...[1, 2, 3, 4, 5].map((at) => copy(at * 10_000, undefined))], 'tooFew'],
    ['no look', [], 'tooFew'],
    ['one that stands', every10s(30, () => 40), 'stands'],
    ['one that has come to stand', every10s(60, (seconds) => Math.min(seconds, 50)), 'stands'],
    [
      'one that has begun anew',
      [...every10s(20, (seconds) => seconds / 3), copy(200_000, 0), copy(210_000, 1)],
      'beganAnew',
    ],
    ['one that jumps', every10s(20, (seconds) => (seconds < 180 ? seconds / 100 : 40 + seconds / 100)), 'varies'],
  ] satisfies readonly (readonly [string, readonly Sample[], string])[])
    it(`is not known of ${name}`, () => {
      assert.deepEqual(restOfCopy(samples), { kind: 'notKnown', why });
    });

  it('goes by this run alone', () => {
    const before = every10s(60, (seconds) => seconds / 60);
    const status = 'INCRMIGEATING';
    const after = Array.from({ length: 20 }, (_, index) => copy(700_000 + index * 10 * second, index));
    const rest = restOfCopy([...before, { at: start + 650_000, status, stats: { offset: 5 } }, ...after]);
    assert.ok(rest.kind === 'range' && rest.to < 20 * minute, JSON.stringify(rest));
  });
});

describe('the rest of a lag', () => {
  const falling = (of: (seconds: number) => number) =>
    Array.from({ length: 12 }, (_, index) => lagAt(index * 10 * second, of(index * 10)));

  it('is a range, whether it falls by the line or by halves', () => {
    const line = restOfLag(
      falling((seconds) => 100_101 - seconds * 500),
      101,
    );
    assert.ok(line.kind === 'range' && line.from <= 90 * second && line.to >= 90 * second, JSON.stringify(line));
    const halves = restOfLag(
      falling((seconds) => 1_000_000 * 0.98 ** seconds),
      101,
    );
    const truth = (Math.log(101 / (1_000_000 * 0.98 ** 110)) / Math.log(0.98)) * second;
    assert.ok(halves.kind === 'range' && halves.from <= truth && halves.to >= truth, JSON.stringify([halves, truth]));
  });

  it('is not known of one that grows, or of one that stays', () => {
    assert.deepEqual(
      restOfLag(
        falling((seconds) => 5000 + seconds),
        101,
      ),
      { kind: 'notKnown', why: 'grows' },
    );
    assert.deepEqual(
      restOfLag(
        falling(() => 5000),
        101,
      ),
      { kind: 'notKnown', why: 'stands' },
    );
    assert.deepEqual(restOfLag([lagAt(0, 5000)], 101), { kind: 'notKnown', why: 'tooFew' });
  });
});

type Kind = 'constant' | 'noisy' | 'whole' | 'stalling' | 'jumping' | 'restarted';
const kinds: readonly Kind[] = ['constant', 'noisy', 'whole', 'stalling', 'jumping', 'restarted'];
const isSteady = (kind: Kind) => kind === 'constant' || kind === 'noisy' || kind === 'whole';

interface Simulated {
  readonly samples: readonly Sample[];
  /** When it was done, in milliseconds since its beginning. */
  readonly end: number;
}

/** A copy of three minutes to ten hours that is looked at every ten seconds, or less often; some looks fail. */
function simulate(kind: Kind, random: SeededRandom): Simulated {
  const length = 3 * minute * 1.07 ** random.below(78);
  const perTick = (100 * second) / length;
  const between = random.pick([10, 10, 10, 30, 60]);
  const samples: Sample[] = [];
  let done = 0;
  let stalled = 0;
  let restarts = 0;
  let at = 0;
  for (; done < 100; at += second) {
    if ((at / second) % between === 0) {
      const told = kind === 'whole' ? Math.floor(done) : done;
      samples.push(copy(at, random.chance(0.05) ? undefined : told));
    }
    if (kind === 'stalling' && stalled === 0 && random.chance(0.003)) stalled = random.below(400);
    if (stalled > 0) {
      stalled -= 1;
      continue;
    }
    done += perTick * (kind === 'constant' ? 1 : 0.5 + random.below(1000) / 1000);
    if (kind === 'jumping' && random.chance(0.002)) done += random.below(20);
    if (kind === 'restarted' && restarts < 3 && random.chance(second / length)) {
      done = 0;
      restarts += 1;
    }
  }
  return { samples, end: at };
}

function isSane(rest: Rest): boolean {
  if (rest.kind === 'notKnown') return true;
  return rest.from >= 0 && rest.to >= rest.from && rest.to <= 30 * 24 * 60 * minute;
}

describe('the rest of 10,000 copies', () => {
  it('holds what is true in nine of ten where the rate is steady, is mostly known then, and is never absurd', () => {
    const held = new Map<Kind, { asked: number; known: number; true: number; narrow: number }>();
    for (let number = 0; number < 10_000; number += 1) {
      const random = seededRandom(number, 'estimate');
      const kind = kinds[number % kinds.length] ?? 'constant';
      const { samples, end } = simulate(kind, random);
      const count = held.get(kind) ?? { asked: 0, known: 0, true: 0, narrow: 0 };
      held.set(kind, count);
      // Somewhere in the second half of those that have a rate at all.
      const index = Math.floor(samples.length * (0.2 + random.below(75) / 100));
      const seen = samples.slice(Math.max(0, index - 360), index + 1);
      const last = seen.at(-1);
      if (last === undefined) continue;
      const rest = restOfCopy(seen);
      assert.ok(isSane(rest), `${number} ${JSON.stringify(rest)}`);
      const truth = end - (last.at - start);
      count.asked += 1;
      if (rest.kind === 'notKnown') continue;
      count.known += 1;
      if (rest.from <= truth && truth <= rest.to) count.true += 1;
      if (rest.to <= 3 * Math.max(rest.from, minute)) count.narrow += 1;
    }
    for (const [kind, count] of held) {
      if (!isSteady(kind)) continue;
      assert.ok(count.true >= count.known * 0.9, `${kind} ${JSON.stringify(count)}`);
      assert.ok(count.narrow >= count.known * 0.8, `${kind} ${JSON.stringify(count)}`);
      assert.ok(count.known >= count.asked * 0.9, `${kind} ${JSON.stringify(count)}`);
    }
    assert.equal(held.size, kinds.length);
  });
});
