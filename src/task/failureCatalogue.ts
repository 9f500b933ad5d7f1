/** Where a migration is: each phase fails in ways of its own. */
export type MigrationPhase = 'create' | 'configure' | 'full' | 'incremental' | 'exchange' | 'stop';

/** One way in which a migration fails, as the cloud, a tool of it or a Redis server words it. English sentences, translated where shown. */
export interface FailureRow {
  /** Its number in the catalogue; the order of numbers is the order in which causes are looked for. */
  readonly row: number;
  /** Any of them says it, of what a text complains of: see diagnosisText.ts. */
  readonly texts: readonly RegExp[];
  /** What is said above other texts, or instead of them: it counts where nothing else tells more. */
  readonly headings?: readonly RegExp[];
  /** What goes with it, and means it where facts say so too. */
  readonly hints?: readonly RegExp[];
  /** Where one of them fits too, it is not meant. */
  readonly unless?: readonly RegExp[];
  /** The phases in which the texts mean this; all after `create` where absent. `orUnknown`: also where nobody knows the phase. */
  readonly phases?: { readonly in: readonly MigrationPhase[]; readonly orUnknown: boolean };
  /** Rows with other causes of the same texts, which other facts would tell apart. */
  readonly orElse?: readonly number[];
  readonly cause: string;
  readonly action: string;
  /** What of it can be done from here, where the state of the task allows it. */
  readonly help?: readonly FailureHelp[];
}

/** A step that helps with a failure. */
export type FailureHelp =
  | 'configure'
  | 'restart'
  | 'setAutoReconnect'
  | 'delete'
  | 'copyAddress'
  | 'copyTaskId'
  | 'saveAsFile'
  | 'openConsole';

const noPassword =
  /\bnoauth\b|unauthenticated multibulk length|(?:实例|redis|源|目标)[^。;,]{0,8}(?<!不)需要(?:密码|认证|鉴权)|未(?:输入|提供)密码/;
const wrongPassword =
  /\bwrongpass\b|invalid (?:password|username-password)|(?:wrong|incorrect) password|password (?:(?:of|for) [^.;,]{1,40} )?(?:is |was )?(?:incorrect|wrong|invalid|refused)|\bdcs\.(?:4080|4845)\b|密码(?:错误|不正确|有误|校验失败)/;
/** Services that the same words are said of. */
const elsewhere =
  /\bhttps?\b|\b(?:iam|obs|smn|lts|ces|kms|ssh|kafka|mysql|postgres(?:ql)?|etcd|zookeeper|prometheus|ntp|dns|smtp|ldap|console|agent|monitoring|heartbeat|upload(?:ing|ed)?|lookup)\b|控制台|心跳|上报|监控|上传|\blocalhost\b|\b127\.0\.0\.1\b|:(?:22|53|80|443)\b/;
const beforeExchange = { in: ['configure', 'full', 'incremental', 'stop'], orUnknown: true } as const;
const whileCreated = { in: ['create'], orUnknown: true } as const;

/**
 * Rows without texts take a status or facts: see diagnosis.ts and diagnosisWithFacts.ts. Sources: Huawei Cloud's pages on failed Redis
 * migrations (迁移故障处理, dcs-faq-0427082, dcs-migration-211125001), the DCS user guide and the API reference, messages of the Redis server,
 * issues of RedisShake, Tencent Cloud's DTS error pages.
 */
export const failureCatalogue: readonly FailureRow[] = [
  // 迁移故障处理: 创建迁移ECS虚拟机失败; dcs.03.0001, 0007 and 0008 are the ECS codes of asynchronous results.
  {
    row: 1,
    texts: [
      /创建(?:迁移)?(?:ecs(?:虚拟机|云服务器)?|弹性云服务器|虚拟机|云服务器)失败/,
      /\bcreat(?:e|ing|ion of) (?:the |a |new )*(?:migration )?(?:ecs|vm|virtual machine|machine)\b(?:(?!success)[^.;,]){0,40}\bfail(?:ed|ure|s)?\b/,
      /\bfail(?:ed|ure|s)? (?:to create|creating) (?:the |a |new )*(?:migration )?(?:ecs|vm|virtual machine|machine)\b/,
      /\b(?:ecs|vm|virtual machine|migration machine)\b[^.;,]{0,12}(?:could not be|cannot be|was not) (?:created|started)/,
      /\bdcs\.03\.000[178]\b/,
    ],
    phases: whileCreated,
    cause: 'The cloud could not make the migration machine.',
    action:
      'Delete the task, and create it again when the ECS quota and the free addresses of the subnet suffice. Where that fails too, open a ticket with this text.',
    help: ['delete', 'copyTaskId'],
  },
  // 迁移故障处理: 绑定port到ECS虚拟机失败; dcs.03.0005 is the code for the network card.
  {
    row: 2,
    texts: [
      /绑定(?:port|端口)(?:到)?(?:ecs|弹性云服务器)?(?:虚拟机)?失败/,
      /\bbind(?:ing)? (?:the )?port (?:to|with) [^.;,]{0,30}\b(?:ecs|vm|machine)\b[^.;,]{0,12}\bfail(?:ed|ure|s)?\b|\bbind port failed\b/,
      /\bfail(?:ed|ure|s)? to bind (?:the )?port to [^.;,]{0,30}\b(?:ecs|vm|machine)\b/,
      /\bdcs\.03\.0005\b/,
    ],
    phases: whileCreated,
    cause: 'The migration machine could not be joined with the subnet: resources beneath the task are short.',
    action: 'Delete the task and create it in another subnet, or open a ticket with this text.',
    help: ['delete', 'copyTaskId'],
  },
  // Without any text that says more.
  {
    row: 3,
    texts: [],
    cause: 'The migration machine did not start.',
    action: 'Delete the task, and create it again.',
    help: ['delete'],
  },
  {
    row: 4,
    texts: [],
    cause: 'The migration machine has been released, so that the task can no longer be configured.',
    action: 'Create a new task with the same values.',
    help: ['saveAsFile'],
  },
  // DCS user guide, how_do_i_enable_the_sync; RedisShake 387, 314, 240, 423, 974, 975, 333.
  {
    row: 5,
    texts: [
      /(?:unsupported|unknown|disabled|forbidden) command:? ?['"`\\]* ?(?:psync|sync|replconf)\b/,
      /wrong number of arguments for ['"`\\]* ?p?sync\b/,
      /no permissions? to run the ['"`\\]* ?(?:psync|sync|replconf)\b/,
      /\bpsync\b['"`\\]* ?(?:command )?(?:is )?(?:not (?:support(?:ed)?|allowed|permitted|enabled)|unsupported|disabled|forbidden)\b/,
      /not (?:support(?:ed)?|allow(?:ed)?) (?:the )?['"`\\]*psync\b/,
      /(?:不支持|未开放|未放通|未开启|禁用|禁止)[^。;,]{0,12}\b(?:psync\b|sync(?= ?(?:命令|和|及|\/|、)))|\bpsync\b[^。;,]{0,8}(?:不支持|未开放|未放通|未开启|被?禁用|无权限)/,
    ],
    orElse: [6],
    cause: 'The source refuses replication (PSYNC).',
    action:
      'For a DCS source, create the task in its account and region, and choose the source by its instance, not by its address. Elsewhere ask the provider to allow SYNC and PSYNC, or import a backup.',
    help: ['configure', 'openConsole'],
  },
  // DCS user guide, migration_solution_notes.
  {
    row: 6,
    texts: [],
    cause: 'The source is a DCS instance of another region or account, where replication (PSYNC) stays closed.',
    action: 'Create the task in the region and account of the source and join the networks, or import a backup.',
    help: ['openConsole'],
  },
  // DCS user guide, migrating_data_online, table 1; whitelists and security groups look the same from outside.
  {
    row: 7,
    texts: [
      /connection refused|no route to host|(?:network|host) (?:is )?unreachable|连接被拒绝|网络不(?:通|可达)/,
      /连接[^。;,]{0,10}超时(?!时间|设置|参数|配置|阈值| ?[:=] ?\d)/,
      /\b(?:i\/o|dial|connect(?:ion|ing)?)\b(?! pool|-)(?:(?! (?:not|never) )[^.;,]|\.(?! )){0,30}time(?:d ?| ?)out|timeout connecting\b/,
    ],
    headings: [
      /test connection fail|unable to connect|failed connecting|连接测试失败|测试连接失败|无法连接|连接(?:源|目标)[^。;,]{0,6}失败/,
    ],
    unless: [
      /\b(?:read|write) (?:tcp|udp)\b|\breading bulk\b|\bread(?:ing)? (?:the )?rdb\b|max number of clients/,
      elsewhere,
    ],
    phases: { in: ['configure'], orUnknown: true },
    orElse: [8, 9],
    cause: 'The migration machine does not reach the source or the target.',
    action:
      'Join the VPC of the task with those of both (the same VPC, a peering connection, or Direct Connect), put the address of the migration machine on the whitelists of both, and let its security group out to their ports.',
    help: ['copyAddress', 'openConsole'],
  },
  // DCS user guide, managing_ip_address_whitelist.
  {
    row: 8,
    texts: [],
    cause: 'The whitelist of the source or the target lacks the address of the migration machine.',
    action: 'Put that address on the whitelists of both, or turn these off, and configure the task again.',
    help: ['copyAddress', 'openConsole'],
  },
  // DCS user guide, migrating_data_online.
  {
    row: 9,
    texts: [],
    cause: 'The security group of the task does not let the migration machine out to source or target.',
    action: 'Let it out to their addresses and ports, and configure the task again.',
    help: ['copyAddress', 'openConsole'],
  },
  // Redis server.
  {
    row: 10,
    texts: [noPassword],
    unless: [elsewhere],
    phases: beforeExchange,
    cause: 'An instance wants a password, and got none.',
    action: 'Configure the task again, with the passwords of source and target.',
    help: ['configure', 'openConsole'],
  },
  // Redis server; DCS user guide; DCS.4080 and DCS.4845 of the API reference.
  {
    row: 11,
    texts: [wrongPassword],
    unless: [elsewhere],
    phases: beforeExchange,
    orElse: [12],
    cause: 'A password is wrong.',
    action:
      'Enter the passwords again. Only that of the default account works, not those of accounts that were added to the instance.',
    help: ['configure', 'openConsole'],
  },
  // DCS user guide, online_migration_between_instances.
  {
    row: 12,
    texts: [],
    cause: 'A password contains a single quote, which older instances cannot read.',
    action: 'Change that password, and configure the task again with the new one.',
    help: ['openConsole'],
  },
  // Redis server, from 6 on and before.
  {
    row: 13,
    texts: [
      /\bauth\b[^.;]{0,60}without any password configured/,
      /client sent auth, but no password is set/,
      /免密[^。;,]{0,12}(?:输入|携带|使用)了?密码/,
    ],
    cause: 'A password was sent to an instance that has none.',
    action: 'Configure the task again, with an empty password for that instance.',
    help: ['configure', 'openConsole'],
  },
  // DCS user guide, online_migration_between_instances.
  {
    row: 14,
    texts: [
      /(?<![a-z])(?:tls|ssl)(?![a-z])[^.;,。]{0,40}(?:\balert|\brequired(?! only)|routines|\berror|\bfail|handshake (?:timeout|timed out)|unknown (?:ca|(?:certificate )?authority)|要求|错误|失败)/,
      /certificate verify failed|does not look like a tls handshake|开启了 ?ssl/,
      /\bssl(?:handshake)?exception\b|unrecognized ssl message/,
    ],
    unless: [/\bssl["'_a-z]*\s*[:=]\s*["']?(?:false|off|no|0)\b/, elsewhere],
    cause: 'SSL does not fit between the migration machine and an instance.',
    action: 'Turn SSL off on source and target for the time of the migration, and on again afterwards.',
    help: ['openConsole'],
  },
  // 迁移故障处理: Redis的IP和port参数非法.
  {
    row: 15,
    texts: [
      /redis的ip和port参数非法/,
      /\bip\b (?:and|or) \bport\b[^.;]{0,30}(?:invalid|illegal)|(?:invalid|illegal)[^.;]{0,12}\bip\b (?:and|or) \bport\b/,
      /(?:invalid|illegal|malformed) (?:redis )?addr(?:ess|esses|s)?\b|地址格式(?:错误|非法|不正确)|missing port in address|too many colons in address/,
    ],
    cause: 'An address is not one of a Redis.',
    action: 'Write ip:port, and all masters of a cluster with commas between them.',
    help: ['configure', 'openConsole'],
  },
  // API reference: the codes of an instance that is not running, or has something else to do.
  {
    row: 16,
    texts: [
      /\bdcs\.(?:4017|4026|4049|4104|4108|4111|411[3-8]|412[01])\b/,
      /instance (?:is )?(?:busy|not (?:in (?:the )?)?running)\b|实例(?:未处于|不是|非)[^。;,]{0,4}运行中/,
    ],
    cause: 'An instance is busy, or not running.',
    action: 'Wait until source and target are running and have nothing else to do, and try again.',
    help: ['restart'],
  },
  // DCS user guide, migrating_self-built_redis_online.
  {
    row: 17,
    texts: [
      /(?:source|源)[^.;,。]{0,30}(?:version|版本)[^.;,。]{0,30}(?:below|lower than|older than|earlier than|低于|小于) ?3(?:\.0)?(?![.\d])/,
      /\bredis ?2\.\d(?![.\d]* client)[^;,]{0,30}(?:not support(?:ed)?|unsupported|不支持)/,
    ],
    cause: 'The source is older than Redis 3.0, which online migration does not support.',
    action: 'Upgrade the source, or import a backup.',
    help: ['openConsole'],
  },
  // Redis server.
  {
    row: 18,
    texts: [
      /dump payload version or checksum/,
      /(?:can't|cannot|can not) handle rdb (?:format )?version|(?:unsupported|invalid) rdb (?:format )?version/,
      /\brdb (?:format )?version[^;,]{0,20}(?:not support(?:ed)?|unsupported|too new)|rdb[^。;,]{0,4}版本[^。;,]{0,8}(?:不支持|过高|不兼容)/,
    ],
    cause: 'The target is of an older version than the source, and cannot read its data.',
    action: 'Migrate to a target whose version is that of the source or newer.',
    help: ['openConsole'],
  },
  // dcs-migration-211125001.
  {
    row: 19,
    texts: [
      /disconnecting timed ?out (?:slave|replica)|\brepl-timeout\b[^;,]{0,20}(?:exceeded|reached|too (?:short|small))|timeout receiving bulk data from master/,
    ],
    cause: 'The source gave up its replica: its repl-timeout is too short for the copy.',
    action: 'Set repl-timeout of the source to 300, and restart the task.',
    help: ['restart'],
  },
  // dcs-migration-211125001; Tencent DTS error 1; RedisShake PR 1063.
  {
    row: 20,
    texts: [
      // Flags with an S are those of a replica.
      /(?<!\bflags=(?![^ ]*s)[^;]{0,400})overcoming of output buffer limits/,
      /client-output-buffer-(?:limit|slave)[^;,]{0,40}(?:exceed|overcom|reached|too small|超)|输出缓冲区[^。;,]{0,10}(?:超|溢出)/,
      /(?:\beof (?:while |when |on )?reading|connection reset|reset by peer)[^;]{0,60}\brdb\b|\brdb\b[^;]{0,60}(?:unexpected eof|: ?eof\b|connection reset|reset by peer)/,
    ],
    cause: 'More is written to the source during the copy than its output buffer for replicas holds.',
    action:
      'Raise the output buffer limits for replicas of the source (client-output-buffer-slave-hard-limit and -soft-limit of DCS, client-output-buffer-limit elsewhere), and restart the task at a quieter time.',
    help: ['restart'],
  },
  // Tencent DTS error 3.
  {
    row: 21,
    texts: [
      /error reading bulk length while syncing|read(?:ing)? (?:the )?rdb (?:file )?length[^;,]{0,10}(?:fail|error)/,
      /failed opening [^;,]{0,20}\brdb\b[^;,]{0,80}\bfor saving: permission denied/,
    ],
    unless: [/time(?:d ?| ?)out|reset by peer/],
    cause: 'The source cannot write the file that it sends.',
    action: 'Give its Redis the right to write in its folder, or set repl-diskless-sync yes, and restart the task.',
    help: ['restart'],
  },
  // Redis server.
  {
    row: 22,
    texts: [
      /can't save in background|\bmisconf\b|\bfork\b[^;]{0,30}cannot allocate memory|background sav(?:e|ing)[^.;,]{0,20}(?:fail|error)/,
      /\bbgsave\b[^.;,。]{0,30}(?:fail|\berror|失败)|\bsaving\b[^;]{0,60}no space left on device/,
      /(?:源|目标)[^。;,]{0,12}磁盘[^。;,]{0,6}(?:不足|已满)/,
    ],
    cause: 'An instance cannot take a snapshot, without which there is no copy: its host lacks memory or disk space.',
    action: 'Free memory and disk space there, or set vm.overcommit_memory to 1, and restart the task.',
    help: ['restart'],
  },
  // 迁移故障处理: 文件操作异常; Tencent DTS error 4.
  {
    row: 23,
    texts: [
      /文件操作异常|no space left on device|\bdisk (?:is )?full\b|(?:insufficient|not enough) disk|磁盘(?:空间)?(?:不足|已满)/,
    ],
    unless: [/\bsaving\b|\baof\b|\bsource\b|\btarget\b|源|目标|实例/],
    cause: 'The disk of the migration machine does not hold what it copies.',
    action: 'Open a ticket with this text, or migrate in parts.',
    help: ['copyTaskId'],
  },
  // 数据迁移失败问题排查.
  {
    row: 24,
    texts: [
      /(?:migration|迁移)[^.;,。]{0,12}(?:\bvm\b|\becs\b|machine|虚拟机|云服务器)[^.;,。]{0,30}(?:out of memory|(?:insufficient|not enough) memory|内存(?:不足|溢出|耗尽))/,
    ],
    cause: 'The migration machine has too little memory for this amount of data.',
    action: 'Ask the support for a larger machine, or migrate in parts and at a quieter time.',
    help: ['copyTaskId'],
  },
  // DCS user guide, what_is_the_impact_of_big_keys.
  {
    row: 25,
    texts: [
      /(?<!\b(?:no|0) )\bbig ?-?keys?\b(?![ -]?(?:check|analysis|scan|report|task))|\bkey\b[^.;,]{0,12}\btoo (?:big|large)\b/,
      /(?<!(?:最|扩|放|检查|扫描|分析|未|无|没有|不存在)[^。;,]{0,4})大 ?key(?! ?(?:检查|分析|扫描|报告|任务))/,
    ],
    unless: [
      /access key|\bsplit into\b/,
      // What was looked for and found held nothing up by that.
      /\b(?:scan|analysis) (?:is |was |has )?(?:finished|completed?|done)\b|(?:扫描|分析)已?(?:完成|结束)/,
    ],
    cause: 'Very large keys hold up the ones behind them.',
    action: 'Find them with the big key analysis of the instance, split them, and restart the task.',
    help: ['restart'],
  },
  // Redis server; dcs-faq-0427082; Alibaba DTS.
  {
    row: 26,
    texts: [/oom command not allowed|used memory ?> ?'?maxmemory|目标[^。;,]{0,12}内存(?:不足|已满)/],
    cause: 'The target is too small.',
    action:
      'Enlarge the target, with at least the memory of the source, set its maxmemory-policy to noeviction so that nothing is lost unseen, and restart the task.',
    help: ['restart'],
  },
  // 迁移故障处理, under 同步数据失败; Redis server.
  {
    row: 27,
    texts: [
      /key name is busy|\bbusykey\b|target key name already exists|目标[^。;,]{0,10}(?:key|键)[^。;,]{0,6}已(?:经)?存在/,
    ],
    cause: 'A key is in the target already.',
    action: 'Empty the target, or delete that key there, and restart the task.',
    help: ['restart'],
  },
  // Redis server; dcs-faq-0427082.
  {
    row: 28,
    texts: [
      /select is not allowed in cluster mode|db index is out of range|invalid db index/,
      /集群[^。;,]{0,10}(?:不支持多 ?db|(?:只|仅)支持 ?db ?0)/,
    ],
    orElse: [29],
    cause: 'The target has fewer databases than the source; a cluster has database 0 only.',
    action: 'Move all keys to databases that the target has, or migrate to a target that is no cluster.',
    help: ['openConsole'],
  },
  // dcs-faq-0427082.
  {
    row: 29,
    texts: [],
    cause:
      'The source uses several databases, but multi-DB of the target, a Proxy Cluster, is off: keys of the same name overwrite each other.',
    action: 'Empty the target, turn its multi-DB on, and restart the task.',
    help: ['restart'],
  },
  // 数据迁移失败问题排查; Redis server.
  {
    row: 30,
    texts: [
      /script attempted to access (?:a non local key|keys that do not hash)|bad lua script for redis cluster/,
      /\blua\b[^.;,。]{0,40}(?:跨 ?slot|跨槽|(?:different|several|multiple) slots)/,
      /\blua\b[^.;,。]{0,40}(?:\bslots?\b|\bcluster\b|集群)[^.;,。]{0,20}(?:\bfail|\berror|not (?:supported|allowed)|不支持|失败|报错)/,
    ],
    cause: 'Lua scripts of the source use keys that lie on several shards of the target.',
    action: 'Migrate to a master/standby or read/write splitting instance, or change the scripts.',
    help: ['openConsole'],
  },
  // Redis server; Alibaba DTS.
  {
    row: 31,
    texts: [/\bcrossslot\b|keys in request don't hash to the same slot|跨 ?slot|跨槽/],
    cause: 'Commands with several keys cannot run on a cluster whose shards hold these.',
    action: 'Use commands with a single key while the migration runs, or a target that is no cluster.',
  },
  // Redis server; Tencent DTS error 2.
  {
    row: 32,
    texts: [/\bwrongtype\b|key holding the wrong kind of value|value is not an integer|value is not a valid float/],
    cause:
      'A key of the target holds something else than that of the source: the target is written to, or was not empty.',
    action: 'Let nothing write to the target, delete that key there, and restart the task.',
    help: ['restart'],
  },
  // dcs-faq-0427082.
  {
    row: 33,
    texts: [
      /\b(?:switch(?:over|ed)?|failover) (?:of the (?:source|target|instance)|occurred|happened|started|completed|detected)\b|\+switch-master\b/,
      /(?:发生|触发|正在)了?[^。;,]{0,4}(?:主备|主从)(?:倒换|切换)/,
    ],
    unless: [/不支持|\b(?:disabled|suspended)\b/],
    cause: 'Master and standby of an instance changed places while the task ran.',
    action: 'Restart the task; the support can suspend switching for the time of the migration.',
    help: ['restart'],
  },
  // DCS user guide, what_should_i_consider.
  {
    row: 34,
    texts: [
      /\binstance\b[^.;,]{0,20}\b(?:extending|resizing|being (?:resized|scaled|modified))\b/,
      /实例[^。;,]{0,6}(?:正在|发生|进行了)[^。;,]{0,4}(?:规格变更|变更规格|扩容|缩容)|实例[^。;,]{0,8}(?:规格变更|扩容|缩容)(?:中|期间)/,
    ],
    unless: [/不支持|建议/],
    cause: 'An instance was resized while the task ran.',
    action: 'Wait until that is done, and restart the task.',
    help: ['restart'],
  },
  // API reference: resume_mode.
  {
    row: 35,
    texts: [],
    hints: [
      /connection (?:to [^.;,]{0,40} )?(?:is |was |has been )?(?:lost|closed|broken|reset|aborted)|reset by peer|broken pipe|\beof\b|连接(?:已|被)?(?:断开|中断|重置|关闭)|断连|链路中断/,
    ],
    cause: 'The connection broke, and the task does not reconnect by itself.',
    action: 'Restart the task, or configure it to reconnect automatically.',
    help: ['restart', 'setAutoReconnect'],
  },
  // DCS user guide; Alibaba DTS; Redis server.
  {
    row: 36,
    texts: [
      /partial (?:re)?sync(?:hroni[sz]ation)? (?:is )?not possible(?! ?\(no cached master)|unable to partial resync|lack of backlog/,
      /f[ae]ll(?:s|ing)? back to (?:a )?full (?:re)?sync|无法(?:进行)?部分(?:重)?同步|触发全量(?:重)?同步/,
    ],
    phases: { in: ['incremental'], orUnknown: true },
    cause: 'The source no longer had what was missed, so that everything is copied again.',
    action: 'Raise repl-backlog-size of the source, and migrate at a quieter time.',
  },
  // DCS product page on migration; Tencent DTS does pass it on.
  {
    row: 37,
    texts: [],
    cause: 'The source was emptied by FLUSHDB or FLUSHALL, which the migration does not pass on.',
    action: 'Empty the target by hand.',
  },
  // What the offset and the bandwidth limit of the API mean together.
  {
    row: 38,
    texts: [],
    cause: 'The source is written to faster than the link or the bandwidth limit lets through.',
    action: 'Raise the bandwidth limit or remove it, enlarge the target, or migrate at a quieter time.',
  },
  // DCS user guide; RedisShake, consistent.md; Alibaba DTS.
  {
    row: 39,
    texts: [],
    cause:
      'Source and target are in sync, but their numbers of keys differ: expired keys are counted until they are deleted, or the target had keys before.',
    action: 'Compare the keys that do not expire, database by database, instead of the totals.',
  },
  // Redis server.
  {
    row: 40,
    texts: [/can't write against a read only (?:replica|slave)|readonly you can't write/],
    cause: 'The address of the target is that of a read-only replica.',
    action: 'Configure the task again, with the address of the instance or its master.',
    help: ['openConsole'],
  },
  // Redis server.
  {
    row: 41,
    texts: [
      /\bis loading the dataset|\bnomasterlink\b|\bmasterdown\b|link with master is down|max number of clients (?:\+ cluster connections )?reached|连接数(?:已满|已?达到?上限(?!的))/,
    ],
    cause: 'An instance takes no commands just now: it is starting, lost its master, or has no connection left.',
    action: 'Wait until it is well again, use its master, or raise maxclients, and restart the task.',
    help: ['restart'],
  },
  // DCS user guide, switching_dcs_instance_ip_addresses.
  {
    row: 42,
    texts: [
      /\b(?:exchang|swapp?|switch)(?:e|ing)? (?:of )?(?:the )?ips?\b(?: addresses?)?[^.;,]{0,12}(?:not (?:support(?:ed)?|allowed)|fail(?:ed|ure)?|refused|rejected)\b/,
      /\bfail(?:ed|ure)? to (?:exchange|swap|switch) (?:the )?ips?\b|\bip(?: address(?:es)?)? (?:exchange|swap|switch) (?:has )?(?:failed|failure|refused|rejected)\b/,
      /(?:交换|切换) ?ip[^。;,]{0,12}(?:失败|不支持|不允许)|ip ?(?:交换|切换)[^。;,]{0,8}(?:失败|不支持|不允许)/,
    ],
    cause: 'The IP addresses cannot be exchanged.',
    action:
      'Both have to be DCS instances of Redis 4.0 or later on the same port without public access, no Redis Cluster, and the task incremental and under way.',
    help: ['openConsole'],
  },
  // The same page.
  {
    row: 43,
    texts: [noPassword, wrongPassword],
    unless: [elsewhere],
    phases: { in: ['exchange'], orUnknown: false },
    cause: 'Source and target have different passwords, so that clients are refused after the exchange.',
    action: 'Make the passwords equal, or roll the exchange back.',
    help: ['openConsole'],
  },
  // DCS user guide, switching_dcs_instance_ip_addresses.
  {
    row: 44,
    texts: [],
    cause: 'The whitelists of source and target differ, so that clients are blocked after the exchange.',
    action: 'Copy the whitelist of the source to the target, or roll the exchange back.',
    help: ['openConsole'],
  },
  // The same page.
  {
    row: 45,
    texts: [],
    cause: 'The application did not reconnect after the exchange.',
    action: 'Restart it, and test that it reconnects before the next exchange.',
  },
  // The same page.
  {
    row: 46,
    texts: [],
    cause: 'Clients use the domain name, which was not exchanged along with the IP addresses.',
    action: 'Exchange the domain names too, or change the address that the clients use.',
  },
  // The same page.
  {
    row: 47,
    texts: [],
    cause: 'Clients use the IP address of the standby, which is not exchanged.',
    action: 'Let them use the address of the instance.',
  },
  // API reference: only what has ended can be deleted.
  {
    row: 48,
    texts: [],
    cause: 'The task is still listed: it has not ended yet, or the list is late.',
    action: 'Stop the task, wait until it has ended, delete it, and refresh the list.',
    help: ['delete'],
  },
  // 迁移故障处理, the headings above other texts.
  {
    row: 49,
    texts: [],
    headings: [
      /任务失败|在线迁移失败|同步数据失败|\b(?:migration|task|data sync(?:hronization)?) (?:has )?failed\b(?! over| to)/,
    ],
    cause: 'The cloud says no more than that it failed.',
    action: 'Open a ticket with this text, the task ID and the time.',
    help: ['copyTaskId'],
  },
  // 迁移故障处理.
  {
    row: 50,
    texts: [/下载文件失败|集群不支持aof格式文件导入|download(?:ing)? (?:the )?(?:backup )?file[^.;]{0,12}fail/],
    cause: 'This is about an import of backup files, which is no online migration.',
    action: 'Look at the task in the DCS console.',
    help: ['openConsole'],
  },
];
