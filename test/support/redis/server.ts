import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { openChannel } from '../../../src/redis/connection/channel.ts';
import { openSocket } from '../../../src/redis/connection/openSocket.ts';
import { RedisFailure } from '../../../src/redis/redisFailure.ts';
import type { RedisReply } from '../../../src/redis/reply.ts';
import { atExit, temporaryFolder } from '../suite/cleanup.ts';
import { ended, environment, lastLines } from '../suite/command.ts';
import { until } from '../suite/until.ts';
import type { RedisProgram } from './programs.ts';

/** A server of its own, in a folder of its own, on a free port of the loopback address. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  /** Sends anything: to fill it, and to look at what it was sent. */
  send(...command: readonly (string | Uint8Array)[]): Promise<RedisReply>;
  sendAll(commands: readonly (readonly (string | Uint8Array)[])[]): Promise<readonly RedisReply[]>;
  /** At once, as a crash does. */
  kill(): Promise<void>;
  /** Holds every client up until it goes on. */
  freeze(): void;
  goOn(): void;
}

export interface ServerOptions {
  readonly settings?: readonly (readonly string[])[];
  readonly password?: string;
  /** Paths: the server speaks TLS only. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly authority: string; readonly pem: string };
}

const loopback = '127.0.0.1';

export async function startRedis(program: RedisProgram, options: ServerOptions = {}): Promise<RedisServer> {
  const folder = await temporaryFolder('redis');
  const port = await freePort();
  const libraries = program.libraries === undefined ? {} : { LD_LIBRARY_PATH: program.libraries };
  const args = argumentsOf(port, folder.path, options);
  const child = spawn(program.path, args, { env: environment(libraries), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const forget = atExit(() => child.kill('SIGKILL'));
  const end = ended(child).finally(() => {
    isOver = true;
    forget();
  });
  const sendAll: RedisServer['sendAll'] = (commands) => sent(port, options, commands);
  const server: RedisServer = {
    host: loopback,
    port,
    sendAll,
    async send(...command) {
      const [reply] = await sendAll([command]);
      if (reply === undefined) throw new Error('No reply.');
      return reply;
    },
    async kill() {
      child.kill('SIGKILL');
      await end;
      folder.remove();
    },
    freeze: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
  await until(`a Redis answers at ${port}`, async () => isOver || (await answers(server)));
  if (isOver) throw new Error(`${program.path} has ended: ${lastLines(said)}`);
  return server;
}

function argumentsOf(port: number, folder: string, { tls, password, settings = [] }: ServerOptions): readonly string[] {
  const secured = tls && [
    ...['--port', '0', '--tls-port', `${port}`, '--tls-cert-file', tls.cert, '--tls-key-file', tls.key],
    ...['--tls-ca-cert-file', tls.authority, '--tls-auth-clients', 'no', '--tls-replication', 'yes'],
  ];
  return [
    ...(secured ?? ['--port', `${port}`]),
    ...['--bind', loopback, '--save', '', '--daemonize', 'no', '--dir', folder],
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...settings.flat(),
  ];
}

/** One whose certificate is for another host has shown it, and so has one that wants one of ours. */
async function answers(server: RedisServer): Promise<boolean> {
  try {
    return (await server.send('PING')).kind === 'text';
  } catch (error) {
    if (error instanceof RedisFailure && ['wrongHost', 'clientCertificate'].includes(error.kind)) return true;
    throw error;
  }
}

/** A connection each, so that none is open when a server is to end. */
async function sent(
  port: number,
  { password, tls }: ServerOptions,
  commands: readonly (readonly (string | Uint8Array)[])[],
): Promise<readonly RedisReply[]> {
  const address = { host: loopback, port };
  const authority = tls && { authority: tls.pem };
  const socket = await openSocket(address, { tls: authority, connectTime: 5000 });
  const bounds = { bytes: 1 << 28, elements: 10_000_000 };
  const channel = openChannel(socket, { name: 'test', bounds, answerTime: 60_000, unshown: [] });
  try {
    if (password !== undefined) await channel.exchange([['AUTH', password]]);
    return await channel.exchange(commands);
  } finally {
    channel.close();
  }
}

/** One that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.');
  // The bus of a cluster is 10,000 above, which has to be a port, too.
  return address.port < 55_000 ? address.port : freePort();
}
