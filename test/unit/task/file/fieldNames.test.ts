import assert from 'node:assert/strict';
import { forbiddenKind, nearestField } from '../../../../src/task/file/fieldNames.ts';
import { migrationKeys } from '../../../../src/task/file/migration/migrationSchema.ts';
import { taskFileSchema } from '../../../../src/task/file/taskFileSchema.ts';

const known = Object.keys(taskFileSchema.shape);
const ofMigration = [...migrationKeys.values()].flat();

describe('the field that an unknown name stands for', () => {
  for (const [field, names] of Object.entries({
    vpc_id: ['vpcId', 'vpc-id', 'VPC_ID', 'VpcID', 'vpc', 'vpcid ', 'vcp_id', 'vpc_idd', 'virtualPrivateCloudId'],
    subnet_id: ['subnetId', 'subnet', 'subent_id', 'network_id', 'neutron_subnet_id', 'SUBNET-ID'],
    security_group_id: [
      'security_group',
      'securityGroupId',
      'security-group-ids',
      'sg',
      'secgroup_id',
      'securty_group_id',
    ],
    name: ['Name', 'nmae', 'title', 'task_name', '任务名称'],
    description: ['desc', 'Description', 'descripton', 'remark', '描述'],
    region: ['Region', 'regoin', 'region_id'],
    project_id: ['projectId', 'project', 'tenant_id'],
    $schema: ['schema', '$Schema'],
  })) {
    for (const name of names) it(`${name} is ${field}`, () => assert.equal(nearestField(name, known), field));
  }

  for (const name of [
    '',
    '___',
    'colour',
    'toString',
    'constructor',
    'hasOwnProperty',
    'engine_version',
    '颜色',
    'x'.repeat(1000),
  ]) {
    it(`${name.slice(0, 20) || 'nothing'} is none`, () => assert.equal(nearestField(name, known), undefined));
  }
});

describe('the field of the migration section that an unknown name stands for', () => {
  for (const [field, names] of Object.entries({
    migration_method: ['method', 'migrationMethod', 'migrate_type', 'migration-methd'],
    resume_mode: ['mode', 'resumeMode', 'auto_reconnect'],
    bandwidth_limit_mb: ['bandwidth', 'bandwidthLimit', 'bandwidth_limit', 'bandwith_limit_mb'],
    source_instance: ['source', 'sourceInstance', 'source_redis'],
    target_instance: ['target', 'targetInstance', 'destination'],
    id: ['instance_id', 'ID', 'uuid'],
    addrs: ['addr', 'address', 'ip', 'host', 'endpoint', 'adrrs'],
    password: ['pwd', 'passwd', 'Password', 'pasword'],
  })) {
    for (const name of names) it(`${name} is ${field}`, () => assert.equal(nearestField(name, ofMigration), field));
  }

  it('is none of a task, and the other way round', () => {
    for (const name of ['title', 'vpc', 'subnet']) assert.equal(nearestField(name, ofMigration), undefined, name);
    for (const name of ['source', 'bandwidth', 'ip']) assert.equal(nearestField(name, known), undefined, name);
  });
});

describe('a name that has no place in a file from other people', () => {
  for (const [kind, names] of Object.entries({
    prototype: ['__proto__'],
    credential: [
      ...[
        'ak',
        'sk',
        'AK',
        'access_key',
        'secret_key',
        'accessKey',
        'access-key-id',
        'access_key_id',
        'SecretAccessKey',
      ],
      ...['secret_access_key', 'password', 'Password', 'source_password', 'token', 'security_token', 'securityToken'],
      ...['x_auth_token', 'X-Auth-Token', 'HW_ACCESS_KEY', 'hw_sk', 'Authorization', 'credential', 'api_key'],
    ],
    address: [
      'endpoint',
      'endpoints',
      'ENDPOINT',
      'url',
      'iam_endpoint',
      'iamEndpoint',
      'dcs-endpoint',
      'base_url',
      'http_proxy',
    ],
  })) {
    for (const name of names) it(`${name}: ${kind}`, () => assert.equal(forbiddenKind(name), kind));
  }

  it('is no field of a task, nor a slip of the pen for one', () => {
    for (const name of [...known, 'task', 'skip', 'risk', 'break', 'vpcId', 'proto', 'tags']) {
      assert.equal(forbiddenKind(name), undefined, name);
    }
  });
});
