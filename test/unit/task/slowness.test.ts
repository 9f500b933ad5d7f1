import assert from 'node:assert/strict';
import type { TaskStats } from '../../../src/cloud/services/taskProgress.ts';
import type { Sample } from '../../../src/task/sample.ts';
import { bandwidthReached, begunAnew, longStart, noProgress } from '../../../src/task/slowness.ts';

const second = 1000;
const minute = 60 * second;

/** Looks ten seconds apart. */
const looks = (all: readonly (TaskStats | undefined)[], status = 'FULLMIGRATING', from = 0): readonly Sample[] =>
  all.map((stats, index) => ({ at: from + index * 10 * second, status, stats }));

const repeated = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe('a bandwidth limit', () => {
  const rates = (...all: readonly (number | undefined)[]) =>
    looks(all.map((target_input_kbps) => ({ target_input_kbps })));

  it('is reached where five looks in a row are near it, whatever failed between them', () => {
    const near = [10_100, 9900, 10_240, 10_000, 10_200];
    const found = bandwidthReached([...rates(3, ...near), ...looks([undefined])], '10');
    assert.deepEqual(found, { kind: 'bandwidth', rate: 10_200, looks: 5, limit: 10 });
    assert.equal(bandwidthReached(rates(...near.slice(1)), '10'), undefined);
    assert.equal(bandwidthReached(rates(...near, 5000), '10'), undefined);
    assert.equal(bandwidthReached(rates(...near, undefined), '10'), undefined);
  });

  it('is none where there is none, or where the figures are of another unit', () => {
    for (const limit of [undefined, '', ' ', '0', '-1', 'none'])
      assert.equal(bandwidthReached(rates(...repeated(9, 0)), limit), undefined);
    assert.equal(bandwidthReached(rates(...repeated(9, 81_920)), '10'), undefined);
  });
});

describe('a full copy that has begun anew', () => {
  it('is seen by its progress, or by the status, and by no restart of somebody', () => {
    const copied = looks([{ full_migration_progress: 40 }, { full_migration_progress: 80 }]);
    const again = looks([{ full_migration_progress: 3 }], 'FULLMIGRATING', 60 * second);
    assert.deepEqual(begunAnew([...copied, ...again]), { kind: 'begunAnew', from: 80, to: 3, at: 60 * second });
    assert.equal(begunAnew([...copied, ...again], 10 * second), undefined);
    const incremental = looks([{ offset: 5 }], 'INCRMIGEATING', 30 * second);
    assert.deepEqual(begunAnew([...copied, ...incremental, ...again]), {
      kind: 'begunAnew',
      from: 100,
      to: 3,
      at: 60 * second,
    });
    assert.equal(begunAnew([...copied, ...incremental]), undefined);
    assert.equal(begunAnew(looks([{ full_migration_progress: 40.6 }, { full_migration_progress: 40 }])), undefined);
    assert.equal(begunAnew([]), undefined);
  });
});

describe('a full copy without progress', () => {
  const stands = (count: number) => repeated(count, { full_migration_progress: 40, target_dbsize: 7 });

  it('is seen after five minutes, and not while the keys of the target grow', () => {
    const start = { full_migration_progress: 39 };
    assert.deepEqual(noProgress(looks([start, ...stands(31)])), { kind: 'noProgress', since: 10 * second });
    assert.equal(noProgress(looks([start, ...stands(29)])), undefined);
    const growing = Array.from({ length: 60 }, (_, index) => ({ full_migration_progress: 40, target_dbsize: index }));
    assert.equal(noProgress(looks([start, ...growing])), undefined);
  });

  it('is not seen where each percent takes as long', () => {
    const slow = [10, 11, 12, 13].flatMap((full_migration_progress) => repeated(30, { full_migration_progress }));
    assert.equal(noProgress(looks([...slow, ...repeated(30, { full_migration_progress: 13 })])), undefined);
    assert.notEqual(noProgress(looks([...slow, ...repeated(80, { full_migration_progress: 13 })])), undefined);
  });

  it('is none of what is copied, of another phase, or of nothing', () => {
    assert.equal(noProgress(looks(repeated(60, { full_migration_progress: 100 }))), undefined);
    assert.equal(noProgress(looks(stands(60), 'INCRMIGEATING')), undefined);
    assert.equal(noProgress(looks(repeated(60, {}))), undefined);
    assert.equal(noProgress([]), undefined);
  });
});

describe('a machine that starts', () => {
  it('is late after ten minutes', () => {
    const created = new Date(0);
    assert.equal(longStart(created, 9 * minute), undefined);
    assert.deepEqual(longStart(created, 10 * minute), { kind: 'longStart', since: 0 });
    assert.equal(longStart(undefined, 60 * minute), undefined);
  });
});
