import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'one', state: 'inSync' },
  { name: 'two', state: 'copying' },
  { name: 'still', state: 'stopped' },
];

/** What was done to the tasks, by the sandbox itself. */
/** The last answer of a matching request is lost, or never comes about. */
function losing(path: RegExp, when: 'before' | 'after'): Transport {
  return async (url, init) => {
    if (init.method === 'GET' || !path.test(url)) return globalThis.fetch(url, init);
    if (when === 'after') await globalThis.fetch(url, init);
    throw Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    });
  };
}

describe('Stop', () => {
  it('names the task and its state, stops it, and says so', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Stop this migration?'));
      await stopMigrationTask(desk, await rowsOf(desk, 'one'));
      assert.match(
        desk.asked.at(-1)?.notice ?? '',
        /^one · (?:ready to cut over|catching up|lag \d+, to be confirmed)/,
      );
      assert.deepEqual(answered(scene), ['stop true']);
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [['info', 'Sandbox: Migration task one is stopping.']],
      );
      assert.deepEqual(desk.stopping, ['one']);
      assert.match(desk.requests.join('\n'), /POST \S+\/migration-task\/[^/]+\/stop$/m);
      assert.equal(desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'one')?.task.status, 'TERMINATING');
    }));

  it('stops several with one call', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Stop 2 migrations?'));
      await stopMigrationTask(desk, await rowsOf(desk, 'one', 'two', 'still'));
      assert.deepEqual(answered(scene), ['stop true', 'stop true']);
      assert.equal(desk.requests.filter((request) => request.endsWith('/batch-stop')).length, 1);
      assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration tasks stopping: 2');
      assert.ok(desk.logged.some((line) => line.includes('Its state does not allow it: still · stopped')));
    }));

  it('lets the person pick where none was clicked, of those that can be stopped', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(picked('Which migration is to be stopped?', 'two'), agreed('Stop this migration?'));
      await stopMigrationTask(desk, fromPalette);
      assert.deepEqual(desk.asked[0]?.choices.map(({ label }) => label).sort(), ['one', 'two']);
      assert.deepEqual(answered(scene), ['stop true']);
    }));

  it('sends nothing to what cannot be stopped, when nobody says yes, and when it has changed meanwhile', () =>
    playWithTasks(
      [...seeds, { name: 'ends', state: 'copying', failure: 'targetFull', failsAfter: 20_000 }],
      async (scene) => {
        const { desk, clock } = scene;
        await stopMigrationTask(desk, await rowsOf(desk, 'still'));
        assert.match(
          desk.told.at(-1)?.message ?? '',
          /Nothing was sent: the state of migration task still does not allow it \(stopped\)/,
        );
        desk.expect(left('Stop this migration?'));
        await stopMigrationTask(desk, await rowsOf(desk, 'one'));
        assert.deepEqual(desk.stopping, []);
        const confirm = desk.prompter.confirm;
        Object.assign(desk.prompter, {
          confirm: async () => {
            await clock.wait(60_000);
            return true;
          },
        });
        await stopMigrationTask(desk, await rowsOf(desk, 'ends'));
        Object.assign(desk.prompter, { confirm });
        assert.match(
          desk.told.at(-1)?.message ?? '',
          /Nothing was sent: migration task ends has changed since you were asked \(full copy.* → failed/,
        );
        assert.deepEqual(answered(scene), []);
      },
    ));

  it('sends nothing where somebody else is signed in by the time of the yes', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      Object.assign(desk.prompter, {
        confirm: async () => {
          await desk.accounts.signOut();
          return true;
        },
      });
      await stopMigrationTask(desk, await rowsOf(desk, 'one'));
      assert.match(desk.told.at(-1)?.message ?? '', /You have signed out, or switched/);
      assert.deepEqual(answered(scene), []);
    }));

  it('finds out by looking where the answer was lost', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(agreed('Stop this migration?'));
        await stopMigrationTask(desk, await rowsOf(desk, 'one'));
        assert.deepEqual(answered(scene), ['stop true']);
        assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration task one is stopping.');
      },
      { transport: losing(/\/stop$/, 'after') },
    ));

  it('says that it is not known where it cannot be seen', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(agreed('Stop this migration?'));
        await stopMigrationTask(desk, await rowsOf(desk, 'one'));
        assert.deepEqual(answered(scene), []);
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'warning');
        assert.match(
          message,
          /It is not known whether migration task one will stop; when last looked at: (?:ready to cut over|catching up|lag \d+, to be confirmed)/,
        );
      },
      { transport: losing(/\/stop$/, 'before') },
    ));

  it('says why where the cloud refuses, one by one', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(agreed('Stop 2 migrations?'));
        await stopMigrationTask(desk, await rowsOf(desk, 'one', 'two'));
        const { level, message = '' } = desk.told.at(-1) ?? {};
        assert.equal(level, 'error');
        assert.match(
          message,
          /Migration task (?:one|two) was not stopped\. DCS\.4133 · gone\. .*Migration tasks stopping: 1/,
        );
      },
      {
        transport: async (url, init) => {
          if (!url.endsWith('/batch-stop')) return globalThis.fetch(url, init);
          const sent = z.object({ migration_tasks: z.tuple([z.string(), z.string()]) });
          const { migration_tasks } = sent.parse(await new Response(init.body ?? null).json());
          const [first, second] = migration_tasks;
          return Response.json({
            migration_tasks: [
              { task_id: first, result: 'success' },
              { task_id: second, result: 'failed', error_code: 'DCS.4133', error_msg: 'gone' },
            ],
          });
        },
      },
    ));
});
