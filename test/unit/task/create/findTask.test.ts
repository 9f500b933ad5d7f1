import assert from 'node:assert/strict';
import { Cancelled, Refused } from '../../../../src/cloud/errors.ts';
import { type Finding, type Look, searchTask } from '../../../../src/task/create/findTask.ts';
import type { Creation, Journal } from '../../../../src/task/journal/journal.ts';
import { withJournal } from '../../../support/desk/temporaryJournal.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/desk/virtualClock.ts';
import { type Answer, http, json, type Received, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo } from '../../../support/network/observedCall.ts';

const body = {
  name: 'dcs-migration-thrc',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

const networks = {
  task_id: 'ours',
  tenant_vpc_id: body.vpc_id,
  tenant_subnet_id: body.subnet_id,
  tenant_security_group_id: body.security_group_id,
};

const draft = { profile: 'default', region: 'cn-north-4', projectId: 'project-1', body, knownTaskIds: ['known'] };
const start = new Date('2026-01-15T08:00:00Z');

interface Listed {
  readonly task_id: string;
  readonly task_name?: string;
  readonly created_at?: string | undefined;
  readonly migration_type?: string;
}

const ours: Listed = {
  task_id: 'ours',
  task_name: body.name,
  created_at: '2026-01-15T08:00:01.000Z',
  migration_type: 'online_migration',
};

/** What the project's list and details say. Details are the networks that were sent, unless told otherwise. */
interface Cloud {
  /** One after another, look by look; the last one stays. */
  readonly lists: readonly (readonly Listed[] | Buffer)[];
  readonly details?: Readonly<Record<string, object | Buffer>>;
}

interface Search {
  readonly finding: Finding;
  readonly looks: readonly Look[];
  /** Milliseconds from the start of the search to its end. */
  readonly took: number;
  readonly received: readonly Received[];
}

interface Circumstances {
  readonly creation?: Partial<Creation>;
  /** Before the search. */
  readonly prepare?: (journal: Journal, clock: VirtualClock) => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onLook?: (look: Look) => void;
}

async function search({ lists, details = {} }: Cloud, circumstances: Circumstances = {}): Promise<Search> {
  const clock = createVirtualClock(start);
  let look = 0;
  const answer: Answer = (socket, { target }) => {
    const path = target.split('?')[0] ?? '';
    if (path.endsWith('/migration-tasks')) {
      const list = lists[Math.min(look, lists.length - 1)] ?? [];
      look += 1;
      socket.end(Buffer.isBuffer(list) ? list : json(200, { count: list.length, migration_tasks: list }));
      return;
    }
    const detail = details[path.split('/').at(-1) ?? ''] ?? networks;
    socket.end(Buffer.isBuffer(detail) ? detail : json(200, detail));
  };
  return withJournal(
    (journal) =>
      withFaultyServer(answer, async (server) => {
        const { prepare, creation, signal, onLook } = circumstances;
        await prepare?.(journal, clock);
        const sent = await journal.markSent(await journal.claim(draft));
        const looks: Look[] = [];
        const patience = { wait: clock.wait, random: () => 0.5 };
        const connection = connectionTo(server.url, { now: clock.now, patience });
        const began = clock.now().getTime();
        const finding = await searchTask(
          connection,
          { ...sent, ...creation },
          {
            journal,
            signal,
            onLook: (one) => {
              looks.push(one);
              onLook?.(one);
            },
          },
        );
        return { finding, looks, took: clock.now().getTime() - began, received: server.received };
      }),
    clock.now,
  );
}

function inShort(finding: Finding): string {
  if (finding.kind === 'found') return `found ${finding.task.task_id}`;
  if (finding.kind === 'several') return `several ${finding.tasks.map(({ task_id }) => task_id).join()}`;
  return finding.kind;
}

describe('searchTask: which task it is', () => {
  const table: Record<string, [cloud: Cloud, found: string, creation?: Partial<Creation>]> = {
    'the one of its name': [{ lists: [[ours]] }, 'found ours'],
    'among others': [{ lists: [[{ ...ours, task_id: 'x', task_name: 'other' }, ours]] }, 'found ours'],
    'not one whose name only begins alike': [{ lists: [[{ ...ours, task_name: `${body.name}-2` }]] }, 'none'],
    'not one in other letters': [{ lists: [[{ ...ours, task_name: body.name.toUpperCase() }]] }, 'none'],
    'not an import of a backup file': [{ lists: [[{ ...ours, migration_type: 'backupfile_import' }]] }, 'none'],
    'one of a type written strangely': [
      { lists: [[{ ...ours, migration_type: 'incremental_migration' }]] },
      'found ours',
    ],
    'not one that was there before': [{ lists: [[{ ...ours, task_id: 'known' }]] }, 'none'],
    'not one from before it was sent': [{ lists: [[{ ...ours, created_at: '2026-01-15T07:00:00.000Z' }]] }, 'none'],
    'not one from shortly before, by a clock that is known': [
      { lists: [[{ ...ours, created_at: '2026-01-15T07:59:50.000Z' }]] },
      'none',
      { clockSkewSeconds: 0 },
    ],
    'by a clock ahead of ours': [
      { lists: [[{ ...ours, created_at: '2026-01-15T08:10:01.000Z' }]] },
      'found ours',
      { clockSkewSeconds: 600 },
    ],
    'not one that a clock ahead of ours makes look later': [
      { lists: [[{ ...ours, created_at: '2026-01-15T08:09:30.000Z' }]] },
      'none',
      { clockSkewSeconds: 600 },
    ],
    'by a clock that was set between sending and looking': [
      { lists: [[{ ...ours, created_at: '2026-01-15T08:00:01.000Z' }]] },
      'found ours',
      { clockSkewSeconds: 60, sentAt: '2026-01-15T07:59:00.000Z' },
    ],
    'by a clock behind ours': [
      { lists: [[{ ...ours, created_at: '2026-01-15T07:50:01.000Z' }]] },
      'found ours',
      { clockSkewSeconds: -600 },
    ],
    'by a clock that nobody told': [{ lists: [[{ ...ours, created_at: '2026-01-15T07:50:01.000Z' }]] }, 'found ours'],
    'by a time in whole minutes': [
      { lists: [[{ ...ours, created_at: '202601150800' }]] },
      'found ours',
      { clockSkewSeconds: 0, sentAt: '2026-01-15T08:00:50.000Z' },
    ],
    'by a time that nobody can read': [{ lists: [[{ ...ours, created_at: 'just now' }]] }, 'found ours'],
    'by a local time without its zone': [{ lists: [[{ ...ours, created_at: '2026-01-15 03:00:01' }]] }, 'found ours'],
    'not by one that is older in every zone': [{ lists: [[{ ...ours, created_at: '2026-01-14 17:00:01' }]] }, 'none'],
    'without a time': [{ lists: [[{ ...ours, created_at: undefined }]] }, 'found ours'],
    'not one in another VPC': [{ lists: [[ours]], details: { ours: { ...networks, tenant_vpc_id: 'v' } } }, 'none'],
    'not one in another subnet': [
      { lists: [[ours]], details: { ours: { ...networks, tenant_subnet_id: 's' } } },
      'none',
    ],
    'not one in another security group': [
      { lists: [[ours]], details: { ours: { ...networks, tenant_security_group_id: 'g' } } },
      'none',
    ],
    'with IDs in capitals': [
      { lists: [[ours]], details: { ours: { ...networks, tenant_vpc_id: body.vpc_id.toUpperCase() } } },
      'found ours',
    ],
    'not for certain where its detail names no networks': [
      { lists: [[ours]], details: { ours: { task_id: 'ours' } } },
      'several ours',
    ],
    'not for certain where its detail must not be read': [
      { lists: [[ours]], details: { ours: json(403, { error_code: 'DCS.2007', error_msg: 'no' }) } },
      'several ours',
    ],
    'not for certain in a region without details': [
      { lists: [[ours]], details: { ours: json(404, { error_code: 'APIGW.0101', error_msg: 'no' }) } },
      'several ours',
    ],
    'not one that is gone': [
      { lists: [[ours]], details: { ours: json(400, { error_code: 'DCS.4133', error_msg: 'no' }) } },
      'none',
    ],
    'several of them': [{ lists: [[ours, { ...ours, task_id: 'too' }]] }, 'several ours,too'],
    'one that the list has twice': [{ lists: [[ours, ours]] }, 'found ours'],
    'none in an empty list': [{ lists: [[]] }, 'none'],
  };
  for (const [what, [cloud, found, creation = {}]] of Object.entries(table)) {
    it(what, async () => assert.equal(inShort((await search(cloud, { creation })).finding), found));
  }

  it('not one that another create is known to have made', async () => {
    const prepare = async (journal: Journal) => {
      const other = await journal.markSent(await journal.claim(draft));
      await journal.close(other, { kind: 'created', taskId: 'ours', how: 'answered' });
    };
    assert.equal(inShort((await search({ lists: [[ours]] }, { prepare })).finding), 'none');
  });

  it('not for certain while another create of that name has no outcome', async () => {
    const rival = async (journal: Journal) => void (await journal.markSent(await journal.claim(draft)));
    const { finding, looks } = await search({ lists: [[ours]] }, { prepare: rival });
    assert.deepEqual([inShort(finding), looks.length], ['several ours', 8]);
    const elsewhere = async (journal: Journal) => {
      await journal.markSent(await journal.claim({ ...draft, projectId: 'project-2' }));
      await journal.markSent(await journal.claim({ ...draft, body: { ...body, name: 'other' } }));
      await journal.claim(draft);
    };
    assert.equal(inShort((await search({ lists: [[ours]] }, { prepare: elsewhere })).finding), 'found ours');
  });
});

describe('searchTask: a create that was given up', () => {
  for (const kind of ['dismissed', 'several'] as const) {
    it(`${kind}: a single task may be its`, async () => {
      const prepare = async (journal: Journal) => {
        const other = await journal.markSent(await journal.claim(draft));
        await journal.close(other, kind === 'several' ? { kind, taskIds: ['x'] } : { kind });
      };
      assert.equal(inShort((await search({ lists: [[ours]] }, { prepare })).finding), 'several ours');
    });
  }
});

describe('searchTask: looking again', () => {
  it('for two minutes, with growing pauses, and says until when', async () => {
    const { finding, looks, took } = await search({ lists: [[]] });
    assert.deepEqual(
      looks.map(({ number, pause }) => [number, pause]),
      [1, 2, 3, 4, 5, 6, 7, 8].map((number, index) => [
        number,
        [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000][index],
      ]),
    );
    assert.equal(took, 120_000);
    assert.ok(finding.kind === 'none');
    assert.equal(finding.until.getTime(), start.getTime() + 120_000);
  });

  it('finds what the list shows late', async () => {
    const { finding, looks } = await search({ lists: [[], [], [], [ours]] });
    assert.deepEqual([inShort(finding), looks.length], ['found ours', 3]);
  });

  it('finds what is on the second page', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...ours, task_id: `t${index}`, task_name: 'other' }));
    const page = (tasks: readonly Listed[]) => json(200, { count: 1001, migration_tasks: tasks });
    const { finding, received } = await search({ lists: [page(many), page([ours])] });
    assert.equal(inShort(finding), 'found ours');
    assert.deepEqual(
      received.map(({ target }) => target.split('?')[1]),
      ['offset=0&limit=1000', 'offset=1000&limit=1000', undefined],
    );
  });

  it('goes on after a failure that may pass', async () => {
    const { finding } = await search({ lists: [http(503, ''), http(500, ''), [], [ours]] });
    assert.equal(inShort(finding), 'found ours');
  });

  it('what was seen before a failure stays true', async () => {
    const { finding } = await search({ lists: [[], json(403, { error_code: 'DCS.2007', error_msg: 'no' })] });
    assert.ok(finding.kind === 'none');
    assert.equal(finding.until.getTime(), start.getTime());
    assert.ok(finding.error instanceof Refused);
  });

  it('goes on after an odd answer where the list was read before', async () => {
    const { finding } = await search({ lists: [[], json(403, { error_code: 'DCS.2007', error_msg: 'no' }), [ours]] });
    assert.equal(inShort(finding), 'found ours');
  });

  it('but not with a key that was refused: five refusals lock it', async () => {
    const { finding, received } = await search({ lists: [[], http(401, '')] });
    assert.ok(finding.kind === 'none' && finding.error instanceof Refused);
    assert.equal(received.length, 2);
  });

  it('ends at once where the list must not be read', async () => {
    const { finding, looks } = await search({ lists: [json(403, { error_code: 'DCS.2007', error_msg: 'no' })] });
    assert.deepEqual([finding.kind, looks], ['notLooked', []]);
  });

  it('ends when nobody answers for two minutes', async () => {
    const { finding, received } = await search({ lists: [http(503, '')] });
    assert.equal(finding.kind, 'notLooked');
    assert.ok(received.length > 8);
  });

  it('ends when it is called off', async () => {
    const before = await search({ lists: [[ours]] }, { signal: AbortSignal.abort() });
    assert.ok(before.finding.kind === 'notLooked' && before.finding.error instanceof Cancelled);
    assert.deepEqual(before.received, []);
    const stop = new AbortController();
    const between = await search({ lists: [[], [ours]] }, { signal: stop.signal, onLook: () => stop.abort() });
    assert.deepEqual([between.finding.kind, between.looks.length, between.received.length], ['none', 1, 1]);
  });

  it('sends nothing but reads', async () => {
    const { received } = await search({ lists: [[], http(500, ''), [ours]] });
    assert.deepEqual([...new Set(received.map(({ method }) => method))], ['GET']);
  });
});
