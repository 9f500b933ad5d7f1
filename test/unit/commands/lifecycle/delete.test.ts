import assert from 'node:assert/strict';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, left, typed } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'moving', state: 'inSync' },
  { name: 'stopped', state: 'stopped' },
  { name: 'failed', state: 'failed', failure: 'targetFull' },
];

const names = ({ desk }: Scene) => desk.tasks.sight().tasks.map(({ task }) => task.task_name);

describe('Delete', () => {
  it('is done when the list has it no more', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Delete this migration task?'));
      await deleteMigrationTask(desk, await rowsOf(desk, 'stopped'));
      assert.match(desk.asked[0]?.notice ?? '', /^stopped · stopped\n\nIt cannot be undone\./);
      assert.deepEqual(answered(scene), ['delete true']);
      assert.deepEqual(names(scene).sort(), ['failed', 'moving']);
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        ['Sandbox: Migration task stopped was deleted.'],
      );
    }));

  it('stops first what is under way, and says so', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Delete this migration task?'));
      await deleteMigrationTask(desk, await rowsOf(desk, 'moving'));
      assert.match(desk.asked[0]?.notice ?? '', /What is under way is stopped first: 1/);
      assert.deepEqual(answered(scene), ['stop true', 'delete true']);
      assert.deepEqual(desk.progresses.at(-1)?.reports, ['Stopping first: 1', 'Deleting: 1']);
      assert.deepEqual(names(scene).sort(), ['failed', 'stopped']);
    }));

  it('asks for the number of several, typed', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Delete 3 migration tasks?'), typed('Type 3 to delete', '3', ['2', '', 'yes']));
      await deleteMigrationTask(desk, await rowsOf(desk, 'moving', 'stopped', 'failed'));
      assert.deepEqual(answered(scene), ['stop true', 'delete true', 'delete true', 'delete true']);
      assert.deepEqual(names(scene), []);
      assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration tasks deleted: 3');
    }));

  it('sends nothing when nobody says yes, or the number is not typed', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(left('Delete this migration task?'));
      await deleteMigrationTask(desk, await rowsOf(desk, 'stopped'));
      desk.expect(agreed('Delete 2 migration tasks?'), left('Type 2 to delete'));
      await deleteMigrationTask(desk, await rowsOf(desk, 'stopped', 'failed'));
      assert.deepEqual(answered(scene), []);
    }));

  it('deletes nothing any more that was called off while it was stopping, and says how it is', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(agreed('Delete this migration task?'));
      desk.tasks.onChange(() => {
        const moving = desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'moving');
        if (moving?.task.status === 'TERMINATING') desk.progresses.at(-1)?.cancel();
      });
      await deleteMigrationTask(desk, await rowsOf(desk, 'moving'));
      assert.deepEqual(answered(scene), ['stop true']);
      assert.match(
        desk.told.at(-1)?.message ?? '',
        /Migration task moving was not deleted\. You called it off; when last looked at: stopping\./,
      );
    }));

  it('sends again what got no answer, which does no harm', () => {
    let lost = 0;
    return playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        desk.expect(agreed('Delete this migration task?'));
        await deleteMigrationTask(desk, await rowsOf(desk, 'stopped'));
        assert.ok(lost > 0);
        assert.equal(desk.told.at(-1)?.message, 'Sandbox: Migration task stopped was deleted.');
      },
      {
        transport: async (url, init) => {
          const answer = await globalThis.fetch(url, init);
          if (init.method !== 'DELETE' || lost > 0) return answer;
          lost += 1;
          throw new TypeError('fetch failed');
        },
      },
    );
  });

  it('says that it is not known where the list keeps what the cloud said it deletes', () =>
    playWithTasks(
      seeds,
      async ({ desk }) => {
        desk.expect(agreed('Delete this migration task?'));
        await deleteMigrationTask(desk, await rowsOf(desk, 'stopped'));
        assert.match(
          desk.told.at(-1)?.message ?? '',
          /It is not known whether migration task stopped will be deleted; when last looked at: stopped\. The list still has it\./,
        );
      },
      {
        transport: async (url, init) =>
          init.method === 'DELETE' ? Response.json({ task_id_list: [] }) : globalThis.fetch(url, init),
      },
    ));
});
