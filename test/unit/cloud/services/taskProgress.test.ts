import assert from 'node:assert/strict';
import { Unintelligible } from '../../../../src/cloud/errors.ts';
import { listMigrationTaskLogs, showMigrationTaskStats } from '../../../../src/cloud/services/taskProgress.ts';
import { json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { type ScriptedAnswer, withScriptedCloud } from '../../../support/network/scriptedCloud.ts';

function statsOf(answer: unknown) {
  return withFaultyServer(json(200, answer), async (server) => {
    const stats = await showMigrationTaskStats(connectionTo(server.url), 'p/1', 'a/b');
    return { ...stats, target: server.received[0]?.target };
  });
}

describe('showMigrationTaskStats', () => {
  it('reads texts and numbers alike', async () => {
    const figures = { full_migration_progress: 43, offset: 0, source_dbsize: 12, target_dbsize: 7, target_ops: 1.5 };
    const texts = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, ` ${value} `]));
    for (const [sent, moving] of [
      [figures, true],
      [texts, 'true'],
    ] as const) {
      const { target, ...read } = await statsOf({ ...sent, is_migrating: moving });
      assert.equal(target, '/v2/p%2F1/migration-task/a%2Fb/stats');
      assert.deepEqual(read, { ...figures, is_migrating: true });
    }
  });

  it('never makes a zero of what is no figure', async () => {
    for (const nothing of ['', ' ', null, 'n/a', -1, '-1', 'NaN', 'Infinity', [], {}, true]) {
      const { offset } = await statsOf({ offset: nothing });
      assert.equal(offset, undefined, JSON.stringify(nothing));
    }
  });
});

const line = (number: number) => ({
  created_at: '2021-06-16T06:12:55.508Z',
  log_level: 'INFO',
  message: `line ${number}`,
  log_code: 'migration.0026',
  keyword: [],
});

async function linesOf(count: number, page: (offset: number, limit: number) => ScriptedAnswer) {
  const script = ({ query }: { query: URLSearchParams }) =>
    page(Number(query.get('offset')), Number(query.get('limit')));
  let found: { texts: string[]; asked: string[] } = { texts: [], asked: [] };
  await withScriptedCloud(script, async ({ url, asked }) => {
    const texts: string[] = [];
    for await (const { lines } of listMigrationTaskLogs(connectionTo(url), 'p', 't')) {
      texts.push(...lines.map(({ message }) => message));
    }
    found = { texts, asked: asked() };
  });
  assert.deepEqual(
    found.texts,
    Array.from({ length: count }, (_, index) => `line ${index}`),
  );
  return found.asked.length;
}

const all = Array.from({ length: 250 }, (_, index) => line(index));

describe('listMigrationTaskLogs', () => {
  it('reads all pages by their total', async () => {
    const asked = await linesOf(250, (offset, limit) => [
      200,
      { log_num: '250', migration_logs: all.slice(offset, offset + limit) },
    ]);
    assert.equal(asked, 3);
  });

  it('reads on while pages are full where nothing says how many lines there are', async () => {
    await linesOf(250, (offset, limit) => [200, { migration_logs: all.slice(offset, offset + limit) }]);
  });

  it('gets on where a page has fewer than were asked for', async () => {
    await linesOf(250, (offset) => [200, { log_num: 250, migration_logs: all.slice(offset, offset + 60) }]);
  });

  it('leaves out what is no line, and counts it', async () => {
    const page = (offset: number): ScriptedAnswer => [
      200,
      { log_num: 3, migration_logs: [line(0), 'no line', line(1)].slice(offset) },
    ];
    assert.equal(await linesOf(2, page), 1);
  });

  it('takes no list for an empty one only where the service says so', async () => {
    await linesOf(0, () => [200, { log_num: 0 }]);
    await assert.rejects(
      linesOf(0, () => [200, {}]),
      Unintelligible,
    );
  });

  it('leaves a log that has no end', async () => {
    await assert.rejects(
      linesOf(0, (_, limit) => [200, { log_num: 1e9, migration_logs: Array.from({ length: limit }, () => line(0)) }]),
      Unintelligible,
    );
  }).timeout(120_000);
});
