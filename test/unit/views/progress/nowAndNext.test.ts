import assert from 'node:assert/strict';
import type { TaskStats } from '../../../../src/cloud/services/taskProgress.ts';
import { type KnownTask, lifeOf } from '../../../../src/desk/tasks/taskSight.ts';
import { nowAndNext } from '../../../../src/views/progress/nowAndNext.ts';
import { restText } from '../../../../src/views/progress/restText.ts';
import { english } from '../../../support/desk/english.ts';
import { knownTask, now, samplesOf } from '../tasks/knownTask.ts';

const minute = 60_000;

const said = (known: KnownTask) =>
  Object.fromEntries(nowAndNext(known, lifeOf(known, now), now, english).map(({ key, value }) => [key, value]));

const copying = (of: (index: number) => TaskStats, count = 40) =>
  knownTask(
    { status: 'FULLMIGRATING' },
    samplesOf(
      Array.from({ length: count }, (_, index) => of(index)),
      'FULLMIGRATING',
    ),
  );

const statuses: readonly (readonly [status: string, next: RegExp])[] = [
  ['CREATING', /^By you, when it is up: Configure and Start…/],
  ['FULLMIGRATING', /^By itself: what was written/],
  ['MIGRATING', /^By itself/],
  ['INCRMIGEATING', /^By itself: it is ready to cut over when two looks in a row find the lag below 101\.$/],
  ['TERMINATING', /^By itself: it stops\. Only then/],
  ['TERMINATED', /^By you: delete the task/],
  ['SUCCESS', /^By you: check/],
];

describe('what goes on with a task and what comes next', () => {
  for (const [status, next] of statuses)
    it(`is said of ${status}`, () => {
      const entries = said(knownTask({ status }));
      assert.ok(entries['now']);
      assert.match(entries['next'] ?? '', next);
    });

  it('is nothing of a task with which nothing goes on', () => {
    for (const status of ['RUNNING', 'FAILED', 'RELEASED', 'DELETED', 'PONDERING', ''])
      assert.deepEqual(said(knownTask({ status })), {}, status);
  });

  it('is yours where it is ready, and says no time', () => {
    const entries = said(knownTask({}, samplesOf([{ offset: 3 }, { offset: 5 }])));
    assert.match(entries['next'] ?? '', /^By you: stop the writes/);
    assert.equal(entries['rest'], undefined);
  });

  it('says another end of a full copy alone', () => {
    const known = knownTask({ status: 'FULLMIGRATING', migration_method: 'full_amount_migration' });
    assert.match(said(known)['next'] ?? '', /^By itself: it finishes\./);
  });

  it('says how long as a range, or why that is not known', () => {
    assert.match(
      said(copying((index) => ({ full_migration_progress: index * 2 })))['rest'] ?? '',
      /^\d+ to \d+ minutes$/,
    );
    assert.equal(said(copying(() => ({})))['rest'], 'not known: too few looks have told a rate yet');
    assert.equal(
      said(copying(() => ({ full_migration_progress: 5 })))['rest'],
      'not known: nothing has moved on of late',
    );
    const growing = knownTask({}, samplesOf([1000, 2000, 3000, 4000, 5000].map((offset) => ({ offset }))));
    assert.equal(said(growing)['rest'], 'not known: the lag grows');
  });

  it('says the lag of the settings', () => {
    assert.match(said({ ...knownTask({}), cutOverLag: 500 })['next'] ?? '', /below 500\.$/);
  });
});

describe('what is slow', () => {
  it('is a bandwidth limit that is reached, with its figures', () => {
    const known = copying((index) => ({ full_migration_progress: index, target_input_kbps: 10_200 }));
    const detail = { task_id: 'task-1', bandwidth_limit_mb: '10' };
    const text = said({ ...known, detail })['slow 0'] ?? '';
    assert.match(
      text,
      /10,200 KB\/s into the target at a limit of 10 MB\/s, in the last 40 looks\. A higher limit takes/,
    );
    assert.equal(said({ ...known, detail: { ...detail, bandwidth_limit_mb: '20' } })['slow 0'], undefined);
  });

  it('is a copy that has begun anew, with the cause of the catalogue', () => {
    const text =
      said(copying((index) => ({ full_migration_progress: index < 30 ? index * 3 : index - 30 })))['slow 0'] ?? '';
    assert.match(
      text,
      /^The full copy has begun anew: its progress fell from 87 % to 0 %, seen at .+\. The source no longer had/,
    );
    assert.match(text, /Raise repl-backlog-size/);
  });

  it('is a copy that stands, with what may be the cause, said as that', () => {
    const text =
      said(copying((index) => ({ full_migration_progress: Math.min(index, 3), target_dbsize: 5 })))['slow 0'] ?? '';
    assert.match(
      text,
      /have grown for 6 minutes\. Its figures do not tell why; what is known to do that: The source gave up/,
    );
    assert.match(text, /Its log may tell more\.$/);
  });

  it('is a machine that starts for long', () => {
    const created_at = { text: '', time: new Date(now - 25 * minute) };
    assert.match(said(knownTask({ status: 'CREATING', created_at }))['slow 0'] ?? '', /starting for 25 minutes/);
    assert.equal(said(knownTask({ status: 'INCRMIGEATING', created_at }))['slow 0'], undefined);
  });

  it('is a lag that grows, from what to what', () => {
    const growing = knownTask({}, samplesOf([1000, 5000, 20_000].map((offset) => ({ offset }))));
    assert.equal(said(growing)['slow 0'], 'The lag grows: from 1,000 to 20,000 in the last 3 looks.');
  });
});

describe('a range of time', () => {
  const range = (from: number, to: number) =>
    restText({ kind: 'range', from: from * minute, to: to * minute }, english);

  it('is said in words that fit it, rounded outwards', () => {
    assert.equal(range(0, 0.9), 'under a minute');
    assert.equal(range(0.2, 1.2), 'up to 2 minutes');
    assert.equal(range(4.4, 8.2), '4 to 9 minutes');
    assert.equal(range(23, 41), '20 to 45 minutes');
    assert.equal(range(70, 130), '1 to 3 hours');
    assert.equal(range(20, 100), 'up to 2 hours');
    assert.equal(range(60 * 40, 60 * 90), '1 to 4 days');
  });
});
