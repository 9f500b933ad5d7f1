import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, pickedBeginning, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between, passwords, start, wholeAnswers } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];
const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id ?? '';
const answerOf = (body: unknown, status = 200) => Response.json(body, { status });

/** With a source that is typed. */
function fromAddress(address: string, target: string): readonly Answer[] {
  const [method, , ...rest] = between('', target);
  assert.ok(method);
  const enter = picked(asks.source, 'Enter an Address or an ID…');
  return [method, enter, typed('Address of the Redis', address), ...rest];
}

const addsMachine = [
  pickedBeginning(asks.review, 'The whitelist of orders-redis '),
  picked('The whitelist of', 'Add the Machine to the Whitelist'),
];
const setsTimeout = [pickedBeginning(asks.review, 'repl-timeout'), picked('repl-timeout', 'Set It at the Source')];

function playing(
  answers: readonly Answer[],
  transport: Transport,
  check: (scene: Scene) => void,
  before: (scene: Scene) => void = () => undefined,
): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      before(scene);
      scene.desk.expect(...answers);
      await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
      check(scene);
    },
    { transport },
  );
}

const rows = ({ desk }: Scene) => desk.asked.at(-1)?.choices ?? [];
const report = ({ desk }: Scene) => desk.documents.previews.at(-1)?.text ?? '';
const json = z.record(z.string(), z.unknown());
const textOf = (init: Parameters<Transport>[1]) => new Response(init.body ?? null).text();

/** Another answer to what is read of these paths. */
function reading(path: RegExp, change: (body: z.infer<typeof json>) => unknown): Transport {
  return async (url, init) => {
    const response = await globalThis.fetch(url, init);
    if (init.method !== 'GET' || !path.test(url) || !response.ok) return response;
    return answerOf(change(json.parse(await response.json())));
  };
}

describe('a whitelist that is changed', () => {
  it('keeps what somebody adds while the cloud has no time', () => {
    const sent: string[] = [];
    let tries = 0;
    const transport: Transport = async (url, init) => {
      if (url.endsWith('/whitelist-async'))
        return answerOf({ error_code: 'APIGW.0101', error_msg: 'no such API' }, 404);
      if (!url.includes(idOf('orders-redis')) || !url.endsWith('/whitelist')) return globalThis.fetch(url, init);
      if (init.method === 'PUT') {
        tries += 1;
        if (tries === 1) return answerOf({ error_code: 'APIGW.0308', error_msg: 'throttled' }, 429);
        sent.push(await textOf(init));
        return new Response(null, { status: 204 });
      }
      const body = json.parse(await (await globalThis.fetch(url, init)).json());
      const groups = z.array(z.unknown()).parse(body['whitelist']);
      const added = tries === 0 ? [] : [{ group_name: 'newapp', ip_list: ['10.77.0.1'] }];
      return answerOf({ ...body, whitelist: [...groups, ...added] });
    };
    return playing(
      [...between('orders-redis', 'carts-redis-new'), ...addsMachine, left(asks.review)],
      transport,
      () => {
        assert.equal(sent.length, 1);
        assert.match(sent[0] ?? '', /10\.77\.0\.1/);
        assert.match(sent[0] ?? '', /dcsmigr/);
      },
    );
  });

  it('is that of an end that keeps the machine out, and of no other', () => {
    const ranges = [{ group_name: 'ranges', ip_list: ['192.168.0.0-192.168.0.255'] }];
    const transport = reading(new RegExp(`${idOf('orders-redis-new')}/whitelist$`), (body) => ({
      ...body,
      whitelist: ranges,
    }));
    return playing(
      [...between('orders-redis', 'orders-redis-new'), ...addsMachine, left(asks.review)],
      transport,
      (scene) => {
        const posts = scene.desk.requests.filter((request) => /^POST .*whitelist/.test(request));
        assert.deepEqual(posts.length, 1);
        assert.match(posts[0] ?? '', new RegExp(idOf('orders-redis')));
        assert.deepEqual(scene.desk.told, []);
      },
    );
  });

  it('is not that of an instance of another VPC that has the same address', () => {
    const transport = reading(/\/instances\?/, (body) => ({
      ...body,
      instances: z
        .array(json)
        .parse(body['instances'])
        .map((one) =>
          one['name'] === 'orders-redis' ? { ...one, vpc_id: '99999999-0000-4000-8000-000000000009' } : one,
        ),
    }));
    return playing([...fromAddress('192.168.0.21:6379', 'carts-redis-new'), start], transport, (scene) => {
      assert.deepEqual(answered(scene), ['configure true']);
      assert.ok(!scene.desk.requests.some((request) => request.includes(idOf('orders-redis'))));
    });
  });
});

describe('a parameter that is changed', () => {
  const plain: Transport = (url, init) => globalThis.fetch(url, init);

  it('is said to need a restart where the cloud says so, before it is changed', () =>
    playing(
      [
        ...between('catalogue-proxy', 'carts-redis-new'),
        pickedBeginning(asks.review, 'repl-timeout'),
        left('repl-timeout'),
        left(asks.review),
      ],
      plain,
      (scene) => {
        const { detail } = rows(scene).find(({ label }) => label.startsWith('repl-timeout')) ?? {};
        const restart = 'repl-timeout: takes effect only with a restart of the instance.';
        assert.ok(detail?.endsWith(restart), detail);
        const question = scene.desk.asked.findLast(({ words }) => words.startsWith('repl-timeout'));
        const button = question?.choices.find(({ label }) => label === 'Set It at the Source');
        assert.ok(button?.detail?.startsWith(`${restart} repl-timeout = 300, `), button?.detail);
      },
    ));

  it('needs none where the cloud does not say so', () =>
    playing(
      [
        ...between('orders-redis', 'carts-redis-new'),
        pickedBeginning(asks.review, 'repl-timeout'),
        left('repl-timeout'),
        left(asks.review),
      ],
      plain,
      ({ desk }) => assert.ok(!JSON.stringify(desk.asked).includes('with a restart')),
    ));

  it('is told to have failed, with the reason, where its job fails after the cloud accepted it', () =>
    playing([...between('reports-redis', 'carts-redis-new'), ...setsTimeout, left(asks.review)], plain, (scene) => {
      const message =
        'Sandbox: The cloud accepted the change, and then failed to carry it out. The instance is busy (BACKUPING).';
      assert.deepEqual(
        scene.desk.told.map(({ level, message: words }) => [level, words]),
        [['warning', message]],
      );
      assert.ok(scene.desk.logged.includes(message));
      assert.ok(rows(scene).some(({ label }) => label.startsWith('repl-timeout of the source is 60 s')));
    }));

  const ends: readonly [what: string, job: object, told: readonly string[]][] = [
    ['fails without a reason', { status: 'FAIL', fail_reason: null }, ['The cloud gives no reason.']],
    ['fails in other words', { status: 'failed', fail_reason: ' no space ' }, ['no space.']],
    ['ends well', { status: 'SUCCESS' }, []],
    ['ends in a way that nobody knows', { status: 'PAUSED' }, []],
    ['goes on for long', { status: 'RUNNING' }, []],
  ];
  for (const [what, job, told] of ends) {
    it(`has a job that ${what}: ${told.length === 0 ? 'the checks tell' : 'told'}`, () =>
      playing(
        [...between('orders-redis', 'carts-redis-new'), ...setsTimeout, left(asks.review)],
        (url, init) =>
          /\/jobs\//.test(url) ? Promise.resolve(answerOf({ job_id: 'j', ...job })) : globalThis.fetch(url, init),
        ({ desk }) =>
          assert.deepEqual(
            desk.told.map(({ message }) => message.split('carry it out. ')[1]),
            told,
          ),
      ));
  }

  it('is never lowered: somebody may have raised it meanwhile, or taken the limit away', () => {
    let reads = 0;
    const sent: string[] = [];
    const transport: Transport = async (url, init) => {
      if (url.endsWith('/async-configs')) {
        sent.push(await textOf(init));
        return answerOf({ job_id: 'job' });
      }
      const isRead = init.method === 'GET' && url.endsWith(`${idOf('orders-redis')}/configs`);
      reads += isRead ? 1 : 0;
      if (!isRead || reads === 1) return globalThis.fetch(url, init);
      const raised = new Map([
        ['repl-timeout', '1800'],
        ['client-output-buffer-slave-hard-limit', '0'],
      ]);
      const body = json.parse(await (await globalThis.fetch(url, init)).json());
      const list = z.array(json).parse(body['redis_config']);
      const now = list.map((one) => ({
        ...one,
        param_value: raised.get(String(one['param_name'])) ?? one['param_value'],
      }));
      return answerOf({ ...body, redis_config: now });
    };
    return playing(
      [...between('orders-redis', 'carts-redis-new'), ...setsTimeout, left(asks.review)],
      transport,
      () => {
        assert.ok(reads > 1);
        assert.doesNotMatch(sent.join(), /repl-timeout|slave-hard-limit/);
      },
    );
  });

  it('is none that was waived', () => {
    const sent: string[] = [];
    const transport: Transport = async (url, init) => {
      if (url.endsWith('/async-configs')) sent.push(await textOf(init));
      return url.endsWith('/async-configs') ? answerOf({ job_id: 'job' }) : globalThis.fetch(url, init);
    };
    const waives = [
      pickedBeginning(asks.review, 'The output buffer'),
      picked('The output buffer', 'Waive This Warning'),
    ];
    return playing(
      [...between('orders-redis', 'carts-redis-new'), ...waives, ...setsTimeout, left(asks.review)],
      transport,
      () => {
        assert.match(sent.join(), /repl-timeout/);
        assert.doesNotMatch(sent.join(), /output-buffer/);
      },
    );
  });
});

/** What is in a Redis may not be asked. */
const closedCli =
  (transport: Transport): Transport =>
  async (url, init) =>
    url.includes('/webcli/') ? answerOf({ error_code: 'DCS.2003', error_msg: 'no' }, 403) : transport(url, init);

describe('what the checks say', () => {
  const holding = reading(/instances\/[^/?]+$/, (body) =>
    /-new$/.test(String(body['name'])) ? { ...body, used_memory: 300 } : body,
  );

  it('is waived of the ends that it was said of', () =>
    playing(
      [
        ...wholeAnswers,
        pickedBeginning(asks.review, 'The target holds 300 MB already'),
        picked('The target holds', 'Waive This Warning'),
        picked(asks.review, 'Target'),
        picked(asks.target, 'orders-redis-new'),
        typed(asks.targetPassword, passwords.target),
        left(asks.review),
      ],
      closedCli(holding),
      (scene) => assert.ok(rows(scene).some(({ label }) => label.startsWith('The target holds 300 MB'))),
    ));

  it('is looked at again before a start where the review stood open for long', () => {
    let isLater = false;
    const transport = reading(/\/ssl$/, (body) => (isLater ? { ...body, enabled: true } : body));
    const always: Transport = async (url, init) =>
      isLater && init.method === 'GET' && url.endsWith('/ssl') ? answerOf({ enabled: true }) : transport(url, init);
    return playing(
      [...wholeAnswers, start, left(asks.review)],
      always,
      (scene) => {
        assert.deepEqual(answered(scene), []);
        assert.match(rows(scene)[1]?.label ?? '', /speaks SSL only/);
      },
      ({ desk, clock }) => {
        const pick = desk.prompter.pick.bind(desk.prompter);
        const slow: typeof pick = async (question) => {
          if (question.placeholder.startsWith(asks.review) && !isLater) {
            isLater = true;
            await clock.wait(10 * 60_000);
          }
          return pick(question);
        };
        Object.assign(desk.prompter, { pick: slow });
      },
    );
  });

  it('is not that it does not apply, where nobody knows whose address it is', () => {
    let lists = 0;
    const transport: Transport = async (url, init) => {
      if (/\/instances\?/.test(url)) lists += 1;
      const isRefused = /\/instances\?/.test(url) && lists > 2;
      return isRefused ? answerOf({ error_code: 'DCS.2003', error_msg: 'no' }, 403) : globalThis.fetch(url, init);
    };
    const shows = picked(asks.review, 'Show All Checks');
    return playing(
      [...fromAddress('192.168.0.43:6379', 'carts-redis-new'), shows, left(asks.review)],
      transport,
      (scene) => {
        const missing = 'not checked: the permission dcs:instance:list is missing';
        for (const what of ['given by its ID', 'running', 'not busy', 'lets the migration machine in']) {
          assert.ok(report(scene).includes(`? Source: ${what}: ${missing}`), what);
        }
      },
    );
  });

  it('is said of the target in time, also while the list of instances hangs', () => {
    let lists = 0;
    const hanging = (signal: AbortSignal) =>
      new Promise<Response>((_, reject) => {
        const stop = () => reject(new DOMException('aborted', 'AbortError'));
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop);
      });
    const transport: Transport = (url, init) => {
      if (/\/instances\?/.test(url)) lists += 1;
      return /\/instances\?/.test(url) && lists > 2 ? hanging(init.signal) : globalThis.fetch(url, init);
    };
    const shows = picked(asks.review, 'Show All Checks');
    return playing([...fromAddress('10.9.0.43:6379', 'ledger-redis'), shows, left(asks.review)], transport, (scene) => {
      assert.match(report(scene), /^✗ Target: SSL is off: ledger-redis speaks SSL only/m);
      assert.match(report(scene), /^\? Source: running: not checked: no answer within 5 s/m);
    });
  });

  it('keeps nobody from configuring the same ends once more', () => {
    const full = reading(/instances\/[^/?]+$/, (body) => ({ ...body, used_memory: 1500, max_memory: 2048 }));
    const waives = [
      pickedBeginning(asks.review, 'The source holds'),
      picked('The source holds', 'Waive This Warning'),
      pickedBeginning(asks.review, 'The target holds'),
      picked('The target holds', 'Waive This Warning'),
    ];
    return playing([...between('carts-redis', 'carts-redis-new'), ...waives, start], closedCli(full), (scene) =>
      assert.deepEqual(answered(scene), ['configure true']),
    );
  });
});
