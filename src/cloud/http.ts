import type * as z from 'zod';
import { interpret, type Reply, readHeaders, readText } from './answer.ts';
import type { Connection, Exchange } from './connection.ts';
import { isSafeEndpoint } from './endpoint.ts';
import { Cancelled, CloudError, mayHaveActed, type RequestName, Unreachable } from './errors.ts';
import { readNetworkFailure } from './networkFailure.ts';
import { redact, redactText } from './redact.ts';
import type { Service } from './regions.ts';
import { type AccessKey, sign } from './signing.ts';

export interface CloudRequest<T> {
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  /** Starts with a slash; segments already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly answer: z.ZodType<T>;
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
 * Signs, sends, reads and parses one request. Never repeats it and never follows a redirect.
 * @throws {CloudError} one of the four kinds of errors.ts
 */
export async function ask<T>(
  connection: Connection,
  request: CloudRequest<T>,
  signal?: AbortSignal,
): Promise<Answered<T>> {
  const prepared = prepare(connection, request);
  const name: RequestName = { method: prepared.method, url: prepared.url };
  const started = connection.now();
  const reply: Reply = { body: undefined };
  const secrets = secretsOf(connection.key, prepared);
  const record = (failure?: CloudError) =>
    tell(connection, () => ({
      ...name,
      time: started,
      region: connection.region,
      projectId: connection.projectId,
      status: reply.status,
      requestId: reply.requestId,
      duration: connection.now().getTime() - started.getTime(),
      response: redact(reply.body, secrets),
      failure,
    }));
  try {
    await exchange(connection, prepared, reply, secrets, signal);
    const value = interpret(request.answer, name, reply, secrets);
    record();
    return { value, clockSkewSeconds: reply.clockSkewSeconds };
  } catch (error) {
    if (error instanceof CloudError) record(error);
    throw error;
  }
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
  const { host: _, ...headers } = sign({ method, url, headers: unsigned, ...body }, connection.key, connection.now());
  return { method, url, headers, ...body };
}

async function exchange(
  connection: Connection,
  { headers, ...request }: PreparedRequest,
  reply: Reply,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const name: RequestName = { method: request.method, url: request.url };
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
      ...request,
      headers: { ...headers },
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
  const endpoint = connection.endpoints[request.service];
  const url = `${endpoint}${request.path}${query === '' ? '' : `?${query}`}`;
  // Without the address, which may hold a password.
  if (!isSafeEndpoint(endpoint))
    throw new RangeError(`The endpoint of ${request.service} is not HTTPS, nor this computer.`);
  return url;
}

function secretsOf(key: AccessKey, { headers }: PreparedRequest): string[] {
  const signature = /Signature=(\w+)/.exec(headers['Authorization'] ?? '')?.[1];
  // An ID has 20 characters; where the two halves of a key were swapped, the gateway echoes the secret as an unknown ID.
  const swapped = key.accessKeyId.length >= 40 ? key.accessKeyId : '';
  return [key.secretAccessKey, swapped, key.securityToken ?? '', signature ?? ''];
}
