import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, gatewayError } from './answer.ts';
import { type Account, admit, decide, longestBody, refuseByHead, tooLarge } from './dispatch.ts';
import type { RequestHead } from './gateway.ts';
import { dropBody, readBody } from './readBody.ts';
import type { Match } from './routes/published.ts';

/** What a held answer is an answer to. */
export interface HeldAnswer {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly status: number;
}

/** Milliseconds that a client which may still be sending has to read its last answer. */
const lastAnswerTime = 1000;

/** On these an answer was given that is the last; whatever else comes is no request. */
const closing = new WeakSet<Duplex>();

/** One request and its answer. Rejects where `latency` does; settles without an answer where the client has gone. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
  latency: ((held: HeldAnswer) => Promise<void>) | undefined,
): Promise<void> {
  if (closing.has(request.socket)) return;
  const requestId = newRequestId();
  const { method = '', url: target = '' } = request;
  const headers = headersOf(request);
  const head = { method, url: `http://${headers['host'] ?? ''}${target}`, headers };
  const found = admit(head, target, requestId);
  const answer = 'status' in found ? found : await answerTo(request, head, found, account, requestId);
  if (answer === undefined) return;
  await latency?.({ method, target, status: answer.status });
  const idHeader = 'route' in found ? requestIdHeader(found) : 'X-Request-Id';
  const whole = { ...answer, headers: { ...answer.headers, [idHeader]: requestId } };
  send(request, response, whole, account.cloud.now());
}

/** A body is read only of who may have one; undefined where the client has gone meanwhile. */
async function answerTo(
  request: IncomingMessage,
  head: RequestHead,
  match: Match,
  account: Account,
  requestId: string,
): Promise<Answer | undefined> {
  const refusal = refuseByHead(head, account, requestId);
  if (refusal !== undefined) return refusal;
  const body = await readBody(request, longestBody);
  if (body === 'aborted') return undefined;
  return body === 'too large' ? tooLarge(requestId) : decide({ ...head, body }, match, account, requestId);
}

/** Source: API Gateway and IAM API references, response headers. */
function requestIdHeader({ route }: Match): string {
  return route.service === 'iam' ? 'X-IAM-Trace-Id' : 'X-Request-Id';
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer, now: Date): void {
  if (response.destroyed) return;
  const isLast = !request.complete;
  const hasBody = answer.body !== undefined;
  const text = hasBody ? JSON.stringify(answer.body) : '';
  response.writeHead(answer.status, {
    ...(hasBody ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) } : {}),
    Date: now.toUTCString(),
    Server: 'api-gateway',
    ...(isLast ? { Connection: 'close' } : {}),
    ...answer.headers,
  });
  if (!isLast) {
    response.end(text);
    return;
  }
  dropBody(request, longestBody);
  response.write(text, () => endSoon(request.socket));
}

/** Closed at once, a connection on which the client is still sending would be reset, which can take its answer away. */
function endSoon(connection: Duplex): void {
  closing.add(connection);
  connection.end();
  const timer = setTimeout(() => connection.destroy(), lastAnswerTime);
  connection.once('close', () => clearTimeout(timer));
}

/** What cannot be parsed as HTTP gets an answer where one can be sent, and the connection ends when the client has read it. */
export function answerGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  const isGone = error.code === 'ECONNRESET' || error.code === 'HPE_INVALID_EOF_STATE';
  if (closing.has(socket)) {
    if (isGone) socket.destroy();
    return;
  }
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '494 Request header too large' : '400 Bad Request';
  const requestId = newRequestId();
  const { body } = gatewayError(0, 'APIGW.0201', tooLarge ? 'Request header too large' : 'Bad request', requestId);
  const text = JSON.stringify(body);
  socket.write(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `X-Request-Id: ${requestId}\r\nConnection: close\r\n\r\n${text}`,
  );
  endSoon(socket);
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function newRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
