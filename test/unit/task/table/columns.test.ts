import assert from 'node:assert/strict';
import { meaningOf, wordFor } from '../../../../src/task/table/columns.ts';

describe('what the title of a column means', () => {
  for (const [field, titles] of Object.entries({
    name: [
      'name',
      'Name',
      ' NAME ',
      'Task Name',
      'taskName',
      '名称',
      '任务名称',
      'name*',
      'Name (required)',
      '名称（必填）',
      '名称（Name）',
    ],
    description: ['description', 'Description', 'desc', '描述', '任务描述', '备注'],
    vpc_id: ['vpc_id', 'vpcId', 'VPC ID', 'VPC', '虚拟私有云', '虚拟私有云ID', '虚拟私有云 ID'],
    subnet_id: ['subnet_id', 'SubnetId', 'subnet', 'Network ID of the subnet', '子网', '子网的网络ID'],
    security_group_id: ['security_group_id', 'security group', 'SG', '安全组', '安全组ID'],
    region: ['region', 'REGION', '区域'],
    project_id: ['project_id', 'Project', '项目ID', 'ｐｒｏｊｅｃｔ＿ｉｄ'],
    'migration.migration_method': ['migration_method', 'migration.migration_method', 'Method', '迁移方式'],
    'migration.resume_mode': ['resume_mode', 'Auto-Reconnect', '自动重连', 'Auto-Reconnect (auto/manual)'],
    'migration.bandwidth_limit_mb': [
      'bandwidth_limit_mb',
      'Bandwidth limit (MB/s)',
      '带宽上限（MB/s）',
      'Bandwidth (MBps)',
      'bandwidth (mb/s)',
    ],
    'migration.source_instance': ['source', 'source_instance', 'Source Redis', '源端', '源实例', '源Redis'],
    'migration.source_instance.id': [
      'source_instance.id',
      'sourceInstanceId',
      'source id',
      'src_id',
      'migration.source_instance.id',
      '源Redis实例ID',
      '源端实例ID',
    ],
    'migration.source_instance.addrs': [
      'source_instance.addrs',
      'source address',
      'Source IP',
      '源端地址',
      '源实例连接地址',
    ],
    'migration.source_instance.password': [
      'source_instance.password',
      'source pwd',
      'srcPass',
      '源端密码',
      '源Redis密码',
    ],
    'migration.target_instance': ['target', 'destination', 'dst', '目标端', '目标实例', '目的端', '目的Redis'],
    'migration.target_instance.id': [
      'target_instance.id',
      'targetInstanceId',
      'dest id',
      '目标Redis实例ID',
      '目的实例ID',
    ],
    'migration.target_instance.addrs': ['target_instance.addrs', 'target_host', '目标端地址', '目的IP'],
    'migration.target_instance.password': ['target_instance.password', 'Target Password', '目标端密码'],
  })) {
    for (const title of titles) {
      it(`${title} is ${field}`, () => assert.deepEqual(meaningOf(title), { kind: 'field', field }));
    }
  }

  for (const title of [
    ...['password', 'Redis Password', '密码', 'AK', 'secret', 'token', 'access key', 'api_key'],
    ...[
      '实例密码',
      '源库密码',
      '目标Redis访问密码',
      '口令',
      '密钥',
      'target pw',
      'source requirepass',
      'Source secret key',
    ],
  ]) {
    it(`${title} may be a secret of nobody knows what`, () => assert.deepEqual(meaningOf(title), { kind: 'secret' }));
  }

  for (const title of [
    '',
    'Task ID',
    'State',
    'owner',
    'id',
    'host',
    'instance',
    'toString',
    '__proto__',
    '状态',
    'sources',
    'x'.repeat(5000),
  ]) {
    it(`${title.slice(0, 20) || 'nothing'} is no field`, () => assert.deepEqual(meaningOf(title), { kind: 'unknown' }));
  }

  for (const title of ['VPC (name)', '安全组（名称）', 'Source [Name]', '目的', 'source port', '源端口', '目标端口']) {
    it(`${title} holds something else than an ID or an address`, () => assert.equal(meaningOf(title).kind, 'unknown'));
  }

  for (const title of [
    '带宽（Mbit/s）',
    'Bandwidth (Mbps)',
    'Bandwidth (Mb/s)',
    'bandwidth [KB/s]',
    'Bandwidth limit (GB/s)',
  ]) {
    it(`${title} would be another bandwidth`, () => {
      assert.deepEqual(meaningOf(title), { kind: 'unknown', nearest: 'bandwidth_limit_mb' });
    });
  }

  it('a slip is not taken for the field, and named', () => {
    assert.deepEqual(meaningOf('vpc_idd'), { kind: 'unknown', nearest: 'vpc_id' });
    assert.deepEqual(meaningOf('secruity_group_id'), { kind: 'unknown', nearest: 'security_group_id' });
  });

  it('what is as long as a file is no title, and is not gone through', () => {
    for (const part of ['(', '（x', '\u0301\u0316', 'name ', '【】']) {
      assert.deepEqual(meaningOf(part.repeat(500_000)), { kind: 'unknown' });
    }
  });
});

describe('the words in cells', () => {
  for (const [word, cells] of Object.entries({
    full_amount_migration: ['full_amount_migration', 'Full', 'full copy', '全量迁移'],
    incremental_migration: [
      'incremental_migration',
      'Incremental',
      '增量',
      '全量迁移+增量迁移',
      'Full copy, then incremental',
    ],
  })) {
    for (const cell of cells)
      it(`${cell} is ${word}`, () => assert.equal(wordFor('migration.migration_method', cell), word));
  }

  for (const [word, cells] of Object.entries({
    auto: ['auto', 'Yes', 'on', 'TRUE', '是', '开启', '启用'],
    manual: ['manual', 'no', 'Off', 'FALSE', '否', '禁用'],
  })) {
    for (const cell of cells)
      it(`${cell} is ${word}`, () => assert.equal(wordFor('migration.resume_mode', cell), word));
  }

  it('what is none of them stays, and so does what is no choice', () => {
    assert.equal(wordFor('migration.migration_method', 'sideways'), 'sideways');
    assert.equal(wordFor('migration.resume_mode', 'full'), 'full');
    assert.equal(wordFor('name', 'Full'), 'Full');
    assert.equal(wordFor('description', 'yes'), 'yes');
  });
});
