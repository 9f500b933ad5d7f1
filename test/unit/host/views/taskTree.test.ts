import assert from 'node:assert/strict';
import { createListeners } from '../../../../src/desk/tasks/listeners.ts';
import type { KnownTask } from '../../../../src/desk/tasks/taskSight.ts';
import { createTaskTree } from '../../../../src/host/views/taskTree.ts';
import type { RowNode } from '../../../../src/views/tasks/rowTree.ts';
import { play, type Scene } from '../../../support/desk/deskAndCloud.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { EventEmitter, editor } from '../../../support/vscode/scriptedEditor.ts';
import { createScriptedTree } from '../../../support/vscode/scriptedTree.ts';
import { knownTask, sightOf } from '../../views/tasks/knownTask.ts';

const second = 1000;

const many = (count: number): KnownTask[] =>
  Array.from({ length: count }, (_, index) => knownTask({ task_id: `task-${index}`, task_name: `orders-${index}` }));

/** The view over tasks that are given. */
function playTree(
  tasks: readonly KnownTask[],
  act: (tree: ReturnType<typeof treeOf>, scene: Scene) => Promise<void>,
): Promise<void> {
  return play({ signedIn: false }, async (scene) => {
    const tree = treeOf(scene, tasks);
    try {
      await act(tree, scene);
    } finally {
      tree.dispose();
    }
  });
}

function treeOf({ desk }: Scene, given: readonly KnownTask[]) {
  let sight = sightOf(given);
  const marked = new Set<string>();
  const [ofTasks, ofMarks] = [createListeners(), createListeners()];
  const read: string[] = [];
  const closed: string[] = [];
  const fired: (RowNode | undefined)[] = [];
  const changed = new EventEmitter<RowNode | undefined>();
  changed.event((node) => fired.push(node));
  const screen = createScriptedTree();
  let looks = 0;
  const tree = createTaskTree(
    {
      ...desk,
      tasks: {
        ...desk.tasks,
        look: () => () => undefined,
        onChange: ofTasks.add,
        sight() {
          looks += 1;
          return sight;
        },
      },
      taskNotices: { ...desk.taskNotices, isMarked: (taskId) => marked.has(taskId), onChange: ofMarks.add },
      logEnds: {
        ...desk.logEnds,
        open(taskId) {
          read.push(taskId);
          return () => void closed.push(taskId);
        },
      },
    },
    screen.view,
    changed,
  );
  return {
    ...screen,
    ...{ fired, read, closed },
    below: (node?: RowNode) => tree.getChildren(node),
    dispose: () => tree.dispose(),
    /** How often what is known of the tasks was gone through. */
    looks: () => looks,
    know(tasks: readonly KnownTask[]) {
      sight = sightOf(tasks);
      ofTasks.tell();
    },
    mark(taskId: string) {
      marked.add(taskId);
      ofMarks.tell();
    },
  };
}

describe('the view of the tasks', () => {
  it('is drawn a few times where hundreds of tasks are marked in a row, the last time with all of them', () =>
    playTree(many(500), async (tree, { clock }) => {
      const [group] = tree.below();
      tree.below(group);
      const before = tree.looks();
      for (let index = 0; index < 500; index += 1) tree.mark(`task-${index}`);
      await clock.wait(2 * second);
      assert.ok(tree.looks() - before <= 4, `${tree.looks() - before} times`);
      assert.ok(tree.below(group).every(({ row }) => row.context.includes('notified')));
    }));

  it('is drawn no more once it is gone', () =>
    playTree(many(2), async (tree, { clock }) => {
      tree.mark('task-0');
      tree.dispose();
      const before = tree.looks();
      tree.mark('task-1');
      await clock.wait(2 * second);
      assert.equal(tree.looks(), before);
    }));

  it('reads the log of a task no more whose row is gone, though it was open', () =>
    playTree(many(2), async (tree, { clock }) => {
      const [group] = tree.below();
      const [first, second_] = tree.below(group);
      assert.ok(first !== undefined && second_ !== undefined);
      tree.expand(first);
      tree.expand(second_);
      tree.know(many(1));
      await clock.wait(second);
      assert.deepEqual([tree.read, tree.closed], [['task-0', 'task-1'], ['task-1']]);
      tree.show(false);
      tree.show(true);
      assert.deepEqual(tree.read, ['task-0', 'task-1', 'task-0']);
    }));
});

describe('a row of a task whose target is in use', () => {
  it('says so as soon as that is ticked, and no more once the tick is taken back', () =>
    playWithTasks([{ name: 'one', state: 'inSync' }], async ({ desk, clock }) => {
      await desk.tasks.refresh();
      const { place, tasks } = desk.tasks.sight();
      const taskId = tasks[0]?.task.task_id;
      assert.ok(place && taskId);
      const tree = createTaskTree(desk, createScriptedTree().view, new EventEmitter<RowNode | undefined>());
      const icon = () => tree.getChildren(tree.getChildren()[0])[0]?.row.icon?.name;
      await desk.targetsInUse.mark(place, taskId);
      await clock.wait(second);
      assert.equal(icon(), 'warning');
      await desk.targetsInUse.unmark(place, taskId);
      await clock.wait(second);
      assert.notEqual(icon(), 'warning');
      tree.dispose();
    }));
});

describe('what the view says where it has no rows', () => {
  const seeds = [{ name: 'one', state: 'waiting' }] as const;

  /** What it was told in turn, from the first moment that it is open. */
  async function said({ desk, clock }: Scene, then: () => Promise<unknown> = async () => undefined) {
    editor.ran.length = 0;
    const tree = createTaskTree(desk, createScriptedTree().view, new EventEmitter<RowNode | undefined>());
    await clock.wait(2 * second);
    await then();
    await clock.wait(2 * second);
    tree.dispose();
    desk.tasks.dispose();
    return editor.ran.map(([command, name, value]) => {
      assert.deepEqual([command, name], ['setContext', 'dcs.tasks']);
      return value;
    });
  }

  it('is nothing but that it loads until it knows, where there are tasks', () =>
    playWithTasks(seeds, async (scene) => assert.deepEqual(await said(scene), ['loading', 'known'])));

  it('is no invitation to sign in before it knows that there are none', () =>
    playWithTasks([], async (scene) => assert.deepEqual(await said(scene), ['loading', 'none'])));

  it('is no lack of tasks where nobody is signed in', () =>
    play({ signedIn: false }, async (scene) => assert.deepEqual(await said(scene), ['loading', 'signedOut'])));

  it('is nothing of the account before while another one loads', () =>
    playWithTasks(seeds, async (scene) => {
      const signOut = () => scene.desk.accounts.signOut();
      assert.deepEqual(await said(scene, signOut), ['loading', 'known', 'loading', 'signedOut']);
    }));

  it('is why nothing came, where the cloud cannot be reached', () =>
    playWithTasks(seeds, async (scene) => assert.deepEqual(await said(scene), ['loading', 'unreachable']), {
      transport: async () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
      },
    }));
});
