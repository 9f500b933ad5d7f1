import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { createMigrationTask } from '../../../../src/commands/create/createMigrationTask.ts';
import type { SandboxOptions } from '../../../../src/sandbox/server.ts';
import { play, world } from '../../../support/desk/deskAndCloud.ts';
import {
  type Answer,
  accepted,
  left,
  leftEarly,
  picked,
  readAgain,
  typed,
  unlisted,
  wentBack,
} from '../../../support/desk/script.ts';
import { asks, exampleAnswers, exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const order = [asks.name, asks.description, asks.vpc, asks.subnet, asks.securityGroup, asks.review];

describe('create migration task: back and forth', () => {
  it('goes back to the first step and forth again with everything as it was entered', () =>
    play({}, async ({ desk, cloud }) => {
      const [name, , ...networks] = exampleAnswers();
      assert.ok(name);
      desk.expect(
        name,
        typed(asks.description, 'orders'),
        ...networks,
        ...order.toReversed().slice(0, 5).map(wentBack),
        accepted(asks.name),
        accepted(asks.description),
        ...networks,
        picked(asks.review, 'Create'),
      );
      await createMigrationTask(desk);
      const [firstAgain, secondAgain, ...listsAgain] = desk.asked.slice(10);
      assert.deepEqual([firstAgain?.value, secondAgain?.value], ['dcs-migration-orders', 'orders']);
      const active = listsAgain.slice(0, 3).map(({ choices }) => choices.find((choice) => choice.active)?.label);
      assert.deepEqual(active, ['vpc-example', 'subnet-example', 'sg-example']);
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [{ name: 'dcs-migration-orders', description: 'orders', ...exampleNetworks }],
      );
    }));

  const lines: readonly (readonly [line: string, step: number])[] = [
    ['Name', 0],
    ['Description', 1],
    ['VPC', 2],
    ['Subnet', 3],
    ['Security group', 4],
  ];
  for (const [line, step] of lines) {
    it(`the line ${line} of the review leads to its step`, () =>
      play({}, async ({ desk }) => {
        desk.expect(...exampleAnswers(), picked(asks.review, line), left(order[step] ?? ''));
        await createMigrationTask(desk);
        assert.equal(desk.asked.at(-1)?.step, `${step + 1} of 6`);
      }));
  }

  it('forgets the subnet with its VPC, and keeps the security group', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(
        ...exampleAnswers(),
        picked(asks.review, 'VPC'),
        picked(asks.vpc, 'vpc-staging'),
        picked(asks.subnet, 'Enter the ID…'),
        wentBack('Network ID of the subnet'),
        picked(asks.subnet, 'subnet-staging-app'),
        picked(asks.review, 'Security group'),
        wentBack(asks.securityGroup),
        left(asks.review),
      );
      await createMigrationTask(desk);
      const [, , typedSubnet, subnetStep, , groupStep] = desk.asked.slice(6);
      assert.equal(typedSubnet?.value, '');
      assert.match(subnetStep?.words ?? '', /in vpc-staging$/);
      assert.equal(subnetStep?.choices.find(({ active }) => active)?.label, 'subnet-staging-anyzone');
      assert.equal(groupStep?.choices.find(({ active }) => active)?.label, 'sg-example');
      assert.deepEqual(cloud.ledger, []);
    }));

  it('keeps the subnet where the same VPC is picked again, and comes back to the review', () =>
    play({}, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers(),
        picked(asks.review, 'VPC'),
        picked(asks.vpc, 'vpc-example'),
        wentBack(asks.review),
        wentBack(asks.securityGroup),
        left(asks.subnet),
      );
      await createMigrationTask(desk);
      assert.equal(desk.asked.at(-1)?.choices.find(({ active }) => active)?.label, 'subnet-example');
    }));

  it('keeps an ID that was entered by hand in sight, whatever the list holds', () =>
    play({}, async ({ desk }) => {
      const id = '11111111-2222-4333-8444-555555555555';
      desk.expect(
        ...exampleAnswers().slice(0, 4),
        picked(asks.securityGroup, 'Enter the ID…'),
        typed('ID of the security group', id),
        picked(asks.review, 'Security group'),
        picked(asks.securityGroup, id),
        left(asks.review),
      );
      await createMigrationTask(desk);
      const again = desk.asked.at(-2);
      assert.equal(again?.choices.find(({ active }) => active)?.label, id);
      const rows = desk.asked.at(-1)?.choices.map(({ label, description }) => `${label}: ${description}`) ?? [];
      assert.ok(rows.includes(`Security group: ${id}`), rows.join());
    }));
});

describe('create migration task: Esc leaves nothing behind', () => {
  const script = exampleAnswers();
  for (const [step, words] of order.entries()) {
    it(`at step ${step + 1}`, () =>
      play({}, async ({ desk, cloud, secrets }) => {
        const stored = [...secrets.content];
        desk.expect(...script.slice(0, step), left(words));
        await createMigrationTask(desk);
        assert.ok(!desk.requests.some((request) => request.startsWith('POST')), desk.requests.join());
        assert.deepEqual([cloud.ledger, desk.told, desk.progresses, desk.documents.savedTexts], [[], [], [], []]);
        assert.deepEqual([...secrets.content], stored);
      }));
  }

  for (const step of [2, 3, 4]) {
    it(`at step ${step + 1} while the list is loading`, () =>
      play({}, async ({ desk, cloud }) => {
        desk.expect(...script.slice(0, step), leftEarly(order[step] ?? ''));
        await createMigrationTask(desk);
        assert.deepEqual([cloud.ledger, desk.told], [[], []]);
      }));
  }
});

describe('create migration task: what Esc leaves', () => {
  const question = 'A task was left unfinished';
  const someSteps = exampleAnswers().slice(0, 4);

  it('is gone on with at the first step that is open, or put aside for a new one', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(...someSteps, left(asks.securityGroup));
      await createMigrationTask(desk);
      desk.expect(picked(question, 'Go On with dcs-migration-orders'), left(asks.securityGroup));
      await createMigrationTask(desk);
      const row = desk.asked.find(({ words }) => words.startsWith(question))?.choices[0];
      assert.equal(row?.description, 'vpc-example · subnet-example');
      desk.expect(
        picked(question, 'Go On with dcs-migration-orders'),
        picked(asks.securityGroup, 'sg-example'),
        picked(asks.review, 'Create'),
        left(asks.name),
      );
      await createMigrationTask(desk);
      await createMigrationTask(desk);
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [{ name: 'dcs-migration-orders', ...exampleNetworks }],
      );
      assert.match(desk.asked.at(-1)?.value ?? '', /^dcs-migration-[a-z]{4}$/);
    }));

  it('stays where the question is left, and is forgotten for a new task', () =>
    play({}, async ({ desk }) => {
      desk.expect(...someSteps, left(asks.securityGroup), left(question), picked(question, 'Start a New Task'));
      for (let run = 0; run < 2; run += 1) await createMigrationTask(desk);
      desk.expect(left(asks.name), left(asks.name));
      await createMigrationTask(desk);
      await createMigrationTask(desk);
      assert.match(desk.asked.at(-1)?.value ?? '', /^dcs-migration-[a-z]{4}$/);
    }));

  it('is nothing where nothing was entered', () =>
    play({}, async ({ desk }) => {
      desk.expect(left(asks.name), left(asks.name));
      await createMigrationTask(desk);
      await createMigrationTask(desk);
    }));

  it('of another account or project, starts with its name, and picks the networks anew', () =>
    play({}, async ({ desk }) => {
      desk.expect(...someSteps, left(asks.securityGroup));
      await createMigrationTask(desk);
      await desk.accounts.useSandbox();
      desk.expect(picked(question, 'Go On with dcs-migration-orders'), left(asks.name));
      await createMigrationTask(desk);
      assert.equal(desk.asked.at(-1)?.value, 'dcs-migration-orders');
    }));
});

describe('create migration task: where it is created is changed in the review', () => {
  it('by another profile; what was entered stays, but for the networks', () =>
    play({}, async ({ desk, cloud, sandboxes }) => {
      desk.expect(
        ...exampleAnswers(),
        picked(asks.review, 'Project'),
        picked('Pick whom requests are sent as', 'Local Sandbox'),
        accepted(asks.name),
        accepted(asks.description),
        ...exampleAnswers().slice(2),
        picked(asks.sandboxReview, 'Create'),
      );
      await createMigrationTask(desk);
      assert.deepEqual([cloud.ledger.length, sandboxes[0]?.ledger.length], [0, 1]);
    }));

  it('and not, where nobody else is chosen', () =>
    play({}, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers(),
        picked(asks.review, 'Region'),
        left('Pick whom requests are sent as'),
        left(asks.review),
      );
      await createMigrationTask(desk);
    }));

  it('the endpoint is a setting; the task is gone on with afterwards', () =>
    play({}, async ({ desk }) => {
      desk.expect(...exampleAnswers(), picked(asks.review, 'Endpoint'));
      await createMigrationTask(desk);
      assert.deepEqual(desk.openedSettings, ['dcs.endpoints']);
      desk.expect(picked('A task was left unfinished', 'Go On with dcs-migration-orders'), left(asks.review));
      await createMigrationTask(desk);
    }));
});

describe('create migration task: what was entered', () => {
  it('is kept where the connection cannot be made when one goes on with it', () =>
    play({}, async ({ desk }) => {
      const question = 'A task was left unfinished';
      desk.expect(...exampleAnswers(), left(asks.review));
      await createMigrationTask(desk);
      const { transport } = desk;
      Object.assign(desk, { transport: () => Promise.reject(new Error('no transport')) });
      desk.expect(picked(question, 'Go On with dcs-migration-orders'));
      await assert.rejects(createMigrationTask(desk), /no transport/);
      Object.assign(desk, { transport });
      desk.expect(picked(question, 'Go On with dcs-migration-orders'), left(asks.review));
      await createMigrationTask(desk);
    }));
});

describe('create migration task: IDs typed by hand', () => {
  const { vpc_id, subnet_id, security_group_id } = exampleNetworks;
  const byHand: readonly (readonly [list: string, input: string, id: string])[] = [
    [asks.vpc, 'ID of the VPC', vpc_id],
    [asks.subnet, 'Network ID of the subnet', subnet_id],
    [asks.securityGroup, 'ID of the security group', security_group_id],
  ];

  it('each list offers it, and takes the ID without the blanks around it', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        ...byHand.flatMap(([list, input, id]) => [picked(list, 'Enter the ID…'), typed(input, `  ${id}\n`, ['', ' '])]),
        picked(asks.review, 'Create'),
      );
      await createMigrationTask(desk);
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [{ name: 'dcs-migration-orders', ...exampleNetworks }],
      );
    }));

  it('going back from the input leads to the list again', () =>
    play({}, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, 'Enter the ID…'),
        wentBack('ID of the VPC'),
        left(asks.vpc),
      );
      await createMigrationTask(desk);
    }));

  const denied: NonNullable<SandboxOptions['denied']> = new Set([
    'vpc:vpcs:list',
    'vpc:subnets:get',
    'vpc:securityGroups:get',
  ]);

  it('lists that may not be read become inputs, with the reason in sight', () =>
    play({ cloud: { denied } }, async ({ desk, cloud }) => {
      const steps = byHand.flatMap(([list, input, id]): Answer[] => [unlisted(list), typed(input, id)]);
      desk.expect(...exampleAnswers().slice(0, 2), ...steps, picked(asks.review, 'Create'));
      await createMigrationTask(desk);
      const notices = desk.asked.map(({ notice }) => notice).filter((notice) => notice !== '');
      assert.deepEqual(
        notices.map((notice) => notice.split('. ', 1)[0]),
        ['The VPCs cannot be listed', 'The subnets cannot be listed', 'The security groups cannot be listed'],
      );
      for (const notice of notices)
        assert.match(notice, /VPC\.2201 · HTTP 403 · request ID [0-9a-f]{32}\) .*VPC ReadOnlyAccess/);
      assert.equal(cloud.ledger.length, 1);
    }));

  it('from such an input the way back is the step before', () =>
    play({ cloud: { denied } }, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        unlisted(asks.vpc),
        wentBack('ID of the VPC'),
        left(asks.description),
      );
      await createMigrationTask(desk);
    }));

  it('what was typed into the list is carried into the input, but not the words of the row', () =>
    play({}, async ({ desk }) => {
      const own = '5e37b3be-950a-48e1-b498-65b63d336481';
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, 'Enter the ID…', [], own),
        wentBack('ID of the VPC'),
        picked(asks.vpc, 'Enter the ID…', [], 'enter the'),
        left('ID of the VPC'),
      );
      await createMigrationTask(desk);
      const inputs = desk.asked.filter(({ words }) => words === 'ID of the VPC');
      assert.deepEqual(
        inputs.map(({ value }) => value),
        [own, ''],
      );
    }));

  it('an ID that the list knows gets its name and CIDR, and stands in the list once', () =>
    play({}, async ({ desk }) => {
      const [name, description, , subnet, group] = exampleAnswers();
      assert.ok(name && description && subnet && group);
      desk.expect(
        ...[name, description, picked(asks.vpc, 'Enter the ID…'), typed('ID of the VPC', vpc_id), subnet, group],
        picked(asks.review, 'VPC'),
        left(asks.vpc),
      );
      await createMigrationTask(desk);
      const review = desk.asked.at(-2)?.choices.find(({ label }) => label === 'VPC');
      assert.match(review?.description ?? '', new RegExp(`^vpc-example · [0-9./]+ · ${vpc_id}$`));
      const again = desk.asked.at(-1)?.choices ?? [];
      assert.equal(again.filter(({ label, detail }) => `${label} ${detail}`.includes(vpc_id)).length, 1);
    }));

  it('one that the list does not know stays in sight, as it was typed', () =>
    play({}, async ({ desk }) => {
      const own = '11111111-2222-4333-8444-555555555555';
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, 'Enter the ID…'),
        typed('ID of the VPC', own),
        wentBack('There is no subnet in'),
        left(asks.vpc),
      );
      await createMigrationTask(desk);
      const row = desk.asked.at(-1)?.choices.find(({ label }) => label === own);
      assert.deepEqual([row?.description, row?.active], ['entered by hand', true]);
    }));

  it('a subnet that cannot be used is typed with the reason in sight', () =>
    play({}, async ({ desk }) => {
      const subnet = world.vpcs.flatMap(({ subnets }) => subnets).find(({ dhcp }) => !dhcp);
      const vpc = world.vpcs.find(({ id }) => id === subnet?.vpcId);
      assert.ok(subnet && vpc);
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, vpc.name),
        picked(asks.subnet, 'Enter the ID…'),
        typed('Network ID of the subnet', subnet.id),
        left(asks.securityGroup),
      );
      await createMigrationTask(desk);
      const input = desk.asked.at(-2);
      assert.equal(input?.remarkOf?.(subnet.id)?.message, 'Cannot be used: DHCP is off');
    }));

  it('a VPC without subnets says so', () =>
    play({}, async ({ desk }) => {
      desk.expect(
        ...exampleAnswers().slice(0, 2),
        picked(asks.vpc, 'vpc-empty'),
        wentBack('There is no subnet in vpc-empty'),
        picked(asks.vpc, 'vpc-retired'),
        left(asks.subnet),
      );
      await createMigrationTask(desk);
      const retired = desk.asked.at(-1)?.choices.filter(({ label }) => label.startsWith('subnet')) ?? [];
      assert.deepEqual(
        retired.map(({ unusable }) => unusable),
        ['Cannot be used: no free IP address', 'Cannot be used: DHCP is off'],
      );
    }));
});

describe('create migration task: a service that cannot be reached', () => {
  let down = true;
  const transport: Transport = async (url, init) => {
    if (!down || !url.includes('/vpcs')) return globalThis.fetch(url, init);
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
  };

  it('the list says while it waits why, and can be read again', () =>
    play({ transport }, async ({ desk }) => {
      const [name, description, vpc] = exampleAnswers();
      assert.ok(name && description && vpc);
      const serviceIsBack = () => {
        down = false;
      };
      desk.expect(name, description, readAgain(asks.vpc), readAgain(asks.vpc, serviceIsBack), vpc, left(asks.subnet));
      await createMigrationTask(desk);
      const [first, second] = desk.asked.filter(({ words }) => words.includes(asks.vpc));
      for (const asked of [first, second]) {
        assert.match(asked?.waits[0] ?? '', /^Try 2 follows in \d\.\d s: The host refused the connection\./);
        assert.match(asked?.incomplete ?? '', /^The VPCs cannot be listed\. /);
      }
    }));
});

describe('create migration task: a security group that lets nothing out', () => {
  const toReview = (group: string) => [
    ...exampleAnswers().slice(0, 4),
    picked(asks.securityGroup, group),
    left(asks.review),
  ];
  const verdict = /lets nothing out/;

  it('is said first in the review, and leads to another one', () =>
    play({}, async ({ desk }) => {
      const closed = toReview('sg-closed').slice(0, 5);
      const verdictRow = picked(asks.review, 'This security group lets nothing out');
      desk.expect(...closed, verdictRow, picked(asks.securityGroup, 'sg-example'), left(asks.review));
      await createMigrationTask(desk);
      const [before, after] = desk.asked.filter(({ words }) => words.startsWith(asks.review));
      assert.match(before?.choices[0]?.label ?? '', verdict);
      assert.match(before?.choices[0]?.detail ?? '', /reach neither Redis/);
      assert.doesNotMatch(after?.choices[0]?.label ?? '', verdict);
    }));

  it('is not said where its rules may not be read', () =>
    play({ cloud: { denied: new Set(['vpc:securityGroupRules:get']) } }, async ({ desk }) => {
      desk.expect(...toReview('sg-closed'));
      await createMigrationTask(desk);
      assert.doesNotMatch(desk.asked.at(-1)?.choices[0]?.label ?? '', verdict);
      assert.deepEqual(desk.told, []);
    }));
});
