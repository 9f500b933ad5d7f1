import assert from 'node:assert/strict';
import { type Failure, type FailureName, failures } from '../../../../src/sandbox/life/failures.ts';
import { diagnose } from '../../../../src/task/diagnosis.ts';
import { type Live, live } from './liveTasks.ts';

/** The row of the catalogue that explains each. */
const rows: Readonly<Record<FailureName, number>> = {
  machineNotStarted: 1,
  machineNotCreated: 1,
  portNotBound: 2,
  syncRefused: 5,
  sourceUnreachable: 7,
  targetUnreachable: 7,
  passwordMissing: 10,
  sourcePasswordMissing: 10,
  sourcePasswordRefused: 11,
  targetPasswordRefused: 11,
  passwordNotWanted: 13,
  targetPasswordNotWanted: 13,
  sslWanted: 14,
  sourceSslWanted: 14,
  addressInvalid: 15,
  targetTooOld: 18,
  outputBufferTooSmall: 20,
  snapshotNotTaken: 22,
  diskFull: 23,
  targetFull: 26,
  keyBusy: 27,
  databaseMissing: 28,
  crossSlot: 31,
  wrongType: 32,
  targetReadOnly: 40,
  sourceLoading: 41,
  linkLost: 36,
  unexplained: 49,
};

const hour = 3_600_000;
const isFailure = (name: string): name is FailureName => Object.hasOwn(failures, name);
const restart = ({ ask }: Live, taskId: string) =>
  ask('POST', 'migration-tasks/batch-restart', { migration_tasks: [taskId] });

describe('sandbox: a task that fails', () => {
  for (const failure of Object.keys(failures).filter(isFailure)) {
    it(`${failure}: says so in the list and in the log, and can be diagnosed`, () =>
      live([{ name: 'orders', state: 'failed', failure, age: hour }], async (one) => {
        const { phase, message }: Failure = failures[failure];
        const [listed] = await one.list();
        assert.deepEqual([listed?.['status'], listed?.['error_message']], ['FAILED', message]);
        const taskId = await one.idOf('orders');
        const detail = await one.detail(taskId);
        assert.equal(detail['status'], 'FAILED');
        assert.equal(detail['updated_at'], '2025/06/01 11:00:00');
        const log = await one.log(taskId);
        const errors = log.filter(({ log_level }) => log_level === 'ERROR');
        assert.deepEqual(errors, log.slice(-2));
        for (const { message, keyword } of errors) assert.doesNotMatch(`${message} ${keyword}`, /[{}]|undefined/);
        const logs = log.map((line) => ({ level: String(line['log_level']), message: String(line['message']) }));
        assert.equal(diagnose({ status: 'FAILED', errorMessage: message, phase, logs })?.row, rows[failure]);
      }));
  }

  it('fails in the phase of its failure, or when it is told to', () =>
    live(
      [
        { name: 'configure', state: 'waiting', failure: 'syncRefused' },
        { name: 'full', state: 'waiting', failure: 'keyBusy' },
        { name: 'incremental', state: 'waiting', failure: 'crossSlot' },
        { name: 'told', state: 'waiting', failure: 'crossSlot', failsAfter: 70_000 },
      ],
      async (one) => {
        for (const { task_id } of await one.list()) await one.configure(String(task_id));
        for (const [name, last, before] of [
          ['configure', 2999, 'FULLMIGRATING'],
          ['full', 35_999, 'FULLMIGRATING'],
          ['told', 69_999, 'INCRMIGEATING'],
          ['incremental', 119_999, 'INCRMIGEATING'],
        ] as const) {
          one.set(last);
          const taskId = await one.idOf(name);
          assert.equal(await one.status(taskId), before, name);
          one.set(last + 1);
          assert.equal(await one.status(taskId), 'FAILED', name);
        }
      },
    ));

  it('fails again when it is restarted, unless what it met has passed, and not when it is configured anew', () =>
    live(
      [
        { name: 'lasting', state: 'failed', failure: 'keyBusy' },
        { name: 'passing', state: 'failed', failure: 'wrongType' },
      ],
      async (one) => {
        const [lasting, passing] = [await one.idOf('lasting'), await one.idOf('passing')];
        for (const taskId of [lasting, passing]) await restart(one, taskId);
        assert.equal(await one.status(lasting), 'FULLMIGRATING');
        one.set(hour);
        assert.equal(await one.status(lasting), 'FAILED');
        assert.equal(await one.status(passing), 'INCRMIGEATING');
        await one.configure(lasting);
        one.set(2 * hour);
        assert.equal(await one.status(lasting), 'INCRMIGEATING');
        assert.equal((await one.list()).find(({ task_id }) => task_id === lasting)?.['error_message'], null);
      },
    ));

  it('copies everything again where the link was lost and it reconnects by itself', () =>
    live(
      [
        { name: 'auto', state: 'catchingUp', age: 0, failure: 'linkLost', failsAfter: 90_000 },
        { name: 'manual', state: 'catchingUp', age: 0, failure: 'linkLost', failsAfter: 90_000, resumeMode: 'manual' },
        { name: 'changed', state: 'catchingUp', age: 0, failure: 'linkLost', failsAfter: 90_000 },
      ],
      async (one) => {
        const [auto, manual, changed] = [await one.idOf('auto'), await one.idOf('manual'), await one.idOf('changed')];
        await one.ask('PUT', `migration-task/${changed}`, { resume_mode: 'manual' });
        one.set(30_000);
        const seen = await Promise.all([auto, manual, changed].map((taskId) => one.status(taskId)));
        assert.deepEqual(seen, ['FULLMIGRATING', 'FAILED', 'FAILED']);
        assert.equal((await one.stats(auto))['full_migration_progress'], '0');
        assert.equal((await one.list()).find(({ task_id }) => task_id === auto)?.['error_message'], null);
        // What has happened does not change with the mode.
        await one.ask('PUT', `migration-task/${changed}`, { resume_mode: 'auto' });
        assert.equal(await one.status(changed), 'FAILED');
        one.set(90_000);
        assert.equal(await one.status(auto), 'INCRMIGEATING');
        const warnings = (await one.log(auto)).filter(({ log_level }) => log_level === 'WARN');
        assert.match(String(warnings[0]?.['message']), /Unable to partial resync/);
      },
    ));

  it('fails with what was configured: malformed addresses, and a source of the public network', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      for (const [time, addrs, message] of [
        [0, 'redis', 'Redis的IP和port参数非法'],
        [hour, '10.0.0.1:6379,10.0.0.2', 'Redis的IP和port参数非法'],
        [2 * hour, '8.8.8.8:6379', '在线迁移失败'],
        [3 * hour, '172.20.0.1:6379,redis.internal:6380', null],
      ] as const) {
        one.set(time);
        assert.equal((await one.configure(taskId, { source_instance: { addrs } })).status, 200);
        one.set(time + 3000);
        const [listed] = await one.list();
        assert.equal(listed?.['error_message'], message, addrs);
        assert.equal(listed?.['status'], message === null ? 'FULLMIGRATING' : 'FAILED');
      }
    }));
});
