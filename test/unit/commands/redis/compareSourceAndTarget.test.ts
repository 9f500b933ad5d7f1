import assert from 'node:assert/strict';
import { compareSourceAndTarget } from '../../../../src/commands/redis/compareSourceAndTarget.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import { fromPalette, rowsOf } from '../../../support/desk/rowsGiven.ts';
import { type Answer, agreed, left, picked, typed, wentBack } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const seeds: readonly TaskSeed[] = [
  { name: 'orders', state: 'inSync' },
  { name: 'new', state: 'waiting' },
];

const throughWebCli = (side: 'source' | 'target', name: string): readonly Answer[] => [
  wentBack('to be read?'),
  picked(`Which Redis is the ${side}?`, name),
  picked(`How is ${name} to be read?`, 'Through the Web CLI of the Cloud'),
  typed(`Password of ${name}`, 'any'),
];

describe('Compare Source and Target', () => {
  it('proposes the ends of the task, first the source', () =>
    playWithTasks(seeds, async ({ desk }) => {
      desk.expect(left('to be read?'));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      const [task] = desk.tasks.sight().tasks.filter(({ task }) => task.task_name === 'orders');
      const [asked] = desk.asked;
      const source = task?.task.source_instance_name || task?.task.data_source;
      assert.ok(source);
      assert.equal(asked?.words, `How is ${source} to be read?`);
      assert.match(asked.title, /^Compare Source and Target · Source of orders · /);
      assert.equal(asked.canGoBack, true);
    }));

  it('asks the sandbox nothing that is not for reading, and says what differs', () =>
    playWithTasks(seeds, async (scene) => {
      const { desk } = scene;
      desk.expect(...throughWebCli('source', 'carts-redis'), agreed('goes to the API of the cloud'));
      desk.expect(...throughWebCli('target', 'carts-redis-new'));
      await compareSourceAndTarget(desk, await rowsOf(desk, 'orders'));
      assert.match(desk.told.at(-1)?.message ?? '', /^Sandbox: orders: Source and target differ\./);
      assert.deepEqual(scene.sandboxes[0]?.writes, []);
    }));

  it('is for tasks that were configured', () =>
    playWithTasks(seeds, async ({ desk }) => {
      await compareSourceAndTarget(desk, await rowsOf(desk, 'new'));
      assert.match(desk.told.at(-1)?.message ?? '', /^Migration task new has no source and target yet \(waiting /);
      desk.expect(left('Of which migration task?'));
      await compareSourceAndTarget(desk, fromPalette);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ label }) => label),
        ['orders'],
      );
    }));
});
