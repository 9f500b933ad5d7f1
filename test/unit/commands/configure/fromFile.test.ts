import assert from 'node:assert/strict';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { draftFromFile } from '../../../../src/commands/configure/fileDraft.ts';
import { settingsInFile } from '../../../../src/commands/configure/fileSettings.ts';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, start } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'waiting' },
  { name: 'others', state: 'waiting' },
];

const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

const section = {
  migration_method: 'incremental_migration',
  resume_mode: 'manual',
  bandwidth_limit_mb: 30,
  source_instance: { id: idOf('carts-redis'), addrs: null, password: '${env:ORDERS_SOURCE}' },
  target_instance: { id: idOf('carts-redis-new'), addrs: null, password: '${env:ORDERS_TARGET}' },
};

function textOf(changes: object = {}): string {
  const [vpc] = world.vpcs;
  const [group] = world.securityGroups;
  const networks = { vpc_id: vpc?.id, subnet_id: vpc?.subnets[0]?.id, security_group_id: group?.id };
  return JSON.stringify({ name: 'orders', ...networks, migration: section, ...changes });
}

async function configure({ desk }: Scene, changes: object = {}): Promise<void> {
  const uri = desk.documents.put('/workspace/orders.dcsmigration.json', textOf(changes));
  await configureAndStart(desk, { argument: uri, selected: undefined });
}

const said = ({ desk }: Scene) => desk.told.at(-1)?.message ?? '';
const readSource = 'Read the environment variable ORDERS_SOURCE?';
const readTarget = 'Read the environment variable ORDERS_TARGET?';
const variables = { ORDERS_SOURCE: passwords.source, ORDERS_TARGET: passwords.target };

function assertNoPassword({ desk }: Scene): void {
  for (const password of Object.values(passwords)) assert.ok(!everythingShown(desk).includes(password));
}

describe('Configure and Start of a task file', () => {
  it('asks for nothing that stands there, and reads a variable only after a yes, once for a file', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.variables = variables;
      desk.expect(agreed(readSource), agreed(readTarget), left(asks.review));
      await configure(scene);
      assert.match(
        desk.asked[0]?.notice ?? '',
        /orders\.dcsmigration\.json, in Local Sandbox .*\n\n.*the password of the source carts-redis \([0-9a-f-]{36}\)\./,
      );
      desk.expect(start);
      await configure(scene);
      assert.deepEqual(answered(scene), ['configure true']);
      assert.match(said(scene), /The migration of task orders has started\./);
      const known = desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'orders')?.task;
      assert.deepEqual([known?.resume_mode, known?.target_instance_id], ['manual', idOf('carts-redis-new')]);
      assertNoPassword(scene);
    }));

  it('asks again where the file says something else, or another Redis gets it', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.variables = variables;
      scene.desk.expect(agreed(readSource), agreed(readTarget), left(asks.review));
      await configure(scene);
      const elsewhere = { ...section, source_instance: { addrs: '10.66.6.6:6379', password: '${env:ORDERS_SOURCE}' } };
      scene.desk.expect(left(readSource), left(readTarget), left(asks.sourcePassword));
      await configure(scene, { migration: elsewhere });
      assert.deepEqual(answered(scene), []);
      assertNoPassword(scene);
    }));

  it('lets the person enter what no variable holds, or may not be read', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.variables = { ORDERS_TARGET: '' };
      scene.desk.expect(left(readSource), agreed(readTarget), typed(asks.sourcePassword, passwords.source));
      scene.desk.expect(typed(asks.targetPassword, passwords.target), start);
      await configure(scene);
      assert.match(scene.desk.told[0]?.message ?? '', /The environment variable ORDERS_TARGET is not set/);
      assert.deepEqual(answered(scene), ['configure true']);
    }));

  it('reads no variable that may hold a credential of the cloud', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.variables = { HW_SECRET_KEY: passwords.source, huaweicloud_sdk_sk: passwords.source };
      for (const variable of ['HW_SECRET_KEY', 'huaweicloud_sdk_sk', 'OS_PASSWORD', 'CLOUD_SDK_AK']) {
        const source_instance = { id: idOf('carts-redis'), password: `\${env:${variable}}` };
        await configure(scene, { migration: { ...section, source_instance } });
        assert.match(said(scene), /may hold a credential of the cloud.*Nothing was sent\.$/);
      }
      assert.deepEqual([scene.desk.asked, answered(scene)], [[], []]);
      assertNoPassword(scene);
    }));

  it('sends no password that stands in the file, and shows none', () =>
    playWithTasks(seeds, async (scene) => {
      const source_instance = { id: idOf('carts-redis'), password: passwords.source };
      await configure(scene, { migration: { ...section, source_instance } });
      assert.match(said(scene), /Task files are shared.*Nothing was sent\.$/);
      assert.deepEqual([scene.desk.asked, answered(scene)], [[], []]);
      assertNoPassword(scene);
    }));

  it('takes the task that was created from the file, also where others have its name', () =>
    playWithTasks(
      [...seeds, { name: 'orders', state: 'waiting', age: 60_000 }],
      async (scene) => {
        const { desk } = scene;
        desk.variables = variables;
        const uri = desk.documents.put('/workspace/orders.dcsmigration.json', textOf());
        desk.expect(agreed('Create another migration task named'));
        await createMigrationTaskFromFile(desk, uri);
        const taskId = scene.sandboxes[0]?.ledger[0]?.taskId;
        desk.expect(agreed(readSource), agreed(readTarget), start);
        await configureAndStart(desk, { argument: uri, selected: undefined });
        assert.deepEqual(answered(scene), ['configure true']);
        assert.equal(scene.sandboxes[0]?.actions[0]?.taskId, taskId);
      },
      { sandbox: { machineTime: 0 } },
    ));

  it('asks which task where several have the name of the file', () =>
    playWithTasks([...seeds, { name: 'orders', state: 'waiting', age: 60_000 }], async (scene) => {
      scene.desk.expect(left('Which migration task is to be configured?'));
      await configure(scene);
      assert.deepEqual(
        scene.desk.asked[0]?.choices.map(({ label }) => label),
        ['orders', 'orders'],
      );
    }));

  it('sends nothing where the file goes to another project, or says nothing of a migration', () =>
    playWithTasks(seeds, async (scene) => {
      await configure(scene, { project_id: '0123456789abcdef0123456789abcdef' });
      assert.match(said(scene), /not to the project whose migration tasks are shown here/);
      await configure(scene, { migration: undefined });
      assert.match(said(scene), /has no "migration" section/);
      await configure(scene, { name: 7 });
      assert.match(said(scene), /"name".*Nothing was sent\.$/);
      await configure(scene, { migration: 3 });
      assert.match(said(scene), /"migration".*Nothing was sent\.$/);
      assert.deepEqual([scene.desk.asked, answered(scene)], [[], []]);
    }));

  it('asks again where it would go to another project, and for the password where not all addresses can be shown', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.variables = variables;
      desk.expect(agreed(readSource), agreed(readTarget), left(asks.review));
      await configure(scene);
      const uri = desk.documents.put('/workspace/orders.dcsmigration.json', textOf());
      const found = await settingsInFile(desk, uri);
      assert.ok(found);
      const { place } = found.chosen;
      for (const elsewhere of [
        { ...place, projectId: 'f'.repeat(32) },
        { ...place, sandbox: false },
        {
          ...place,
          connection: { ...place.connection, endpoints: { ...place.connection.endpoints, dcs: 'http://127.0.0.1:1' } },
        },
      ]) {
        desk.expect(left(readSource), left(readTarget));
        const draft = await draftFromFile(desk, elsewhere, found.settings);
        assert.deepEqual([draft.source?.password, draft.target?.password], [undefined, undefined]);
      }
      const many = Array.from({ length: 30 }, (_, index) => `192.168.7.${index + 10}:6379`);
      const source_instance = { addrs: [...many, 'evil.example.com:6379'].join(), password: '${env:ORDERS_SOURCE}' };
      desk.expect(agreed(readTarget), left(asks.sourcePassword));
      await configure(scene, { migration: { ...section, source_instance } });
      assertNoPassword(scene);
    }));
});
