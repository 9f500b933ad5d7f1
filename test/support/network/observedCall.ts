import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import * as z from 'zod';
import type { Connection, Exchange, Transport } from '../../../src/cloud/connection.ts';
import { CloudError, Refused, Unintelligible, Unreachable } from '../../../src/cloud/errors.ts';
import { describeCloudError, sentenceOf } from '../../../src/cloud/explain/errorText.ts';
import { exchangeText } from '../../../src/cloud/explain/exchangeText.ts';
import { type CloudRequest, call } from '../../../src/cloud/http.ts';
import { createKeyWatch, type KeyWatch } from '../../../src/cloud/keyWatch.ts';
import { type OpenSession, openSession } from '../../../src/cloud/session.ts';
import type { AccessKey } from '../../../src/cloud/signing.ts';
import { english } from '../desk/english.ts';
import { leaksOf } from '../project/secretSearch.ts';

/** With every character that some encoder escapes; the token longer than what of a message is ever shown. */
export const testKey: AccessKey = {
  accessKeyId: 'AKIDEXAMPLE000000001',
  secretAccessKey: 'sk/9+x="q\\Z-secret',
  securityToken: `tok/${'En+'.repeat(200)}==`,
};

const createdTask = z.looseObject({ instance_id: z.string() });

/** A create, as far as the transport cares. */
export const post: CloudRequest<{ instance_id: string }> = {
  service: 'dcs',
  method: 'POST',
  path: '/v2/project-1/migration/instance',
  body: { name: 'dcs-migration-thrc', description: '创建在线数据迁移任务' },
  answer: createdTask,
};

export const hostFetch: Transport = (url, init) => globalThis.fetch(url, init);

/** Somebody who stays signed in, of whose key nothing is known yet. */
export function sessionOf(key: AccessKey, keys: KeyWatch = createKeyWatch()): OpenSession {
  const { accessKeyId } = key;
  return openSession({ kind: 'profile', profile: 'default', projectId: 'project-1', accessKeyId }, key, keys);
}

export function connectionTo(url: string, changes: Partial<Connection> = {}): Connection {
  return {
    transport: hostFetch,
    session: sessionOf(testKey),
    region: 'cn-north-4',
    projectId: 'project-1',
    endpoints: { dcs: url, vpc: url, iam: url },
    timeout: 8000,
    now: () => new Date(),
    ...changes,
  };
}

export interface Observed<T> {
  readonly value: T | undefined;
  readonly error: CloudError | undefined;
  readonly exchange: Exchange;
  /** What the log has of it, and what it has where it is to have everything. */
  readonly logged: string;
  readonly traced: string;
}

/**
 * One call, and what holds for every call whatever the other side does: told to the log exactly once, no secret in anything
 * that comes out of it, nothing left waiting on the signal or the clock.
 */
export async function observe<T>(
  connection: Connection,
  request: CloudRequest<T>,
  controller = new AbortController(),
): Promise<Observed<T>> {
  const exchanges: Omit<Observed<T>, 'value' | 'error'>[] = [];
  const timers = activeTimers();
  const sent: string[] = [];
  const transport: Transport = (url, init) => {
    const authorization = init.headers['Authorization'] ?? '';
    sent.push(authorization, authorization.split('Signature=')[1] ?? authorization);
    return connection.transport(url, init);
  };
  // What an answer shows is asked for here, as the log does: afterwards it is gone.
  const record = (exchange: Exchange) => {
    const [logged, traced] = [false, true].map((trace) => exchangeText(exchange, english, trace));
    exchanges.push({ exchange, logged: logged ?? '', traced: traced ?? '' });
  };
  const { value, error } = await settle(call({ ...connection, transport, record }, request, controller.signal));
  const [observed] = exchanges;
  assert.ok(observed && exchanges.length === 1, `recorded ${exchanges.length} times`);
  const { exchange, logged, traced } = observed;
  assert.equal(exchange.response?.(everything), undefined, 'the answer is still held');
  assert.equal(exchange.failure, error);
  assert.ok(sent.length <= 2, 'handed to the transport more than once');
  const { secretAccessKey, securityToken = '' } = connection.session.key() ?? testKey;
  const shown = [error, error?.stack, exchange, logged, traced];
  const texts = error
    ? [describeCloudError(error, english), sentenceOf(describeCloudError(error, english), english)]
    : [];
  assert.deepEqual(leaksOf([secretAccessKey, securityToken, ...sent], [...shown, ...texts]), []);
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0, 'still listens to the signal');
  assert.ok(activeTimers() <= timers, 'a timer runs on');
  return { value, error, ...observed };
}

const everything = { trace: true, most: 1000, t: english };

/** What a failure comes to, in the one line that the tables compare. */
export function inShort(error: CloudError | undefined): string {
  if (error === undefined) return 'ok';
  const effect = error.mayHaveTakenEffect ? 'may have taken effect' : 'no effect';
  return [error.name, ...factsOf(error), effect].join(' · ');
}

function factsOf(error: CloudError): string[] {
  if (error instanceof Refused) return [String(error.facts.status), error.facts.code ?? '-'];
  if (error instanceof Unreachable) return [error.reason];
  return error instanceof Unintelligible ? [error.facts.reason] : [];
}

async function settle<T>(promise: Promise<T>): Promise<{ value: T | undefined; error: CloudError | undefined }> {
  try {
    return { value: await promise, error: undefined };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { value: undefined, error };
  }
}

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
