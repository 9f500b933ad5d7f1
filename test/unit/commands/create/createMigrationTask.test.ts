import assert from 'node:assert/strict';
import { createMigrationTask } from '../../../../src/commands/create/createMigrationTask.ts';
import { proposeName } from '../../../../src/commands/create/nameStep.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { cloudProject, cloudRegion, key, play, sandboxProject, world } from '../../../support/desk/deskAndCloud.ts';
import { accepted, left, picked, saved, typed } from '../../../support/desk/script.ts';
import { asks, exampleAnswers, exampleNetworks } from '../../../support/desk/taskAnswers.ts';

describe('create migration task: from the first step to the created task', () => {
  it('sends exactly what was entered, once, and hands over the task ID', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(
        typed(asks.name, ' dcs-migration-orders ', ['', '   ']),
        typed(asks.description, '订单缓存 "orders"\n第二行'),
        picked(asks.vpc, 'vpc-dev'),
        picked(asks.subnet, 'subnet-dev-app', ['subnet-dev-static']),
        picked(asks.securityGroup, 'sg-dev-cache'),
        picked(asks.review, 'Create'),
      );
      await createMigrationTask(desk);
      const vpc = world.vpcs.find(({ name }) => name === 'vpc-dev');
      const [entry, ...others] = cloud.ledger;
      assert.deepEqual(others, []);
      assert.deepEqual(entry?.body, {
        name: 'dcs-migration-orders',
        description: '订单缓存 "orders"\n第二行',
        vpc_id: vpc?.id,
        subnet_id: vpc?.subnets.find(({ name }) => name === 'subnet-dev-app')?.id,
        security_group_id: world.securityGroups.find(({ name }) => name === 'sg-dev-cache')?.id,
      });
      assert.equal(entry.projectId, cloudProject);
      assert.deepEqual(
        desk.told.map(({ level, message, buttons }) => ({ level, message, buttons })),
        [
          {
            level: 'info',
            message: `cn-north-4: Migration task dcs-migration-orders was created with task ID ${entry.taskId}.`,
            buttons: ['Copy Task ID', 'Save as Task File…', 'Open Log'],
          },
        ],
      );
      await desk.told[0]?.press('Copy Task ID');
      await desk.told[0]?.press('Open Log');
      assert.deepEqual([desk.copied, desk.logShown], [[entry.taskId], 1]);
      assert.deepEqual(
        desk.progresses.map(({ title }) => title),
        ['cn-north-4: Creating migration task dcs-migration-orders'],
      );
    }));

  it('leaves the description out of the body where none was entered', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'));
      await createMigrationTask(desk);
      assert.deepEqual(cloud.ledger[0]?.body, { name: 'dcs-migration-orders', ...exampleNetworks });
    }));

  it('says step n of six, where it acts, and how to go back, on every step', () =>
    play({}, async ({ desk }) => {
      desk.expect(...exampleAnswers(), left(asks.review));
      await createMigrationTask(desk);
      const title = `Create Migration Task · ${cloudRegion}`;
      assert.deepEqual(
        desk.asked.map(({ title, step, canGoBack }) => ({ title, step, canGoBack })),
        [1, 2, 3, 4, 5, 6].map((step) => ({ title, step: `${step} of 6`, canGoBack: step > 1 })),
      );
    }));

  it('proposes a name as the console does, and takes it', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(accepted(asks.name), ...exampleAnswers().slice(1), picked(asks.review, 'Create'));
      await createMigrationTask(desk);
      assert.match(String(cloud.ledger[0]?.body['name']), /^dcs-migration-[a-z]{4}$/);
      const letters = [19, 7, 17, 2];
      assert.equal(
        proposeName(() => letters.shift() ?? 0),
        'dcs-migration-thrc',
      );
    }));

  it('lists subnets page by page, as many as there are, with why some cannot be used', () =>
    play({}, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, 'vpc-large'),
        picked(asks.subnet, 'subnet-large-2298', ['subnet-large-0099', 'subnet-large-2200']),
        left(asks.securityGroup),
      );
      await createMigrationTask(desk);
      const choices = desk.asked[3]?.choices ?? [];
      assert.equal(choices.length, 2300 + 1);
      assert.equal(desk.requests.filter((request) => request.endsWith('/subnets')).length, 5);
      const shown = (label: string) => choices.find((choice) => choice.label === label);
      assert.match(shown('subnet-large-0099')?.detail ?? '', /^Cannot be used: DHCP is off · /);
      assert.match(
        shown('subnet-large-0100')?.detail ?? '',
        /^Cannot be used: no free IP address · .* · 0 free addresses$/,
      );
      assert.match(shown('subnet-large-0001')?.detail ?? '', /^[0-9a-f-]{36} · cn-north-4a · \d+ free addresses$/);
      assert.equal(shown('subnet-large-0001')?.description, '10.64.0.0/24');
    }));

  it('reviews everything by name and ID, with region, project and endpoint', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), left(asks.review));
      await createMigrationTask(desk);
      const lines = (desk.asked[5]?.choices ?? []).map(({ label, description }) => [label, description]);
      const { vpc_id, subnet_id, security_group_id } = exampleNetworks;
      assert.deepEqual(lines, [
        ['Create', ''],
        ['Save as Task File…', ''],
        ['Preview Request', ''],
        ['Name', 'dcs-migration-orders'],
        ['Description', '(none)'],
        ['VPC', `vpc-example · 192.168.0.0/16 · ${vpc_id}`],
        ['Subnet', `subnet-example · 192.168.0.0/24 · ${subnet_id}`],
        ['Security group', `sg-example · ${security_group_id}`],
        ['Region', 'CN North-Beijing4 (cn-north-4)'],
        ['Project', `cn-north-4 · ${cloudProject}`],
        ['Endpoint', cloud.url],
      ]);
    }));
});

describe('create migration task: without creating', () => {
  it('saves a task file that parses to the same task, with names beside the IDs', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(
        ...exampleAnswers(),
        picked(asks.review, 'Save as Task File…'),
        saved('dcs-migration-orders.dcsmigration.json'),
      );
      await createMigrationTask(desk);
      const [file] = desk.documents.savedTexts;
      assert.deepEqual(parseTaskFile(file?.text ?? '').task, {
        region: cloudRegion,
        project_id: cloudProject,
        name: 'dcs-migration-orders',
        ...exampleNetworks,
      });
      assert.deepEqual(parseTaskFile(file?.text ?? '').problems, []);
      assert.match(file?.text ?? '', /"vpc_id": "[^"]+", \/\/ vpc-example\n.*\/\/ subnet-example\n.*\/\/ sg-example\n/);
      assert.deepEqual([cloud.ledger, desk.told], [[], []]);
    }));

  it('comes back to the review where no place was chosen', () =>
    play({}, async ({ desk }) => {
      const save = picked(asks.review, 'Save as Task File…');
      desk.expect(...exampleAnswers(), save, left('dcs-migration-orders'), save, saved('dcs-migration-orders'));
      await createMigrationTask(desk);
      assert.equal(desk.documents.savedTexts.length, 1);
    }));

  it('saves from the notification of the created task too', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Create'), saved('dcs-migration-orders.dcsmigration.json'));
      await createMigrationTask(desk);
      await desk.told[0]?.press('Save as Task File…');
      assert.deepEqual(parseTaskFile(desk.documents.savedTexts[0]?.text ?? '').task?.vpc_id, exampleNetworks.vpc_id);
      assert.equal(cloud.ledger.length, 1);
    }));

  it('comes back to the review with all that was entered when another task of the name is declined', () =>
    play({}, async ({ desk, cloud }) => {
      const create = picked(asks.review, 'Create');
      desk.expect(...exampleAnswers(), create);
      await createMigrationTask(desk);
      desk.expect(...exampleAnswers(), create, left('Create another migration task named'), left(asks.review));
      await createMigrationTask(desk);
      const description = (label: string) =>
        desk.asked.at(-1)?.choices.find((choice) => choice.label === label)?.description;
      assert.equal(description('Name'), 'dcs-migration-orders');
      assert.ok(desk.asked.at(-1)?.choices.some(({ label }) => label === 'Create'));
      assert.equal(cloud.ledger.length, 1);
    }));

  it('previews the request without its signature and without the secret, and comes back', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Preview Request'), left(asks.review));
      await createMigrationTask(desk);
      const [preview] = desk.documents.previews;
      assert.equal(preview?.title, 'dcs-migration-orders.http');
      const [head = '', body = ''] = preview?.text.split('\n\n') ?? [];
      assert.match(head, new RegExp(`^POST /v2/${cloudProject}/migration/instance HTTP/1.1\nHost: 127.0.0.1:\\d+\n`));
      assert.match(
        head,
        new RegExp(`Authorization: SDK-HMAC-SHA256 Access=${key.accessKeyId}, SignedHeaders=[a-z0-9;-]+, Signature=•+`),
      );
      assert.deepEqual(JSON.parse(body), { name: 'dcs-migration-orders', ...exampleNetworks });
      assert.deepEqual([cloud.ledger, desk.told], [[], []]);
    }));
});

describe('create migration task: in the sandbox', () => {
  it('says so on every step and in every message, and leaves the cloud alone', () =>
    play({}, async ({ desk, cloud, sandboxes }) => {
      await desk.accounts.useSandbox();
      desk.expect(...exampleAnswers(), picked(asks.sandboxReview, 'Create'));
      await createMigrationTask(desk);
      for (const { title } of desk.asked) assert.equal(title, 'Create Migration Task · Local Sandbox');
      const shown = [...desk.progresses.map(({ title }) => title), ...desk.told.map(({ message }) => message)];
      assert.equal(shown.length, 2);
      for (const text of shown) assert.match(text, /^Sandbox: /);
      const region = desk.asked[5]?.choices.find(({ label }) => label === 'Region');
      assert.equal(region?.description, 'Local Sandbox (sandbox-1)');
      assert.deepEqual(
        sandboxes[0]?.ledger.map(({ projectId, body }) => [projectId, body]),
        [[sandboxProject, { name: 'dcs-migration-orders', ...exampleNetworks }]],
      );
      assert.deepEqual(cloud.ledger, []);
    }));
});
