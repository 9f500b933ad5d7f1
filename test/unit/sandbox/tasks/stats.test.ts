import assert from 'node:assert/strict';
import { type Live, live } from './liveTasks.ts';

async function numbers({ set, stats }: Live, taskId: string, times: readonly number[]) {
  const seen: { progress: number; lag: number; source: number; target: number; commands: number }[] = [];
  for (const time of times) {
    set(time);
    const said = await stats(taskId);
    seen.push({
      progress: Number(said['full_migration_progress']),
      lag: Number(said['offset']),
      source: Number(said['source_dbsize']),
      target: Number(said['target_dbsize']),
      commands: Number(said['target_ops']),
    });
  }
  return seen;
}

const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
const isRising = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));

describe('sandbox: the figures of a task', () => {
  it('are texts, all but one', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const stats = await one.stats(await one.idOf('orders'));
      const { is_migrating, ...others } = stats;
      assert.equal(is_migrating, true);
      assert.deepEqual(Object.keys(others), [
        'full_migration_progress',
        'offset',
        'source_dbsize',
        'target_dbsize',
        'target_input_kbps',
        'target_ops',
      ]);
      for (const [name, value] of Object.entries(others)) {
        assert.equal(typeof value, 'string', name);
        assert.match(String(value), /^\d+$/, name);
      }
    }));

  it('are nothing before it is configured', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const { is_migrating, ...others } = await one.stats(await one.idOf('orders'));
      assert.equal(is_migrating, false);
      assert.deepEqual([...new Set(Object.values(others))], ['0']);
    }));

  it('grow with the full copy, fall behind no more, and then breathe', () =>
    live([{ name: 'orders', state: 'waiting' }], async (one) => {
      const taskId = await one.idOf('orders');
      await one.configure(taskId);
      const copy = await numbers(one, taskId, every(3000, 0, 57_000));
      assert.ok(isRising(copy.map(({ progress }) => progress)));
      assert.ok(isRising(copy.map(({ target }) => target)));
      assert.deepEqual([copy[0]?.progress, copy[0]?.target, copy.at(-1)?.progress], [0, 0, 95]);

      const catchUp = await numbers(one, taskId, every(3000, 60_000, 90_000));
      assert.ok((catchUp[0]?.lag ?? 0) >= 200_000);
      for (const { progress, source, target, lag } of catchUp) {
        assert.equal(progress, 100);
        assert.equal(target, source - Math.floor(lag / 150));
      }

      const sync = await numbers(one, taskId, every(5000, 95_000, 1_000_000));
      const calm = sync.filter(({ lag }) => lag <= 14).length;
      assert.ok(calm > 0.95 * sync.length, `${calm} of ${sync.length}`);
      assert.ok(isRising(sync.map(({ source }) => source)));
      assert.ok(new Set(sync.map(({ commands }) => commands)).size > 20);
    }));

  it('are the same at the same moment', () =>
    live([{ name: 'orders', state: 'inSync' }], async (one) => {
      const taskId = await one.idOf('orders');
      one.set(123_456);
      const first = await one.stats(taskId);
      one.set(400_000);
      assert.notDeepEqual(await one.stats(taskId), first);
      one.set(123_456);
      assert.deepEqual(await one.stats(taskId), first);
    }));

  it('stay as they are once it has ended', () =>
    live(
      [
        { name: 'failed', state: 'failed', failure: 'keyBusy' },
        { name: 'finished', state: 'finished' },
        { name: 'stopped', state: 'stopped' },
      ],
      async (one) => {
        for (const [name, progress] of [
          ['failed', '60'],
          ['finished', '100'],
          ['stopped', '100'],
        ] as const) {
          const taskId = await one.idOf(name);
          one.set(0);
          const stats = await one.stats(taskId);
          assert.deepEqual([stats['full_migration_progress'], stats['is_migrating']], [progress, false], name);
          assert.equal(stats['target_ops'], '0');
          one.set(3_600_000);
          assert.deepEqual(await one.stats(taskId), stats, name);
        }
      },
    ));

  it('of a task that is not there are refused', () =>
    live([], async (one) => {
      const { status, body } = await one.ask('GET', 'migration-task/x/stats');
      assert.deepEqual([status, body['error_code']], [400, 'DCS.4133']);
    }));
});
