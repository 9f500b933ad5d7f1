import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { createMigrationTask } from '../../../../src/commands/create/createMigrationTask.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { key, play, profile, type SceneOptions, world } from '../../../support/desk/deskAndCloud.ts';
import { memorySecrets } from '../../../support/desk/memoryStores.ts';
import { type Answer, accepted, left, picked, typed, unlisted } from '../../../support/desk/script.ts';
import { asksSignIn, keyAnswers, signInAnswers } from '../../../support/desk/signInAnswers.ts';
import { asks, exampleAnswers, exampleNetworks } from '../../../support/desk/taskAnswers.ts';

const create = picked(asks.review, 'Create');
const otherSubnet = world.vpcs.find(({ name }) => name === 'vpc-dev')?.subnets[0]?.id ?? '';
const nobodysId = '11111111-2222-4333-8444-555555555555';

const byHand = {
  vpc: 'ID of the VPC',
  subnet: 'Network ID of the subnet',
  securityGroup: 'ID of the security group',
} as const;

/** The first five answers with one ID typed instead of picked. */
function withTyped(list: keyof typeof byHand, id: string): Answer[] {
  return exampleAnswers().flatMap((answer) =>
    answer.asks === asks[list] ? [picked(asks[list], 'Enter the ID…'), typed(byHand[list], id)] : [answer],
  );
}

function posts(requests: readonly string[]): number {
  return requests.filter((request) => request.startsWith('POST')).length;
}

describe('create migration task: refused by the cloud', () => {
  const refusals: readonly {
    readonly what: string;
    readonly answers: readonly Answer[];
    readonly cloud?: SceneOptions['cloud'];
    readonly button?: string;
    readonly says: RegExp;
  }[] = [
    {
      what: 'a subnet of another VPC',
      answers: withTyped('subnet', otherSubnet),
      says: /The subnet .*VPC.*\(DCS\.4018 · HTTP 400 · request ID [0-9a-f]{32}\) .*subnet/,
    },
    {
      what: 'a VPC ID that is a name',
      // Nothing is listed under such an ID.
      answers: withTyped('vpc', 'vpc-example')
        .map((answer) =>
          answer.asks === asks.subnet ? picked('There is no subnet in vpc-example', 'Enter the ID…') : answer,
        )
        .flatMap((answer) =>
          answer.asks.startsWith('There is no subnet')
            ? [answer, typed(byHand.subnet, exampleNetworks.subnet_id)]
            : [answer],
        ),
      says: /\(DCS\.4013 · HTTP 400 · request ID/,
    },
    {
      what: 'a security group ID that is a name',
      answers: withTyped('securityGroup', 'sg-example'),
      says: /\(DCS\.4014 · HTTP 400 · request ID/,
    },
    {
      what: 'a security group that is not there',
      answers: withTyped('securityGroup', nobodysId),
      says: /\(DCS\.4046 · HTTP 400 · request ID/,
    },
    {
      what: 'a quota that is used up',
      answers: exampleAnswers(),
      cloud: { taskQuota: 0 },
      button: 'Try Again',
      says: /quota.*\(DCS\.4039 · HTTP 400 · request ID .*\) .*(quota|ticket)/,
    },
    {
      what: 'a policy that denies it',
      answers: exampleAnswers(),
      cloud: { denied: new Set(['dcs:migrationTask:create']) },
      button: 'Try Again',
      says: /\(DCS\.2007 · HTTP 403 · request ID .*\) .*administrator/,
    },
  ];
  for (const { what, answers, cloud: options = {}, button = 'Change and Try Again', says } of refusals) {
    it(`${what}: says what, why, what to do, and the request ID`, () =>
      play({ cloud: options }, async ({ desk, cloud }) => {
        desk.expect(...answers, create);
        await createMigrationTask(desk);
        const [told, ...more] = desk.told;
        assert.deepEqual([more, cloud.ledger, posts(desk.requests)], [[], [], 1]);
        assert.equal(told?.level, 'error');
        assert.match(told.message, /^cn-north-4: Migration task dcs-migration-orders was not created\. /);
        assert.match(told.message, says);
        assert.deepEqual(told.buttons, [button, 'Open Log']);
        const requestId = /request ID ([0-9a-f]{32})/.exec(told.message)?.[1] ?? '';
        assert.ok(desk.logged.join('\n').includes(`Request ID: ${requestId}`));
        assert.match(desk.logged.join('\n'), /In its own words: .+\n\s+Meaning: .+\n\s+What to do: .+/);
      }));
  }

  it('Change and Try Again opens the review with everything in it, and the second try counts once', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(
        ...withTyped('subnet', otherSubnet),
        create,
        picked(asks.review, 'Subnet'),
        picked(asks.subnet, 'subnet-example'),
        create,
      );
      await createMigrationTask(desk);
      await desk.told[0]?.press('Change and Try Again');
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [{ name: 'dcs-migration-orders', ...exampleNetworks }],
      );
      assert.deepEqual(
        desk.told.map(({ level }) => level),
        ['error', 'info'],
      );
    }));
});

describe('create migration task: the key is refused', () => {
  const wrongKey = () =>
    memorySecrets({
      'dcs.profile.default': JSON.stringify({
        ...profile,
        credential: { kind: 'accessKey', accessKeyId: key.accessKeyId, secretAccessKey: 'of-another-key-0123456789' },
      }),
    });
  const { vpc_id, subnet_id, security_group_id } = exampleNetworks;
  const typedNetworks = [
    unlisted(asks.vpc),
    typed(byHand.vpc, vpc_id),
    unlisted(asks.subnet),
    typed(byHand.subnet, subnet_id),
    unlisted(asks.securityGroup),
    typed(byHand.securityGroup, security_group_id),
  ];

  it('Sign In Again keeps what was entered and goes on at the review', () =>
    play({ secrets: wrongKey() }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers().slice(0, 2), ...typedNetworks, create);
      await createMigrationTask(desk);
      assert.deepEqual(desk.told[0]?.buttons, ['Sign In Again', 'Open Log']);
      assert.match(desk.told[0]?.message ?? '', /secret access key is wrong.*APIGW\.0301 · HTTP 401/);
      desk.expect(...signInAnswers(), create);
      await desk.told[0]?.press('Sign In Again');
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [{ name: 'dcs-migration-orders', ...exampleNetworks }],
      );
    }));

  it('signed in to another project, networks are picked anew and the name stays', () =>
    play({ secrets: wrongKey() }, async ({ desk, cloud, sandboxes }) => {
      desk.expect(...exampleAnswers().slice(0, 2), ...typedNetworks, create);
      await createMigrationTask(desk);
      desk.expect(
        picked(asksSignIn.region, 'Local Sandbox'),
        accepted(asks.name),
        accepted(asks.description),
        picked(asks.vpc, 'Enter the ID…'),
        left(byHand.vpc),
      );
      await desk.told[0]?.press('Sign In Again');
      const [name, , , vpc] = desk.asked.slice(-4);
      assert.deepEqual([name?.title, name?.value], ['Create Migration Task · Local Sandbox', 'dcs-migration-orders']);
      assert.equal(vpc?.value, '');
      desk.expect(
        picked('A task was left unfinished', 'Start a New Task'),
        ...exampleAnswers('dcs-migration-other'),
        picked(asks.sandboxReview, 'Create'),
      );
      await createMigrationTask(desk);
      assert.deepEqual([cloud.ledger.length, sandboxes[0]?.ledger.length], [0, 1]);
    }));

  it('a project that is not available is another sign-in, since it is the profile’s', () => {
    const elsewhere = { ...profile, projectId: 'f'.repeat(32) };
    const secrets = memorySecrets({ 'dcs.profile.default': JSON.stringify(elsewhere) });
    return play({ secrets }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers().slice(0, 2), ...typedNetworks, create);
      await createMigrationTask(desk);
      assert.match(desk.told[0]?.message ?? '', /APIGW\.0310/);
      assert.deepEqual(desk.told[0]?.buttons, ['Change and Try Again', 'Sign In Again', 'Open Log']);
      desk.expect(...signInAnswers(), accepted(asks.name), accepted(asks.description), left(asks.vpc));
      await desk.told[0]?.press('Sign In Again');
      assert.equal(cloud.ledger.length, 0);
    });
  });

  it('Esc in that sign-in ends it', () =>
    play({ secrets: wrongKey() }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers().slice(0, 2), ...typedNetworks, create);
      await createMigrationTask(desk);
      desk.expect(...keyAnswers().slice(0, 2), left(asksSignIn.secret));
      await desk.told[0]?.press('Sign In Again');
      assert.deepEqual([cloud.ledger, desk.told.length], [[], 1]);
    }));
});

describe('create migration task: no clear answer', () => {
  const notCertain = /^cn-north-4: It is not certain whether migration task dcs-migration-orders was created: /;
  const lost: Transport = async (url, init) => {
    await globalThis.fetch(url, init);
    return new Response('<html>Bad Gateway</html>', { status: 502 });
  };
  const emptied: Transport = async (url, init) => {
    await globalThis.fetch(url, init);
    return new Response('', { status: 200 });
  };
  /** Spoils answers to a create only. */
  const onCreate =
    (transport: Transport): Transport =>
    (url, init) =>
      init.method === 'POST' ? transport(url, init) : globalThis.fetch(url, init);

  const losses: readonly (readonly [what: string, options: SceneOptions, words: RegExp])[] = [
    [
      'the connection breaks',
      { cloud: { latency: async ({ method }) => (method === 'POST' ? Promise.reject(new Error('cut')) : undefined) } },
      /The connection broke off/,
    ],
    ['a gateway answers 502', { transport: onCreate(lost) }, /HTTP 502/],
    ['the answer is empty', { transport: onCreate(emptied) }, /The answer of the cloud was empty/],
  ];
  for (const [what, options, words] of losses) {
    it(`after the task was created ${what}: finds it, says how, and offers no second try`, () =>
      play(options, async ({ desk, cloud }) => {
        desk.expect(...exampleAnswers(), create);
        await createMigrationTask(desk);
        assert.deepEqual([cloud.ledger.length, posts(desk.requests), desk.told.length], [1, 1, 1]);
        const [told] = desk.told;
        assert.equal(told?.level, 'info');
        assert.equal(
          told.message,
          `cn-north-4: Migration task dcs-migration-orders was created with task ID ${cloud.ledger[0]?.taskId}. The answer was lost; the task was found in the list of the project, the only one that fits by its name, its time and its networks.`,
        );
        assert.deepEqual(told.buttons, ['Copy Task ID', 'Save as Task File…', 'Open Log']);
        assert.match(desk.logged.join('\n'), words);
      }));

    it(`after the task was created ${what}, and no list shows it: says so and sends nothing again`, () =>
      play(
        { ...options, cloud: { ...options.cloud, listLag: Number.POSITIVE_INFINITY } },
        async ({ desk, cloud, clock }) => {
          const start = clock.now().getTime();
          desk.expect(...exampleAnswers(), create);
          await createMigrationTask(desk);
          assert.deepEqual([cloud.ledger.length, posts(desk.requests), desk.told.length], [1, 1, 1]);
          assert.equal(clock.now().getTime() - start, 120_000);
          const [told] = desk.told;
          assert.equal(told?.level, 'warning');
          assert.match(told.message, notCertain);
          assert.match(told.message, words);
          assert.match(
            told.message,
            /looked for until .* no task in the list .* fits.* look again before you create it anyway/,
          );
          assert.deepEqual(told.buttons, ['Look Again', 'Create Anyway', 'Open Log']);
        },
      ));
  }

  it('cancelled while it runs: looked for as well, and found', () => {
    const cancels: (() => void)[] = [];
    const latency = async ({ method }: { method: string }) => {
      if (method === 'POST') for (const cancel of cancels) cancel();
    };
    return play({ cloud: { latency } }, async ({ desk, cloud }) => {
      cancels.push(() => desk.progresses.at(-1)?.cancel());
      desk.expect(...exampleAnswers(), create);
      await createMigrationTask(desk);
      assert.deepEqual([cloud.ledger.length, posts(desk.requests), desk.told.length], [1, 1, 1]);
      assert.equal(desk.told[0]?.level, 'info');
      assert.match(desk.told[0].message, /was created with task ID .* The answer was lost/);
      assert.deepEqual(
        desk.progresses.map(({ title }) => title),
        [
          'cn-north-4: Creating migration task dcs-migration-orders',
          'cn-north-4: Looking whether migration task dcs-migration-orders was created',
        ],
      );
      assert.match(desk.logged.join('\n'), /Looking whether .*: The request was cancelled\./);
    });
  });

  it('cancelled while it runs and while it is looked for: not certain', () => {
    const cancels: (() => void)[] = [];
    const latency = async () => {
      for (const cancel of cancels) cancel();
    };
    return play({ cloud: { latency } }, async ({ desk, cloud }) => {
      desk.expect(...exampleAnswers(), create);
      const { progress } = desk.notifier;
      const hasty: typeof desk.notifier = {
        ...desk.notifier,
        progress: (title, work) =>
          progress(title, (signal, report) => {
            if (desk.progresses.length === 2) desk.progresses[1]?.cancel();
            return work(signal, (message) => {
              report(message);
              if (message === 'waiting for the answer') cancels.push(() => desk.progresses.at(0)?.cancel());
            });
          }),
      };
      await createMigrationTask({ ...desk, notifier: hasty });
      assert.deepEqual([cloud.ledger.length, posts(desk.requests), desk.told.length], [1, 1, 1]);
      const [told] = desk.told;
      assert.equal(told?.level, 'warning');
      assert.match(told.message, notCertain);
      assert.match(
        told.message,
        /The request was cancelled\. It has not been looked for .* before you create it again/,
      );
      assert.deepEqual(told.buttons, ['Look Again', 'Open Log']);
      await told.press('Look Again');
      assert.match(desk.told[1]?.message ?? '', /was created with task ID .* The answer was lost/);
      assert.equal(posts(desk.requests), 1);
    });
  });

  it('cancelled before it was sent: certainly not created, and can be tried again', () =>
    play({}, async ({ desk, cloud }) => {
      const { progress } = desk.notifier;
      const hasty: typeof desk.notifier = {
        ...desk.notifier,
        progress: (title, work) => progress(title, (_, report) => work(AbortSignal.abort(), report)),
      };
      desk.expect(...exampleAnswers(), create);
      await createMigrationTask({ ...desk, notifier: hasty });
      assert.deepEqual([cloud.ledger, posts(desk.requests)], [[], 0]);
      const [told] = desk.told;
      assert.deepEqual([told?.level, told?.buttons], ['info', ['Try Again', 'Open Log']]);
      assert.match(told?.message ?? '', /was not created: cancelled in time/);
    }));

  it('nothing listens at the endpoint: certainly not created', async () => {
    const gone = await startSandbox(key);
    await gone.close();
    await play({}, async ({ desk, cloud }) => {
      desk.setting = { ...desk.setting, endpoints: { ...desk.setting.endpoints, dcs: gone.url } };
      desk.expect(...exampleAnswers(), create);
      await createMigrationTask(desk);
      assert.deepEqual(cloud.ledger, []);
      const [told] = desk.told;
      assert.match(
        told?.message ?? '',
        /was not created\. The host refused the connection\. \(127\.0\.0\.1:\d+\) Check/,
      );
      assert.deepEqual([told?.level, told?.buttons], ['error', ['Try Again', 'Open Log']]);
    });
  });
});
