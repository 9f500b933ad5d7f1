import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { checkBeforeStart } from '../../../../src/commands/configure/checkBeforeStart.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown, type Scene, world } from '../../../support/desk/deskAndCloud.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, picked, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { asks, passwords, start } from './wholeAnswers.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'waiting' },
  { name: 'moving', state: 'inSync' },
  { name: 'done', state: 'finished' },
];

const ends = [
  picked(asks.source, 'carts-redis'),
  typed(asks.sourcePassword, passwords.source),
  picked(asks.target, 'orders-redis-new'),
  typed(asks.targetPassword, passwords.target),
];

const report = ({ desk }: Scene) => desk.documents.previews.at(-1) ?? { title: '', text: '' };
const said = ({ desk }: Scene) => desk.told.at(-1)?.message ?? '';
const check = async ({ desk }: Scene, name = 'orders') => checkBeforeStart(desk, await rowsOf(desk, name));
const idOf = (name: string) => world.redis.find((redis) => redis.name === name)?.id;

function assertUnchanged(scene: Scene): void {
  assert.deepEqual(answered(scene), []);
  assert.ok(!scene.desk.requests.some((request) => /^(?:PUT|DELETE) |migration/.test(request) && /^P/.test(request)));
  for (const password of Object.values(passwords)) assert.ok(!everythingShown(scene.desk).includes(password));
}

/** Of a file for a task that nobody has created, unless it has the name of one. */
function put({ desk }: Scene, changes: object = {}) {
  const [vpc] = world.vpcs;
  const networks = { vpc_id: vpc?.id, subnet_id: vpc?.subnets[0]?.id, security_group_id: world.securityGroups[0]?.id };
  const migration = {
    migration_method: 'full_amount_migration',
    resume_mode: 'manual',
    source_instance: { id: idOf('orders-redis'), password: '${env:SOURCE}' },
    target_instance: { id: idOf('carts-redis-new'), password: '${env:TARGET}' },
  };
  const text = JSON.stringify({ name: 'planned', ...networks, migration, ...changes });
  return desk.documents.put('/workspace/planned.dcsmigration.json', text);
}

describe('Check Before Start', () => {
  it('asks for the ends of a task, and shows a report with one line to sum it up, changing nothing', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(...ends);
      await check(scene);
      const { title, text } = report(scene);
      assert.equal(title, 'checks-orders.txt');
      assert.match(
        text,
        /^Check Before Start · orders · Local Sandbox\nFrom carts-redis to orders-redis-new\.\n\d+ of \d+ /,
      );
      assert.match(text, /^✗ Target: lets the migration machine in: The whitelist of orders-redis-new keeps/m);
      const lines = text.split('\n').filter((line) => /^[✓✗!?–] /.test(line));
      assert.match(
        said(scene),
        /^Sandbox: Checked before the start of orders\. Passed: \d+\. Errors: 1\. Warnings: 0\./,
      );
      assert.ok(lines.length >= 20);
      assertUnchanged(scene);
    }));

  it('offers to copy the report, and to configure the task with what was entered', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...ends.slice(0, 2), picked(asks.target, 'carts-redis-new'), ...ends.slice(3));
      await check(scene);
      const told = desk.told.at(-1);
      assert.deepEqual([told?.level, told?.buttons], ['info', ['Configure and Start…', 'Copy Report']]);
      await told?.press('Copy Report');
      assert.deepEqual(desk.copied, [report(scene).text]);
      desk.expect(picked(asks.method, 'Full Copy'));
      desk.expect(picked(asks.reconnect, 'Auto-Reconnect Off'), start);
      await told?.press('Configure and Start…');
      assert.deepEqual(answered(scene), ['configure true']);
    }));

  it('needs no password, and says of what needs one that it was not checked', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(picked(asks.source, 'carts-redis'), typed(asks.sourcePassword, ''));
      desk.expect(picked(asks.target, 'carts-redis-new'), typed(asks.targetPassword, ''));
      await check(scene);
      const { text } = report(scene);
      assert.match(text, /^\? Source: a password as it is wanted: not checked: no password was given \(/m);
      assert.match(text, /^\? Target: a password without a single quote: not checked: no password was given$/m);
      assert.match(desk.asked[1]?.words ?? '', /Empty: what needs it is not checked$/);
      assertUnchanged(scene);
    }));

  it('asks for none where there is none, nor of a Redis that no check can ask', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(picked(asks.source, 'sessions-redis'), picked(asks.target, 'Enter an Address or an ID…'));
      desk.expect(typed('Address of the Redis', '10.9.0.1:6379'));
      await check(scene);
      assert.match(report(scene).text, /^✓ Source: a password as it is wanted: passed/m);
      assert.match(report(scene).text, /^\? Target: SSL is off: not checked: only DCS instances/m);
    }));

  it('takes the ends that a task has run with, and asks for their passwords only', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(typed(asks.targetPassword, ''));
      await check(scene, 'done');
      assert.match(report(scene).title, /^checks-done\.txt$/);
    }));

  it('keeps the ends for the next time, and no password', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(...ends.slice(0, 2), left(asks.target));
      await check(scene);
      assert.deepEqual([scene.desk.documents.previews, scene.desk.told], [[], []]);
      scene.desk.expect(typed(asks.sourcePassword, passwords.source), ...ends.slice(2));
      await check(scene);
      assertUnchanged(scene);
    }));

  it('offers those tasks in the palette that can be configured, and takes no other', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.expect(left('Before the start of which migration task?'));
      await checkBeforeStart(scene.desk, fromPalette);
      assert.deepEqual(scene.desk.asked[0]?.choices.map(({ label }) => label).toSorted(), ['done', 'orders']);
      await check(scene, 'moving');
      assert.match(said(scene), /the state of migration task moving does not allow it/);
    }));

  it('is stopped by the button of its notification, and shows nothing then', () => {
    const hanging: Transport = (url, init) =>
      /\/(?:whitelist|configs|ssl)$/.test(url)
        ? new Promise((_, reject) =>
            init.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
          )
        : globalThis.fetch(url, init);
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(...ends);
        const progress = desk.notifier.progress.bind(desk.notifier);
        Object.assign(desk.notifier, {
          progress: (...given: Parameters<typeof progress>) => {
            const done = progress(...given);
            if (given[0].startsWith('Checking')) desk.progresses.at(-1)?.cancel();
            return done;
          },
        });
        await check(scene);
        assert.deepEqual([desk.documents.previews, desk.told], [[], []]);
      },
      { transport: hanging },
    );
  });
});

describe('Check Before Start, and a sign-out meanwhile', () => {
  it('shows nothing of an account that is not signed in any more', () => {
    let signOut: () => Promise<unknown> = async () => undefined;
    const transport: Transport = async (url, init) => {
      if (/\/whitelist$/.test(url)) await signOut();
      return globalThis.fetch(url, init);
    };
    return playWithTasks(
      seeds,
      async (scene) => {
        signOut = () => scene.desk.accounts.signOut();
        scene.desk.expect(...ends);
        await check(scene);
        assert.deepEqual(scene.desk.documents.previews, []);
        assert.match(said(scene), /^You have signed out, or switched to another account/);
      },
      { transport },
    );
  });

  it('configures nothing for it either', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...ends);
      await check(scene);
      const told = desk.told.at(-1);
      await desk.accounts.signOut();
      await told?.press('Configure and Start…');
      assert.match(said(scene), /^You have signed out, or switched to another account/);
      assertUnchanged(scene);
    }));
});

describe('Check Before Start of a task file', () => {
  const variables = { SOURCE: passwords.source, TARGET: passwords.target };
  const reads = [agreed('Read the environment variable SOURCE?'), agreed('Read the environment variable TARGET?')];

  it('checks what can be checked without a machine where the task is not there yet', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.variables = variables;
      scene.desk.expect(...reads);
      await checkBeforeStart(scene.desk, { argument: put(scene), selected: undefined });
      const { title, text } = report(scene);
      assert.equal(title, 'checks-planned.txt');
      assert.match(
        text,
        /^\? Source: lets the migration machine in: not checked: the task does not exist yet, and so no migration machine \(/m,
      );
      assert.match(text, /^✓ Source: in the VPC of the migration machine: passed/m);
      assert.match(text, /^✓ Target: lets the migration machine in: passed/m);
      assert.match(text, /^! Source: replication timeout: repl-timeout of the source is 60 s/m);
      assert.deepEqual(scene.desk.told.at(-1)?.buttons, ['Copy Report']);
      assertUnchanged(scene);
    }));

  it('takes the task of its name where there is one', () =>
    playWithTasks(seeds, async (scene) => {
      scene.desk.variables = variables;
      scene.desk.expect(...reads);
      await checkBeforeStart(scene.desk, { argument: put(scene, { name: 'orders' }), selected: undefined });
      assert.match(report(scene).text, /^✗ Source: lets the migration machine in: The whitelist of orders-redis/m);
      assert.deepEqual(scene.desk.told.at(-1)?.buttons, ['Configure and Start…', 'Copy Report']);
    }));

  it('says so where the file cannot be used', () =>
    playWithTasks(seeds, async (scene) => {
      await checkBeforeStart(scene.desk, { argument: put(scene, { migration: undefined }), selected: undefined });
      assert.match(said(scene), /has no "migration" section/);
      assert.deepEqual(scene.desk.documents.previews, []);
    }));
});
