import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import type { Connection } from '../../../../src/cloud/connection.ts';
import { Cancelled, Refused, Unintelligible, Unreachable } from '../../../../src/cloud/errors.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import type { CreateOutcome, CreateTools } from '../../../../src/task/create/create.ts';
import { createPace, type Pace } from '../../../../src/task/create/pace.ts';
import { JournalProblem } from '../../../../src/task/journal/journal.ts';
import { createNoted } from '../../../support/desk/createNoted.ts';
import { withJournal } from '../../../support/desk/temporaryJournal.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/desk/virtualClock.ts';
import {
  type Answer,
  http,
  json,
  type Received,
  refusedPort,
  withFaultyServer,
} from '../../../support/network/faultyServer.ts';
import { connectionTo, testKey } from '../../../support/network/observedCall.ts';

const body = {
  name: 'dcs-migration-thrc',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

const draft = { profile: 'default', region: 'cn-north-4', projectId: 'project-1', body, knownTaskIds: [] };
const no = { error_code: 'DCS.4018', error_msg: 'no' };
const gateway = (code: string) => ({ error_code: code, error_msg: 'no', request_id: '1' });
const created = json(200, { instance_id: 'task-1', job_id: 'job-1' });

/** The outcome of a create, and how many entries it left open. */
async function create(
  connection: Connection,
  tools: Partial<CreateTools> = {},
): Promise<{ outcome: CreateOutcome; open: number }> {
  return withJournal(async (journal) => {
    const outcome = await createNoted({ connection, draft }, { journal, ...tools });
    return { outcome, open: (await journal.open()).creations.length };
  });
}

const posts = (received: readonly Received[]) => received.filter(({ method }) => method === 'POST').length;

describe('a create: what is certain after one answer', () => {
  const table: Record<string, [answer: Answer, kind: string, error?: new (...args: never[]) => Error]> = {
    'a task': [created, 'created'],
    'a task, 202': [json(202, { instance_id: 'task-1', job_id: 'job-1' }), 'created'],
    'a mistake in the request': [json(400, no), 'refused', Refused],
    'wrong keys, says the service': [json(401, no), 'refused', Refused],
    'wrong keys, says the gateway': [json(401, gateway('APIGW.0301')), 'notSent', Refused],
    'no permission': [json(403, no), 'refused', Refused],
    'no such region for this key': [json(403, gateway('APIGW.0802')), 'notSent', Refused],
    'too many requests': [json(429, gateway('APIGW.0308')), 'notSent', Refused],
    'too many requests, says nobody knows who': [http(429, ''), 'refused', Refused],
    'too many requests, says the service': [json(429, no), 'refused', Refused],
    'too slow a request': [json(408, no), 'unknown', Refused],
    'an internal error': [json(500, no), 'unknown', Refused],
    'a backend out of time': [json(504, gateway('APIGW.0201')), 'unknown', Refused],
    'an identity service that is away': [json(503, gateway('APIGW.0613')), 'unknown', Refused],
    'a gateway out of time': [http(504, '<html>'), 'unknown', Refused],
    'an empty answer': [http(200, ''), 'unknown', Unintelligible],
    'an answer of a captive portal': [http(200, '<html>'), 'unknown', Unintelligible],
    'an answer without the ID': [json(200, {}), 'unknown', Unintelligible],
    'an answer of a depth that nobody can walk': [
      http(200, `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      'unknown',
      Unintelligible,
    ],
    'sent to a login page': [http(302, '', ['Location: https://example.com/']), 'unknown', Unintelligible],
    'a lost answer': [(socket) => socket.destroy(), 'unknown', Unreachable],
    'half an answer': ['HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{', 'unknown', Unreachable],
    'half a refusal': ['HTTP/1.1 403 No\r\nContent-Length: 99\r\n\r\n{', 'refused', Refused],
  };
  for (const [name, [answer, kind, error]] of Object.entries(table)) {
    it(`${name}: ${kind}, after one create`, () =>
      withFaultyServer(answer, async (server) => {
        const { outcome, open } = await create(connectionTo(server.url));
        assert.equal(outcome.kind, kind);
        assert.equal(posts(server.received), 1);
        assert.equal(open, kind === 'unknown' ? 1 : 0, 'entries left open');
        if (outcome.kind === 'created') {
          const { taskId, jobId, how } = outcome;
          assert.deepEqual([taskId, jobId, how], ['task-1', 'job-1', 'answered']);
        } else assert.ok(error && outcome.error instanceof error);
      }));
  }

  it('nothing sent: no host, no time to begin with', async () => {
    const unreachable = await create(connectionTo(`http://127.0.0.1:${await refusedPort()}`));
    assert.ok(unreachable.outcome.kind === 'notSent' && unreachable.outcome.error instanceof Unreachable);
    const cancelled = await create(connectionTo('http://127.0.0.1:1'), { signal: AbortSignal.abort() });
    assert.ok(cancelled.outcome.kind === 'notSent' && cancelled.outcome.error instanceof Cancelled);
    assert.deepEqual([unreachable.open, cancelled.open], [0, 0]);
  });

  it('cancelled or out of time once it has been sent: unknown', async () => {
    const silence: Answer = (socket, { method }) => {
      if (method === 'GET') socket.destroy();
    };
    await withFaultyServer(silence, async (server) => {
      const controller = new AbortController();
      const result = create(connectionTo(server.url), { signal: controller.signal });
      await server.first;
      controller.abort();
      assert.deepEqual([(await result).outcome.kind, (await result).open], ['unknown', 1]);
    });
    await withFaultyServer(silence, async (server) => {
      assert.equal((await create(connectionTo(server.url, { timeout: 40 }))).outcome.kind, 'unknown');
    });
  });

  it('a log that fails does not lose the task', () =>
    withFaultyServer(json(200, { instance_id: 'task-1' }), async (server) => {
      const record = () => {
        throw new Error('the channel has been closed');
      };
      const { outcome } = await create(connectionTo(server.url, { record }));
      assert.deepEqual(outcome, { kind: 'created', taskId: 'task-1', jobId: undefined, how: 'answered' });
    }));

  it('a mistake of ours is thrown, not told as an outcome', () =>
    assert.rejects(create(connectionTo('http://example.com')), RangeError));
});

describe('a create: the journal', () => {
  it('is written before the request leaves, and settled after its answer', () =>
    withJournal(async (journal) => {
      const seen: unknown[] = [];
      const answer: Answer = async (socket) => {
        for (const { body: sent, sentAt, underWay } of (await journal.open()).creations) {
          seen.push([sent, sentAt !== undefined, underWay]);
        }
        socket.end(created);
      };
      await withFaultyServer(answer, async (server) => {
        await createNoted(
          { connection: connectionTo(server.url), draft: { ...draft, source: 'file:///a' } },
          { journal },
        );
      });
      assert.deepEqual(seen, [[body, true, true]]);
      assert.deepEqual((await journal.open()).creations, []);
      const [settled] = await journal.createdFrom('file:///a');
      assert.deepEqual(settled?.ending, { kind: 'created', taskId: 'task-1', how: 'answered' });
    }));

  it('that cannot be written keeps the request from leaving', () =>
    withJournal(async (journal, folder) => {
      await rm(folder, { recursive: true });
      await writeFile(folder, 'not a folder');
      await withFaultyServer(created, async (server) => {
        const outcome = await createNoted({ connection: connectionTo(server.url), draft }, { journal });
        assert.ok(outcome.kind === 'notSent' && outcome.error instanceof JournalProblem);
        assert.deepEqual(server.received, []);
      });
      await rm(folder);
    }));

  it('that fails afterwards changes nothing about what is known', () =>
    withJournal(async (journal, folder) => {
      const answer: Answer = async (socket) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, 'not a folder');
        socket.end(created);
      };
      const problems: JournalProblem[] = [];
      const onUnnoted = (problem: JournalProblem) => void problems.push(problem);
      await withFaultyServer(answer, async (server) => {
        const outcome = await createNoted({ connection: connectionTo(server.url), draft }, { journal, onUnnoted });
        assert.deepEqual([outcome.kind, problems.length], ['created', 1]);
      });
      await rm(folder);
    }));
});

describe('a create: tries', () => {
  const patient = (url: string) => {
    const clock = createVirtualClock();
    const retries: string[] = [];
    const patience = {
      wait: clock.wait,
      random: () => 0.5,
      onRetry: ({ attempt, error }: { attempt: number; error: Error }) => void retries.push(`${attempt} ${error.name}`),
    };
    return { clock, retries, connection: connectionTo(url, { patience, now: clock.now }) };
  };
  const throttled = (...headers: string[]) => json(429, gateway('APIGW.0308'), headers);
  const heardPace = (clock: VirtualClock) => {
    const turns: string[] = [];
    const real = createPace(clock);
    const pace: Pace = {
      turn: (signal) => {
        turns.push('turn');
        return real.turn(signal);
      },
      accepted: () => void turns.push('accepted'),
      throttled: (facts) => void turns.push(`throttled ${facts.status}`),
      released: () => void turns.push('released'),
    };
    return { pace, turns };
  };
  const inTurn = (...answers: readonly Buffer[]): Answer => {
    let next = 0;
    return (socket) => {
      socket.end(answers[next] ?? '');
      next += 1;
    };
  };

  it('what the gateway did not pass on is sent again, each try told', () =>
    withFaultyServer(inTurn(throttled(), json(429, gateway('APIG.0308')), created), async (server) => {
      const { connection, retries } = patient(server.url);
      assert.equal((await create(connection)).outcome.kind, 'created');
      assert.deepEqual([posts(server.received), retries], [3, ['2 Refused', '3 Refused']]);
    }));

  it('an end comes to it', () =>
    withFaultyServer(throttled(), async (server) => {
      const { connection, clock } = patient(server.url);
      const start = clock.now().getTime();
      assert.equal((await create(connection)).outcome.kind, 'notSent');
      assert.ok(clock.now().getTime() - start <= 30_000);
      assert.ok(posts(server.received) > 3);
    }));

  for (const status of [400, 401, 403, 404, 500, 502, 503, 504]) {
    it(`never after ${status}`, () =>
      withFaultyServer(json(status, status === 401 ? gateway('APIGW.0301') : no), async (server) => {
        await create(patient(server.url).connection, { lookSignal: AbortSignal.abort() });
        assert.equal(posts(server.received), 1);
      }));
  }

  it('cancelled in a pause: not sent, and at once', () =>
    withFaultyServer(throttled('Retry-After: 20'), async (server) => {
      const stop = new AbortController();
      const { connection } = patient(server.url);
      const patience = {
        random: () => 0.5,
        wait: (milliseconds: number, signal?: AbortSignal) => {
          stop.abort();
          return connection.patience?.wait(milliseconds, signal) ?? Promise.resolve();
        },
      };
      const { outcome, open } = await create({ ...connection, patience }, { signal: stop.signal });
      assert.ok(outcome.kind === 'notSent' && outcome.error instanceof Cancelled);
      assert.deepEqual([posts(server.received), open], [1, 0]);
    }));

  it('in a batch waits for its turn again, however often it is thrown back', () =>
    withFaultyServer(inTurn(throttled(), throttled(), throttled(), created), async (server) => {
      const { connection, clock, retries } = patient(server.url);
      const { pace, turns } = heardPace(clock);
      assert.equal((await create(connection, { pace })).outcome.kind, 'created');
      const thrownBack = ['turn', 'throttled 429'];
      assert.deepEqual(turns, [...thrownBack, ...thrownBack, ...thrownBack, 'turn', 'accepted']);
      assert.deepEqual(retries, [], 'no pause of its own');
    }));

  const told: readonly (readonly [what: string, answer: Answer, heard: string])[] = [
    ['a task', created, 'accepted'],
    ['a refusal of the service', json(400, no), 'accepted'],
    ['a failure of the service', json(500, { error_code: 'DCS.5000', error_msg: 'no' }), 'accepted'],
    ['a refusal of the gateway', json(403, gateway('APIGW.0302')), 'released'],
    ['a gateway that did not reach the service', json(502, gateway('APIGW.0201')), 'released'],
    ['a refusal of nobody knows whom', http(403, ''), 'released'],
    ['too many requests, of nobody knows whom', http(429, '', ['Retry-After: 0']), 'released'],
    ['a page', http(200, '<html>'), 'released'],
    ['a broken connection', (socket) => socket.destroy(), 'released'],
  ];
  for (const [what, answer, heard] of told) {
    it(`in a batch ${what} is one turn, and tells the pace: ${heard}`, () =>
      withFaultyServer(answer, async (server) => {
        const { connection, clock } = patient(server.url);
        const { pace, turns } = heardPace(clock);
        await create(connection, { pace, lookSignal: AbortSignal.abort() });
        assert.deepEqual([turns, posts(server.received)], [['turn', heard], 1]);
      }));
  }

  it('after a 429 that is not the gateway’s there is no second one, however it invites to', () =>
    withFaultyServer(http(429, 'busy', ['Retry-After: 0']), async (server) => {
      const { outcome, open } = await create(patient(server.url).connection);
      assert.deepEqual([outcome.kind, posts(server.received), open], ['refused', 1, 0]);
    }));
});

describe('a create against the sandbox', () => {
  it('creates one task, and finds the one whose answer was lost', async () => {
    const clock = createVirtualClock();
    let lose = false;
    const latency = async ({ method }: { method: string }) => {
      if (lose && method === 'POST') throw new Error('lost');
    };
    const sandbox = await startSandbox({ ...testKey, latency, now: clock.now, listLag: 10_000 });
    try {
      const { projectId } = sandbox;
      const patience = { wait: clock.wait, random: () => 0.5 };
      const connection = connectionTo(sandbox.url, { projectId, patience, now: clock.now });
      await withJournal(async (journal) => {
        const first = await createNoted({ connection, draft: { ...draft, projectId } }, { journal });
        assert.ok(first.kind === 'created' && first.jobId !== undefined && first.how === 'answered');
        lose = true;
        const phases: string[] = [];
        const onPhase = (phase: string) => void phases.push(phase);
        const knownTaskIds = [first.taskId];
        const second = await createNoted(
          { connection, draft: { ...draft, projectId, knownTaskIds } },
          { journal, onPhase },
        );
        assert.deepEqual(phases, ['sending', 'looking']);
        assert.deepEqual(second, {
          kind: 'created',
          taskId: sandbox.ledger[1]?.taskId,
          jobId: undefined,
          how: 'found',
        });
        assert.deepEqual([sandbox.ledger.length, (await journal.open()).creations.length], [2, 0]);
      }, clock.now);
    } finally {
      await sandbox.close();
    }
  });
});
