import assert from 'node:assert/strict';
import { Cancelled, Refused, Unintelligible, Unreachable } from '../../../src/cloud/errors.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { createTask } from '../../../src/task/create.ts';
import { type Answer, http, json, refusedPort, withFaultyServer } from '../../support/faultyServer.ts';
import { connectionTo, testKey } from '../../support/observedCall.ts';

const body = {
  name: 'dcs-migration-thrc',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

const no = { error_code: 'DCS.4018', error_msg: 'no' };

describe('createTask', () => {
  const table: Record<string, [answer: Answer, kind: string, error?: new (...args: never[]) => Error]> = {
    'a task': [json(200, { instance_id: 'task-1', job_id: 'job-1' }), 'created'],
    'a task, 202': [json(202, { instance_id: 'task-1', job_id: 'job-1' }), 'created'],
    'a mistake in the request': [json(400, no), 'refused', Refused],
    'wrong keys': [json(401, no), 'refused', Refused],
    'no permission': [json(403, no), 'refused', Refused],
    'too many requests': [json(429, no), 'refused', Refused],
    'too slow a request': [json(408, no), 'unknown', Refused],
    'an internal error': [json(500, no), 'unknown', Refused],
    'a gateway out of time': [http(504, '<html>'), 'unknown', Refused],
    'an empty answer': [http(200, ''), 'unknown', Unintelligible],
    'an answer of a captive portal': [http(200, '<html>'), 'unknown', Unintelligible],
    'an answer without the ID': [json(200, {}), 'unknown', Unintelligible],
    'an answer of a depth that nobody can walk': [
      http(200, `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      'unknown',
      Unintelligible,
    ],
    'sent to a login page': [http(302, '', ['Location: https://example.com/']), 'notSent', Unintelligible],
    'a lost answer': [(socket) => socket.destroy(), 'unknown', Unreachable],
    'half an answer': ['HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{', 'unknown', Unreachable],
    'half a refusal': ['HTTP/1.1 403 No\r\nContent-Length: 99\r\n\r\n{', 'notSent', Unreachable],
  };
  for (const [name, [answer, kind, error]] of Object.entries(table)) {
    it(`${name}: ${kind}, after one request`, () =>
      withFaultyServer(answer, async (server) => {
        const outcome = await createTask(connectionTo(server.url), 'project-1', body);
        assert.equal(outcome.kind, kind);
        assert.equal(server.received.length, 1);
        if (outcome.kind === 'created') assert.deepEqual([outcome.taskId, outcome.jobId], ['task-1', 'job-1']);
        else assert.ok(error && outcome.error instanceof error);
      }));
  }

  it('nothing sent: no host, no time to begin with', async () => {
    const unreachable = await createTask(connectionTo(`http://127.0.0.1:${await refusedPort()}`), 'project-1', body);
    assert.ok(unreachable.kind === 'notSent' && unreachable.error instanceof Unreachable);
    const cancelled = await createTask(connectionTo('http://127.0.0.1:1'), 'project-1', body, AbortSignal.abort());
    assert.ok(cancelled.kind === 'notSent' && cancelled.error instanceof Cancelled);
  });

  it('cancelled or out of time once it has been sent: unknown', async () => {
    const silence: Answer = () => undefined;
    await withFaultyServer(silence, async (server) => {
      const controller = new AbortController();
      const outcome = createTask(connectionTo(server.url), 'project-1', body, controller.signal);
      await server.first;
      controller.abort();
      assert.equal((await outcome).kind, 'unknown');
    });
    await withFaultyServer(silence, async (server) => {
      assert.equal((await createTask(connectionTo(server.url, { timeout: 40 }), 'project-1', body)).kind, 'unknown');
    });
  });

  it('a log that fails does not lose the task', () =>
    withFaultyServer(json(200, { instance_id: 'task-1' }), async (server) => {
      const record = () => {
        throw new Error('the channel has been closed');
      };
      const outcome = await createTask(connectionTo(server.url, { record }), 'project-1', body);
      assert.deepEqual(outcome, { kind: 'created', taskId: 'task-1', jobId: undefined });
    }));

  it('a mistake of ours is thrown, not told as an outcome', () =>
    assert.rejects(createTask(connectionTo('http://example.com'), 'project-1', body), RangeError));

  it('creates one task in the sandbox, and knows that a lost answer leaves one', async () => {
    let lose = false;
    const latency = async () => {
      if (lose) throw new Error('lost');
    };
    const sandbox = await startSandbox({ ...testKey, latency });
    try {
      const connection = connectionTo(sandbox.url, { projectId: sandbox.projectId });
      const created = await createTask(connection, sandbox.projectId, body);
      assert.ok(created.kind === 'created' && created.jobId !== undefined);
      assert.equal(sandbox.ledger.length, 1);
      lose = true;
      assert.equal((await createTask(connection, sandbox.projectId, body)).kind, 'unknown');
      assert.equal(sandbox.ledger.length, 2);
    } finally {
      await sandbox.close();
    }
  });
});
