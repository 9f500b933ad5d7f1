import assert from 'node:assert/strict';
import { stopAndRepoint } from '../../../../src/commands/cutOver/stopAndRepoint.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { everythingShown } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { taskOf } from './scene.ts';

const password = 'Kept+Redis/Password9';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'stopped', between: ['carts-redis', 'carts-redis-new'] },
  { name: 'ledger', state: 'stopped', between: ['carts-redis', 'ledger-redis'] },
  { name: 'foreign', state: 'stopped' },
];

describe('where applications find the target', () => {
  it('is told with its name, address and domain name, and copied, without any password', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await desk.tasks.refresh();
      const { known, place } = taskOf(desk);
      const redis = known.task.target_instance_id ?? '';
      const { projectId, sandbox, connection } = place;
      await desk.redisPasswords.keep({ sandbox, projectId, region: connection.region, redis }, password);
      await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
      const [told] = desk.told;
      assert.match(
        told?.message ?? '',
        /address: carts-redis-new · 192\.168\.0\.44:6379 · redis-[\w-]+\.dcs\.example\.com\.$/,
      );
      for (const label of ['Copy Connection String', 'Copy Address', 'Copy Domain Name']) await told?.press(label);
      const [connectionString = '', address, domain = ''] = desk.copied;
      assert.equal(connectionString, `redis://${domain}:6379`);
      assert.equal(address, '192.168.0.44:6379');
      assert.ok(!everythingShown(desk).includes(password));
      assert.equal(new URL(connectionString).password, '');
    }));

  it('is a string for SSL where the target speaks that', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await stopAndRepoint(desk, await rowsOf(desk, 'ledger'));
      await desk.told[0]?.press('Copy Connection String');
      assert.match(desk.copied[0] ?? '', /^rediss:\/\/redis-/);
    }));

  it('is what the task says where the instance cannot be asked', () =>
    playWithTasks(
      seeds,
      async ({ desk }) => {
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        const { message = '', buttons = [] } = desk.told[0] ?? {};
        const address = taskOf(desk).known.task.target_instance_addrs ?? '';
        assert.ok(address !== '' && message.includes(address), message);
        assert.match(message, /Whether it speaks SSL is not known\.$/);
        assert.ok(!buttons.includes('Copy Connection String'));
      },
      {
        transport: async (url, init) =>
          /\/instances\/[^/?]+(?:\/ssl)?$/.test(url)
            ? Response.json({ error_code: 'DCS.4003', error_msg: 'no' }, { status: 403 })
            : globalThis.fetch(url, init),
      },
    ));
});
