import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { stopMigrationTask } from '../../../../src/cloud/services/taskActions.ts';
import { chooseAndSwapIp, swapIp } from '../../../../src/commands/cutOver/swapIp.ts';
import { chooseTasks } from '../../../../src/commands/tasks/chosenTasks.ts';
import type { Decision } from '../../../../src/desk/ports.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { agreedTo, left, picked } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import {
  asks,
  done,
  goesOn,
  messages,
  minute,
  orders,
  playSwapping,
  rowOf,
  swap,
  waivesPassword,
} from './swapScene.ts';

describe('Swap IP', () => {
  it('shows what has to hold, asks, sends once, follows, and tells how it ended', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      await swap(scene, ...waivesPassword, ...goesOn);
      await scene.clock.wait(minute);
      assert.deepEqual(answered(scene), ['exchangeIp true']);
      assert.deepEqual(messages(scene), [done]);
      assert.deepEqual(desk.told[0]?.buttons, ['Roll Back IP…', 'Show Migration Task']);
      const notice = desk.asked.at(-1)?.notice ?? '';
      assert.match(notice, /^Source: carts-redis · 192\.168\.0\.43 · redis-\w+\.dcs\.example\.com$/m);
      assert.match(notice, /^Target: carts-redis-new · 192\.168\.0\.44 · redis-/m);
      assert.match(notice, /^Waived: the same password: not checked/m);
      assert.match(notice, /standbys.*\n.*Roll Back IP…/);
    }));

  it('is a function for whoever has chosen the task already', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      const chosen = await chooseTasks(desk, await rowOf(desk), { title: '', placeholder: '', fits: () => true });
      assert.ok(chosen);
      desk.expect(left(asks.conditions));
      assert.equal(await swapIp(desk, chosen), false);
      desk.expect(...waivesPassword, ...goesOn);
      assert.equal(await swapIp(desk, chosen), true);
      assert.equal(await swapIp(desk, { ...chosen, tasks: [] }), false);
    }));

  it('sends nothing where a question is left', () =>
    playSwapping([orders], async (scene) => {
      const [conditions] = goesOn;
      assert.ok(conditions);
      await swap(scene, left(asks.conditions));
      await swap(scene, ...waivesPassword, conditions, left(asks.swap));
      await swap(scene, picked(asks.conditions, 'Check Again', ['Go On…']), left(asks.conditions));
      assert.deepEqual([answered(scene), messages(scene)], [[], []]);
    }));

  it('sends nothing while an error stands in the way, and says which, and what to do', async () => {
    const cases: readonly (readonly [TaskSeed['between'], RegExp, RegExp])[] = [
      [['carts-redis', 'staging-redis'], /^The source listens on port 6379, the target on 6380\./, /^Change the port/],
      [['carts-redis', 'dev-redis'], /^The target has public access\./, /^Turn it off/],
      [['carts-redis', 'catalogue-cluster-new'], /^One of them is a Redis Cluster/, /^Where the swap is refused/],
    ];
    for (const [between, finding, advice] of cases) {
      // What does not fit does not get as far as this by itself: the seed is asked about before it fails.
      await playSwapping([{ ...orders, state: 'copying', ...(between && { between }) }], async (scene) => {
        const { desk } = scene;
        const chosen = await chooseTasks(desk, await rowOf(desk), { title: '', placeholder: '', fits: () => true });
        assert.ok(chosen);
        desk.expect(picked(asks.conditions, 'Check Again', ['Go On…']), left(asks.conditions));
        assert.equal(await swapIp(desk, chosen), false);
        const rows = desk.asked.at(-1)?.choices ?? [];
        const row = rows.find(({ label }) => finding.test(label));
        assert.ok(row, rows.map(({ label }) => label).join());
        assert.match(row.detail, advice);
        assert.equal(row.unusable, 'An error forbids the swap.');
        assert.ok(
          rows.some(({ label }) => /^The task is not in its incremental migration \(FULLMIGRATING\)/.test(label)),
        );
        assert.deepEqual(answered(scene), []);
      });
    }
  });

  it('waives warnings one by one, for what was seen, and keeps in the record which', () =>
    playSwapping([{ ...orders, between: ['orders-redis', 'carts-redis-new'] }], async (scene) => {
      const { desk } = scene;
      const { place } =
        (await chooseTasks(desk, await rowOf(desk), { title: '', placeholder: '', fits: () => true })) ?? {};
      assert.ok(place);
      await swap(scene, ...waivesPassword, left(asks.conditions));
      assert.deepEqual(answered(scene), []);
      await swap(
        scene,
        ...waivesPassword,
        picked(asks.conditions, 'Go On…'),
        agreedTo('Swap the IPs of orders-redis and carts-redis-new?', 'Swap IPs and Domain Names'),
      );
      await scene.clock.wait(minute);
      const id = desk.tasks.sight().tasks[0]?.task.task_id ?? '';
      const { notes } = await desk.records.of(place, id);
      assert.deepEqual(
        notes.map((note) => [note.kind, 'outcome' in note ? note.outcome : 'what' in note && note.what.slice(0, 33)]),
        [
          ['waived', 'the same password: not checked: a'],
          ['asked', 'accepted'],
          ['ended', 'done'],
        ],
      );
    }));

  it('knows that both have the same password where both were kept, and shows neither', () =>
    playSwapping([orders], async (scene) => {
      const { desk } = scene;
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      const { sandbox, projectId, connection } = place;
      for (const name of ['carts-redis', 'carts-redis-new']) {
        const redis = world.redis.find((one) => one.name === name)?.id ?? '';
        await desk.redisPasswords.keep({ sandbox, projectId, region: connection.region, redis }, 'canary-of-both-91');
      }
      await swap(scene, ...goesOn);
      assert.deepEqual(answered(scene), ['exchangeIp true']);
      assert.ok(!everythingShown(desk).includes('canary-of-both-91'));
    }));

  it('sends what the API reference names, with and without the domain names', async () => {
    for (const [choice, withDomain] of [
      ['Swap IPs and Domain Names', true],
      ['Swap IPs Only', false],
    ] as const) {
      const bodies: string[] = [];
      const transport: Transport = async (url, init) => {
        if (!url.endsWith('/exchange-ip')) return globalThis.fetch(url, init);
        assert.ok(init.body instanceof ReadableStream);
        const [own, sent] = init.body.tee();
        bodies.push(await new Response(own).text());
        return globalThis.fetch(url, { ...init, body: sent });
      };
      await playSwapping(
        [orders],
        async (scene) => {
          const [conditions] = goesOn;
          assert.ok(conditions);
          await swap(scene, ...waivesPassword, conditions, agreedTo(asks.swap, choice));
          assert.deepEqual(answered(scene), ['exchangeIp true']);
        },
        { transport },
      );
      assert.deepEqual(bodies, [`{"exchanged_ip":["192.168.0.43"],"is_exchange_domain":${withDomain}}`]);
    }
  });
});

/** What is done while the question is open. */
function whileAsked({ desk }: Scene, work: () => Promise<unknown>): void {
  const { decide } = desk.prompter;
  Object.assign(desk.prompter, {
    decide: async (question: Decision<string>) => {
      const answer = await decide(question);
      await work();
      return answer;
    },
  });
}

describe('Swap IP at the last moment', () => {
  it('sends nothing where the lag has grown', () => {
    let lag: number | undefined;
    const transport: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (lag === undefined || !url.endsWith('/stats')) return answer;
      return Response.json({ ...z.looseObject({}).parse(await answer.json()), offset: String(lag) });
    };
    return playSwapping(
      [orders],
      async (scene) => {
        whileAsked(scene, async () => {
          lag = 9000;
        });
        await swap(scene, ...waivesPassword, ...goesOn);
        assert.deepEqual(answered(scene), []);
        assert.match(
          messages(scene).join(),
          /^warning Sandbox: Nothing was sent: something of migration task orders has changed since you were asked\. The lag is 9,000, .*check again\.$/,
        );
      },
      { transport },
    );
  });

  it('sends nothing again where the lag may have grown while a first try did not get through', () => {
    let tries = 0;
    const transport: Transport = async (url, init) => {
      if (!url.endsWith('/exchange-ip')) return globalThis.fetch(url, init);
      tries += 1;
      return tries === 1
        ? Response.json({ error_code: 'APIGW.0308' }, { status: 429, headers: { 'Retry-After': '10' } })
        : globalThis.fetch(url, init);
    };
    return playSwapping(
      [orders],
      async (scene) => {
        await swap(scene, ...waivesPassword, ...goesOn);
        assert.deepEqual([tries, answered(scene)], [1, []]);
        assert.match(messages(scene).join(), /^error Sandbox: This swap of the IPs .* was not carried out/);
      },
      { transport },
    );
  });

  it('sends nothing where the task was stopped, or the address of an end is another', async () => {
    await playSwapping([orders], async (scene) => {
      whileAsked(scene, async () => {
        const { place, tasks } = scene.desk.tasks.sight();
        assert.ok(place);
        await stopMigrationTask(place.connection, place.projectId, tasks[0]?.task.task_id ?? '');
      });
      await swap(scene, ...waivesPassword, ...goesOn);
      assert.deepEqual(answered(scene), ['stop true']);
      assert.match(messages(scene).join(), /Nothing was sent: .* not in its incremental migration \(TERMINATING\)/);
    });
    let isOther = false;
    const transport: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (!isOther || !/\/instances\/[^/]+$/.test(url)) return answer;
      return Response.json({ ...z.looseObject({}).parse(await answer.json()), ip: '10.9.9.9' });
    };
    await playSwapping(
      [orders],
      async (scene) => {
        whileAsked(scene, async () => {
          isOther = true;
        });
        await swap(scene, ...waivesPassword, ...goesOn);
        assert.deepEqual(answered(scene), []);
        assert.match(messages(scene).join(), /Nothing was sent: the addresses of source or target have changed/);
      },
      { transport },
    );
  });

  it('sends nothing where somebody else is signed in by then', () =>
    playSwapping([orders], async (scene) => {
      whileAsked(scene, () => scene.desk.accounts.signOut());
      await swap(scene, ...waivesPassword, ...goesOn);
      assert.match(messages(scene).join(), /You have signed out, or switched|You are not signed in/);
      assert.deepEqual(answered(scene), []);
    }));
});

describe('what becomes of Swap IP', () => {
  /** The call gets this answer, having been carried out or not. */
  const answering =
    (answer: () => Response, isDone: boolean): Transport =>
    async (url, init) => {
      if (!url.endsWith('/exchange-ip')) return globalThis.fetch(url, init);
      if (isDone) await globalThis.fetch(url, init);
      return answer();
    };
  const playAnswered = (transport: Transport, check: (scene: Scene) => Promise<void> | void) =>
    playSwapping(
      [orders],
      async (scene) => {
        await swap(scene, ...waivesPassword, ...goesOn);
        await check(scene);
      },
      { transport },
    );
  const failing = () => Response.json({ error_code: 'DCS.5000', error_msg: 'x' }, { status: 500 });

  it('is found out by looking where the answer was lost', () =>
    playAnswered(answering(failing, true), async (scene) => {
      await scene.clock.wait(minute);
      assert.deepEqual([answered(scene), messages(scene)], [['exchangeIp true'], [done]]);
    }));

  it('is not called under way where nobody sees it, whatever the answer was', async () => {
    for (const answer of [failing, () => new Response(null, { status: 204 })]) {
      await playAnswered(answering(answer, false), async (scene) => {
        const { desk, clock } = scene;
        assert.match(
          messages(scene).join(),
          /^warning Sandbox: It is not known whether the IPs .* are being swapped; it is followed/,
        );
        assert.ok(!desk.progresses.some(({ title }) => /are being swapped…$/.test(title)));
        const id = desk.tasks.sight().tasks[0]?.task.task_id ?? '';
        assert.notEqual(desk.taskNotices.exchangeAskedAt(id), undefined);
        // Whoever asks once more is told of the first one, and has to go on with that.
        desk.expect(picked(asks.conditions, 'Check Again', ['Go On…']), left(asks.conditions));
        await chooseAndSwapIp(desk, await rowOf(desk));
        const rows = desk.asked.at(-1)?.choices ?? [];
        assert.ok(
          rows.some(
            ({ label, group }) => group === 'In the Way' && /^A swap or a roll back was asked for at /.test(label),
          ),
        );
        await clock.wait(31 * minute);
        assert.match(
          messages(scene).at(-1) ?? '',
          /It is not known how the IP swap of migration task orders ended: after 30 minutes/,
        );
        assert.equal(messages(scene).length, 2);
      });
    }
  });

  it('is told with the reason where it is refused, and nothing more of it', () =>
    playAnswered(
      answering(() => Response.json({ error_code: 'DCS.4957', error_msg: 'state' }, { status: 400 }), false),
      async (scene) => {
        await scene.clock.wait(40 * minute);
        const [message, ...more] = messages(scene);
        assert.match(
          message ?? '',
          /^error Sandbox: This swap of the IPs of migration task orders was not carried out: .*DCS\.4957/,
        );
        assert.deepEqual(more, []);
      },
    ));

  it('is told all the same where the person watches no longer', () =>
    playSwapping([orders], async (scene) => {
      const { desk, clock } = scene;
      const { progress } = desk.notifier;
      Object.assign(desk.notifier, {
        progress: (title: string, work: Parameters<typeof progress>[1]) => {
          const shown = progress(title, work);
          if (/being swapped…$/.test(title)) desk.progresses.at(-1)?.cancel();
          return shown;
        },
      });
      await swap(scene, ...waivesPassword, ...goesOn);
      await clock.wait(minute);
      assert.deepEqual(messages(scene), [
        'info Sandbox: The IP swap of migration task orders is watched no longer; you are told how it ended as soon as that is known.',
        done,
      ]);
    }));
});
