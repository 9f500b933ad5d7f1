import assert from 'node:assert/strict';
import { diagnose, type Evidence, whyNotStarted } from '../../../src/task/diagnosis.ts';
import { failureCatalogue } from '../../../src/task/failureCatalogue.ts';

/** Texts as the cloud, tools and Redis servers write them, by the row that they belong to. */
const wordings: Readonly<Record<number, readonly string[]>> = {
  1: [
    '创建迁移ECS虚拟机失败',
    'create migration ecs failed.',
    'Failed to create the ECS of the migration task: quota exceeded',
    '创建弹性云服务器失败',
    'The migration machine could not be created',
    'dcs.03.0001',
    'job failed: dcs.03.0007',
  ],
  2: [
    '绑定port到ECS虚拟机失败',
    'bind port to ECS virtual machine failed',
    'Failed to bind the port to the ecs',
    'bind port failed',
    '绑定端口失败',
    'dcs.03.0005',
  ],
  5: [
    'ERR Unsupported command: psync ? -1',
    "ERR unknown command 'psync'",
    'ERR unknown command `PSYNC`, with args beginning with: `?`, `-1`,',
    "ERR unknown command 'replconf'",
    "ERR wrong number of arguments for 'sync' command",
    "NOPERM this user has no permissions to run the 'psync' command",
    'psync command is not allowed on this instance',
    "ERR unknown command ' psync '",
    '{"error":"ERR unknown command \\"PSYNC\\""}',
    "command 'PSYNC' not support",
    'source redis not support psync command',
    '源端未放通SYNC和PSYNC命令',
    '源端禁用SYNC命令',
    '源Redis不支持PSYNC命令',
    '源实例 PSYNC 未开放',
  ],
  7: [
    'dial tcp 192.168.0.7:6379: connect: connection refused',
    'dial tcp 10.1.0.4:6379: i/o timeout',
    'connect: no route to host',
    'Connection timed out',
    'Test connection failed',
    'network unreachable',
    'Timeout connecting to server',
    '测试连接失败',
    '连接源实例失败',
    '连接超时',
    '网络不通',
  ],
  10: ['NOAUTH Authentication required.', '实例需要密码', '未输入密码'],
  11: [
    'WRONGPASS invalid username-password pair or user is disabled.',
    'ERR invalid password',
    'DCS.4080 password error',
    'DCS.4845',
    '密码错误',
    '源实例密码不正确',
    'incorrect password',
    'Test connection failed: WRONGPASS invalid username-password pair',
    '连接测试失败：密码错误',
  ],
  13: [
    'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    'ERR Client sent AUTH, but no password is set',
    '免密访问的实例携带了密码',
  ],
  14: [
    'remote error: tls: handshake failure',
    'SSL required',
    'error:0A00010B:SSL routines::wrong version number',
    '源实例开启了SSL',
    'SSL握手失败',
  ],
  15: [
    'Redis的IP和port参数非法',
    'The IP and port parameter of Redis is invalid',
    'invalid address: 1.2.3.4',
    '地址格式错误',
  ],
  16: ['DCS.4026', 'DCS.4049 the instance is not running', 'DCS.4113: scaling', '实例未处于运行中'],
  17: ['The source Redis version is lower than 3.0', 'redis 2.8 is not supported', '源Redis版本低于3.0'],
  18: [
    'ERR DUMP payload version or checksum are wrong',
    "Can't handle RDB format version 11",
    'unsupported rdb version 10',
    'invalid RDB version number 12',
    'rdb version 11 not support',
    'RDB版本不兼容',
  ],
  19: ['Disconnecting timedout slave: 10.0.0.4:6379', 'Disconnecting timedout replica (streaming sync)'],
  20: [
    'Client id=7 scheduled to be closed ASAP for overcoming of output buffer limits.',
    'read rdb from source: EOF',
    'unexpected EOF while reading the RDB',
    '复制输出缓冲区超限',
  ],
  21: ['Error reading bulk length while SYNCing: Operation now in progress', 'read rdb length failed'],
  22: [
    "Can't save in background: fork: Cannot allocate memory",
    'MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.',
    'BGSAVE 失败',
    'Background saving error',
    'Write error saving DB on disk: No space left on device',
    '源Redis磁盘已满',
  ],
  23: ['文件操作异常', 'write /data/dump.rdb: no space left on device', '磁盘空间不足'],
  24: ['migration vm out of memory', '迁移虚拟机内存不足'],
  25: [
    'big key user:1 holds 8,000,000 elements',
    'bigkey found',
    '存在大key',
    'the key is too large',
    '源实例有大 Key',
  ],
  26: ["OOM command not allowed when used memory > 'maxmemory'.", '目标实例内存不足'],
  27: [
    'key name is busy',
    'BUSYKEY Target key name already exists.',
    '同步数据失败：key name is busy',
    '目标中键 a 已存在',
  ],
  28: ['ERR SELECT is not allowed in cluster mode', 'ERR DB index is out of range', '集群实例仅支持DB0'],
  30: [
    'ERR Script attempted to access a non local key in a cluster node',
    'ERR bad lua script for redis cluster, all the keys that the script uses should be passed using the KEYS array',
    'Lua脚本中的key跨slot',
  ],
  31: ["CROSSSLOT Keys in request don't hash to the same slot", '多key命令跨槽'],
  32: [
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'ERR value is not an integer or out of range',
  ],
  33: [
    'master/standby switchover of the source',
    'failover of the target',
    '目标实例发生主备倒换',
    '源实例发生了主从切换',
  ],
  34: ['the instance is extending', 'instance is being resized', '实例正在规格变更', '实例扩容中'],
  36: [
    'Unable to partial resync with replica for lack of backlog',
    'Partial resynchronization not possible',
    '无法进行部分重同步',
  ],
  40: ["READONLY You can't write against a read only replica.", "READONLY You can't write against a read only slave."],
  41: [
    'LOADING Redis is loading the dataset in memory',
    "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
    'NOMASTERLINK Can’t SYNC while not connected with my master',
    'ERR max number of clients reached',
    'ERR max number of clients + cluster connections reached',
    'max number of clients reached, connection refused',
    '连接数已满',
  ],
  42: [
    'exchange ip failed',
    'Switching the IP is not supported for this instance',
    'Failed to switch the IP addresses',
    '交换IP失败',
  ],
  49: ['任务失败', '在线迁移失败', 'migration task failed', '同步数据失败'],
  50: ['下载文件失败', '集群不支持AOF格式文件导入', 'download file failed'],
};

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

  for (const text of unknown)
    it(`${text}: not known`, () => assert.equal(diagnose({ errorMessage: text, logs: [error(text)] }), undefined));

  it('whatever its case, its blanks and its quotes', () => {
    assert.equal(diagnose({ errorMessage: '  KEY  name\nIS busy ' })?.row, 27);
    assert.equal(diagnose({ errorMessage: 'ERR unknown command ‘PSYNC’' })?.row, 5);
    assert.equal(diagnose({ errorMessage: 'ＢＵＳＹＫＥＹ' })?.row, 27);
  });

  it('each row of the catalogue has a wording here, or no text; and says what to do', () => {
    const rows = failureCatalogue.map(({ row }) => row);
    assert.deepEqual(
      rows,
      [...new Set(rows)].sort((a, b) => a - b),
    );
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
    ['the oldest line', { logs: [error('WRONGPASS'), error('BUSYKEY')] }, 11],
    ['the log before what is said of the whole task', { logs: [error('BUSYKEY')], errorMessage: 'WRONGPASS' }, 27],
    ['that where the log names no cause', { logs: [error('EOF')], errorMessage: 'WRONGPASS' }, 11],
    ['an error before a warning that is older', { logs: [error('bigkey', 'WARN'), error('WRONGPASS')] }, 11],
    ['a warning where nothing else tells', { logs: [error('bigkey found', 'WARNING'), error('EOF')] }, 25],
    ['no notice', { logs: [error('failover of the target', 'NOTICE')] }, undefined],
    ['nothing of an instance before there is one', { errorMessage: 'password is invalid', phase: 'create' }, undefined],
    ['no release after a stop', { status: 'RELEASED', phase: 'stop' }, undefined],
    ['a cause before the heading above it', { logs: [error('同步数据失败'), error('key name is busy')] }, 27],
    ['no line that tells how well it goes', { logs: [error('retry after WRONGPASS', 'INFO')] }, undefined],
    ['nor one for developers', { logs: [error('BUSYKEY', 'Debug')] }, undefined],
    ['a line whose level is not told', { logs: [{ message: 'BUSYKEY' }] }, 27],
    ['the code of a line', { logs: [{ level: 'ERROR', code: 'DCS.4080', message: 'refused' }] }, 11],
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
    ['a password when configuring', { errorMessage: 'WRONGPASS', phase: 'configure' }, 11],
    ['another one after the exchange', { errorMessage: 'WRONGPASS', phase: 'exchange' }, 43],
    ['a release', { status: 'RELEASED' }, 4],
    ['and what led to it', { status: 'released', errorMessage: 'WRONGPASS' }, 4, [11]],
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
