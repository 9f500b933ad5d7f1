import assert from 'node:assert/strict';
import { connectLocalRedis } from '../../../../src/sandbox/backing/localRedis.ts';
import { until } from '../../../support/suite/until.ts';
import { withFakeRedis } from './fakeRedis.ts';

const pong = { kind: 'status', text: 'PONG' };

describe('sandbox: a connection to a Redis of this computer', () => {
  it('selects a database only where it is another one, and asks one thing at a time', () =>
    withFakeRedis(
      (command) => (command.startsWith('SELECT') ? '+OK\r\n' : '+PONG\r\n'),
      async ({ address, commands }) => {
        const local = await connectLocalRedis(address);
        const asked = [local.ask(['PING']), local.ask(['PING'], 3), local.ask(['PING'], 3), local.ask(['PING'])];
        assert.deepEqual(await Promise.all(asked), [pong, pong, pong, pong]);
        assert.deepEqual(commands, ['PING', 'SELECT 3', 'PING', 'PING', 'SELECT 0', 'PING']);
        local.close();
      },
    ));

  it('stays in the database that it is in where another is refused', () =>
    withFakeRedis(
      (command) => (command === 'SELECT 99' ? '-ERR DB index is out of range\r\n' : '+PONG\r\n'),
      async ({ address, commands }) => {
        const local = await connectLocalRedis(address);
        assert.deepEqual(await local.ask(['PING'], 99), { kind: 'error', text: 'ERR DB index is out of range' });
        assert.deepEqual(await local.ask(['PING']), pong);
        assert.deepEqual(commands, ['SELECT 99', 'PING']);
        local.close();
      },
    ));

  for (const [what, answer, words] of [
    ['ends in the middle', () => '$10\r\nabc', /^Error: (?:The connection has ended|read ECONNRESET)/],
    ['is no Redis', () => 'HTTP/1.1 400 Bad Request\r\n\r\n', /no Redis/],
    ['says more than is read', () => `$5000000\r\n${'x'.repeat(5_000_000)}\r\n`, /longer than 4194304 bytes/],
    ['says nothing', () => undefined, /not answer in time/],
  ] as const) {
    it(`ends for good where the other side ${what}`, () =>
      withFakeRedis(
        (_, socket) => {
          if (what === 'ends in the middle') socket.end(answer());
          else return answer();
          return undefined;
        },
        async ({ address, open }) => {
          const patience = what === 'says nothing' ? 50 : 20_000;
          const local = await connectLocalRedis(address, { connect: 20_000, answer: patience, idle: 60_000 });
          await assert.rejects(local.ask(['GET', 'a']), words);
          await assert.rejects(local.ask(['PING']));
          await until('the connection is closed', async () => open.size === 0);
        },
      ));
  }

  it('ends where nobody has asked anything for long', () =>
    withFakeRedis(
      () => '+PONG\r\n',
      async ({ address, open }) => {
        const local = await connectLocalRedis(address, { connect: 20_000, answer: 20_000, idle: 50 });
        await until('it is open', async () => open.size === 1);
        await until('it is closed', async () => open.size === 0);
        await assert.rejects(local.ask(['PING']), /The connection has ended/);
      },
    ));
});
