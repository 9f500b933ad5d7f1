import assert from 'node:assert/strict';
import type { Comparison, DatabaseFigures } from '../../../../src/redis/compare/comparison.ts';
import { EndFailure } from '../../../../src/redis/compare/ends.ts';
import { countVerdict } from '../../../../src/redis/compare/keyspaces.ts';
import { nameText } from '../../../../src/redis/compare/nameText.ts';
import { type Verdict, verdictOf } from '../../../../src/redis/compare/verdict.ts';

const database: DatabaseFigures = {
  database: 0,
  counts: { source: { lasting: 3, expiring: 1 }, target: { lasting: 3, expiring: 0 } },
  verdict: 'same',
  lookedUp: 4,
  isWhole: true,
  lookedBack: 3,
  different: 0,
  isByScan: false,
  isUnsampled: false,
};

const equal: Comparison = {
  from: 0,
  to: 1,
  ways: { source: 'connection', target: 'webCli' },
  end: { kind: 'whole' },
  databases: [database],
  isTargetCluster: false,
  types: new Map([['string', { lookedUp: 4, same: 4, inPart: 1, different: 0, notCompared: 0 }]]),
  differences: [],
  differenceCount: 0,
  notCompared: new Map(),
  refusals: [],
  gone: 2,
};

describe('what a comparison comes to', () => {
  const cases: readonly (readonly [what: string, other: Partial<Comparison>, verdict: Verdict])[] = [
    ['everything was looked at and is the same', {}, 'equal'],
    ['a key differs', { differenceCount: 1 }, 'different'],
    ['a key differs, and it was cancelled', { differenceCount: 1, end: { kind: 'cancelled' } }, 'different'],
    ['it was cancelled', { end: { kind: 'cancelled' } }, 'unclear'],
    ['an end was lost', { end: { kind: 'failed', failure: new EndFailure('source', 'lost') } }, 'unclear'],
    ['a key was not compared', { notCompared: new Map([['type', 1]]) }, 'unclear'],
    ['counts differ', { databases: [database, { ...database, verdict: 'different' }] }, 'different'],
    ['counts move', { databases: [{ ...database, verdict: 'written' }] }, 'unclear'],
    ['counts are not known', { databases: [{ ...database, verdict: 'unknown' }] }, 'unclear'],
    ['no key of a database was named', { databases: [{ ...database, isUnsampled: true }] }, 'unclear'],
  ];
  for (const [what, other, verdict] of cases)
    it(`is ${verdict} where ${what}`, () => assert.equal(verdictOf({ ...equal, ...other }), verdict));
});

describe('counts of keys that do not expire', () => {
  const counts = (source: number, target: number) => ({
    source: { lasting: source, expiring: 9 },
    target: { lasting: target, expiring: 0 },
  });
  it('are the same, whatever those are that expire', () =>
    assert.equal(countVerdict(counts(3, 2), counts(5, 5)), 'same'));
  it('differ where they lie apart and stay', () => assert.equal(countVerdict(counts(5, 4), counts(5, 4)), 'different'));
  it('differ where they lie further apart than they move', () =>
    assert.equal(countVerdict(counts(500, 100), counts(510, 105)), 'different'));
  it('are being written where they lie no further apart than they move', () => {
    assert.equal(countVerdict(counts(500, 490), counts(510, 500)), 'written');
    assert.equal(countVerdict(counts(500, 500), counts(510, 505)), 'written');
  });
  it('are not known where an end did not say them', () => {
    const { source } = counts(5, 5);
    assert.equal(countVerdict({ source, target: undefined }, counts(5, 5)), 'unknown');
    assert.equal(countVerdict(counts(5, 5), { source, target: undefined }), 'unknown');
  });
});

describe('the name of a key', () => {
  const cases: readonly (readonly [name: string | Uint8Array, shown: string])[] = [
    ['user:{1}:a', 'user:{1}:a'],
    ['订单:7', '订单:7'],
    ['a\nb\u202Ec', 'a‹U+000A›b‹U+202E›c'],
    [Buffer.from([0x61, 0xff, 0x0a, 0x5c]), 'a\\xff\\x0a\\x5c'],
    ['x'.repeat(1000), `${'x'.repeat(79)}…`],
    ['订'.repeat(1000), `${'订'.repeat(79)}…`],
  ];
  for (const [name, shown] of cases) it(`is shown as ${shown}`, () => assert.equal(nameText(Buffer.from(name)), shown));
});
