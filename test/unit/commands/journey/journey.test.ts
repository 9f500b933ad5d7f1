import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { createConfigureAndStart } from '../../../../src/commands/journey/createConfigureAndStart.ts';
import { everythingShown } from '../../../support/desk/deskAndCloud.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, accepted, left, picked, pickedBeginning, typed } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, start, wholeAnswers } from '../configure/wholeAnswers.ts';
import { awaited, begin, messages, playJourney, run, typedPasswords, type Window, waived } from './scene.ts';

/** A new task, without its name. */
const network: readonly Answer[] = [
  accepted('Description'),
  picked('Pick the VPC', 'vpc-example'),
  picked('Pick the subnet', 'subnet-example'),
  pickedBeginning('Pick the security group', ''),
];

const creates = ({ desk }: Window) =>
  desk.exchanges.filter(({ method, url }) => method === 'POST' && url.endsWith('/migration/instance')).length;

const plans = ({ desk }: Window) => desk.plans(true).all();

function valuesOf({ desk }: Window): Readonly<Record<string, string | undefined>> {
  const rows = desk.asked.at(-1)?.choices ?? [];
  return Object.fromEntries(rows.map(({ label, description }) => [label, description]));
}

function assertNoPassword({ desk }: Window): void {
  for (const password of Object.values(passwords)) assert.ok(!everythingShown(desk).includes(password));
}

/** The answer to each create is lost. */
const losesCreates: Transport = async (url, init) => {
  const response = await globalThis.fetch(url, init);
  if (init.method !== 'POST' || !url.endsWith('/migration/instance')) return response;
  throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });
};

describe('Create, Configure and Start', () => {
  it('takes a file to a running migration, and asks for nothing that stands there', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      await run(window, 'carts-redis', 'carts-redis-new');
      assert.deepEqual(answered(scene), ['configure true']);
      assert.equal(creates(window), 1);
      assert.match(messages(window).at(-1) ?? '', /^Sandbox: The migration of task carts has started\./);
      // This window has gone on with it, so that nobody has to hear that it can be configured.
      assert.ok(!messages(window).join().includes('ready to be configured'), messages(window).join());
      assert.deepEqual(await plans(window), []);
      assertNoPassword(window);
    }));

  it('says in its review what it will create, change and start', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.expect(...typedPasswords, left(asks.review));
      await run(window, 'orders-redis', 'orders-redis-new');
      const values = valuesOf(window);
      assert.equal(
        values['Let the machine in'],
        'yes, into the whitelists of orders-redis, orders-redis-new as far as they keep it out',
      );
      assert.deepEqual([values['Name'], values['Method']], ['carts', 'Full Copy']);
      assert.equal(desk.asked.at(-1)?.choices?.find(({ active }) => active)?.label, 'Method');
      assert.deepEqual([creates(window), await plans(window)], [0, []]);
    }));

  it('lets the machine into both whitelists when it is there', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, ...waived, begin);
      await run(window, 'orders-redis', 'orders-redis-new');
      assert.deepEqual(answered(scene), ['configure true'], messages(window).join());
      const added = desk.logged.filter((line) =>
        /^Sandbox: Whitelist of orders-redis.* is added as dcsmigr/.test(line),
      );
      assert.equal(added.length, 2, desk.logged.join('\n'));
    }));

  it('remembers what it has changed for the task that it creates, also before that is there', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const raised = [pickedBeginning(asks.review, 'repl-timeout'), picked('repl-timeout', 'Set It at the Source')];
      desk.expect(...typedPasswords, ...raised, begin);
      await run(window, 'orders-redis', 'orders-redis-new');
      const { place, tasks } = desk.tasks.sight();
      assert.ok(place);
      const { changes } = await desk.changes.at(place);
      assert.deepEqual(changes.map(({ what }) => what.kind).sort(), [
        'parameter',
        'parameter',
        'whitelist',
        'whitelist',
      ]);
      assert.deepEqual(new Set(changes.map(({ task }) => task.id)), new Set([tasks[0]?.task.task_id]));
      assert.ok(changes.every(({ isDone }) => isDone));
    }));

  it('says what stands in the way when the machine is there, starts nothing, and leads on with what was entered', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, ...waived, picked(asks.review, 'Let the machine in'), begin);
      await run(window, 'orders-redis', 'orders-redis-new');
      assert.deepEqual(answered(scene), []);
      const said = desk.told.at(-1);
      assert.match(
        said?.message ?? '',
        /^Sandbox: The migration machine of carts is ready, and the migration was not started: The whitelist of orders-redis keeps the migration machine [\d.]+ out\. .* More findings: 1\.$/,
      );
      assert.deepEqual(said?.buttons, ['Configure and Start…', 'Show Migration Task']);
      assert.equal((await plans(window)).length, 1);
      desk.expect(left(asks.review));
      await said?.press('Configure and Start…');
      assertNoPassword(window);
    }));

  it('asks for everything without a file, and goes back to the review after a line of it was changed', () =>
    playJourney(async (window) => {
      const { desk, scene, wired } = window;
      desk.expect(
        typed('Name of the online migration task', 'from-questions'),
        ...network,
        ...wholeAnswers,
        picked(asks.review, 'Name'),
        typed('Name of the online migration task', 'renamed'),
        begin,
      );
      await createConfigureAndStart(wired, fromPalette);
      assert.deepEqual(answered(scene), ['configure true'], messages(window).join());
      assert.match(messages(window).at(-1) ?? '', /The migration of task renamed has started\./);
    }));

  it('loses nothing but passwords by Esc', () =>
    playJourney(async (window) => {
      const { desk, wired } = window;
      desk.expect(typed('Name of the online migration task', 'left'), ...network, ...wholeAnswers, left(asks.review));
      await createConfigureAndStart(wired, fromPalette);
      desk.expect(picked('A task was left unfinished', 'Go On with left'), ...typedPasswords, left(asks.review));
      await createConfigureAndStart(wired, fromPalette);
      const values = valuesOf(window);
      assert.deepEqual([values['Name'], values['Bandwidth limit']], ['left', '20 MB/s']);
      assert.equal(creates(window), 0);
      assertNoPassword(window);
    }));

  it('is called off while the machine is awaited: nothing is started, and what was entered is there', () =>
    playJourney(async (window) => {
      const { desk, scene, wired } = window;
      desk.expect(...typedPasswords, begin);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      desk.progresses.at(-1)?.cancel();
      await running;
      assert.deepEqual(answered(scene), []);
      assert.match(messages(window).at(-1) ?? '', /Migration task carts will not be started by itself\./);
      await scene.clock.wait(10 * 60_000);
      assert.deepEqual(answered(scene), []);
      // From now on it is told as any other task.
      assert.match(messages(window).at(-1) ?? '', /Migration task carts is ready to be configured/);
      desk.expect(...typedPasswords, start);
      await configureAndStart(wired, await rowsOf(desk, 'carts'));
      assert.deepEqual(answered(scene), ['configure true']);
      assert.deepEqual(await plans(window), []);
    }));

  it('ends where the person signs out meanwhile, and says that the task is there', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      await desk.accounts.signOut();
      await running;
      assert.deepEqual(answered(scene), []);
      assert.match(messages(window).at(-1) ?? '', /carts is not waited for any more, and was not started\./);
    }));

  it('starts nothing where the machine does not come up, which is told once', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...typedPasswords, begin);
        await run(window, 'carts-redis', 'carts-redis-new');
        assert.deepEqual(answered(scene), []);
        const told = messages(window).filter((message) => /migration machine did not start/.test(message));
        assert.equal(told.length, 1, messages(window).join('\n'));
        assert.deepEqual(await plans(window), []);
      },
      { sandbox: { machineFails: () => true } },
    ));

  it('goes on where the answer of the create was lost and the task is found', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...typedPasswords, begin);
        await run(window, 'carts-redis', 'carts-redis-new');
        assert.match(messages(window).join(), /The answer was lost; .* was found in the list/);
        assert.deepEqual(answered(scene), ['configure true'], messages(window).join('\n'));
      },
      { transport: losesCreates },
    ));

  it('goes no further by itself where the task is found much later', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...typedPasswords, begin);
        await run(window, 'carts-redis', 'carts-redis-new');
        const uncertain = desk.told.at(-1);
        assert.ok(uncertain?.buttons.includes('Look Again'), messages(window).join('\n'));
        await scene.clock.wait(20 * 60_000);
        await uncertain?.press('Look Again');
        await scene.clock.wait(10 * 60_000);
        assert.match(messages(window).join('\n'), /was found in the list/);
        assert.deepEqual(answered(scene), []);
        desk.expect(...typedPasswords, start);
        await configureAndStart(window.wired, await rowsOf(desk, 'carts'));
        assert.deepEqual(answered(scene), ['configure true']);
      },
      { sandbox: { listLag: 15 * 60_000 }, transport: losesCreates },
    ));

  it('takes another create from the same file once the task is there, and asks about it', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      desk.expect(...typedPasswords, begin, left('Create another migration task named carts?'));
      await run(window, 'carts-redis', 'carts-redis-new');
      await running;
      assert.equal(creates(window), 1);
      assert.deepEqual(answered(scene), ['configure true']);
    }));

  it('says what is wrong with a file, and asks nothing', () =>
    playJourney(async (window) => {
      await run(window, 'carts-redis', 'carts-redis-new', { migration: undefined });
      assert.match(messages(window).at(-1) ?? '', /has no "migration" section, which says what is to be migrated\./);
      await run(window, 'carts-redis', 'carts-redis-new', { region: 'cn-north-4' });
      assert.match(messages(window).at(-1) ?? '', /goes to region .*Nothing was sent\./);
      assert.equal(creates(window), 0);
    }));
});
