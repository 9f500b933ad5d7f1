import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { LoopbackAddress } from '../../../../src/cloud/endpoint.ts';

/** What answers as a Redis would, or as none does. */
export interface FakeRedis {
  readonly address: LoopbackAddress;
  /** All that it was sent, with a blank between the words. */
  readonly commands: readonly string[];
  /** Connections that are open now. */
  readonly open: ReadonlySet<Socket>;
}

/** `answer`: the bytes that go back for a command; nothing where undefined. */
export async function withFakeRedis(
  answer: (command: string, socket: Socket) => string | undefined,
  act: (fake: FakeRedis) => Promise<void>,
): Promise<void> {
  const commands: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      const words = piece
        .toString()
        .split('\r\n')
        .filter((line) => line !== '' && !/^[*$]\d+$/.test(line));
      commands.push(words.join(' '));
      const wire = answer(words.join(' '), socket);
      if (wire !== undefined) socket.write(wire);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  try {
    await act({ address: { host: '127.0.0.1', port }, commands, open });
  } finally {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  }
}
