import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { stopAndRepoint } from '../../../../src/commands/cutOver/stopAndRepoint.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { changedStats, keptOf, list, passes, question, second, seeds, taskOf } from './scene.ts';

const yes = agreed(question);

/** The answer to the stop is lost, after it got there or before. */
function losing(when: 'before' | 'after'): Transport {
  return async (url, init) => {
    if (init.method === 'GET' || !url.endsWith('/stop')) return globalThis.fetch(url, init);
    if (when === 'after') await globalThis.fetch(url, init);
    const cause = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    throw Object.assign(new TypeError('fetch failed'), { cause });
  };
}

describe('Stop and Repoint', () => {
  it('stops once, waits until it has stopped, and only then says that the target may be written, and where it is', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...passes(), yes);
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(answered(scene), ['stop true']);
      assert.equal(taskOf(desk).known.task.status, 'TERMINATED');
      assert.match(
        desk.progresses.at(-1)?.title ?? '',
        /^Waiting for orders to stop; nothing may write to the target yet/,
      );
      const { level, message = '', buttons = [] } = desk.told.at(-1) ?? {};
      assert.equal(desk.told.length, 1);
      assert.equal(level, 'info');
      const address = taskOf(desk).known.task.target_instance_addrs ?? '';
      assert.match(message, /^Sandbox: Migration task orders has stopped: the target may be written now\./);
      assert.ok(address !== '' && message.includes(address), message);
      assert.deepEqual(desk.stopping, ['orders']);
      assert.deepEqual((await keptOf(desk)).slice(-2), ['asked stop accepted', 'ended stop done']);
      assert.ok(buttons.includes('Copy Address') && buttons.includes('Applications Use the Target'));
      await desk.told.at(-1)?.press('Copy Address');
      assert.deepEqual(desk.copied, [address]);
      await desk.told.at(-1)?.press('Applications Use the Target');
      assert.equal((await keptOf(desk)).at(-1), 'ticked applicationsUseTarget');
      assert.deepEqual([...desk.targetsInUse.at(taskOf(desk).place)], [taskOf(desk).id]);
    }));

  it('names the task, both ends and the order of things before it sends', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...passes(), left(question));
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      const { notice = '' } = desk.asked.at(-1) ?? {};
      assert.match(notice, /^orders · .*\n\S+ → orders-dcs\n\nThe task is stopped first\./);
      assert.deepEqual([answered(scene), desk.told], [[], []]);
    }));

  it('sends nothing where the list is left, and nothing is lost of what was ticked', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      const [first, ...rest] = passes();
      assert.ok(first);
      desk.expect(first, left(list));
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual([answered(scene), await keptOf(desk)], [[], ['ticked writesStopped']]);
      desk.expect(...rest, left(question));
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
    }));

  it('takes it back where the lag grows at the last moment', () => {
    let lag: object = {};
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...passes(), yes);
        const { confirm } = desk.prompter;
        Object.assign(desk.prompter, {
          confirm: (asked: Parameters<typeof confirm>[0]) => {
            lag = { offset: '5000' };
            return confirm(asked);
          },
        });
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual(answered(scene), []);
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'warning');
        assert.match(
          message,
          /Nothing was sent: migration task orders is not ready to be cut over any more\. .*lag 5,000/,
        );
        assert.ok(!(await keptOf(desk)).some((note) => note.startsWith('asked')));
      },
      { transport: changedStats(() => lag) },
    );
  });

  it('sends nothing after a sign-out while the question stands', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...passes());
      Object.assign(desk.prompter, {
        confirm: async () => {
          await desk.accounts.signOut();
          return true;
        },
      });
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      assert.deepEqual(answered(scene), []);
      assert.match(desk.told.at(-1)?.message ?? '', /You have signed out, or switched/);
    }));

  it('finds out by looking where the answer to the stop was lost', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...passes(), yes);
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual(answered(scene), ['stop true']);
        assert.match(desk.told.at(-1)?.message ?? '', /has stopped: the target may be written now/);
      },
      { transport: losing('after') },
    ));

  it('says that it is not known where it cannot be seen, and never that the target may be written', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...passes(), yes);
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual(answered(scene), []);
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'warning');
        assert.match(
          message,
          /It is not known whether migration task orders will stop; .* Nothing may write to the target/,
        );
        assert.equal((await keptOf(desk)).at(-1), 'asked stop unclear');
      },
      { transport: losing('before') },
    ));

  it('says why where the cloud refuses', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...passes(), yes);
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'error');
        assert.match(message, /orders was not stopped, and goes on writing to the target\. .*DCS\.4133/);
        assert.equal((await keptOf(desk)).at(-1), 'asked stop refused');
      },
      {
        transport: async (url, init) =>
          url.endsWith('/stop')
            ? Response.json({ error_code: 'DCS.4133', error_msg: 'no' }, { status: 400 })
            : globalThis.fetch(url, init),
      },
    ));

  it('stops nothing again where the lag may have grown while a first try did not get through', () => {
    let tries = 0;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...passes(), yes);
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual([tries, answered(scene)], [1, []]);
        assert.match(desk.told.at(-1)?.message ?? '', /orders was not stopped, and goes on writing to the target/);
      },
      {
        transport: async (url, init) => {
          if (!url.endsWith('/stop')) return globalThis.fetch(url, init);
          tries += 1;
          const busy = { status: 429, headers: { 'Retry-After': '10' } };
          return tries === 1 ? Response.json({ error_code: 'APIGW.0308' }, busy) : globalThis.fetch(url, init);
        },
      },
    );
  });

  it('says that it goes on stopping where nobody waits any longer', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...passes(), yes);
      const { progress } = desk.notifier;
      Object.assign(desk.notifier, {
        progress: (title: string, work: Parameters<typeof progress>[1]) => {
          const done = progress(title, work);
          if (title.startsWith('Waiting for')) desk.progresses.at(-1)?.cancel();
          return done;
        },
      });
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      assert.match(desk.told.at(-1)?.message ?? '', /orders goes on stopping, and you wait no longer/);
      assert.equal((await keptOf(desk)).at(-1), 'ended stop notKnown');
    }));

  it('says that it is not known after half an hour, and after a sign-out meanwhile', async () => {
    const forEver: Transport = async (url, init) => {
      const answer = await globalThis.fetch(url, init);
      if (!/\/migration-tasks\?/.test(url)) return answer;
      return Response.json(JSON.parse((await answer.text()).replaceAll('TERMINATED', 'TERMINATING')));
    };
    await playWithTasks(
      [{ name: 'orders', state: 'inSync', age: 60_000 }],
      async ({ desk, clock }) => {
        desk.expect(...passes(), yes);
        const begun = clock.now().getTime();
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.match(
          desk.told.at(-1)?.message ?? '',
          /It is not known whether migration task orders has stopped: it had not/,
        );
        assert.ok(clock.now().getTime() - begun >= 30 * 60 * second);
      },
      { transport: forEver },
    );
    await playWithTasks(
      [{ name: 'orders', state: 'inSync', age: 60_000 }],
      async ({ desk, clock }) => {
        desk.expect(...passes(), yes);
        const stopping = rowsOf(desk, 'orders').then((rows) => stopAndRepoint(desk, rows));
        const signOut = async () => {
          while (desk.stopping.length === 0) await clock.wait(second);
          await desk.accounts.signOut();
        };
        await Promise.all([stopping, signOut()]);
        assert.match(
          desk.told.at(-1)?.message ?? '',
          /It is not known whether migration task orders has stopped\. You have signed out/,
        );
      },
      { transport: forEver },
    );
  });

  it('does not take a task that has vanished for one that has stopped', () => {
    let isGone = false;
    return playWithTasks(
      seeds,
      async ({ desk }) => {
        desk.expect(...passes(), yes);
        const { stopping } = desk.taskNotices;
        Object.assign(desk.taskNotices, {
          stopping: (...given: Parameters<typeof stopping>) => {
            isGone = true;
            stopping(...given);
          },
        });
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'warning');
        assert.match(message, /orders is not in the list any more, and was not seen to have stopped/);
      },
      {
        transport: async (url, init) => {
          if (!isGone || !/\/migration-tasks\?/.test(url)) return globalThis.fetch(url, init);
          return Response.json({ count: 0, migration_tasks: [] });
        },
      },
    );
  });

  it('waits for one that is being stopped already, as after a reload, and sends nothing', () =>
    playWithTasks([{ name: 'orders', state: 'stopping' }], async (scene) => {
      const { desk } = scene;
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      assert.match(desk.progresses.at(-1)?.title ?? '', /^Waiting for orders to stop/);
      assert.match(desk.told.at(-1)?.message ?? '', /orders has stopped: the target may be written now/);
      assert.deepEqual(answered(scene), []);
      // Whoever waits no longer is told all the same.
      assert.deepEqual(desk.stopping, ['orders']);
    }));

  it('gives the address of one that has stopped already, and sends nothing', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      await stopAndRepoint(desk, await rowsOf(desk, 'stopped'));
      assert.match(
        desk.told.at(-1)?.message ?? '',
        /Migration task stopped has stopped: the target may be written now/,
      );
      assert.deepEqual(answered(scene), []);
    }));

  it('says where a task is that cannot be cut over, and lets only others be picked', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await stopAndRepoint(desk, await rowsOf(desk, 'copying'));
      assert.match(desk.told.at(-1)?.message ?? '', /copying is not where it can be cut over: full copy/);
      const asks = 'Which migration is to be stopped';
      desk.expect(picked(asks, 'stopped'));
      await stopAndRepoint(desk, { argument: undefined, selected: undefined });
      const choices = desk.asked.at(-1)?.choices.map(({ label }) => label);
      assert.deepEqual(choices?.toSorted(), ['orders', 'stopped']);
    }));
});
