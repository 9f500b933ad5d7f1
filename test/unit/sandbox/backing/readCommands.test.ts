import assert from 'node:assert/strict';
import { readCommandIn } from '../../../../src/sandbox/backing/readCommands.ts';

describe('sandbox: what is passed on to a Redis of this computer', () => {
  for (const [text, words] of [
    ['INFO keyspace', ['INFO', 'keyspace']],
    ['  dbsize ', ['dbsize']],
    ['SCAN 0  COUNT 100', ['SCAN', '0', 'COUNT', '100']],
    ['get "a', ['get', '"a']],
    ['config get repl-timeout', ['config', 'get', 'repl-timeout']],
    ['MEMORY USAGE a', ['MEMORY', 'USAGE', 'a']],
  ] as const) {
    it(`is ${text}`, () => assert.deepEqual(readCommandIn(text), words));
  }

  /** Source: Web CLI, "Commands supported and disabled". */
  const refusedByWebCli = [
    ...['KEYS *', 'MONITOR', 'SYNC', 'PSYNC ? -1', 'CONFIG SET a b', 'CONFIG REWRITE', 'CONFIG RESETSTAT', 'SELECT 1'],
    ...['ACL LIST', 'MODULE LIST', 'COMMAND', 'COMMAND INFO psync', 'DUMP a', 'RESTORE a 0 b', 'MIGRATE a 1 b 0 1'],
    ...['WAIT 1 0', 'SLAVEOF a 1', 'REPLICAOF a 1', 'SHUTDOWN', 'SAVE', 'BGSAVE', 'BGREWRITEAOF', 'DEBUG SLEEP 9'],
    ...['MULTI', 'EXEC', 'WATCH a', 'SUBSCRIBE a', 'PSUBSCRIBE a', 'BLPOP a 0', 'BRPOP a 0', 'BZPOPMIN a 0'],
    ...['CLUSTER RESET', 'CLUSTER FAILOVER', 'CLUSTER FORGET a'],
  ];
  const othersThatDoMore = [
    ...['FLUSHALL', 'flushdb', 'SET a b', 'DEL a', 'EXPIRE a 1', 'EVAL x 0', 'FUNCTION FLUSH', 'SORT a STORE b'],
    ...['AUTH a', 'HELLO 3', 'RESET', 'QUIT', 'CLIENT KILL a', 'CLIENT REPLY OFF', 'XREAD BLOCK 0 STREAMS a $'],
    ...['MEMORY PURGE', 'SLOWLOG RESET', 'LATENCY RESET', 'SCRIPT FLUSH', 'SWAPDB 0 1', 'GETDEL a', 'GETEX a EX 1'],
    ...[
      'CONFIG GET requirepass',
      'CONFIG GET *',
      'CONFIG GET masterauth',
      'CONFIG GET databases req*',
      'CONFIG',
      '',
      ' ',
    ],
  ];
  for (const text of [...refusedByWebCli, ...othersThatDoMore]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(readCommandIn(text), undefined);
      assert.equal(readCommandIn(text.toLowerCase()), undefined);
    });
  }
});
