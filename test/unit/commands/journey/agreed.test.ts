import assert from 'node:assert/strict';
import * as z from 'zod';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { configureMigrationTask } from '../../../../src/cloud/services/configureTask.ts';
import { stopMigrationTask } from '../../../../src/cloud/services/taskActions.ts';
import { replaceWhitelist } from '../../../../src/cloud/services/whitelists.ts';
import { createConfigureAndStart } from '../../../../src/commands/journey/createConfigureAndStart.ts';
import { fromPalette } from '../../../support/desk/rowsGiven.ts';
import { accepted, left, picked, pickedBeginning, typed } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, wholeAnswers } from '../configure/wholeAnswers.ts';
import { awaited, begin, idOf, messages, playJourney, run, typedPasswords, type Window, waived } from './scene.ts';

/** Until the task is created everything is as it is; then these are answered in another way, so many times. */
function onceCreated(isMeant: (url: string) => boolean, times: number, answer: Transport): Transport {
  let [isCreated, left] = [false, times];
  return async (url, init) => {
    if (init.method === 'POST' && url.endsWith('/migration/instance')) isCreated = true;
    if (!isCreated || left === 0 || !isMeant(url)) return globalThis.fetch(url, init);
    left -= 1;
    return answer(url, init);
  };
}

const hangs: Transport = (_, init) =>
  new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))));

/** Stops the look that is slow as soon as that is told. */
function stopChecking({ desk }: Window): void {
  const progress = desk.notifier.progress.bind(desk.notifier);
  Object.assign(desk.notifier, {
    progress: (...given: Parameters<typeof progress>) => {
      const done = progress(...given);
      if (given[0].startsWith('Checking')) desk.progresses.at(-1)?.cancel();
      return done;
    },
  });
}

const changed = ({ desk }: Window) => desk.logged.filter((line) => /Whitelist of .* is added as dcsmigr/.test(line));

async function placeOf({ desk }: Window) {
  await desk.tasks.refresh();
  const { place, tasks } = desk.tasks.sight();
  assert.ok(place);
  return { place, task: tasks[0]?.task.task_id ?? '' };
}

async function setWhitelist(window: Window, name: string, entries: readonly string[]): Promise<void> {
  const { connection, projectId } = (await placeOf(window)).place;
  const whitelist = [{ group_name: 'applications', ip_list: [...entries] }];
  await replaceWhitelist(connection, projectId, idOf(name) ?? '', { enable_whitelist: true, whitelist });
}

describe('what was agreed to with a create, and no more', () => {
  it('starts nothing, and lets nobody in, where the person stops the last look', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...typedPasswords, ...waived, begin);
        const running = run(window, 'orders-redis', 'orders-redis-new');
        await awaited(window);
        stopChecking(window);
        await running;
        assert.deepEqual([answered(scene), changed(window)], [[], []], messages(window).join('\n'));
        assert.match(messages(window).at(-1) ?? '', /Migration task carts will not be started by itself\./);
      },
      { transport: onceCreated((url) => url.endsWith('/configs'), 2, hangs) },
    ));

  it('changes no whitelist of which the review has not said so', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      await setWhitelist(window, 'carts-redis', ['10.99.0.1']);
      await running;
      assert.deepEqual([answered(scene), changed(window)], [[], []], messages(window).join('\n'));
      assert.match(messages(window).at(-1) ?? '', /The whitelist of carts-redis keeps the migration machine/);
    }));

  it('starts nothing where what could be read before the create can be read no more', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        desk.expect(...typedPasswords, ...waived, begin);
        await run(window, 'orders-redis', 'orders-redis-new');
        assert.deepEqual([answered(scene), changed(window)], [[], []], messages(window).join('\n'));
        assert.match(messages(window).at(-1) ?? '', /was not started: .*Source: lets the migration machine in/);
      },
      { transport: onceCreated((url) => url.endsWith('/whitelist'), 99, hangs) },
    ));

  it('does not start what somebody else has configured and stopped meanwhile', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      const refresh = desk.tasks.refresh.bind(desk.tasks);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      let isOthers = false;
      Object.assign(desk.tasks, {
        refresh: async (...what: Parameters<typeof refresh>) => {
          await refresh(...what);
          const { place, tasks } = desk.tasks.sight();
          const [first] = tasks;
          if (isOthers || place === undefined || first?.task.status !== 'RUNNING') return;
          isOthers = true;
          const { connection, projectId } = place;
          const { task_id: id } = first.task;
          await configureMigrationTask(connection, projectId, id, {
            migration_method: 'incremental_migration',
            resume_mode: 'manual',
            source_instance: { id: idOf('sessions-redis') ?? '' },
            target_instance: { id: idOf('carts-redis-new') ?? '', password: passwords.target },
          });
          await stopMigrationTask(connection, projectId, id);
          await scene.clock.wait(60_000);
          await refresh(...what);
        },
      });
      await running;
      assert.ok(isOthers);
      assert.deepEqual(answered(scene), ['configure true', 'stop true'], messages(window).join('\n'));
      assert.match(messages(window).at(-1) ?? '', /has been configured elsewhere meanwhile/);
    }));

  it('does not take what was waived of one security group for waived of another', () =>
    playJourney(
      async ({ desk, wired }) => {
        const shut = ['carts-redis', 'carts-redis-new'].flatMap(() => [
          pickedBeginning(asks.review, 'The security group of the task'),
          picked('The security group of the task', 'Waive This Warning'),
        ]);
        desk.expect(typed('Name of the online migration task', 'shut'), accepted('Description'));
        desk.expect(picked('Pick the VPC', 'vpc-example'), picked('Pick the subnet', 'subnet-example'));
        desk.expect(picked('Pick the security group', 'sg-closed'), ...wholeAnswers, ...shut);
        desk.expect(picked(asks.review, 'Security group'), picked('Pick the security group', 'sg-dev-cache'));
        desk.expect(left(asks.review));
        await createConfigureAndStart(wired, fromPalette);
        const [row] = desk.asked.at(-1)?.choices ?? [];
        assert.equal(row?.unusable, '2 findings stand in the way');
      },
      {
        transport: (url, init) =>
          url.includes('/security-group-rules')
            ? Promise.resolve(Response.json({ security_group_rules: [] }))
            : globalThis.fetch(url, init),
      },
    ));

  it('is for one create of a file at a time, also when one before it ends meanwhile', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.expect(...typedPasswords, begin);
      const first = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      const pick = desk.prompter.pick.bind(desk.prompter);
      let goOn: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      Object.assign(desk.prompter, {
        pick: (...given: Parameters<typeof pick>) => held.then(() => pick(...given)),
      });
      desk.expect(...typedPasswords, left(asks.review));
      const second = run(window, 'carts-redis', 'carts-redis-new');
      await first;
      await run(window, 'carts-redis', 'carts-redis-new');
      assert.match(messages(window).at(-1) ?? '', /The task of this file is being created already/);
      goOn();
      await second;
    }));

  it('is spoken of where the tasks cannot be read just when the machine is ready', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.expect(...typedPasswords, begin);
      const sight = desk.tasks.sight.bind(desk.tasks);
      const refresh = desk.tasks.refresh.bind(desk.tasks);
      const running = run(window, 'carts-redis', 'carts-redis-new');
      await awaited(window);
      let isUnread = false;
      Object.assign(desk.tasks, {
        refresh: async () => {
          isUnread = true;
          await refresh();
        },
        sight: () => (isUnread ? { ...sight(), failure: new Error('no way') } : sight()),
      });
      await running;
      assert.match(messages(window).at(-1) ?? '', /The migration tasks could not be read, so nothing was sent\./);
      isUnread = false;
      Object.assign(desk.tasks, { refresh });
      await refresh();
      await scene.clock.wait(60_000);
      assert.deepEqual(answered(scene), []);
      assert.match(messages(window).at(-1) ?? '', /Migration task carts is ready to be configured/);
    }));

  it('lets the machine in also where the cloud does not say again in which networks the task is', () =>
    playJourney(
      async (window) => {
        const { desk, scene } = window;
        const migration = {
          migration_method: 'full_amount_migration',
          resume_mode: 'manual',
          source_instance: { id: idOf('carts-redis') },
          target_instance: { addrs: '192.168.0.22:6379' },
        };
        desk.expect(...typedPasswords, begin);
        await run(window, '', '', { migration });
        assert.deepEqual(
          [answered(scene), changed(window).length],
          [['configure true'], 1],
          messages(window).join('\n'),
        );
      },
      {
        transport: async (url, init) => {
          const response = await globalThis.fetch(url, init);
          if (init.method !== 'GET' || !/\/migration-task\/[^/?]+$/.test(url)) return response;
          const whole = Object.entries(z.record(z.string(), z.unknown()).parse(await response.json()));
          return Response.json(Object.fromEntries(whole.filter(([name]) => !name.startsWith('tenant_'))));
        },
      },
    ));
});
