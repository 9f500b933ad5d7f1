import assert from 'node:assert/strict';
import { comparisonReport } from '../../../../src/commands/redis/comparisonReport.ts';
import { comparisonSummary } from '../../../../src/commands/redis/comparisonSummary.ts';
import type { Comparison, DatabaseFigures, What } from '../../../../src/redis/compare/comparison.ts';
import { EndFailure } from '../../../../src/redis/compare/ends.ts';
import { RedisFailure } from '../../../../src/redis/redisFailure.ts';
import { english } from '../../../support/desk/english.ts';
import { renderMarkdown } from '../../../support/project/renderedMarkdown.ts';

const database: DatabaseFigures = {
  database: 0,
  counts: { source: { lasting: 1200, expiring: 1 }, target: { lasting: 1200, expiring: 0 } },
  verdict: 'same',
  lookedUp: 1000,
  isWhole: false,
  lookedBack: 998,
  different: 0,
  isByScan: false,
  isUnsampled: false,
};

const equal: Comparison = {
  from: Date.UTC(2026, 0, 2, 3, 4, 5),
  to: Date.UTC(2026, 0, 2, 3, 5, 6),
  ways: { source: 'connection', target: 'connection' },
  end: { kind: 'whole' },
  databases: [database],
  isTargetCluster: false,
  types: new Map([['hash', { lookedUp: 1000, same: 1000, inPart: 3, different: 0, notCompared: 0 }]]),
  differences: [],
  differenceCount: 0,
  notCompared: new Map(),
  refusals: [],
  gone: 0,
};

const ends = { name: 'orders', place: 'cn-north-4', source: '10.0.0.1:6379', target: 'orders-target' };
const summaryOf = (other: Partial<Comparison>, isOver = false) =>
  comparisonSummary({ ...equal, ...other }, isOver, english).join(' ');
const reportOf = (other: Partial<Comparison>) => {
  const comparison = { ...equal, ...other };
  return comparisonReport(comparison, ends, comparisonSummary(comparison, false, english), english);
};

const looked =
  'Keys of the source looked up: 1,000, of which 1,000 are the same. Keys of the target looked for in the source: 998. Keys that differ: 0.';
const counted = 'As many keys that do not expire are on both ends in each database: 1,200 in all.';
const open =
  'Whether source and target are equal is not clear: no difference was found, but not everything was compared.';

describe('what a comparison is said to have come to', () => {
  const cases: readonly (readonly [what: string, other: Partial<Comparison>, said: string])[] = [
    [
      'equal, and how far that goes',
      {},
      `Source and target are equal, as far as the counts and the sample tell. ${looked} ${counted}`,
    ],
    ['empty', { databases: [], types: new Map() }, 'Source and target are both empty.'],
    ['cancelled', { end: { kind: 'cancelled' } }, `${open} It was cancelled, so this is a part. ${looked} ${counted}`],
    [
      'an end that was lost',
      { end: { kind: 'failed', failure: new EndFailure('target', new RedisFailure('lost', '10.0.0.2:6379')) } },
      `${open} The target could not be read any more, so this is a part. The connection to 10.0.0.2:6379 broke off. Check that the Redis still runs, and try again. ${looked} ${counted}`,
    ],
    [
      'what was not compared, and why',
      {
        refusals: ['NOPERM'],
        notCompared: new Map([
          ['refused', 2],
          ['type', 1],
        ]),
      },
      `${open} ${looked} ${counted} Keys that were not compared: 3, since a Redis refused the command (NOPERM); their type belongs to a module.`,
    ],
    [
      'counts',
      {
        databases: [
          { ...database, verdict: 'different' },
          { ...database, database: 3, verdict: 'written' },
          { ...database, database: 4, verdict: 'unknown', isUnsampled: true },
        ],
      },
      'Source and target differ. Keys of the source looked up: 3,000, of which 1,000 are the same. Keys of the target looked for in the source: 2,994. Keys that differ: 0. Counts of keys that do not expire differ in database: 0. Counts change, or are not known, in database: 3, 4. There are keys of an end none of which was looked up, in database: 4.',
    ],
    [
      'the way',
      { ways: { source: 'webCli', target: 'connection' } },
      `Source and target are equal, as far as the counts and the sample tell. ${looked} By the Web CLI the sample is small. ${counted}`,
    ],
  ];
  for (const [what, other, said] of cases) it(what, () => assert.equal(summaryOf(other), said));

  it('somebody who has signed out did not cancel', () =>
    assert.match(
      summaryOf({ end: { kind: 'cancelled' } }, true),
      /You have signed out, or switched to another account or project, so this is a part\./,
    ));
});

describe('the report of a comparison', () => {
  it('has the ends, the ways, the times, and what equal means', () => {
    const { text, cells } = renderMarkdown(reportOf({ ways: { source: 'webCli', target: 'connection' } }));
    assert.ok(cells.includes('10.0.0.1:6379 · Web CLI') && cells.includes('orders-target · connection'), cells.join());
    assert.ok(cells.includes('61'));
    assert.match(text, /Equal means: .*Groups of streams, and expiries of single fields of a hash, are not compared\./);
  });

  it('has a row for each database and each type', () => {
    const { cells } = renderMarkdown(
      reportOf({ databases: [database, { ...database, database: 7, verdict: 'different' }], isTargetCluster: true }),
    );
    const row = ['0', '1,200', '1,200', '1', '0', '1,000', '998', '0'].join();
    const remark = 'keys that expire are counted until they are deleted, so their counts may differ';
    assert.ok(cells.join().includes(`${row},${remark},7`), cells.join());
    assert.ok(cells.join().includes('the target is a cluster, which has database 0 only; the counts of keys'));
    assert.ok(cells.join().includes('hash,1,000,1,000,3,0,0'));
  });

  const whats: readonly (readonly [What, string])[] = [
    [{ kind: 'missing' }, 'not in the target'],
    [{ kind: 'extra' }, 'only in the target'],
    [{ kind: 'type', source: 'hash', target: 'set' }, 'type hash in the source, set in the target'],
    [{ kind: 'expiry', source: 60_000, target: 4_200_000 }, 'expires in 60 s in the source, in 4,200 s in the target'],
    [{ kind: 'expiry', source: undefined, target: 1000 }, 'does not expire in the source, in 1 s in the target'],
    [{ kind: 'expiry', source: 1000, target: undefined }, 'expires in 1 s in the source, not in the target'],
    [{ kind: 'length', of: 'bytes', source: 3000, target: 4 }, '3,000 bytes in the source, 4 in the target'],
    [{ kind: 'length', of: 'elements', source: 3, target: 4 }, '3 elements in the source, 4 in the target'],
    [{ kind: 'value' }, 'another value of the same length'],
    [{ kind: 'field', how: 'missing', name: 'f' }, 'field f is not in the target'],
    [{ kind: 'field', how: 'extra', name: 'f' }, 'field f is only in the target'],
    [{ kind: 'field', how: 'other', name: 'f' }, 'another value of field f'],
    [{ kind: 'member', how: 'missing' }, 'a member is not in the target'],
    [{ kind: 'member', how: 'extra' }, 'a member is only in the target'],
    [{ kind: 'score' }, 'another score of a member'],
    [{ kind: 'element', index: 1234 }, 'another element at index 1,234'],
    [{ kind: 'entry', how: 'missing', id: '5-1' }, 'entry 5-1 is not in the target'],
    [{ kind: 'entry', how: 'extra', id: '5-1' }, 'entry 5-1 is only in the target'],
    [{ kind: 'entry', how: 'other', id: '5-1' }, 'other fields of entry 5-1'],
  ];
  for (const [what, said] of whats) {
    it(`says that a key has ${said}`, () => {
      const difference = { database: 2, key: 'user:1', type: 'hash', whats: [what] } as const;
      const { cells } = renderMarkdown(reportOf({ differences: [difference], differenceCount: 1 }));
      assert.ok(cells.join('|').includes(`2|user:1|hash|${said}`), cells.join('|'));
    });
  }

  it('says of how many differences it has the first', () => {
    const one = { database: 0, key: 'a', type: 'list', whats: [{ kind: 'missing' }] } as const;
    assert.match(reportOf({ differences: [one], differenceCount: 5000 }), /The first 1 of 5,000\./);
    assert.doesNotMatch(reportOf({ differences: [one], differenceCount: 1 }), /The first/);
  });

  it('says what was not compared, and what was gone', () => {
    const { cells } = renderMarkdown(reportOf({ notCompared: new Map([['tooLarge', 4]]), gone: 2 }));
    assert.ok(
      cells
        .join('|')
        .includes('4|they are too large to be read|2|they were deleted, or had expired, when they were looked up'),
    );
  });

  it('shows figures as figures, and words of others as words', () => {
    const failure = new EndFailure('source', new RedisFailure('lost', 'www.evil.example:6379'));
    const text = reportOf({ end: { kind: 'failed', failure } });
    assert.match(text, /^- Keys of the source looked up: 1,000, of which 1,000 are the same\./m);
    assert.match(text, /^\| 0 \| 1,200 \| 1,200 \| 1 \| 0 \|/m);
    assert.ok(!renderMarkdown(text).elements.includes('a'), text);
  });

  it('leaves names of keys words, whatever they are', () => {
    const texts = ['![x](http://evil.example/x.png)', '<img src="x">|`|', 'https://evil.example', '[y](command:z)'];
    const differences = texts.map((key) => ({
      database: 0,
      key,
      type: key,
      whats: [{ kind: 'field', how: 'other', name: key }] as const,
    }));
    const { elements, cells } = renderMarkdown(reportOf({ differences, differenceCount: 4 }));
    const allowed = ['h1', 'h2', 'p', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code'];
    assert.deepEqual(
      elements.filter((name) => !allowed.includes(name)),
      [],
    );
    for (const text of texts) assert.ok(cells.includes(text), text);
  });
});
