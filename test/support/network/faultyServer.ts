import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { testCertificate } from './testCertificates.ts';

/** One request as it arrived, byte for byte. */
export interface Received {
  readonly method: string;
  /** Path and query as on the request line. */
  readonly target: string;
  /** In order, in the spelling of the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** What to do with a connection once a whole request has arrived: bytes to send before closing it, or anything else. */
export type Answer = string | Uint8Array | ((socket: Socket, request: Received) => void);

export interface FaultyServer {
  /** `http://127.0.0.1:port`, or `https://` for a server with a certificate. */
  readonly url: string;
  readonly port: number;
  /** Every request that came, whole, on whatever connection. */
  readonly received: readonly Received[];
  /** Resolves with the first request. */
  readonly first: Promise<Received>;
  readonly close: () => Promise<void>;
}

export interface FaultyServerOptions {
  /** Shows the certificate of `testCertificates.ts`. */
  readonly tls?: boolean;
  /** Called in place of everything else, before any byte is read. */
  readonly onConnection?: (socket: Socket) => void;
}

/** A server on a free loopback port that keeps to HTTP only as far as the script says. */
export async function startFaultyServer(answer: Answer, options: FaultyServerOptions = {}): Promise<FaultyServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let arrived: (request: Received) => void = () => undefined;
  const first = new Promise<Received>((resolve) => {
    arrived = resolve;
  });
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that hang up are what most of these tests are about.
    socket.on('error', () => undefined);
    if (options.onConnection) return options.onConnection(socket);
    readRequests(socket, (request) => {
      received.push(request);
      arrived(request);
      if (typeof answer === 'function') answer(socket, request);
      else socket.end(answer);
    });
  };
  const server = options.tls ? createTlsServer(testCertificate, accept) : createServer(accept);
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  return { url, port, received, first, close: () => close(server, sockets) };
}

/** Runs with such a server and closes it. */
export async function withFaultyServer<T>(
  answer: Answer,
  run: (server: FaultyServer) => Promise<T>,
  options: FaultyServerOptions = {},
): Promise<T> {
  const server = await startFaultyServer(answer, options);
  try {
    return await run(server);
  } finally {
    await server.close();
  }
}

/** A port of the loopback address on which nobody listens any more. */
export async function refusedPort(): Promise<number> {
  const server = await startFaultyServer('');
  await server.close();
  return server.port;
}

/**
 * A well-formed answer, the last of its connection unless it says otherwise: a client must not meet the end of a connection
 * with its next request by chance. Headers are lines without an end.
 */
export function http(status: number, body: string | Uint8Array, headers: readonly string[] = []): Buffer {
  const bytes = Buffer.from(body);
  const last = headers.some((line) => /^connection:/i.test(line)) ? [] : ['Connection: close'];
  const head = [`HTTP/1.1 ${status} Status`, `Content-Length: ${bytes.length}`, ...last, ...headers].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]);
}

export function json(status: number, body: unknown, headers: readonly string[] = []): Buffer {
  return http(status, JSON.stringify(body), ['Content-Type: application/json', ...headers]);
}

/** Calls back with each whole request that comes over a connection. */
export function readRequests(socket: Socket, onRequest: (request: Received) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let parsed = parse(bytes); parsed !== undefined; parsed = parse(bytes)) {
      bytes = bytes.subarray(parsed.length);
      onRequest(parsed.request);
    }
  });
}

function parse(bytes: Buffer): { request: Received; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...rest] = bytes.toString('latin1', 0, end).split('\r\n');
  const [method = '', target = ''] = line.split(' ');
  const headers = rest.map((header) => {
    const [name = '', ...value] = header.split(':');
    return [name, value.join(':').trim()] as const;
  });
  const size = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const length = end + 4 + size;
  if (bytes.length < length) return undefined;
  return { request: { method, target, headers, body: bytes.subarray(end + 4, length) }, length };
}

/** Opens a free port of the loopback address; gives it. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
