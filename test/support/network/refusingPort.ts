import { connect, createServer, type Socket } from 'node:net';

/** A port of the loopback address that refuses, and that nobody else can be given meanwhile. */
export interface RefusingPort {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly release: () => void;
}

/** Takes the near end of a connection: it is in use, and nobody listens on it. */
export async function holdRefusingPort(): Promise<RefusingPort> {
  const ends: Socket[] = [];
  const server = createServer((socket) => ends.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const near = await new Promise<Socket>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', reject);
  });
  return {
    url: `http://127.0.0.1:${near.localPort}`,
    release: () => {
      near.destroy();
      for (const socket of ends) socket.destroy();
      server.close();
    },
  };
}
