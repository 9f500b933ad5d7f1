/** One way to fail. `{source}` and `{target}` stand for addresses. */
export interface Failure {
  readonly phase: 'create' | 'configure' | 'full' | 'incremental';
  /** The `error_message` of the task. */
  readonly message: string;
  /** What its log has besides, as an error. */
  readonly line: string;
  readonly code: string;
  /** A restart does not meet it again. */
  readonly passes?: true;
  /** A task that reconnects by itself copies everything again instead of failing. */
  readonly reconnects?: true;
}

/**
 * Sources: Huawei Cloud's page on failed Redis migrations (迁移故障处理), whose headings are the Chinese texts; messages of the Redis
 * server; issues of RedisShake. The codes are the sandbox's own: the API reference has one, of a machine that is up.
 */
export const failures = {
  machineNotStarted: {
    phase: 'create',
    message: 'Sandbox: the migration machine could not be created.',
    line: 'create migration ecs failed.',
    code: 'migration.1001',
  },
  machineNotCreated: {
    phase: 'create',
    message: '创建迁移ECS虚拟机失败',
    line: 'create migration ecs failed, error_code: dcs.03.0001.',
    code: 'migration.1002',
  },
  portNotBound: {
    phase: 'create',
    message: '绑定port到ECS虚拟机失败',
    line: 'failed to bind port to ecs, error_code: dcs.03.0005.',
    code: 'migration.1003',
  },
  syncRefused: {
    phase: 'configure',
    message: "ERR unknown command 'psync'",
    line: "source redis {source} refused replication: ERR unknown command 'psync'",
    code: 'migration.1011',
  },
  sourceUnreachable: {
    phase: 'configure',
    message: '在线迁移失败',
    line: 'dial tcp {source}: i/o timeout',
    code: 'migration.1012',
  },
  targetUnreachable: {
    phase: 'configure',
    message: '在线迁移失败',
    line: 'dial tcp {target}: i/o timeout',
    code: 'migration.1019',
  },
  sourcePasswordMissing: {
    phase: 'configure',
    message: 'NOAUTH Authentication required.',
    line: 'connect source redis {source} failed: NOAUTH Authentication required.',
    code: 'migration.1013',
  },
  passwordMissing: {
    phase: 'configure',
    message: 'NOAUTH Authentication required.',
    line: 'connect target redis {target} failed: NOAUTH Authentication required.',
    code: 'migration.1013',
  },
  sourcePasswordRefused: {
    phase: 'configure',
    message: 'WRONGPASS invalid username-password pair or user is disabled.',
    line: 'connect source redis {source} failed: WRONGPASS invalid username-password pair or user is disabled.',
    code: 'migration.1014',
  },
  targetPasswordRefused: {
    phase: 'configure',
    message: 'ERR invalid password',
    line: 'connect target redis {target} failed: ERR invalid password',
    code: 'migration.1015',
  },
  passwordNotWanted: {
    phase: 'configure',
    message: 'ERR Client sent AUTH, but no password is set',
    line: 'connect source redis {source} failed: ERR Client sent AUTH, but no password is set',
    code: 'migration.1016',
  },
  targetPasswordNotWanted: {
    phase: 'configure',
    message: 'ERR Client sent AUTH, but no password is set',
    line: 'connect target redis {target} failed: ERR Client sent AUTH, but no password is set',
    code: 'migration.1016',
  },
  sourceSslWanted: {
    phase: 'configure',
    message: '在线迁移失败',
    line: 'connect source redis {source} failed: TLS handshake required, connection closed by peer',
    code: 'migration.1017',
  },
  sslWanted: {
    phase: 'configure',
    message: '在线迁移失败',
    line: 'connect target redis {target} failed: TLS handshake required, connection closed by peer',
    code: 'migration.1017',
  },
  addressInvalid: {
    phase: 'configure',
    message: 'Redis的IP和port参数非法',
    line: 'the ip and port of redis are invalid.',
    code: 'migration.1018',
  },
  targetTooOld: {
    phase: 'full',
    message: '同步数据失败',
    line: 'restore to {target} failed: ERR DUMP payload version or checksum are wrong',
    code: 'migration.1021',
  },
  outputBufferTooSmall: {
    phase: 'full',
    message: '同步数据失败',
    line: 'read tcp {source}: connection reset by peer while reading rdb',
    code: 'migration.1022',
  },
  snapshotNotTaken: {
    phase: 'full',
    message: "Can't save in background: fork: Cannot allocate memory",
    line: "source redis {source}: Can't save in background: fork: Cannot allocate memory",
    code: 'migration.1023',
  },
  diskFull: {
    phase: 'full',
    message: '文件操作异常',
    line: 'write dump.rdb failed: no space left on device',
    code: 'migration.1024',
  },
  targetFull: {
    phase: 'full',
    message: "OOM command not allowed when used memory > 'maxmemory'.",
    line: "restore to {target} failed: OOM command not allowed when used memory > 'maxmemory'.",
    code: 'migration.1025',
  },
  keyBusy: {
    phase: 'full',
    message: '同步数据失败',
    line: 'restore to {target} failed: BUSYKEY Target key name already exists. key name is busy',
    code: 'migration.1026',
  },
  databaseMissing: {
    phase: 'full',
    message: 'ERR SELECT is not allowed in cluster mode',
    line: 'select db 1 on {target} failed: ERR SELECT is not allowed in cluster mode',
    code: 'migration.1027',
  },
  crossSlot: {
    phase: 'incremental',
    message: '任务失败',
    line: "CROSSSLOT Keys in request don't hash to the same slot",
    code: 'migration.1031',
  },
  wrongType: {
    phase: 'incremental',
    message: 'WRONGTYPE Operation against a key holding the wrong kind of value',
    line: 'write to {target} failed: WRONGTYPE Operation against a key holding the wrong kind of value',
    code: 'migration.1032',
    passes: true,
  },
  targetReadOnly: {
    phase: 'incremental',
    message: "READONLY You can't write against a read only replica.",
    line: "write to {target} failed: READONLY You can't write against a read only replica.",
    code: 'migration.1033',
  },
  sourceLoading: {
    phase: 'incremental',
    message: 'LOADING Redis is loading the dataset in memory',
    line: 'source redis {source}: LOADING Redis is loading the dataset in memory',
    code: 'migration.1034',
    passes: true,
  },
  linkLost: {
    phase: 'incremental',
    message: '在线迁移失败',
    line: 'replication link to {source} lost: Unable to partial resync with replica for lack of backlog',
    code: 'migration.1035',
    passes: true,
    reconnects: true,
  },
  unexplained: {
    phase: 'incremental',
    message: '任务失败',
    line: 'migration task failed.',
    code: 'migration.1099',
    passes: true,
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type FailureName = keyof typeof failures;
