import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, gatewayError } from './answer.ts';
import { type Account, admit, decide } from './dispatch.ts';
import { readBody } from './readBody.ts';
import type { Match } from './routes/published.ts';

/** What a held answer is an answer to. */
export interface HeldAnswer {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly status: number;
}

/** Bytes. Source: DCS API reference, "Authentication": signed requests up to 12 MB. */
const longestBody = 12 * 1024 * 1024;

/** One request and its answer. Rejects where `latency` does; settles without an answer where the client has gone. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  account: Account,
  latency: ((held: HeldAnswer) => Promise<void>) | undefined,
): Promise<void> {
  const requestId = newRequestId();
  const { method = '', url: target = '' } = request;
  const headers = headersOf(request);
  const head = { method, url: `http://${headers['host'] ?? ''}${target}`, headers };
  const found = admit(head, target, requestId);
  let answer: Answer;
  if ('status' in found) {
    answer = found;
  } else {
    const body = await readBody(request, longestBody);
    if (body === 'aborted') return;
    answer =
      body === 'too large'
        ? gatewayError(413, 'APIGW.0201', 'Request entity too large', requestId)
        : decide({ ...head, body }, found, account, requestId);
  }
  await latency?.({ method, target, status: answer.status });
  const idHeader = 'route' in found ? requestIdHeader(found) : 'X-Request-Id';
  send(response, { ...answer, headers: { ...answer.headers, [idHeader]: requestId } }, account.cloud.now());
}

/** Source: API Gateway and IAM API references, response headers. */
function requestIdHeader({ route }: Match): string {
  return route.service === 'iam' ? 'X-IAM-Trace-Id' : 'X-Request-Id';
}

function send(response: ServerResponse, answer: Answer, now: Date): void {
  if (response.destroyed) return;
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    Date: now.toUTCString(),
    Server: 'api-gateway',
    ...answer.headers,
  });
  response.end(text);
}

/** What cannot be parsed as HTTP gets an answer where one can be sent, and the connection ends when the client has read it. */
export function answerGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '494 Request header too large' : '400 Bad Request';
  const requestId = newRequestId();
  const { body } = gatewayError(0, 'APIGW.0201', tooLarge ? 'Request header too large' : 'Bad request', requestId);
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `X-Request-Id: ${requestId}\r\nConnection: close\r\n\r\n${text}`,
  );
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function newRequestId(): string {
  return randomUUID().replaceAll('-', '');
}
