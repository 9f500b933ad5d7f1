import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { restartMigrationTask } from '../../../../src/commands/lifecycle/restartMigrationTask.ts';
import { filterMigrationLog } from '../../../../src/commands/tasks/filterMigrationLog.ts';
import { showMigrationLog } from '../../../../src/commands/tasks/showMigrationLog.ts';
import { createTaskLog, lineText } from '../../../../src/views/log/taskLog.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, ticked } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const never = new AbortController().signal;

/** A log that grows, in either order; tells how many pages were asked for. */
function growing(order: 'newest first' | 'oldest first') {
  let count = 0;
  let pages = 0;
  const line = (number: number) => ({
    created_at: new Date(Date.parse('2026-01-01T00:00:00Z') + number * 1000).toISOString(),
    log_level: 'INFO',
    message: `line ${number}`,
  });
  const transport: Transport = async (url) => {
    pages += 1;
    const query = new URL(url).searchParams;
    const all = Array.from({ length: count }, (_, index) => line(order === 'newest first' ? count - 1 - index : index));
    const start = Number(query.get('offset'));
    return Response.json({ log_num: count, migration_logs: all.slice(start, start + Number(query.get('limit'))) });
  };
  const connection = connectionTo('https://dcs.example', { transport });
  const log = createTaskLog({ connection, projectId: 'p', sandbox: false }, 't');
  return {
    log,
    /** How many pages it took. */
    async growTo(lines: number): Promise<number> {
      count = lines;
      pages = 0;
      await log.read(never);
      assert.deepEqual(
        log.lines().map(({ message }) => message),
        Array.from({ length: lines }, (_, index) => `line ${index}`),
      );
      return pages;
    },
  };
}

describe('the log of a task', () => {
  for (const order of ['newest first', 'oldest first'] as const) {
    it(`is read whole, then only what is new, ${order}`, async () => {
      const { growTo } = growing(order);
      assert.equal(await growTo(0), 1);
      assert.equal(await growTo(1030), 11);
      assert.ok((await growTo(1030)) <= 1);
      assert.equal(await growTo(1033), 1);
      assert.equal(await growTo(1300), 3);
      assert.ok((await growTo(5)) <= 2, 'begins anew');
      assert.ok((await growTo(1)) <= 2);
      await growTo(4);
    });
  }

  it('counts what is no line, and shows each line once', async () => {
    const lines = [0, 1, 2].map((second) => ({
      created_at: `2026-01-01T00:00:0${second}Z`,
      message: `line ${second}`,
    }));
    const all = [null, ...lines];
    const transport: Transport = async (url) => {
      const start = Number(new URL(url).searchParams.get('offset'));
      return Response.json({ log_num: all.length, migration_logs: all.slice(start, start + 100) });
    };
    const connection = connectionTo('https://dcs.example', { transport });
    const log = createTaskLog({ connection, projectId: 'p', sandbox: false }, 't');
    for (let time = 0; time < 3; time += 1) await log.read(never);
    assert.deepEqual(
      log.lines().map(({ message }) => message),
      ['line 0', 'line 1', 'line 2'],
    );
  });

  it('has nothing of an account that ends while it is read', () => {
    let hook: (() => Promise<unknown>) | undefined;
    return playWithTasks(
      [{ name: 'one', state: 'inSync' }],
      async ({ desk }) => {
        await showMigrationLog(desk, await rowsOf(desk, 'one'));
        const [live] = desk.shownLogs;
        assert.ok(live);
        await live.read(never);
        hook = () => desk.accounts.signOut();
        assert.match(await live.read(never), /^# You have signed out[^\n]*\n$/);
      },
      {
        transport: async (url, init) => {
          if (url.includes('/logs')) await hook?.();
          return globalThis.fetch(url, init);
        },
      },
    );
  });

  it('is read on where its task moves again', () =>
    playWithTasks([{ name: 'one', state: 'stopped' }], async ({ desk }) => {
      await showMigrationLog(desk, await rowsOf(desk, 'one'));
      const [live] = desk.shownLogs;
      assert.ok(live);
      let changes = 0;
      live.onChange(() => {
        changes += 1;
      });
      await live.read(never);
      assert.equal(live.pause(), undefined);
      desk.expect(agreed('Restart this migration?'));
      await restartMigrationTask(desk, await rowsOf(desk, 'one'));
      assert.equal(live.pause(), 30_000);
      assert.ok(changes > 0);
    }));

  it('has a line for each, as editors colour it, in which nothing of others makes another line', () => {
    const line = (message: string, more = {}) =>
      lineText({
        created_at: { text: 'x', time: new Date('2026-01-02T03:04:05.678Z') },
        log_level: 'Error',
        message,
        keyword: [],
        ...more,
      });
    assert.equal(
      line('no route', { log_code: 'migration.0031', keyword: ['10.0.0.1', ''] }),
      '2026-01-02 03:04:05.678 [error] no route (migration.0031; 10.0.0.1)',
    );
    assert.equal(line('two\nlines\u202E'), '2026-01-02 03:04:05.678 [error] two lines‹U+202E›');
    assert.equal(lineText({ message: 'alone', keyword: [] }), 'alone');
  });

  it('is shown with its age, by level, for as long as who reads it is signed in', () =>
    playWithTasks([{ name: 'wrong', state: 'failed', failure: 'targetFull' }], async ({ desk }) => {
      await showMigrationLog(desk, await rowsOf(desk, 'wrong'));
      const [live] = desk.shownLogs;
      assert.ok(live);
      const whole = await live.read(never);
      assert.match(whole, /^# wrong · [0-9a-f-]{36} · \d+ lines · as of \d+:/);
      assert.match(whole, /\[info\].*\n/);
      assert.match(whole, /\[error\].*OOM/);
      assert.equal(live.pause(), undefined);
      let changes = 0;
      live.onChange(() => {
        changes += 1;
      });
      desk.expect(ticked('Which levels are shown?', ['ERROR', 'WARN', 'INFO', 'DEBUG'], ['WARN', 'INFO', 'DEBUG']));
      await filterMigrationLog(desk);
      assert.equal(changes, 1);
      const filtered = await live.read(never);
      assert.match(filtered, /only ERROR/);
      assert.doesNotMatch(filtered, /\[info\]/);
      await desk.accounts.signOut();
      assert.equal(changes, 2);
      assert.match(await live.read(never), /^# You have signed out/);
    }));

  it('is read on while the task runs, and says where that fails', () => {
    let fails = false;
    return playWithTasks(
      [{ name: 'running', state: 'inSync' }],
      async ({ desk }) => {
        await showMigrationLog(desk, await rowsOf(desk, 'running'));
        const [live] = desk.shownLogs;
        assert.ok(live);
        await live.read(never);
        assert.equal(live.pause(), 30_000);
        fails = true;
        const text = await live.read(never);
        assert.match(text, /\[info\][\s\S]*# The log could not be read: .*HTTP 403/);
      },
      {
        transport: async (url, init) =>
          fails ? Response.json({ error_code: 'DCS.2007' }, { status: 403 }) : globalThis.fetch(url, init),
      },
    );
  });
});
