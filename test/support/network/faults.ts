import type { Socket } from 'node:net';
import { answerText, type Fault, type PassedAnswer } from './faultProxy.ts';
import { http } from './faultyServer.ts';

const reset = (socket: Socket) => void socket.resetAndDestroy();
const end = (socket: Socket) => void socket.end();
/** Until the client has had enough. */
const hang = (socket: Socket) => void socket.resume();

type Strike = (socket: Socket) => void;
type Answering = (socket: Socket, answer: PassedAnswer) => void;

const before = (name: string, at: 'accept' | 'bytes' | 'request', strike: Strike): Fault => ({ name, at, strike });
const after = (name: string, strike: Answering): Fault => ({ name, at: 'answer', strike });

/** The same bytes in place of an answer, with and without the request having been carried out. */
function instead(name: string, bytes: string | Uint8Array): Fault[] {
  const strike = (socket: Socket) => void socket.end(bytes);
  return [before(`${name}, not done`, 'request', strike), after(`${name}, done`, strike)];
}

const gateway = (code: string) =>
  JSON.stringify({ error_code: code, error_msg: 'Backend trouble', request_id: 'ab12' });
const page = '<html><head><title>Sign in to the network</title></head></html>';
const jsonType = ['Content-Type: application/json'];

/** As it should be. */
export const clean: Fault = after('none', (socket, answer) => void socket.end(answerText(answer)));

/** As it should be, with a promise to keep the connection. */
export const kept: Fault = after('none, connection kept', (socket, answer) => {
  socket.write(answerText(answer, ['Connection: keep-alive', 'Keep-Alive: timeout=5']));
});

/** The connection, and the request on its way. */
const onTheWay: readonly Fault[] = [
  { name: 'refused', at: 'connect' },
  { name: 'kept connection closed in the race', at: 'idle' },
  before('reset on accept', 'accept', reset),
  before('closed on accept', 'accept', end),
  before('hang on accept', 'accept', (socket) => void socket.pause()),
  before('reset during the request', 'bytes', reset),
  before('closed during the request', 'bytes', end),
  before('hang during the request', 'bytes', hang),
  before('reset after the request', 'request', reset),
  before('closed after the request', 'request', end),
  before('hang after the request', 'request', hang),
];

const throttle = (lines: readonly string[]) => {
  const body = {
    error_code: 'APIGW.0308',
    error_msg: 'The throttling threshold has been reached: limit:20,time:1 second',
  };
  return http(429, JSON.stringify(body), [...jsonType, ...lines]);
};
const instant = (bytes: Uint8Array) => (socket: Socket) => void socket.end(bytes);

/** What says no, and means it. */
const refusals: readonly Fault[] = [
  before('429 without Retry-After', 'request', instant(throttle([]))),
  before('429 with Retry-After', 'request', instant(throttle(['Retry-After: 2']))),
  before('429 with a date to retry after', 'request', instant(throttle(dateLines()))),
  before('403 of the gateway', 'request', instant(http(403, gateway('APIGW.0302'), jsonType))),
  before(
    '400 of the service',
    'request',
    instant(http(400, '{"error_code":"DCS.4068","error_msg":"no VPC"}', jsonType)),
  ),
  before('413 without a word', 'request', instant(http(413, ''))),
];

/** A Date and, three seconds later, the moment to come back at: whatever our own clock says. */
function dateLines(): string[] {
  const date = Date.UTC(2025, 5, 1, 12);
  return [`Date: ${new Date(date).toUTCString()}`, `Retry-After: ${new Date(date + 3000).toUTCString()}`];
}

/** The answer breaks off, does not come, or is not what it says it is. */
const answers: readonly Fault[] = [
  after('reset after the effect', reset),
  after('closed after the effect', end),
  after('hang before the answer', hang),
  after('hang within the head', (socket, answer) => void socket.write(answerText(answer).slice(0, 30))),
  after('hang within the body', (socket, answer) => void socket.write(answerText(answer).slice(0, -12))),
  after('reset within the head', (socket, answer) => writeThenReset(socket, answerText(answer).slice(0, 30))),
  after('reset within the body', (socket, answer) => writeThenReset(socket, answerText(answer).slice(0, -12))),
  after('body cut', (socket, answer) => void socket.end(answerText(answer).slice(0, -12))),
  after('Content-Length too small', (socket, answer) => void socket.end(answerText(answer, lengthOf(answer, -9)))),
  after('Content-Length too large', (socket, answer) => void socket.end(answerText(answer, lengthOf(answer, 9)))),
  after('chunks cut', (socket, answer) => void socket.end(chunked(answer.body.slice(0, -9), answer))),
  after('broken gzip', (socket, answer) => {
    socket.end(answerText(answer, ['Connection: close', 'Content-Encoding: gzip']));
  }),
  after('slow trickle', (socket, answer) => trickle(socket, answerText(answer), 5)),
  after('endless trickle', (socket, answer) =>
    trickle(socket, `${answerText(answer, lengthOf(answer, 1e6))}${' '.repeat(1e6)}`, 1e6),
  ),
  after('HTTP/1.0', (socket, answer) => void socket.end(old(answer))),
  after('HTTP/1.0, cut', (socket, answer) => void socket.end(old(answer).slice(0, -12))),
  after('103 before the answer', (socket, answer) => {
    socket.end(`HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${answerText(answer)}`);
  }),
  after('202 in place of 200', (socket, answer) => void socket.end(answerText({ ...answer, status: 202 }))),
];

/** Bytes in place of the answer. */
const standIns: readonly Fault[] = [
  ...instead('garbage', Buffer.from('\x16\x03\x01\x00\x02\x02\x28 no HTTP at all \r\n\r\n', 'latin1')),
  ...instead('200 with an empty body', http(200, '', jsonType)),
  ...instead('200 that is not JSON', http(200, '{"instance_id": "5e37b3be', jsonType)),
  ...instead('200 with a page', http(200, page, ['Content-Type: text/html'])),
  ...instead('200 without an id', http(200, '{"instance_id":""}', jsonType)),
  ...instead('204', 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
  ...instead('302', http(302, '', ['Location: https://login.example/'])),
  ...instead('307', http(307, '', ['Location: https://login.example/'])),
  ...instead('408', http(408, gateway('APIGW.0201'), jsonType)),
  ...instead('499', http(499, '')),
  ...instead('500', http(500, gateway('APIGW.0601'), jsonType)),
  ...instead('502', http(502, gateway('APIGW.0201'), jsonType)),
  ...instead('503', http(503, page, ['Content-Type: text/html'])),
  ...instead('503 with Retry-After', http(503, gateway('APIGW.0613'), [...jsonType, 'Retry-After: 4'])),
  ...instead('504', http(504, gateway('APIGW.0201'), jsonType)),
];

/** The request stands in a queue, and is carried out when nobody waits for it any more. */
const late: readonly Fault[] = [
  { name: 'closed, done 5 s later', at: 'late', delay: 5000, strike: end },
  {
    name: '504, done 20 s later',
    at: 'late',
    delay: 20_000,
    strike: (socket) => void socket.end(http(504, gateway('APIGW.0201'), jsonType)),
  },
];

/** Every fault there is. */
export const faults: readonly Fault[] = [...onTheWay, ...refusals, ...answers, ...standIns, ...late];

/**
 * The faults after which nothing can have been carried out, as the client can tell: it may send once more. A reset that comes
 * as soon as this mostly looks to it like a connection that never was.
 */
export const unsentFaults: ReadonlySet<string> = new Set([
  'refused',
  'reset on accept',
  '429 without Retry-After',
  '429 with Retry-After',
  '429 with a date to retry after',
]);

function writeThenReset(socket: Socket, bytes: string): void {
  socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 2));
}

function lengthOf({ body }: PassedAnswer, more: number): string[] {
  return ['Connection: close', `Content-Length: ${Buffer.byteLength(body) + more}`];
}

function chunked(part: string, answer: PassedAnswer): string {
  const head = answerText({ ...answer, body: '' }, ['Connection: close', 'Transfer-Encoding: chunked']);
  return `${head}${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`;
}

function old({ status, headers, body }: PassedAnswer): string {
  return [`HTTP/1.0 ${status} Status`, ...headers, '', body].join('\r\n');
}

/** In at most so many pieces, one every few milliseconds, for as long as somebody reads. */
function trickle(socket: Socket, text: string, pieces: number): void {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  let place = 0;
  const timer = setInterval(() => {
    socket.write(text.slice(place, place + size));
    place += size;
    if (place >= text.length) socket.end();
  }, 4);
  socket.on('close', () => clearInterval(timer));
}
