import { Agent, type IncomingMessage, request as startRequest } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen, type Received, readRequests } from './faultyServer.ts';

/** The answer of the server behind the proxy. */
export interface PassedAnswer {
  readonly status: number;
  /** Lines without an end; none that says how long the body is or how long the connection lasts. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What becomes of one request. */
export type Fault =
  /** It goes to a port that refuses, and never gets here. */
  | { readonly name: string; readonly at: 'connect' }
  /** The connections that were promised to be kept end while it is on its way; it passes on another one. */
  | { readonly name: string; readonly at: 'idle' }
  /** `bytes`: something of it has come; `request`: all of it. The server behind never sees it. */
  | { readonly name: string; readonly at: 'accept' | 'bytes' | 'request'; readonly strike: (socket: Socket) => void }
  /** The server behind carries it out when this client has had what it gets: so many milliseconds later. */
  | { readonly name: string; readonly at: 'late'; readonly delay: number; readonly strike: (socket: Socket) => void }
  /** The server behind has carried it out. */
  | { readonly name: string; readonly at: 'answer'; readonly strike: (socket: Socket, answer: PassedAnswer) => void };

export type Stage = 'touched' | 'passedOn';

export interface FaultProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Decides what becomes of the next request; `tell` hears that something of it has come, and that it was carried out. */
  readonly use: (fault: Fault, tell?: (stage: Stage) => void) => void;
  /** Cuts every connection. */
  readonly close: () => Promise<void>;
}

interface Order {
  readonly fault: Fault;
  readonly tell: (stage: Stage) => void;
}

/**
 * Stands in front of a server, for a client with one request at a time, and does to each what it was told. `wait` is for what is
 * carried out late; it ends at once without one.
 */
export async function startFaultProxy(
  target: string,
  wait: (milliseconds: number) => Promise<void> = async () => undefined,
): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let order: Order | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that hang up are what this is about.
    socket.on('error', () => undefined);
    serve(
      socket,
      () => order,
      async (request, delay) => {
        if (delay > 0) await wait(delay);
        return passOn(target, request, agent);
      },
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    use: (fault, tell = () => undefined) => {
      order = { fault, tell };
      if (fault.at === 'idle') for (const socket of sockets) socket.end();
    },
    close: async () => {
      agent.destroy();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(
  socket: Socket,
  current: () => Order | undefined,
  pass: (request: Received, delay: number) => Promise<PassedAnswer>,
): void {
  const accepted = current()?.fault;
  if (accepted?.at === 'accept') {
    accepted.strike(socket);
    return;
  }
  let fresh = true;
  socket.on('data', () => {
    if (!fresh) return;
    fresh = false;
    const order = current();
    order?.tell('touched');
    if (order?.fault.at === 'bytes') order.fault.strike(socket);
  });
  readRequests(socket, (request) => {
    fresh = true;
    const order = current();
    if (order === undefined) socket.destroy();
    else if (order.fault.at === 'answer' || order.fault.at === 'idle') void answer(socket, order, pass(request, 0));
    // Where it should not have been accepted, it came on a connection kept from before.
    else if (order.fault.at === 'late') {
      order.fault.strike(socket);
      // Without a client to answer to.
      pass(request, order.fault.delay).then(
        () => order.tell('passedOn'),
        () => undefined,
      );
    } else if (order.fault.at === 'request' || order.fault.at === 'accept') order.fault.strike(socket);
  });
}

async function answer(socket: Socket, { fault, tell }: Order, passed: Promise<PassedAnswer>): Promise<void> {
  try {
    const given = await passed;
    tell('passedOn');
    if (socket.destroyed) return;
    if (fault.at === 'answer') fault.strike(socket, given);
    else socket.end(answerText(given));
  } catch {
    socket.destroy();
  }
}

/** In HTTP/1.1, over a connection that ends with it unless the lines say otherwise. */
export function answerText(
  { status, headers, body }: PassedAnswer,
  lines: readonly string[] = ['Connection: close'],
): string {
  const ownLength = lines.some((line) => /^(content-length|transfer-encoding):/i.test(line));
  const length = ownLength ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`HTTP/1.1 ${status} Status`, ...headers, ...length, ...lines, '', body].join('\r\n');
}

async function passOn(url: string, { method, target, headers, body }: Received, agent: Agent): Promise<PassedAnswer> {
  const named = headers.filter(([name]) => !/^(connection|content-length)$/i.test(name));
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const options = { agent, port, hostname, method, path: target, headers: Object.fromEntries(named) };
    startRequest(options, resolve).on('error', reject).end(body);
  });
  const kept = Object.entries(incoming.headers).filter(
    ([name]) => !/^(connection|keep-alive|content-length|transfer-encoding)$/.test(name),
  );
  return {
    status: incoming.statusCode ?? 0,
    headers: kept.map(([name, value]) => `${name}: ${String(value)}`),
    body: await text(incoming),
  };
}
