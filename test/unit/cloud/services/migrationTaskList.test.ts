import assert from 'node:assert/strict';
import { Refused, Unintelligible, Unreachable } from '../../../../src/cloud/errors.ts';
import {
  isGone,
  isOnlineMigration,
  listMigrationTasks,
  type TaskPage,
} from '../../../../src/cloud/services/migrationTasks.ts';
import { json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';
import { type ScriptedRequest, withScriptedCloud } from '../../../support/network/scriptedCloud.ts';

const tasks = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ task_id: `t${from + index}`, task_name: 'n', status: 'RUNNING' }));

async function pagesOf(url: string, projectId = 'p'): Promise<TaskPage[]> {
  const pages: TaskPage[] = [];
  for await (const page of listMigrationTasks(connectionTo(url), projectId)) pages.push(page);
  return pages;
}

const idsOf = (pages: readonly TaskPage[]) => pages.flatMap((page) => page.tasks.map(({ task_id }) => task_id));
const names = (from: number, to: number) => tasks(from, to).map(({ task_id }) => task_id);

/** A list of so many tasks, of which a page has at most `most`, whatever it is asked for. */
function listOf(total: number, { most = 1000, count = total as unknown }: { most?: number; count?: unknown } = {}) {
  return ({ query }: ScriptedRequest) => {
    const offset = Number(query.get('offset'));
    const to = Math.min(total, offset + Math.min(most, Number(query.get('limit'))));
    return [200, { count, migration_tasks: tasks(Math.min(offset, total), to) }] as const;
  };
}

describe('listMigrationTasks: paging', () => {
  const table: [name: string, total: number, script: ReturnType<typeof listOf>, requests: number][] = [
    ['none', 0, listOf(0), 1],
    ['a few', 3, listOf(3), 1],
    ['a full page', 1000, listOf(1000), 1],
    ['one more', 1001, listOf(1001), 2],
    ['many', 2500, listOf(2500), 3],
    ['a count as text', 2500, listOf(2500, { count: '2500' }), 3],
    ['no count', 2500, listOf(2500, { count: undefined }), 3],
    ['no count and a full last page', 2000, listOf(2000, { count: null }), 3],
    ['a count that is none', 1500, listOf(1500, { count: 'many' }), 2],
    ['pages shorter than asked for', 250, listOf(250, { most: 100 }), 3],
    ['a count that is too high', 3, listOf(3, { count: 5 }), 2],
  ];
  for (const [name, total, script, requests] of table) {
    it(`${name}: ${requests} requests`, () =>
      withScriptedCloud(script, async ({ url, asked }) => {
        assert.deepEqual(idsOf(await pagesOf(url)), names(0, total));
        assert.equal(asked().length, requests);
      }));
  }

  it('asks for the most that the service gives, from where it is, without a name', () =>
    withScriptedCloud(listOf(1001), async ({ url, asked }) => {
      await pagesOf(url, 'p/1');
      assert.deepEqual(asked(), [
        '/v2/p%2F1/migration-tasks?offset=0&limit=1000',
        '/v2/p%2F1/migration-tasks?offset=1000&limit=1000',
      ]);
    }));

  it('gives no task twice where the list grows meanwhile', () =>
    withScriptedCloud(
      ({ number }) => [200, { count: 1002, migration_tasks: number === 1 ? tasks(0, 1000) : tasks(999, 1001) }],
      async ({ url }) => assert.deepEqual(idsOf(await pagesOf(url)), names(0, 1001)),
    ));

  it('says what it is told of the number and of the clock', async () => {
    const body = { count: '2', migration_tasks: tasks(0, 2) };
    const answer = json(200, body, ['Date: Wed, 04 Mar 2026 05:06:17 GMT']);
    await withFaultyServer(answer, async ({ url }) => {
      const connection = connectionTo(url, { now: () => new Date('2026-03-04T05:06:07Z') });
      for await (const { total, clockSkewSeconds } of listMigrationTasks(connection, 'p')) {
        assert.deepEqual([total, clockSkewSeconds], [2, 10]);
      }
    });
  });

  const endless: Record<string, (request: ScriptedRequest) => unknown> = {
    'an offset that is ignored': () => ({ count: 5000, migration_tasks: tasks(0, 1000) }),
    'an offset that is ignored, and no count': () => ({ migration_tasks: tasks(0, 1000) }),
    'a count, and no task': () => ({ count: 3, migration_tasks: [] }),
    'entries without an ID': () => ({ count: 5000, migration_tasks: Array.from({ length: 1000 }, () => ({})) }),
  };
  for (const [name, script] of Object.entries(endless)) {
    it(`${name}: ends, and does not pass for a whole list`, () =>
      withScriptedCloud(
        (request) => [200, script(request)],
        async ({ url, asked }) => {
          await assert.rejects(
            pagesOf(url),
            (error) => error instanceof Unintelligible && error.facts.reason === 'shape',
          );
          assert.ok(asked().length <= 2);
        },
      ));
  }

  it('a service that makes up tasks for ever is left at some point', async () => {
    let asked = 0;
    const transport = async () => {
      asked += 1;
      return Response.json({ count: 10_000_000, migration_tasks: tasks(asked, asked + 1) });
    };
    const pages = listMigrationTasks(connectionTo('https://dcs.example.com', { transport }), 'p');
    const drain = async () => {
      for await (const page of pages) assert.equal(page.tasks.length, 1);
    };
    await assert.rejects(drain(), Unintelligible);
    assert.equal(asked, 1000);
  });
});

describe('listMigrationTasks: too much of it', () => {
  it('a service that makes up full pages for ever is left earlier', async () => {
    let asked = 0;
    const transport = async () => {
      asked += 1;
      if (asked > 101) return new Response('', { status: 500 });
      return Response.json({ count: 10_000_000, migration_tasks: tasks(asked * 1000, asked * 1000 + 1000) });
    };
    const pages = listMigrationTasks(connectionTo('https://dcs.example.com', { transport }), 'p');
    const drain = async () => {
      for await (const page of pages) assert.equal(page.tasks.length, 1000);
    };
    await assert.rejects(drain(), Unintelligible);
    assert.equal(asked, 101);
  });
});

describe('listMigrationTasks: what a task is', () => {
  const entryOf = async (entry: unknown) => {
    const pages: TaskPage[] = [];
    await withScriptedCloud(
      () => [200, { count: 1, migration_tasks: [entry] }],
      async ({ url }) => void pages.push(...(await pagesOf(url))),
    );
    return pages[0]?.tasks[0];
  };

  /** As the reference prints it. */
  const documented = {
    task_id: 'b3be-1',
    task_name: 'dcs-migration-thrc',
    status: 'SUCCESS',
    migration_type: 'online_migration',
    migration_method: 'full_amount_migration',
    data_source: '192.168.0.79:6379',
    created_at: '2021-06-16T06:12:55.508Z',
    released_at: '202404011057',
    error_message: null,
    supported_features: ['a'],
  };

  it('is what the reference prints, and what it does not know as well', async () => {
    const task = await entryOf({ ...documented, of_tomorrow: { a: 1 } });
    assert.deepEqual(
      [task?.task_id, task?.task_name, task?.status, task?.migration_type, task?.error_message],
      ['b3be-1', 'dcs-migration-thrc', 'SUCCESS', 'online_migration', undefined],
    );
    assert.deepEqual(task?.created_at, {
      text: '2021-06-16T06:12:55.508Z',
      time: new Date('2021-06-16T06:12:55.508Z'),
    });
    assert.equal(task?.released_at?.time?.toISOString(), '2024-04-01T10:57:00.000Z');
    assert.deepEqual([task?.['data_source'], task?.['of_tomorrow']], ['192.168.0.79:6379', { a: 1 }]);
  });

  it('needs an ID and nothing else', async () => {
    for (const value of [null, {}, [], true]) {
      const fields = ['task_name', 'status', 'migration_type', 'created_at', 'description', 'target_instance_addrs'];
      const odd = Object.fromEntries(fields.map((field) => [field, value]));
      const task = await entryOf({ task_id: 'a', ...odd });
      assert.deepEqual(
        [task?.task_id, task?.task_name, task?.status, task?.migration_type, task?.created_at],
        ['a', '', '', undefined, undefined],
        JSON.stringify(value),
      );
    }
    assert.equal((await entryOf({ task_id: 'a', created_at: 'once' }))?.created_at?.text, 'once');
    for (const none of [{ task_name: 'a' }, { task_id: '' }, { task_id: null }, null, 'a', []]) {
      const [page] = await pagesOfEntries([none, { task_id: 'b' }]);
      assert.deepEqual(
        page?.tasks.map(({ task_id }) => task_id),
        ['b'],
        JSON.stringify(none),
      );
    }
  });

  it('takes numbers for texts, and the field names of 2022', async () => {
    const task = await entryOf({
      task_id: 7,
      task_name: 8,
      migrate_type: 'x',
      target_instance_address: '10.0.0.1:6379',
    });
    assert.deepEqual(
      [task?.task_id, task?.task_name, task?.migration_type, task?.target_instance_addrs],
      ['7', '8', 'x', '10.0.0.1:6379'],
    );
    const both = await entryOf({ task_id: 'a', migrate_type: 'old', migration_type: 'new' });
    assert.equal(both?.migration_type, 'new');
  });

  it('keeps its name as it is, whatever it looks like', async () => {
    const task_name = 'Signature=0123abcdef "password":"x"';
    assert.equal((await entryOf({ task_id: 'a', task_name }))?.task_name, task_name);
  });

  it('comes in a list, and only a count of nothing stands for an empty one', async () => {
    for (const body of [{ count: 0 }, { count: '0', migration_tasks: null }, { migration_tasks: [] }]) {
      await withScriptedCloud(
        () => [200, body],
        async ({ url }) => assert.deepEqual(idsOf(await pagesOf(url)), [], JSON.stringify(body)),
      );
    }
    for (const body of [{}, { count: 1 }, { count: 1, migration_tasks: null }, { count: 0, migration_tasks: {} }, []]) {
      await withScriptedCloud(
        () => [200, body],
        async ({ url }) => {
          await assert.rejects(pagesOf(url), Unintelligible, JSON.stringify(body));
        },
      );
    }
  });
});

async function pagesOfEntries(entries: readonly unknown[]): Promise<TaskPage[]> {
  const pages: TaskPage[] = [];
  await withScriptedCloud(
    () => [200, { count: entries.length, migration_tasks: entries }],
    async ({ url }) => void pages.push(...(await pagesOf(url))),
  );
  return pages;
}

describe('isOnlineMigration', () => {
  it('is everything but an import of backup files', () => {
    const task = (migration_type?: string) => ({ task_id: 'a', task_name: '', status: '', migration_type });
    for (const type of ['online_migration', undefined, '', 'incremental_migration', 'of_tomorrow']) {
      assert.equal(isOnlineMigration(task(type)), true, type);
    }
    for (const type of ['backupfile_import', 'BACKUPFILE_IMPORT', ' backupfile_import ']) {
      assert.equal(isOnlineMigration(task(type)), false, type);
    }
  });
});

describe('isGone', () => {
  const request = { method: 'GET', url: 'https://dcs.example.com/' };
  const table: [status: number, code: string | undefined, expected: boolean][] = [
    [404, undefined, true],
    [404, 'DCS.4133', true],
    [404, 'DCS.1', true],
    [400, 'DCS.4133', true],
    [400, 'DCS. 4133', true],
    [400, '111400133', true],
    [400, '111400113', false],
    [400, undefined, false],
    [400, 'DCS.4018', false],
    [404, 'APIGW.0101', false],
    [404, 'APIG.0101', false],
    [403, 'DCS.4133', false],
    [500, 'DCS.4133', false],
  ];
  for (const [status, code, expected] of table) {
    it(`${status} ${code ?? 'without a code'}: ${expected}`, () =>
      assert.equal(isGone(new Refused(request, { status, code })), expected));
  }

  it('is only what the cloud says', () => {
    for (const error of [new Error('404'), undefined, { status: 404 }, new Unreachable(request, 'dns', 'x', false)]) {
      assert.equal(isGone(error), false);
    }
  });
});
