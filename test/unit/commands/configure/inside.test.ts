import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, left, picked, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, between, passwords, start } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [{ name: 'orders', state: 'waiting' }];
const report = ({ desk }: Scene) => desk.documents.previews.at(-1)?.text ?? '';
const rows = ({ desk }: Scene) => desk.asked.at(-1)?.choices.map(({ label }) => label) ?? [];
const shows = [picked(asks.review, 'Show All Checks'), left(asks.review)];
const wrong = 'canary-that-is-wrong-79';

const said = z.looseObject({ password: z.string().optional(), command: z.string().optional() });

/** What was sent to the Web CLI, in order: `auth`, `auth canary…`, `INFO keyspace`, `logout`. */
interface Sent {
  readonly transport: Transport;
  readonly sent: string[];
}

function watching(change: Transport = (url, init) => globalThis.fetch(url, init)): Sent {
  const sent: string[] = [];
  return {
    sent,
    transport: async (url, init) => {
      if (!url.includes('/webcli/')) return globalThis.fetch(url, init);
      const text = await new Response(init.body ?? null).text();
      const { password, command } = said.parse(JSON.parse(text));
      sent.push(command ?? [url.split('/').at(-1), password].filter(Boolean).join(' '));
      return change(url, { ...init, body: new Blob([text]).stream() });
    },
  };
}

function playing(answers: readonly Answer[], check: (scene: Scene) => void, options: SceneOptions = {}): Promise<void> {
  return playWithTasks(
    seeds,
    async (scene) => {
      scene.desk.expect(...answers);
      await configureAndStart(scene.desk, await rowsOf(scene.desk, 'orders'));
      check(scene);
      const shown = everythingShown(scene.desk);
      for (const password of [...Object.values(passwords), wrong]) assert.ok(!shown.includes(password));
      assert.doesNotMatch(shown, /\b[0-9a-f]{48}\b/);
    },
    options,
  );
}

/** Up to the review, with another password of the source. */
function withPassword(password: string, source = 'carts-redis', target = 'carts-redis-new'): readonly Answer[] {
  return between(source, target).map((answer) =>
    answer.asks === asks.sourcePassword ? typed(asks.sourcePassword, password) : answer,
  );
}

describe('the Web CLI of both ends', () => {
  it('tests both passwords, reads their keys and is closed again', async () => {
    const { transport, sent } = watching();
    await playing(
      [...between('carts-redis', 'carts-redis-new'), ...shows],
      (scene) => {
        assert.match(report(scene), /^✓ Source: the password is right: passed \(/m);
        assert.match(report(scene), /^✓ Target: the password is right: passed \(/m);
        const wanted = [
          ...[`auth ${passwords.source}`, 'INFO keyspace', 'logout'],
          ...[`auth ${passwords.target}`, 'INFO keyspace', 'DBSIZE', 'logout'],
        ];
        assert.deepEqual(sent.toSorted(), wanted.toSorted());
      },
      { transport },
    );
  });

  it('finds a wrong password before the start, and tries it once, however often the checks look', async () => {
    const { transport, sent } = watching();
    const finding = 'The password of carts-redis is wrong.';
    await playing(
      [
        ...withPassword(wrong),
        picked(asks.review, 'Check Again'),
        picked(asks.review, 'Method'),
        picked(asks.method, 'Full Copy'),
        picked(asks.review, finding),
        picked(finding, 'Change the Source'),
        picked(asks.source, 'carts-redis'),
        typed(asks.sourcePassword, passwords.source),
        start,
      ],
      (scene) => {
        assert.deepEqual(answered(scene), ['configure true']);
        assert.equal(sent.filter((one) => one === `auth ${wrong}`).length, 1);
        assert.equal(sent.filter((one) => one === `auth ${passwords.source}`).length, 1);
      },
      { transport },
    );
  });

  it('does not try it again where it was entered again, nor where another review has it twice', async () => {
    const { transport, sent } = watching();
    const finding = 'The password of carts-redis is wrong.';
    const again = [
      ...[picked(asks.review, finding), picked(finding, 'Change the Source')],
      ...[picked(asks.source, 'carts-redis'), typed(asks.sourcePassword, wrong)],
    ];
    await playing(
      [...withPassword(wrong), ...again, left(asks.review)],
      (scene) => {
        assert.ok(rows(scene).includes(finding));
        assert.equal(sent.filter((one) => one === `auth ${wrong}`).length, 1);
      },
      { transport },
    );
  });

  it('does not try it again in another command, nor a fourth one, until that cannot lock the instance', async () => {
    const { transport, sent } = watching();
    const tries = (password: string) => sent.filter((one) => one === `auth ${password}`).length;
    await playWithTasks(
      seeds,
      async (scene) => {
        const { desk, clock } = scene;
        let ends = between('carts-redis', 'carts-redis-new').filter(({ asks: words }) => !/^Password/.test(words));
        const check = async (password: string) => {
          const [method, source, target, reconnect] = ends;
          const one = typed(asks.sourcePassword, password);
          const other = typed(asks.targetPassword, passwords.target);
          desk.expect(...[method, source, one, target, other, reconnect].filter((answer) => answer !== undefined));
          desk.expect(...shows);
          ends = [];
          await configureAndStart(desk, await rowsOf(desk, 'orders'));
        };
        for (const password of [wrong, wrong, `${wrong}-2`, `${wrong}-3`, `${wrong}-4`]) await check(password);
        assert.deepEqual([wrong, `${wrong}-2`, `${wrong}-3`, `${wrong}-4`].map(tries), [1, 1, 1, 0]);
        assert.match(report(scene), /^\? Source: the password is right: not checked: three passwords that were not/m);
        await clock.wait(11 * 60_000);
        await check(wrong);
        assert.equal(tries(wrong), 2);
      },
      { transport },
    );
  });

  it('tells the keys in the target, by database', () =>
    playing([...between('carts-redis', 'reports-redis'), left(asks.review)], (scene) =>
      assert.ok(
        rows(scene).includes(
          'The target holds keys already (db0: 60,000 · db3: 17,000); those that the source has, too, are overwritten.',
        ),
        rows(scene).join('\n'),
      ),
    ));

  it('tells the databases of the source that a cluster has no place for', () =>
    playing([...between('reports-redis', 'catalogue-cluster-new'), left(asks.review)], (scene) =>
      assert.ok(rows(scene).includes('The source uses the databases 0, 3, and the target has one only.')),
    ));

  it('knows that one database fits into a cluster', () =>
    playing([...between('carts-redis', 'catalogue-cluster-new'), ...shows], (scene) =>
      assert.match(report(scene), /^✓ databases: passed/m),
    ));

  const refusals: readonly [source: string, words: string][] = [
    ['ledger-redis', 'not checked: refused: DCS.4231'],
    ['growing-redis', 'not checked: the instance is not running (EXTENDING)'],
    ['legacy-redis', 'not checked: only Redis 4.0 or newer can be asked'],
  ];
  for (const [source, words] of refusals) {
    it(`has not passed where ${source} cannot be asked`, async () => {
      const { transport, sent } = watching();
      await playing(
        [...between(source, 'carts-redis-new'), picked(asks.review, 'Check Again'), ...shows],
        (scene) => {
          assert.ok(report(scene).includes(`? Source: the password is right: ${words}`), report(scene));
          assert.ok(sent.filter((one) => one === `auth ${passwords.source}`).length <= 1);
        },
        { transport },
      );
    });
  }

  it('says which permission is missing', () =>
    playing(
      [...between('carts-redis', 'carts-redis-new'), ...shows],
      (scene) =>
        assert.match(
          report(scene),
          /^\? Source: the password is right: not checked: the permission dcs:instance:webcli is missing$/m,
        ),
      { sandbox: { denied: new Set(['dcs:instance:webcli'] as const) } },
    ));

  it('needs no password of an instance that has none, and sends none', async () => {
    const { transport, sent } = watching();
    const answers = between('sessions-redis', 'carts-redis-new').filter(
      ({ asks: words }) => words !== asks.sourcePassword,
    );
    await playing(
      [...answers, ...shows],
      (scene) => {
        assert.match(report(scene), /^– Source: the password is right: does not apply/m);
        assert.ok(sent.includes('auth') && !sent.includes(`auth ${passwords.source}`));
      },
      { transport },
    );
  });

  const odd: readonly [what: string, answer: () => Response, mark: string][] = [
    ['a server error', () => Response.json({ error_code: 'DCS.5000' }, { status: 500 }), '?'],
    ['the pace of the gateway', () => Response.json({ error_code: 'APIGW.0308' }, { status: 429 }), '?'],
    ['an answer without a way in', () => Response.json({ databases: 256 }), '?'],
    [
      'a wrong password under another code',
      () => Response.json({ error_code: 'DCS.4800', error_msg: 'WRONGPASS' }, { status: 400 }),
      '✗',
    ],
    [
      'a wrong password that looks like a refused key',
      () => Response.json({ error_code: 'DCS.4845' }, { status: 401 }),
      '✗',
    ],
  ];
  for (const [what, answer, mark] of odd) {
    it(`takes ${what} for what it is`, async () => {
      const { transport } = watching(async (url, init) =>
        url.endsWith('/auth') ? answer() : globalThis.fetch(url, init),
      );
      await playing(
        [...between('carts-redis', 'carts-redis-new'), ...shows],
        (scene) => {
          const line =
            report(scene)
              .split('\n')
              .find((one) => one.includes('Source: the password is right')) ?? '';
          assert.equal(line.charAt(0), mark, line);
        },
        { transport },
      );
    });
  }

  it('is not waited for long, and a password that may have got there is not tried again', async () => {
    const hanging: Transport = (url, { signal }) => {
      if (!url.endsWith('/auth')) return Promise.resolve(new Response(null, { status: 204 }));
      return new Promise((_, reject) => {
        const stop = () => reject(new DOMException('aborted', 'AbortError'));
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop);
      });
    };
    const { transport, sent } = watching(hanging);
    await playing(
      [...between('carts-redis', 'carts-redis-new'), picked(asks.review, 'Check Again'), ...shows],
      (scene) => {
        assert.match(report(scene), /^\? Source: the password is right: not checked: no answer within 10 s/m);
        assert.equal(sent.filter((one) => one === `auth ${passwords.source}`).length, 1);
      },
      { transport },
    );
  });

  it('closes also what answers a command with an error, and knows no keys then', async () => {
    const { transport, sent } = watching(async (url, init) =>
      url.endsWith('/command') ? Response.json({ response: '(error) ERR' }) : globalThis.fetch(url, init),
    );
    await playing(
      [...between('carts-redis', 'carts-redis-new'), ...shows],
      (scene) => {
        assert.match(report(scene), /^✓ Source: the password is right/m);
        assert.match(report(scene), /^✓ Target: empty: passed/m);
        assert.equal(sent.filter((one) => one === 'logout').length, 2);
        assert.equal(sent.filter((one) => !/^auth|^logout|^INFO keyspace$|^DBSIZE$/.test(one)).length, 0);
      },
      { transport },
    );
  });
});
