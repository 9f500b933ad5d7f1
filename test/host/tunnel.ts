import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** What a server on the loopback interface saw. */
export interface Seen {
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Loopback {
  readonly port: number;
  readonly seen: Seen[];
  /** Connections that were ever made to it. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Answers every request with 200 and an empty object. */
export function startEcho(): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      seen.push({ method: request.method, target: request.url, headers: request.headers, body });
      response.end('{}');
    });
  });
  return listen(server, seen);
}

/** A proxy that knows one host behind every name: the server at `port`. */
export function startProxy(port: number): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method, target: request.url, headers: request.headers, body: '' });
    response.writeHead(501).end();
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    seen.push({ method: request.method, target: request.url, headers: request.headers, body: '' });
    const behind = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.write(head);
      behind.pipe(client).pipe(behind);
    });
    behind.on('error', () => client.destroy());
    client.on('error', () => behind.destroy());
  });
  return listen(server, seen);
}

function listen(server: ReturnType<typeof createServer>, seen: Seen[]): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port, seen, connections: () => connections, close });
    });
  });
}
