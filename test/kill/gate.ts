import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Moment, moment } from './moment.ts';
import { type Amount, bytesOf, holds, type PassedRequest, parseRequest, passOn } from './passedMessage.ts';

/** The requests of a create: the name is looked up, the task created; what had no answer is listed and looked at. */
type Kind = 'lookup' | 'create' | 'list' | 'detail';

export type Stop =
  | { readonly of: 'lookup' | 'create'; readonly after: 'connection' }
  | { readonly of: Kind; readonly after: 'request' | 'answer'; readonly amount: Amount };

export interface Plan {
  /** Up to where the gate passes on. */
  readonly stop?: Stop | undefined;
  /** The connection of the create is reset, before or after the cloud has created the task. */
  readonly reset?: 'before' | 'after' | undefined;
}

/** What the gate sees from one `begin` to the next. */
export interface Passage {
  /** Creates that came, also in part. */
  readonly creates: number;
  /** The plan's stop. */
  readonly stopped: Promise<void>;
  /** A whole create has come. */
  readonly createCame: Promise<void>;
  /** Hands the cloud the create that was stopped or reset, as a network does that was only slow. */
  readonly deliver: () => Promise<void>;
}

export interface Gate {
  readonly url: string;
  begin(plan: Plan): Passage;
  close(): Promise<void>;
}

interface Turn {
  readonly plan: Plan;
  connections: number;
  creates: number;
  readonly stopped: Moment;
  readonly createCame: Moment;
  readonly undelivered: Moment<PassedRequest>;
}

/** Stands between the extension and a cloud, knows how far each request is, and stops where it shall. One request a connection. */
export async function startGate(cloud: string): Promise<Gate> {
  let turn = newTurn({});
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Its client is killed again and again.
    socket.on('error', () => undefined);
    serve(socket, turn, cloud).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    begin(plan) {
      turn = newTurn(plan);
      return passageOf(turn, cloud);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function newTurn(plan: Plan): Turn {
  return { plan, connections: 0, creates: 0, stopped: moment(), createCame: moment(), undelivered: moment() };
}

function passageOf(turn: Turn, cloud: string): Passage {
  return {
    get creates() {
      return turn.creates;
    },
    stopped: turn.stopped.reached,
    createCame: turn.createCame.reached,
    deliver: async () => void (await passOn(await turn.undelivered.reached, cloud)),
  };
}

async function serve(socket: Socket, turn: Turn, cloud: string): Promise<void> {
  const { stop, reset } = turn.plan;
  const expected = turn.connections === 0 ? 'lookup' : 'create';
  turn.connections += 1;
  if (stop?.after === 'connection' && stop.of === expected) return turn.stopped.reach();
  const request = await receive(socket, turn);
  const kind = kindOf(request, turn.creates > 0);
  if (kind === 'create') turn.createCame.reach();
  const here = stop !== undefined && stop.after !== 'connection' && stop.of === kind ? stop : undefined;
  const isReset = kind === 'create' && reset !== undefined;
  if (here?.after === 'request' || (isReset && reset === 'before')) {
    turn.undelivered.reach(request);
    if (here !== undefined) return turn.stopped.reach();
  }
  if (!isReset || reset === 'after') {
    const answer = await passOn(request, cloud);
    const amount = here?.amount ?? 'all';
    if (!isReset) await send(socket, answer.subarray(0, bytesOf(answer, amount)), here === undefined);
  }
  if (isReset) socket.resetAndDestroy();
  if (here !== undefined) turn.stopped.reach();
}

/** The whole request. The plan may stop before it is whole. */
function receive(socket: Socket, turn: Turn): Promise<PassedRequest> {
  const { stop } = turn.plan;
  let bytes = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk) => {
      const isNew = bytes.length === 0;
      bytes = Buffer.concat([bytes, Buffer.from(chunk)]);
      const isCreate = bytes.toString('latin1', 0, 4) === 'POST';
      if (isNew && isCreate) turn.creates += 1;
      const stopsHere = isCreate && stop?.of === 'create' && stop.after === 'request';
      if (stopsHere && holds(bytes, stop.amount)) turn.stopped.reach();
      const request = parseRequest(bytes);
      if (request !== undefined) resolve(request);
    });
    socket.on('close', () => reject(new Error('the client went away')));
  });
}

function kindOf({ method, target }: PassedRequest, isCreateSent: boolean): Kind | undefined {
  if (method === 'POST') return 'create';
  const path = target.split('?', 1)[0] ?? '';
  if (path.endsWith('/migration-tasks')) return isCreateSent ? 'list' : 'lookup';
  return path.includes('/migration-task/') ? 'detail' : undefined;
}

/** Resolves when the bytes have left. */
function send(socket: Socket, bytes: Uint8Array, isLast: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isLast) socket.end(bytes, () => resolve());
    else if (bytes.length === 0) resolve();
    else socket.write(bytes, () => resolve());
  });
}
