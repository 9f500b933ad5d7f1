import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureAndStart } from '../../../../src/commands/configure/configureAndStart.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { picked, typed } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { asks as asksOne, start } from '../configure/wholeAnswers.ts';
import { playJourney, type Window } from '../journey/scene.ts';
import { accepts, outcomesIn, password, putMany, reportOf, run, samePassword } from './files.ts';

const three = ['task-1', 'task-2', 'task-3'];

const starts = ({ desk }: Window) =>
  desk.requests.filter((one) => /^POST .*\/migration\/[^/]+\/task$/.test(one)).length;

const message = ({ desk }: Window) => desk.told.at(-1)?.message ?? '';

/** Runs three, and does something while their machines are awaited. */
async function whileAwaited(window: Window, act: () => unknown): Promise<void> {
  const { desk, scene } = window;
  desk.expect(...samePassword(2), ...accepts(...three));
  const running = run(window, putMany(window, ...three));
  const isAwaited = () => desk.progresses.at(-1)?.title === 'Sandbox: Create, Configure and Start';
  while (!isAwaited()) await scene.clock.wait(100);
  await act();
  await running;
}

/** A network in which something else happens to what starts a migration. */
function starting(act: (pass: () => Promise<Response>, number: number) => Promise<Response>): Transport {
  let number = 0;
  return (url, init) => {
    const pass = () => globalThis.fetch(url, init);
    if (init.method !== 'POST' || !url.endsWith('/task')) return pass();
    number += 1;
    return act(pass, number);
  };
}

const lost = () => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) });

describe('what is said of many files', () => {
  it('is what exists, where it is called off while machines are awaited: nothing is started, and each can be gone on with', () =>
    playJourney(async (window) => {
      const { desk, scene, wired } = window;
      await whileAwaited(window, () => desk.progresses.at(-1)?.cancel());
      assert.equal(starts(window), 0);
      const report = await reportOf(window);
      assert.deepEqual(
        Object.values(outcomesIn(report)),
        three.map(() => 'created, not started'),
      );
      assert.match(report, /It was called off before its turn\./);
      assert.match(
        message(window),
        /^Sandbox: 0 started, 3 created and not started, .* Waiting to be started, and billed: 3;/,
      );
      assert.equal((await desk.plans(true).all()).length, 3);
      await scene.clock.wait(10 * 60_000);
      assert.equal(starts(window), 0);
      desk.expect(typed(asksOne.sourcePassword, password), typed(asksOne.targetPassword, password), start);
      await configureAndStart(wired, await rowsOf(desk, 'task-2'));
      assert.deepEqual(answered(scene), ['configure true']);
      assert.equal((await desk.plans(true).all()).length, 2);
    }));

  it('is that the rest was not started, where somebody signs out while machines are awaited', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      await whileAwaited(window, () => desk.accounts.signOut());
      assert.equal(starts(window), 0);
      assert.match(message(window), /the rest was neither sent nor started\./);
      assert.match(await reportOf(window), /You have signed out, or switched to another account, before its turn\./);
      await scene.clock.wait(10 * 60_000);
      assert.equal(starts(window), 0);
      assert.ok(!(await scene.secrets.get('dcs.redisPasswords'))?.includes(password));
    }));

  it('is what was created, where it is called off while it creates', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...samePassword(2), ...accepts(...three));
      const running = run(window, putMany(window, ...three));
      const isCreating = () => desk.progresses.at(-1)?.title === 'Creating migration tasks';
      while (!isCreating()) await scene.clock.wait(1);
      desk.progresses.at(-1)?.cancel();
      await running;
      const outcomes = Object.values(outcomesIn(await reportOf(window)));
      await scene.clock.wait(10 * 60_000);
      assert.equal(starts(window), 0);
      assert.ok(
        outcomes.every((one) => ['created, not started', 'not started'].includes(one)),
        outcomes.join(),
      );
    }));

  it('is that it has started, where the answer was lost and the task shows it; it is sent once', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...samePassword(2), ...accepts(...three));
        await run(window, putMany(window, ...three));
        assert.deepEqual(
          answered(scene),
          three.map(() => 'configure true'),
        );
        assert.equal(starts(window), 3);
        assert.deepEqual(
          Object.values(outcomesIn(await reportOf(window))),
          three.map(() => 'started'),
        );
      },
      {
        transport: starting(async (pass, number) => {
          const answer = await pass();
          if (number === 2) throw lost();
          return answer;
        }),
      },
    ));

  it('is that nobody knows, where nothing shows it, and that it was refused, where that was said', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...samePassword(2), ...accepts(...three));
        await run(window, putMany(window, ...three));
        assert.deepEqual(answered(scene), ['configure true']);
        assert.equal(starts(window), 3);
        const report = await reportOf(window);
        const outcomes = Object.values(outcomesIn(report)).sort();
        assert.deepEqual(outcomes, ['created, not started', 'created, start not certain', 'started']);
        assert.match(report, /When last looked at: waiting/);
        assert.match(report, /DCS\.4080/);
        assert.match(message(window), /^Sandbox: 1 started, 1 created and not started, 1 not certain,/);
        assert.equal((await desk.plans(true).all()).length, 2);
      },
      {
        transport: starting(async (pass, number) => {
          if (number === 1) throw lost();
          const error = { error_code: 'DCS.4080', error_msg: `Instance password check failed: ${password}` };
          return number === 2 ? Response.json(error, { status: 400 }) : pass();
        }),
      },
    ));

  it('is why a machine did not start, in the report, and in no notification of its own', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...samePassword(2), ...accepts(...three));
        await run(window, putMany(window, ...three));
        assert.equal(desk.told.length, 1, desk.told.map((one) => one.message).join('\n'));
        const report = await reportOf(window);
        assert.equal(outcomesIn(report)['task-2'], 'created, not started');
        assert.match(report, /Its migration machine did not start: \w.*\./);
        assert.deepEqual(answered(scene), ['configure true', 'configure true']);
        assert.ok(!message(window).includes('Configure and Start…'), message(window));
        assert.ok(desk.logged.some((line) => /task-2 exists, but its migration machine did not start/.test(line)));
        assert.deepEqual(await desk.plans(true).all(), []);
      },
      { sandbox: { machineFails: ({ body }) => body['name'] === 'task-2' } },
    ));

  it('is one notification, of all, and that the passwords are kept only where that was wanted', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const [same, typing, goOn] = samePassword(2);
      assert.ok(same && typing && goOn);
      desk.expect(same, typing, picked('The passwords of all', 'Keep the passwords'), goOn, ...accepts(...three));
      await run(window, putMany(window, ...three));
      assert.equal(desk.told.length, 1, desk.told.map((one) => one.message).join('\n'));
      assert.ok((await scene.secrets.get('dcs.redisPasswords'))?.includes(password));
      desk.expect(...accepts('task-4', 'task-5'));
      await run(window, putMany(window, 'task-4', 'task-5'));
      assert.match(message(window), /^Sandbox: 2 started,/);
      assert.ok((await scene.secrets.get('dcs.redisPasswords'))?.includes(password));
    }));
});
