import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ConnectionOptions } from '../../src/redis/connection/openByConnection.ts';
import { RedisFailure, type RedisFailureKind } from '../../src/redis/redisFailure.ts';
import { redisFailureText } from '../../src/redis/redisFailureText.ts';
import { askOne } from '../../src/redis/redisReader.ts';
import { english } from '../support/desk/english.ts';
import { type Certificates, makeCertificates } from '../support/redis/certificates.ts';
import { openReader } from '../support/redis/openReader.ts';
import { redisPrograms } from '../support/redis/programs.ts';
import { freePort, type RedisServer, type ServerOptions, startRedis } from '../support/redis/server.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';

const password = 'canary-of-the-redis-83';
const running: RedisServer[] = [];
const fakes: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

async function stopAll(): Promise<void> {
  for (const server of running.splice(0)) await server.kill();
  for (const { server, sockets } of fakes.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Something that is no Redis, or a bad one. */
async function fake(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  fakes.push({ server, sockets });
  return { host: '127.0.0.1', port };
}

type Opening = Partial<ConnectionOptions>;

/** What opening and asking fails with, in words; they never hold the password, wherever an error keeps them. */
async function failing(at: { readonly host: string; readonly port: number }, options: Opening): Promise<RedisFailure> {
  const attempt = openReader(at, options).then(async (reader) => {
    try {
      for (let round = 0; round < 3; round += 1) await askOne(reader.nodes[0], ['DBSIZE']);
    } finally {
      await reader.close();
    }
  });
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RedisFailure, String(error));
  const said = [redisFailureText(error, english), String(error), error.stack, JSON.stringify(error)].join('\n');
  assert.ok(!said.includes(password), said);
  return error;
}

const answering = (text: string) => (socket: Socket) => void socket.on('data', () => socket.write(text));
const greeting = (text: string) => (socket: Socket) => void socket.end(text);

describe('what is no Redis, or a bad one', () => {
  afterEach(stopAll);

  const rows: readonly [what: string, onConnection: (socket: Socket) => void, kind: RedisFailureKind][] = [
    ['says HTTP', answering('HTTP/1.1 400 Bad Request\r\n\r\n'), 'notRedis'],
    ['answers PING with something else', answering('+HELLO\r\n'), 'notRedis'],
    ['answers with a number', answering(':1\r\n'), 'notRedis'],
    ['closes at once', (socket) => void socket.end(), 'closedAtOnce'],
    ['says an alert of TLS', answering('\x15\x03\x03\x00\x02\x02\x46'), 'tlsOnly'],
    ['has too many clients', greeting('-ERR max number of clients reached\r\n'), 'maxClients'],
    ['is in protected mode', greeting('-DENIED Redis is running in protected mode because …\r\n'), 'protectedMode'],
    ['is loading', answering('-LOADING Redis is loading the dataset in memory\r\n'), 'loading'],
    ['says nothing', () => undefined, 'answerTimedOut'],
    ['answers byte by byte without end', (socket) => void socket.write('+PONG'.padEnd(60_000, 'G')), 'answerTimedOut'],
    ['sends a line without end', answering(`+${'x'.repeat(70_000)}`), 'tooLarge'],
    ['claims a text of 9 PB', answering('$9000000000000000\r\n'), 'tooLarge'],
    ['claims a list of four billion', answering('*4000000000\r\n'), 'tooLarge'],
    ['claims lists in lists', answering('*1\r\n'.repeat(20)), 'tooLarge'],
    ['claims a negative length', answering('*-7\r\n'), 'notRedis'],
    ['claims a length that is none', answering('$x\r\n'), 'notRedis'],
    ['speaks RESP3 unasked', answering('%1\r\n+a\r\n+b\r\n'), 'notRedis'],
    ['answers more than it is asked', answering('+PONG\r\n+PONG\r\n'), 'notRedis'],
  ];
  for (const [what, onConnection, kind] of rows)
    it(`${what}: ${kind}`, async () => {
      assert.equal((await failing(await fake(onConnection), { answerTime: 300 })).kind, kind);
    });

  it('breaks the protocol later, or goes away: said as that', async () => {
    const pongThen = (text: string) => (socket: Socket) => {
      let asked = 0;
      socket.on('data', () => socket.write(asked++ === 0 ? '+PONG\r\n' : text));
    };
    const garbled = await failing(await fake(pongThen('hello\r\n')), { answerTime: 300 });
    assert.equal(garbled.kind, 'garbled');
    const gone = await fake((socket) => {
      let asked = 0;
      socket.on('data', () => (asked++ === 0 ? socket.write('+PONG\r\n') : socket.destroy()));
    });
    assert.equal((await failing(gone, {})).kind, 'lost');
  });

  it('repeats the password in an error: nothing shows it', async () => {
    const echo = (socket: Socket) =>
      void socket.on('data', (sent) => socket.write(`-ERR what is ${sent.toString().split('\r\n')[4]}\r\n-ERR no\r\n`));
    const { kind } = await failing(await fake(echo), { password });
    assert.equal(kind, 'authRefused');
    const later = await fake((socket) => {
      let asked = 0;
      socket.on('data', () => socket.write(asked++ === 0 ? '+OK\r\n+PONG\r\n' : `-ERR ${password} is no command\r\n`));
    });
    const reader = await openReader(later, { password });
    const reply = await askOne(reader.nodes[0], ['DBSIZE']);
    await reader.close();
    assert.deepEqual(reply, { kind: 'refused', code: 'ERR', words: '••• is no command' });
  });

  it('is called off while it is waited for', async () => {
    const stop = new AbortController();
    const silent = await fake(() => stop.abort());
    assert.equal((await failing(silent, { signal: stop.signal })).kind, 'cancelled');
    assert.equal((await failing(silent, { signal: stop.signal })).kind, 'cancelled');
  });
});

for (const program of await redisPrograms()) {
  const started = async (options: ServerOptions = {}) => {
    const server = await startRedis(program, options);
    running.push(server);
    return server;
  };

  describe(`why a Redis cannot be read: ${program.path}`, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let certificates: Certificates;

    before(async () => {
      folder = await temporaryFolder('certificates');
      certificates = await makeCertificates(folder.path, ['IP:127.0.0.1']);
    });
    after(() => folder.remove());
    afterEach(stopAll);

    it('nothing listens there, or the name is unknown', async () => {
      assert.equal((await failing({ host: '127.0.0.1', port: await freePort() }, {})).kind, 'refused');
      assert.equal((await failing({ host: 'redis.invalid', port: 6379 }, {})).kind, 'nameNotFound');
    });

    it('it is frozen', async () => {
      const server = await started();
      server.freeze();
      assert.equal((await failing(server, { answerTime: 200 })).kind, 'answerTimedOut');
      server.goOn();
    });

    it('the password is wrong, missing, or too much', async () => {
      const locked = await started({ password: 'another' });
      assert.equal((await failing(locked, { password })).kind, 'wrongPassword');
      assert.equal((await failing(locked, {})).kind, 'passwordNeeded');
      const open = await started();
      assert.equal((await failing(open, { password })).kind, 'noPasswordSet');
    });

    it('AUTH is renamed, so that the Redis would quote the password', async () => {
      const server = await started({ settings: [['--rename-command', 'AUTH', 'LOGIN']] });
      assert.equal((await failing(server, { password })).kind, 'authRefused');
    });

    it('it has as many clients as it takes', async () => {
      const server = await started({ settings: [['--maxclients', '1']] });
      const first = await openReader(server);
      assert.equal((await failing(server, {})).kind, 'maxClients');
      await first.close();
    });

    it('it speaks TLS only, or not at all', async () => {
      const secured = await started({ tls: certificates });
      assert.ok(['tlsOnly', 'closedAtOnce'].includes((await failing(secured, { answerTime: 500 })).kind));
      const plain = await started();
      assert.equal((await failing(plain, { tls: {}, connectTime: 1000 })).kind, 'notTls');
    });

    it('its certificate does not fit: nothing is sent, and the right one is taken', async () => {
      const secured = await started({ tls: certificates, password });
      const given = { password, tls: { authority: certificates.pem } };
      assert.equal((await failing(secured, { password, tls: {} })).kind, 'unknownAuthority');
      const reader = await openReader(secured, given);
      assert.equal((await askOne(reader.nodes[0], ['DBSIZE'])).kind, 'number');
      await reader.close();
      const other = await temporaryFolder('certificates');
      const elsewhere = await makeCertificates(other.path, ['DNS:redis.invalid']);
      const strange = await started({ tls: elsewhere });
      assert.equal((await failing(strange, { tls: { authority: elsewhere.pem } })).kind, 'wrongHost');
      other.remove();
    });

    it('it breaks off once it has the password, over TLS: nothing says that nothing was sent', async () => {
      const secured = createTlsServer({
        cert: await readFile(certificates.cert),
        key: await readFile(certificates.key),
      });
      const sockets = new Set<Socket>();
      secured.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
      secured.on('secureConnection', (socket) => {
        const reset = () => {
          for (const one of sockets) one.resetAndDestroy();
        };
        socket.on('error', () => undefined).on('data', reset);
      });
      const port = await freePort();
      await new Promise<void>((resolve) => secured.listen(port, '127.0.0.1', resolve));
      fakes.push({ server: secured, sockets });
      const failure = await failing({ host: '127.0.0.1', port }, { password, tls: { authority: certificates.pem } });
      assert.equal(failure.kind, 'closedAtOnce');
      assert.doesNotMatch(redisFailureText(failure, english), /Nothing was sent/);
    });

    it('it wants a certificate of whoever connects', async () => {
      const secured = await started({ tls: certificates, settings: [['--tls-auth-clients', 'yes']] });
      const given = { tls: { authority: certificates.pem } };
      assert.equal((await failing(secured, given)).kind, 'clientCertificate');
    });

    it('it dies in the middle', async () => {
      const server = await started();
      const reader = await openReader(server);
      assert.equal((await askOne(reader.nodes[0], ['DBSIZE'])).kind, 'number');
      server.freeze();
      const asked = askOne(reader.nodes[0], ['DBSIZE']).catch((error: unknown) => error);
      await server.kill();
      const error = await asked;
      assert.ok(error instanceof RedisFailure && error.kind === 'lost', String(error));
      const again = await askOne(reader.nodes[0], ['DBSIZE']).catch((reason: unknown) => reason);
      assert.ok(again instanceof RedisFailure && again.kind === 'lost');
      await reader.close();
    });
  });
}
