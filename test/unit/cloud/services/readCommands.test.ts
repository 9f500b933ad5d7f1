import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkedRead, webCliLine } from '../../../../src/cloud/services/readCommands.ts';

const key = Buffer.from([0, 10, 32, 255]);

const allowed: readonly (readonly (string | Uint8Array)[])[] = [
  ...['PING', 'DBSIZE', 'RANDOMKEY', 'ROLE', 'INFO'].map((name) => [name]),
  ['INFO', 'keyspace'],
  ['SCAN', '0'],
  ['SCAN', '17', 'COUNT', '1000'],
  ['SCAN', '17', 'COUNT', '1000', 'TYPE', 'hash'],
  ...[
    'EXISTS',
    'TYPE',
    'TTL',
    'PTTL',
    'STRLEN',
    'HLEN',
    'LLEN',
    'SCARD',
    'ZCARD',
    'XLEN',
    'GET',
    'HGETALL',
    'DUMP',
  ].map((name) => [name, key]),
  ['SMEMBERS', key],
  ['HGET', key, key],
  ['SISMEMBER', key, key],
  ['MEMORY', 'USAGE', key],
  ['MEMORY', 'USAGE', key, 'SAMPLES', '1000'],
  ['OBJECT', 'ENCODING', key],
  ['GETRANGE', key, '0', '1048575'],
  ...['HSCAN', 'SSCAN', 'ZSCAN'].map((name) => [name, key, '0', 'COUNT', '10']),
  ['LRANGE', key, '0', '9999'],
  ['ZRANGE', key, '0', '99', 'WITHSCORES'],
  ['XRANGE', key, '-', '+', 'COUNT', '10'],
  ['XREVRANGE', key, '+', '-', 'COUNT', '10'],
  ['CONFIG', 'GET', 'repl-timeout'],
  ['COMMAND', 'INFO', 'psync'],
  ...['INFO', 'NODES', 'SLOTS'].map((sub) => ['CLUSTER', sub]),
];

const refused: readonly (readonly unknown[])[] = [
  [],
  [''],
  [7],
  [['GET', 'a']],
  [Buffer.from('GET'), 'a'],
  ['GET', 7],
  ['get', 'a'],
  ['Get', 'a'],
  ['GET'],
  ['GET', 'a', 'b'],
  ['GET\r\nFLUSHALL', 'a'],
  ['GET a'],
  ['INFO', 'a\r\nFLUSHALL'],
  ['INFO', 'server', 'clients'],
  ['PING', 'x'],
  ['SCAN', '0', 'COUNT', '10001'],
  ['SCAN', '0', 'COUNT'],
  ['SCAN', '0', 'MATCH', '*'],
  ['SCAN', '-1'],
  ['HSCAN', 'a'],
  ['HSCAN', 'a', '0', 'NOVALUES'],
  ['GETRANGE', 'a', '0', '-1'],
  ['GETRANGE', 'a', '0', '1048576'],
  ['LRANGE', 'a', '0', '-1'],
  ['LRANGE', 'a', '0', '10000'],
  ['ZRANGE', 'a', '0', '1'],
  ['ZRANGE', 'a', '0', '1', 'WITHSCORES', 'REV'],
  ['XRANGE', 'a', '-', '+'],
  ['CONFIG', 'GET', '*'],
  ['CONFIG', 'GET', 'requirepass'],
  ['CONFIG', 'GET', 'repl-timeout', 'requirepass'],
  ['CONFIG', 'SET', 'repl-timeout', '1'],
  ['CONFIG GET', 'repl-timeout'],
  ['COMMAND', 'INFO'],
  ['COMMAND'],
  ['MEMORY', 'PURGE'],
  ['MEMORY', 'USAGE'],
  ['MEMORY', 'USAGE', 'a', 'SAMPLES', '0'],
  ['HGET', 'a'],
  ['SISMEMBER', 'a', 'b', 'c'],
  ['XREVRANGE', 'a', '+', '-'],
  ['OBJECT', 'HELP'],
  ['CLUSTER', 'RESET'],
  ['CLUSTER', 'FAILOVER'],
  ['AUTH', 'a'],
  ['SELECT', '1'],
  ...[
    ...['KEYS', 'MONITOR', 'PSYNC', 'SYNC', 'SET', 'DEL', 'UNLINK', 'FLUSHALL', 'FLUSHDB', 'SHUTDOWN', 'EVAL', 'DEBUG'],
    ...['RESTORE', 'MIGRATE', 'REPLICAOF', 'SLAVEOF', 'SAVE', 'BGSAVE', 'EXPIRE', 'GETDEL', 'GETEX', 'GETSET', 'SORT'],
    ...['SUBSCRIBE', 'MULTI', 'EXEC', 'CLIENT', 'ACL', 'MODULE', 'SCRIPT', 'FUNCTION', 'LATENCY', 'SWAPDB', 'WAIT'],
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty'],
  ].flatMap((name) => [[name], [name, '*'], [name, 'a', 'b']]),
];

describe('the list of what only reads', () => {
  for (const command of allowed)
    it(`lets through ${command.join(' ')}`, () => assert.deepEqual(checkedRead(command), command));

  for (const command of refused)
    it(`refuses ${JSON.stringify(command)}`, () => {
      assert.throws(() => checkedRead(command), RangeError);
      assert.throws(() => webCliLine(command), RangeError);
    });

  it('refuses what changes a Redis, whatever stands behind it', () => {
    const names = fc.stringMatching(/^[A-Z]{2,12}$/);
    const reads = new Set(allowed.map(([name]) => name));
    fc.assert(
      fc.property(names, fc.array(fc.string(), { maxLength: 4 }), (name, rest) => {
        if (!reads.has(name)) assert.throws(() => checkedRead([name, ...rest]), RangeError);
      }),
    );
  });
});

describe('a line for the Web CLI', () => {
  it('holds the words of the command and no more, whatever the name of the key is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (name) => {
        const line = webCliLine(['GET', name]);
        if (line === undefined) return;
        assert.equal(line, `GET ${name}`);
        assert.match(line, /^GET [!-~]+$/);
        assert.doesNotMatch(line, /["'\\]/);
      }),
    );
  });

  it('is there for plain names', () => {
    assert.equal(webCliLine(['MEMORY', 'USAGE', 'user:{1}:a-b_c.d']), 'MEMORY USAGE user:{1}:a-b_c.d');
    assert.equal(webCliLine(['HSCAN', Buffer.from('h'), '0', 'COUNT', '10']), 'HSCAN h 0 COUNT 10');
  });

  it('is not there for what the Web CLI refuses', () => {
    assert.equal(webCliLine(['DUMP', 'a']), undefined);
    assert.equal(webCliLine(['COMMAND', 'INFO', 'psync']), undefined);
  });
});
