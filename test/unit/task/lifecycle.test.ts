import assert from 'node:assert/strict';
import { type Lifecycle, lifecycleOf, type Phase } from '../../../src/task/lifecycle.ts';
import type { Sample } from '../../../src/task/sample.ts';
import { seededRandom } from '../../support/suite/seededRandom.ts';

const second = 1000;
const method = 'incremental_migration';

/** Looks ten seconds apart, the last one now; a number is a lag, undefined a call that failed. */
function lags(...values: readonly (number | undefined)[]): { samples: readonly Sample[]; now: number } {
  const samples = values.map((offset, index): Sample => {
    const stats = offset === undefined ? undefined : { offset };
    return { at: (index + 1) * 10 * second, status: 'INCRMIGEATING', stats };
  });
  return { samples, now: samples.at(-1)?.at ?? 0 };
}

function incremental({ samples, now }: ReturnType<typeof lags>, later = 0): Lifecycle {
  return lifecycleOf({ status: 'INCRMIGEATING', migration_method: method, samples }, now + later);
}

describe('the lifecycle of a task', () => {
  const documented: readonly (readonly [status: string, phase: Phase, may: string])[] = [
    ['CREATING', 'creating', ''],
    ['RUNNING', 'toConfigure', 'configure delete'],
    ['MIGRATING', 'migrating', 'stop setAutoReconnect delete'],
    ['FULLMIGRATING', 'fullCopy', 'stop setAutoReconnect delete'],
    ['INCRMIGEATING', 'catchingUp', 'stop setAutoReconnect delete swapIp'],
    [' incrmigrating ', 'catchingUp', 'stop setAutoReconnect delete swapIp'],
    ['TERMINATING', 'stopping', 'delete'],
    ['TERMINATED', 'stopped', 'restart configure delete'],
    ['SUCCESS', 'finished', 'configure delete'],
    ['MIGRATION_SUCCESS', 'finished', 'configure delete'],
    ['FAILED', 'failed', 'restart configure delete'],
    ['MIGRATION_FAILED', 'failed', 'restart configure delete'],
    ['ERROR', 'failed', 'restart configure delete'],
    ['RELEASED', 'released', 'delete'],
    ['DELETED', 'deleted', ''],
    ['', 'unknown', ''],
    ['WAITING_FOR_TOMORROW', 'unknown', ''],
  ];
  for (const [status, phase, may] of documented) {
    it(`knows ${status || 'no status'} as ${phase}`, () => {
      const life = lifecycleOf({ status, migration_method: method, samples: [] }, 0);
      assert.deepEqual([life.phase, life.may.join(' ')], [phase, may]);
      assert.equal(life.canCutOver, false);
      assert.equal(life.targetMayBeWritten, ['stopped', 'finished', 'released', 'deleted'].includes(phase));
    });
  }

  it('offers no restart of what failed before it was configured', () => {
    for (const migration_method of [undefined, '', ' ']) {
      assert.deepEqual(lifecycleOf({ status: 'FAILED', migration_method, samples: [] }, 0).may, ['delete']);
    }
  });

  it('offers no configuration of what has ended once its machine is released', () => {
    const released_at = { text: '202604011057', time: new Date(0) };
    for (const [status, may] of [
      ['SUCCESS', 'delete'],
      ['TERMINATED', 'restart delete'],
    ] as const) {
      const life = lifecycleOf({ status, migration_method: method, released_at, samples: [] }, 0);
      assert.equal(life.may.join(' '), may);
    }
  });

  it('lets the target be written when the addresses are exchanged, and not when they are back', () => {
    const of = (task_status: string) => {
      const { samples, now } = lags(0, 0);
      return lifecycleOf({ status: 'INCRMIGEATING', task_status, samples }, now);
    };
    assert.deepEqual([of('EXCHANGING').canCutOver, of('EXCHANGING').targetMayBeWritten], [false, false]);
    assert.equal(of('EXCHANGE_SUCCESS').targetMayBeWritten, true);
    assert.deepEqual([of('ROLLBACK_SUCCESS').canCutOver, of('ROLLBACK_SUCCESS').targetMayBeWritten], [true, false]);
    assert.equal(of('SOMETHING_ELSE').exchange, undefined);
    assert.deepEqual([of('EXCHANGE_SUCCESS').canCutOver, of('EXCHANGE_FAILED').canCutOver], [false, true]);
  });

  const swaps: readonly (readonly [status: string, taskStatus: string, may: string])[] = [
    ['INCRMIGEATING', '', 'stop setAutoReconnect delete swapIp'],
    ['INCRMIGEATING', 'EXCHANGING', 'stop setAutoReconnect delete'],
    ['INCRMIGEATING', 'EXCHANGE_SUCCESS', 'stop setAutoReconnect delete rollBackIp'],
    ['INCRMIGEATING', 'EXCHANGE_FAILED', 'stop setAutoReconnect delete swapIp'],
    ['INCRMIGEATING', 'ROLLBACK_SUCCESS', 'stop setAutoReconnect delete swapIp'],
    ['TERMINATED', 'EXCHANGING', 'delete'],
    ['TERMINATED', ' exchange_success ', 'delete rollBackIp'],
    ['TERMINATED', 'ROLLBACK_SUCCESS', 'restart configure delete'],
    ['FAILED', 'EXCHANGE_SUCCESS', 'delete rollBackIp'],
    ['SUCCESS', 'EXCHANGE_SUCCESS', 'delete rollBackIp'],
    ['RELEASED', 'EXCHANGE_SUCCESS', 'delete rollBackIp'],
    ['DELETED', 'EXCHANGE_SUCCESS', ''],
    ['FULLMIGRATING', '', 'stop setAutoReconnect delete'],
  ];
  for (const [status, task_status, may] of swaps) {
    it(`offers of ${status} with ${task_status || 'no swap'}: ${may || 'nothing'}`, () => {
      const life = lifecycleOf({ status, task_status, migration_method: method, samples: [] }, 0);
      assert.equal(life.may.join(' '), may);
    });
  }
});

describe('a task that is in sync', () => {
  const cases: readonly (readonly [name: string, looks: ReturnType<typeof lags>, later: number, phase: Phase])[] = [
    ['takes two looks', lags(0), 0, 'catchingUp'],
    ['is ready after two', lags(5000, 0, 0), 0, 'ready'],
    ['breathes a little', lags(14, 0, 42), 0, 'ready'],
    ['is not so any more with the first look that finds a lag', lags(0, 0, 0, 5000), 0, 'catchingUp'],
    ['is not so while one look found a lag', lags(0, 0, 5000, 0), 0, 'catchingUp'],
    ['is not so where the last look failed', lags(0, 0, 0, undefined), 0, 'catchingUp'],
    ['is not so where the one before failed', lags(0, 0, undefined, 0), 0, 'catchingUp'],
    ['is ready for a minute and a half', lags(0, 0), 90 * second, 'ready'],
    ['is so for two minutes and a half', lags(0, 0), 150 * second, 'inSync'],
    ['is not known to be so after the computer slept', lags(0, 0), 151 * second, 'catchingUp'],
    ['is not known to be so before it was', lags(0, 0), -1, 'catchingUp'],
  ];
  for (const [name, looks, later, phase] of cases) {
    it(name, () => {
      const life = incremental(looks, later);
      assert.deepEqual([life.phase, life.canCutOver], [phase, phase === 'ready']);
    });
  }

  it('needs its two looks close to each other, and in turn', () => {
    const look = (at: number): Sample => ({ at, status: 'INCRMIGEATING', stats: { offset: 0 } });
    assert.equal(incremental({ samples: [look(0), look(151 * second)], now: 151 * second }).phase, 'catchingUp');
    assert.equal(incremental({ samples: [look(0), look(91 * second)], now: 91 * second }).phase, 'inSync');
  });

  it('does not copy, does not stand still, and was incremental at both looks', () => {
    const withLast = (last: Partial<Sample>) => {
      const { samples, now } = lags(0, 0, 0);
      const [one, two, three] = samples;
      assert.ok(one && two && three);
      return incremental({ samples: [one, two, { ...three, ...last }], now }).phase;
    };
    assert.equal(withLast({ stats: { offset: 0, full_migration_progress: 99 } }), 'fullCopy');
    assert.equal(withLast({ stats: { offset: 0, full_migration_progress: 100, is_migrating: true } }), 'ready');
    assert.equal(withLast({ stats: { offset: 0, is_migrating: false } }), 'catchingUp');
    assert.equal(withLast({ status: 'FULLMIGRATING' }), 'catchingUp');
    assert.equal(withLast({ stats: {} }), 'catchingUp');
  });
});

describe('the figures of a task', () => {
  it('are those of the newest look that succeeded', () => {
    const life = incremental(lags(3000, 1204, undefined));
    assert.deepEqual([life.lag, life.figures?.at], [1204, 20 * second]);
  });

  it('say where the lag goes', () => {
    assert.equal(incremental(lags(9000, 5000, 1204)).trend, 'falling');
    assert.equal(incremental(lags(1204, 9000)).trend, 'growing');
    assert.equal(incremental(lags(100_000, 101_000)).trend, 'steady');
    assert.equal(incremental(lags(0, 14, 0)).trend, 'steady');
    assert.equal(incremental(lags(5000)).trend, undefined);
    assert.equal(incremental(lags(5000, undefined)).trend, undefined);
  });

  it('say how far the full copy is, and nothing of a phase that is over', () => {
    const at = 10 * second;
    const full: Sample = { at, status: 'FULLMIGRATING', stats: { full_migration_progress: 43, offset: 0 } };
    const of = (status: string) => lifecycleOf({ status, samples: [full] }, at);
    assert.deepEqual([of('FULLMIGRATING').progress, of('FULLMIGRATING').lag], [43, undefined]);
    assert.deepEqual([of('TERMINATED').progress, of('TERMINATED').figures], [undefined, undefined]);
  });
});

type Random = () => number;

/** What is so in the cloud at one look, and what the look brings. */
interface Moment {
  readonly status: string;
  readonly lag: number;
  readonly copying: boolean;
  readonly stopped: boolean;
  readonly fails: boolean;
  /** The status of the list is that of the moment before. */
  readonly listLags: boolean;
}

/** A task that copies, catches up, breathes, falls back to a full copy, is restarted and loses calls, as the numbers of a seed have it. */
function* history(random: Random): Generator<Moment> {
  let copying = 1 + Math.floor(random() * 4);
  let lag = random() * 1e6;
  for (let step = 0; step < 40; step += 1) {
    if (copying === 0 && random() < 0.03) copying = 1 + Math.floor(random() * 5);
    else if (copying > 0) copying -= 1;
    if (copying > 0) lag = random() * 1e6;
    else if (random() < 0.1) lag = random() < 0.5 ? 101 + random() * 1e5 : random() * 100;
    else lag = lag < 50 ? Math.floor(random() * 60) : lag * random() * 0.6;
    const stopped = random() < 0.02;
    const status = stopped ? 'TERMINATED' : copying > 0 ? 'FULLMIGRATING' : 'INCRMIGEATING';
    yield { status, lag, copying: copying > 0, stopped, fails: random() < 0.1, listLags: random() < 0.1 };
  }
}

describe('10,000 histories', () => {
  it('never are called ready falsely, and no longer than one look after they were', () => {
    let said = 0;
    let copies = 0;
    for (let seed = 1; seed <= 10_000; seed += 1) {
      const { next: random } = seededRandom(seed);
      const samples: Sample[] = [];
      let last: Moment | undefined;
      let shown = 'CREATING';
      let at = 0;
      for (const moment of history(random)) {
        at += random() < 0.02 ? 300 * second : 10 * second + Math.floor(random() * 3000);
        shown = moment.listLags ? shown : moment.status;
        const progress = moment.copying ? Math.floor(random() * 100) : 100;
        const stats = { offset: moment.lag, full_migration_progress: progress, is_migrating: !moment.stopped };
        samples.push({ at, status: shown, stats: moment.fails ? undefined : stats });
        const { canCutOver } = lifecycleOf({ status: shown, samples }, at);
        if (canCutOver) {
          said += 1;
          assert.ok(isLevel(moment) && last !== undefined && isLevel(last), `seed ${seed}, ${samples.length}`);
        }
        if (moment.copying) copies += 1;
        last = moment;
      }
    }
    assert.ok(said > 50_000 && copies > 10_000, `${said} said, ${copies} copies`);
  });
});

function isLevel({ copying, stopped, lag, fails }: Moment): boolean {
  return !copying && !stopped && lag < 101 && !fails;
}
