import assert from 'node:assert/strict';
import { diagnose, type Evidence, whyNotStarted } from '../../../src/task/diagnosis.ts';
import { failureCatalogue } from '../../../src/task/failureCatalogue.ts';
import { harmlessWordings, wordings } from '../../support/task/failureWordings.ts';

/** Texts that name no cause, or another one than they seem to. */
const unknown = [
  'create migration ecs success.',
  'create migration ecs success, nothing else failed',
  'HTTP 407 Proxy Authentication Required',
  'Out of memory: Killed process 4711 (java)',
  'loading configuration',
  'start sync data',
  'full sync started, psync accepted',
  'no big keys were found',
  'bigkey scan finished, found 3 big keys',
  '大key扫描完成，发现3个大key',
  'retry 1/3: connection timed out, then connected',
  'select the target instance',
  'restart the task after the switch was turned on',
  'the operation timed out of the window',
  'EOF',
  'unexpected error 17',
  '迁移完成',
  '开始同步数据',
  '目标实例已连接',
  '目标已连接；源端内存不足',
  '源端psync成功；目标端不支持多DB',
  '目标实例校验通过；请扩容',
  '目标key不存在，源key已存在',
  '实例不需要密码',
  'HTTP 401 Authentication Required',
  'Partial resynchronization not possible (no cached master)',
  "Script attempted to access nonexistent global variable 'foo'",
  '超过最大Key数量限制',
  '未发现大Key',
  '大key检查通过',
  '0 big keys',
  'access key too large',
  'Failed to create replication connection from vm',
  '{"ssl":false,"error":"EOF"}',
  '源实例内存不足，建议规格变更',
  '源实例不支持规格变更',
  "ERR unknown command 'FAILOVER'",
  'master_failover_state:no-failover',
  '未发生主备切换',
  'MASTER <-> REPLICA sync: receiving streamed RDB from master with EOF to disk',
  'rdb parse finished, EOF reached',
  "CONFIG SET client-output-buffer-limit failed: ERR unknown command 'config'",
  'Client id=3 flags=N cmd=subscribe closed for overcoming of output buffer limits.',
  'read tcp 10.0.0.1:51234->10.0.0.2:6379: i/o timeout',
  'read rdb length: i/o timeout',
  'reading RDB length: 10240 bytes',
  'source version is lower than 3.2',
  'bgsave in progress, no error',
  'switch ip whitelist check failed',
  'Switch to slave ip failed',
  'failed to bind port 8080 on vm',
  'migration task failed over to standby',
];

const error = (message: string, level = 'ERROR') => ({ level, message });

describe('diagnosis: what a text tells', () => {
  for (const [row, texts] of Object.entries(wordings)) {
    for (const text of texts) {
      it(`${text}: row ${row}`, () => {
        for (const evidence of [{ errorMessage: text }, { logs: [error(text)] }, { logs: [{ keywords: [text] }] }]) {
          const found = diagnose(evidence);
          assert.equal(found?.row, Number(row));
          assert.equal(found.text, text);
        }
      });
    }
  }

  for (const text of [...unknown, ...harmlessWordings])
    it(`${text}: not known`, () => assert.equal(diagnose({ errorMessage: text, logs: [error(text)] }), undefined));

  it('whatever its case, its blanks and its quotes', () => {
    assert.equal(diagnose({ errorMessage: '  KEY  name\nIS busy ' })?.row, 27);
    assert.equal(diagnose({ errorMessage: 'ERR unknown command ‘PSYNC’' })?.row, 5);
    assert.equal(diagnose({ errorMessage: 'ＢＵＳＹＫＥＹ' })?.row, 27);
  });

  it('each row of the catalogue has a wording, or no text; and says what to do', () => {
    for (const { row, texts, phases, cause, action } of failureCatalogue) {
      assert.ok(row in wordings || texts.length === 0 || phases?.orUnknown === false, `row ${row}`);
      for (const sentence of [cause, action]) assert.match(sentence, /^[A-Z].+\.$/);
    }
  });
});

describe('diagnosis: what counts', () => {
  const cases: readonly (readonly [
    what: string,
    evidence: Evidence,
    row: number | undefined,
    also?: readonly number[],
  ])[] = [
    ['nothing', {}, undefined],
    [
      'no machine that started in the end',
      { phase: 'create', errorMessage: 'failed to create ECS, retry succeeded' },
      undefined,
    ],
    ['one that did not, with advice', { phase: 'create', errorMessage: '创建迁移ECS虚拟机失败，请重试' }, 1],
    ['a reason that is said after what went well', { logs: [error('Source PING ok; key name is busy')] }, 27],
    ['the error behind a line that mentions another', { logs: [error('0 CROSSSLOT errors'), error('BUSYKEY')] }, 27],
    ['the oldest line', { logs: [error('WRONGPASS'), error('BUSYKEY')] }, 11, [12]],
    ['the log before what is said of the whole task', { logs: [error('BUSYKEY')], errorMessage: 'WRONGPASS' }, 27],
    ['that where the log names no cause', { logs: [error('EOF')], errorMessage: 'WRONGPASS' }, 11, [12]],
    ['an error before a warning that is older', { logs: [error('bigkey', 'WARN'), error('WRONGPASS')] }, 11, [12]],
    ['a warning where nothing else tells', { logs: [error('bigkey found', 'WARNING'), error('EOF')] }, 25],
    ['no notice', { logs: [error('failover of the target', 'NOTICE')] }, undefined],
    ['nothing of an instance before there is one', { errorMessage: 'password is invalid', phase: 'create' }, undefined],
    ['no release after a stop', { status: 'RELEASED', phase: 'stop' }, undefined],
    ['a cause before the heading above it', { logs: [error('同步数据失败'), error('key name is busy')] }, 27],
    ['no line that tells how well it goes', { logs: [error('retry after WRONGPASS', 'INFO')] }, undefined],
    ['nor one for developers', { logs: [error('BUSYKEY', 'Debug')] }, undefined],
    ['a line whose level is not told', { logs: [{ message: 'BUSYKEY' }] }, 27],
    ['the code of a line', { logs: [{ level: 'ERROR', code: 'DCS.4080', message: 'refused' }] }, 11, [12]],
    [
      'the first by the catalogue, where several fit',
      { errorMessage: 'big key; BUSYKEY; OOM command not allowed' },
      25,
      [26, 27],
    ],
    ['rows that look the same', { errorMessage: 'connection refused' }, 7, [8, 9]],
    [
      'no lost connection as a missing network, once it ran',
      { errorMessage: 'connection refused', phase: 'incremental' },
      undefined,
    ],
    ['a password when configuring', { errorMessage: 'WRONGPASS', phase: 'configure' }, 11, [12]],
    ['another one after the exchange', { errorMessage: 'WRONGPASS', phase: 'exchange' }, 43],
    ['a release', { status: 'RELEASED' }, 4],
    ['and what led to it', { status: 'released', errorMessage: 'WRONGPASS' }, 4, [11, 12]],
    ['a machine that did not start', { status: 'FAILED', phase: 'create', errorMessage: 'unexpected error 17' }, 3],
    [
      'a failure elsewhere is not known',
      { status: 'FAILED', phase: 'full', errorMessage: 'unexpected error 17' },
      undefined,
    ],
    ['a heading alone', { status: 'FAILED', phase: 'full', errorMessage: '在线迁移失败' }, 49],
    ['a machine that runs', { status: 'RUNNING', phase: 'create' }, undefined],
  ];
  for (const [what, evidence, row, also = []] of cases)
    it(what, () => {
      const found = diagnose(evidence);
      assert.equal(found?.row, row);
      assert.deepEqual(found?.also ?? [], also);
    });

  it('of a new task always something', () => {
    assert.equal(whyNotStarted('The admin password is invalid').row, 3);
    assert.equal(whyNotStarted(undefined).row, 3);
    assert.equal(whyNotStarted('任务失败').row, 3);
    assert.equal(whyNotStarted('dcs.03.0005').row, 2);
  });

  it('of a log without end no more than it takes', () => {
    const logs = Array.from({ length: 20_000 }, (_, index) => error(`line ${index} ${'x '.repeat(100)}`));
    assert.equal(diagnose({ logs: [...logs, error(`BUSYKEY ${'fail '.repeat(100_000)}`)] })?.row, 27);
  });
});
