import assert from 'node:assert/strict';
import type { TaskLogLine } from '../../../src/cloud/services/taskProgress.ts';
import { causeOf } from '../../../src/desk/tasks/causes.ts';
import { incremental, knownTask, now, samplesOf } from '../views/tasks/knownTask.ts';

const line = (message: string, log_level = 'ERROR'): TaskLogLine => ({ message, log_level, keyword: [] });
const heading = '同步数据失败';
const busy = line('restore to 10.0.0.1:6379 failed: BUSYKEY Target key name already exists.');
const refused = 'dial tcp 10.0.0.1:6379: connect: connection refused';

describe('why a task failed', () => {
  it('is in its log, where its message says no more than that it did', () => {
    const failed = knownTask({ status: 'FAILED', error_message: heading });
    assert.equal(causeOf(failed)?.row, 49);
    assert.equal(causeOf({ ...failed, log: [line('start migration task.', 'INFO'), busy] })?.row, 27);
    // What was found before the log was read does not stay.
    assert.equal(causeOf(failed)?.row, 49);
  });

  it('is of the newest run in its log', () => {
    const failed = knownTask({ status: 'FAILED', error_message: heading });
    const start = line('start migration task, method x.', 'INFO');
    assert.equal(causeOf({ ...failed, log: [start, line('WRONGPASS invalid password'), start, busy] })?.row, 27);
  });

  it('is in its message, where that says it, whatever passed before', () => {
    const failed = knownTask({ status: 'FAILED', error_message: 'WRONGPASS invalid username-password pair' });
    assert.equal(causeOf({ ...failed, log: [line(refused), busy] })?.row, 11);
  });

  it('is no missing network of a task that was seen to run', () => {
    const failed = { status: 'FAILED', error_message: refused };
    assert.equal(causeOf(knownTask(failed))?.row, 7);
    const seen = samplesOf([{ full_migration_progress: 100, offset: 3 }], incremental);
    assert.notEqual(causeOf(knownTask(failed, seen))?.row, 7);
    const copying = samplesOf([{ full_migration_progress: 43 }], 'FULLMIGRATING');
    assert.notEqual(causeOf(knownTask(failed, copying))?.row, 7);
    const connecting = samplesOf([{ full_migration_progress: 0 }], 'FULLMIGRATING');
    assert.equal(causeOf(knownTask(failed, connecting))?.row, 7);
  });

  it('is of the run that failed, and not of how far one before it was', () => {
    const message = { status: 'FAILED', error_message: refused };
    const seen = samplesOf([{ full_migration_progress: 100, offset: 3 }], incremental);
    const failed = knownTask(message, seen);
    assert.equal(causeOf({ ...failed, begunAfter: now })?.row, 7);
    assert.notEqual(causeOf({ ...failed, begunAfter: now - 1 })?.row, 7);
    const startAt = (at: number) => ({
      ...line('start migration task, method x.', 'INFO'),
      created_at: { text: '', time: new Date(at) },
    });
    assert.equal(causeOf({ ...knownTask(message, seen), log: [startAt(now + 1000), line(refused)] })?.row, 7);
    assert.notEqual(causeOf({ ...knownTask(message, seen), log: [startAt(now - 1000), line(refused)] })?.row, 7);
  });

  it('is another password of the target, once the addresses were exchanged', () => {
    const failed = { status: 'FAILED', error_message: 'WRONGPASS invalid username-password pair' };
    assert.equal(causeOf(knownTask(failed, [], 'EXCHANGE_SUCCESS'))?.row, 43);
  });

  it('is what keeps a released task from being configured, and nothing of one that was', () => {
    const released = { status: 'RELEASED', error_message: '' };
    assert.equal(causeOf(knownTask({ ...released, migration_method: '' }))?.row, 4);
    assert.equal(causeOf(knownTask(released)), undefined);
    assert.equal(causeOf(knownTask({ ...released, error_message: 'WRONGPASS' })), undefined);
  });

  it('is not asked of a task that has not failed', () => {
    assert.equal(causeOf(knownTask({ error_message: 'WRONGPASS' })), undefined);
  });
});
