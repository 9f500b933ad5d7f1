import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Connection, Exchange, Patience, Retry } from '../../../../src/cloud/connection.ts';
import { Cancelled, CloudError, Refused } from '../../../../src/cloud/errors.ts';
import { read } from '../../../../src/cloud/patience.ts';
import { listVpcs } from '../../../../src/cloud/services/networks.ts';
import { listProjects } from '../../../../src/cloud/services/projects.ts';
import { type Answer, http, json, withFaultyServer } from '../../../support/network/faultyServer.ts';
import { connectionTo, inShort } from '../../../support/network/observedCall.ts';
import { collect, idsOf } from '../../../support/suite/collect.ts';

const get = { service: 'dcs', method: 'GET', path: '/v2/p/x', answer: z.looseObject({ id: z.string() }) } as const;
const fine = json(200, { id: 'a' }, ['Date: Wed, 04 Mar 2026 05:06:17 GMT']);
const now = new Date('2026-03-04T05:06:07Z');

interface Told {
  readonly exchanges: Exchange[];
  readonly retries: Retry[];
}

/** Gives these answers by turns, the last for ever, to a reader with a clock that moves in its pauses only. */
async function readFrom<T>(
  answers: readonly (Buffer | string)[],
  run: (connection: Connection, told: Told) => Promise<T>,
  patience: Partial<Patience> = {},
) {
  let asked = 0;
  let passed = 0;
  const answer: Answer = (socket) => {
    asked += 1;
    socket.end(answers[Math.min(asked, answers.length) - 1] ?? '');
  };
  return withFaultyServer(answer, async (server) => {
    const told: Told = { exchanges: [], retries: [] };
    const waiting: Patience = {
      random: () => 0.5,
      wait: async (milliseconds) => {
        passed += milliseconds;
      },
      onRetry: (retry) => told.retries.push(retry),
      ...patience,
    };
    const connection = connectionTo(server.url, {
      now: () => new Date(now.getTime() + passed),
      record: (exchange) => told.exchanges.push(exchange),
      patience: waiting,
    });
    let value: T | undefined;
    let error: CloudError | undefined;
    try {
      value = await run(connection, told);
    } catch (thrown) {
      if (!(thrown instanceof CloudError)) throw thrown;
      error = thrown;
    }
    return { value, error, ...told, count: server.received.length };
  });
}

describe('read', () => {
  it('asks again after what passes, with a record of every try', async () => {
    const answers = [json(503, {}), http(200, ''), http(200, '{"id":'), 'HTTP/1.1 200 OK\r\nContent-Le', fine];
    const { value, exchanges, retries, count } = await readFrom(answers, (connection) => read(connection, get));
    assert.deepEqual(value, { value: { id: 'a' }, clockSkewSeconds: 6 });
    assert.equal(count, 5);
    assert.deepEqual(
      exchanges.map(({ failure }) => inShort(failure)),
      [
        'Refused · 503 · - · may have taken effect',
        'Unintelligible · empty · may have taken effect',
        'Unintelligible · notJson · may have taken effect',
        'Unreachable · reset · may have taken effect',
        'ok',
      ],
    );
    assert.deepEqual(
      retries.map(({ attempt, delay, error }) => [attempt, delay, error]),
      [
        [2, 250, exchanges[0]?.failure],
        [3, 500, exchanges[1]?.failure],
        [4, 1000, exchanges[2]?.failure],
        [5, 2000, exchanges[3]?.failure],
      ],
    );
  });

  it('signs every try anew', async () => {
    await withFaultyServer(
      (socket) => socket.end(json(500, {})),
      async (server) => {
        let time = now.getTime();
        const wait = async () => {
          time += 15_000;
        };
        const connection = connectionTo(server.url, {
          now: () => new Date(time),
          patience: { random: () => 0.5, wait },
        });
        await assert.rejects(read(connection, get), Refused);
        const dates = server.received.map(({ headers }) => headers.find(([name]) => /^x-sdk-date$/i.test(name))?.[1]);
        assert.deepEqual(dates, ['20260304T050607Z', '20260304T050622Z', '20260304T050637Z']);
      },
    );
  });

  it('waits for as long as the cloud asks it to, up to 20 seconds in all', async () => {
    const busy = (seconds: number) => json(429, { error_code: 'APIGW.0308' }, [`Retry-After: ${seconds}`]);
    const patient = await readFrom([busy(3), fine], (connection) => read(connection, get));
    assert.deepEqual([patient.retries[0]?.delay, patient.value?.value.id], [3250, 'a']);
    const late = await readFrom([busy(20), fine], (connection) => read(connection, get));
    assert.deepEqual([inShort(late.error), late.count], ['Refused · 429 · APIGW.0308 · no effect', 1]);
    const never = await readFrom([busy(7)], (connection) => read(connection, get));
    assert.deepEqual([inShort(never.error), never.count], ['Refused · 429 · APIGW.0308 · no effect', 3]);
  });

  it('asks once where the answer is a no, however much of it comes', async () => {
    for (const status of [400, 401, 403, 404, 405, 409]) {
      const cut = `HTTP/1.1 ${status} No\r\nContent-Length: 100\r\n\r\n{"error_code":`;
      for (const answer of [json(status, { error_code: 'C.1' }, ['Retry-After: 0']), http(status, ''), cut]) {
        const { error, count } = await readFrom([answer], (connection) => read(connection, get));
        assert.ok(error instanceof Refused && error.facts.status === status);
        assert.equal(count, 1, String(answer));
      }
    }
  });

  it('ends in a pause when it is cancelled', async () => {
    const controller = new AbortController();
    const { error, count } = await readFrom(
      [json(503, {}), fine],
      (connection) => read(connection, get, controller.signal),
      { wait: async () => controller.abort() },
    );
    assert.ok(error instanceof Cancelled);
    assert.equal(count, 1);
  });
});

describe('lists of the network and of projects', () => {
  it('go on where they were when a page had to be asked for again', async () => {
    const page = (id: string, next?: string) => json(200, { vpcs: [{ id }], page_info: { next_marker: next } });
    const answers = [json(502, {}), page('a', 'm'), json(429, {}), page('b')];
    const { value, count } = await readFrom(answers, (connection) => collect(listVpcs(connection, 'p')));
    assert.deepEqual([idsOf(value ?? []), count], [['a', 'b'], 4]);
    const projects = json(200, { projects: [{ id: '1', name: 'cn-north-4' }] });
    const found = await readFrom([json(500, {}), projects], (connection) => listProjects(connection));
    assert.deepEqual([found.value?.map(({ id }) => id), found.count], [['1'], 2]);
  });
});
