import type * as z from 'zod';
import { interpret, letGo, type Reply, readHeaders, readText } from './answer.ts';
import type { Connection, Exchange } from './connection.ts';
import { eitherSignal } from './eitherSignal.ts';
import { parseEndpoint } from './endpoint.ts';
import { Cancelled, CloudError, mayHaveActed, type RequestName, SignedOut, Unreachable } from './errors.ts';
import { readNetworkFailure } from './networkFailure.ts';
import { maskOf, redactText } from './redaction/maskText.ts';
import { shownUrl } from './redaction/shownUrl.ts';
import type { Service } from './regions.ts';
import { sentOnce } from './sentOnce.ts';
import type { Session } from './session.ts';
import { shownAnswer } from './shownAnswer.ts';
import { type AccessKey, secretsOf, sign } from './signing.ts';

export interface CloudRequest<T> {
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with a slash; segments already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  /** The fields that it declares are those of which the log shows the values. */
  readonly answer: z.ZodType<T>;
  /** A success may come without a body, which is parsed as null then. */
  readonly mayBeEmpty?: true;
  /** Texts of the body that nothing may show, also where an answer repeats them. */
  readonly unshown?: readonly string[];
}

/** What came back, and by what clock. */
export interface Answered<T> {
  readonly value: T;
  /** The cloud's clock minus ours, in seconds, where the answer told it. */
  readonly clockSkewSeconds: number | undefined;
}

/** As `ask`, where only the value matters. */
export async function call<T>(connection: Connection, request: CloudRequest<T>, signal?: AbortSignal): Promise<T> {
  return (await ask(connection, request, signal)).value;
}

/**
 * Signs, sends, reads and parses one request, if the session and what is known of its key allow it. Never repeats it and never
 * follows a redirect.
 * @throws {CloudError} one of the kinds of errors.ts
 */
export async function ask<T>(
  connection: Connection,
  request: CloudRequest<T>,
  signal?: AbortSignal,
): Promise<Answered<T>> {
  const { session } = connection;
  const secrets = [...secretsOf(session.key()), ...(request.unshown ?? [])];
  const name = nameOf({ method: request.method, url: urlOf(connection, request) }, secrets);
  const either = eitherSignal(signal, session.over);
  const attempt = begin(connection, request, name, secrets);
  try {
    const told = await session.keys.turn(keyOf(session, name), name, either.signal);
    // What changes something and is on its way is left alone: an answer is better than a search.
    if (request.method !== 'GET') either.release();
    try {
      const value = await attempt.send(request.method === 'GET' ? either.signal : signal);
      await told();
      attempt.record();
      return { value, clockSkewSeconds: attempt.reply.clockSkewSeconds };
    } catch (error) {
      await told(error);
      throw error;
    }
  } catch (error) {
    const isOver = error instanceof Cancelled && session.over.aborted && !signal?.aborted;
    const failure = isOver ? new SignedOut(name, error.mayHaveTakenEffect) : error;
    if (failure instanceof CloudError) attempt.record(failure);
    throw failure;
  } finally {
    either.release();
  }
}

function keyOf({ key }: Session, name: RequestName): AccessKey {
  const held = key();
  if (held === undefined) throw new SignedOut(name, false);
  return held;
}

/** One try: what came of it, and how to tell the log, once. */
function begin<T>(connection: Connection, request: CloudRequest<T>, name: RequestName, ofKey: readonly string[]) {
  const started = connection.now();
  const reply: Reply = { body: undefined };
  let secrets = ofKey;
  return {
    reply,
    async send(signal: AbortSignal | undefined): Promise<T> {
      const prepared = prepare(connection, request);
      secrets = [...ofKey, signatureOf(prepared)];
      await exchange(connection, prepared, reply, secrets, signal);
      return interpret(request, name, reply, secrets);
    },
    record(failure?: CloudError): void {
      tell(connection, () => ({
        ...name,
        time: started,
        region: connection.region,
        projectId: connection.projectId && redactText(connection.projectId, secrets),
        status: reply.status,
        requestId: reply.requestId,
        duration: connection.now().getTime() - started.getTime(),
        response: shownAnswer(reply, request.answer, secrets, failure !== undefined),
        failure,
      }));
      letGo(reply);
    },
  };
}

/** A log that fails, as that of a closing window does, must not turn a created task into an error. */
function tell({ record }: Connection, describe: () => Exchange): void {
  try {
    record?.(describe());
  } catch {}
}

/** A request exactly as it goes out, signature included. Holds secrets. */
export interface PreparedRequest extends RequestName {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Signs a request without sending it. The Host header is signed, and left to the transport to send. */
export function prepare(connection: Connection, request: Omit<CloudRequest<unknown>, 'answer'>): PreparedRequest {
  const { method } = request;
  const url = urlOf(connection, request);
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  const unsigned: Record<string, string> = {};
  if (request.body !== undefined) unsigned['Content-Type'] = 'application/json';
  if (connection.projectId !== undefined && request.service !== 'iam') unsigned['X-Project-Id'] = connection.projectId;
  const key = keyOf(connection.session, { method, url });
  const { host: _, ...headers } = sign({ method, url, headers: unsigned, ...body }, key, connection.now());
  return { method, url, headers, ...body };
}

async function exchange(
  connection: Connection,
  { headers, ...request }: PreparedRequest,
  reply: Reply,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const name = nameOf(request, secrets);
  if (signal?.aborted) throw new Cancelled(name, false);
  const stop = new AbortController();
  const cancel = () => stop.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, connection.timeout);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const response = await connection.transport(request.url, {
      ...sentOnce({ ...request, headers }),
      signal: stop.signal,
      redirect: 'manual',
    });
    readHeaders(response, connection.now(), reply, secrets);
    reply.text = await readText(response, name, reply, stop);
  } catch (error) {
    if (error instanceof CloudError) throw error;
    const open = reply.status === undefined || mayHaveActed(reply.status);
    // A no is a no, also where the rest of it never came.
    if (!open) return;
    if (signal?.aborted) throw new Cancelled(name, true);
    if (timedOut) throw new Unreachable(name, 'timeout', `${connection.timeout} ms`, true);
    const { reason, detail, mayHaveArrived } = readNetworkFailure(error, (words) => redactText(words, secrets));
    throw new Unreachable(name, reason, detail, mayHaveArrived);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function urlOf(connection: Connection, request: Omit<CloudRequest<unknown>, 'answer'>): string {
  const pairs = Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined);
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  const endpoint = parseEndpoint(connection.endpoints[request.service]);
  // Without the address, which may hold a password.
  if (endpoint === undefined)
    throw new RangeError(`The endpoint of ${request.service} is not HTTPS, nor this computer.`);
  return `${endpoint}${request.path}${query === '' ? '' : `?${query}`}`;
}

/** How a request is called in messages and in the log. */
function nameOf({ method, url }: RequestName, secrets: readonly string[]): RequestName {
  return { method, url: shownUrl(url, maskOf(secrets)) };
}

function signatureOf({ headers }: PreparedRequest): string {
  return /Signature=(\w+)/.exec(headers['Authorization'] ?? '')?.[1] ?? '';
}
