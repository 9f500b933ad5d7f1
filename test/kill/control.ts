import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, killAtOnce } from '../support/suite/processes.ts';
import { until } from '../support/suite/until.ts';
import { asLine, type Done, linesTo, type Order, type Report, reportSchema } from './messages.ts';
import { moment } from './moment.ts';

/** An extension host that waits for orders. */
export interface HostAtWork {
  /** Carries out one more order to its end. Rejects when it failed or the host has ended. */
  carryOut(order: Order): Promise<Done>;
  /** Resolves when the host stands still at the step of the order. */
  holdIn(order: Order): Promise<void>;
  /** SIGKILL; resolves when there is no such process any more. */
  kill(): Promise<void>;
}

export interface Control {
  readonly port: number;
  /** From now on hosts come from the window with this folder; any other is killed, since its window is gone. */
  expect(folder: string): void;
  /** The next host of that window, or the one that has come already; undefined where none has come after so many milliseconds. */
  next(patience?: number): Promise<HostAtWork | undefined>;
  close(): Promise<void>;
}

export async function startControl(): Promise<Control> {
  let expected = '';
  let coming = moment<HostAtWork>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const host = hostBehind(socket, ({ pid, folder }) => {
      if (folder === expected) coming.reach(host);
      else killAtOnce(pid);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    expect(folder) {
      expected = folder;
      coming = moment();
    },
    async next(patience = 60_000) {
      const over = new AbortController();
      const late = delay(patience, undefined, { signal: over.signal }).catch(() => undefined);
      const host = await Promise.race([coming.reached, late]);
      over.abort();
      coming = moment();
      return host;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function hostBehind(socket: Socket, onStart: (started: Extract<Report, { kind: 'started' }>) => void): HostAtWork {
  let pid = 0;
  let answer = moment<Report>();
  const gone: Report = { kind: 'failed', error: 'the extension host ended' };
  socket.on('close', () => answer.reach(gone));
  socket.setEncoding('utf8').on(
    'data',
    linesTo(reportSchema, (report) => {
      if (report.kind !== 'started') return answer.reach(report);
      pid = report.pid;
      onStart(report);
    }),
  );
  const give = async (order: Order): Promise<Report> => {
    answer = moment();
    socket.write(asLine(order));
    const report = await answer.reached;
    if (report.kind === 'failed') throw new Error(`${order.work}: ${report.error}`);
    return report;
  };
  return {
    async carryOut(order) {
      const report = await give(order);
      if (report.kind !== 'done') throw new Error(`${order.work} did not end: ${JSON.stringify(report)}`);
      return report;
    },
    async holdIn(order) {
      const report = await give(order);
      if (report.kind !== 'held')
        throw new Error(`${order.work} never came to ${order.holdAt}: ${JSON.stringify(report)}`);
    },
    async kill() {
      killAtOnce(pid);
      await until(`process ${pid} has ended`, async () => !isRunning(pid));
    },
  };
}
