import assert from 'node:assert/strict';
import type { Transport } from '../../../../src/cloud/connection.ts';
import { restartMigrationTasks } from '../../../../src/cloud/services/taskActions.ts';
import { deleteMigrationTask } from '../../../../src/commands/lifecycle/deleteMigrationTask.ts';
import { setAutoReconnect } from '../../../../src/commands/lifecycle/setAutoReconnect.ts';
import { stopMigrationTask } from '../../../../src/commands/lifecycle/stopMigrationTask.ts';
import { idsOf } from '../../../../src/commands/tasks/chosenTasks.ts';
import type { TaskSeed } from '../../../../src/sandbox/life/seeds.ts';
import type { Scene } from '../../../support/desk/deskAndCloud.ts';
import { editedEntries, editedLists } from '../../../support/desk/editedLists.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, typed } from '../../../support/desk/script.ts';
import { playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';

const minute = 60_000;

/** An answer to what changes a task; undefined lets it through. */
function answering(
  answer: (url: string, method: string) => Response | Error | undefined | Promise<Response>,
): Transport {
  return async (url, init) => {
    const given = init.method === 'GET' ? undefined : await answer(url, init.method);
    if (given instanceof Error) throw given;
    return given ?? globalThis.fetch(url, init);
  };
}

const done = ({ sandboxes }: Scene) =>
  (sandboxes[0]?.actions ?? []).filter(({ accepted }) => accepted).map(({ action }) => action);
const said = ({ desk }: Scene) => desk.told.at(-1)?.message ?? '';

const stopped: readonly TaskSeed[] = [
  { name: 'stopped', state: 'stopped' },
  { name: 'other', state: 'stopped' },
];

async function deleteOne(scene: Scene, name: string): Promise<void> {
  scene.desk.expect(agreed('Delete this migration task?'));
  await deleteMigrationTask(scene.desk, await rowsOf(scene.desk, name));
}

async function deleteTwo(scene: Scene, ...names: readonly string[]): Promise<void> {
  scene.desk.expect(agreed('Delete 2 migration tasks?'), typed('Type 2 to delete', '2'));
  await deleteMigrationTask(scene.desk, await rowsOf(scene.desk, ...names));
}

describe('what is said of a deletion', () => {
  it('is not that it was refused where a try before may have been carried out', () => {
    let tries = 0;
    return playWithTasks(
      stopped,
      async (scene) => {
        await deleteOne(scene, 'stopped');
        assert.deepEqual(done(scene), ['delete']);
        assert.match(said(scene), /Migration task stopped was deleted\./);
      },
      {
        transport: async (url, init) => {
          if (init.method !== 'DELETE') return globalThis.fetch(url, init);
          tries += 1;
          if (tries > 1) return Response.json({ error_code: 'DCS.2007', error_msg: 'denied' }, { status: 403 });
          await globalThis.fetch(url, init);
          throw new TypeError('fetch failed');
        },
      },
    );
  });

  for (const [what, edit] of Object.entries({
    'gives less than it counts': editedLists((body) => ({
      ...body,
      migration_tasks: body.migration_tasks.filter(({ task_name }) => task_name !== 'stopped'),
    })),
    'has an entry without an ID': editedEntries((entry) => ({
      ...entry,
      ...(entry.task_name === 'stopped' ? { task_id: null } : {}),
    })),
  })) {
    it(`is not that it is done where a list ${what}`, () => {
      let isSent = false;
      return playWithTasks(
        stopped,
        async (scene) => {
          await deleteOne(scene, 'stopped');
          assert.match(said(scene), /It is not known whether migration task stopped will be deleted/);
        },
        {
          transport: async (url, init) => {
            if (init.method === 'DELETE') {
              isSent = true;
              return Response.json({ task_id_list: [] });
            }
            return isSent ? edit(url, init) : globalThis.fetch(url, init);
          },
        },
      );
    });
  }

  it('is that it is done where the list calls it deleted', () => {
    let isSent = false;
    return playWithTasks(
      stopped,
      async (scene) => {
        await deleteOne(scene, 'stopped');
        assert.match(said(scene), /was deleted/);
      },
      {
        transport: async (url, init) => {
          if (init.method === 'DELETE') {
            isSent = true;
            return Response.json({ task_id_list: [] });
          }
          return editedEntries((entry) => ({ ...entry, ...(isSent ? { status: 'DELETED' } : {}) }))(url, init);
        },
      },
    );
  });

  it('is why nobody can look any more, and soon', () => {
    let isRefusing = false;
    return playWithTasks(
      [{ name: 'moving', state: 'inSync' }],
      async (scene) => {
        const start = scene.clock.now().getTime();
        await deleteOne(scene, 'moving');
        assert.ok(scene.clock.now().getTime() - start < 2 * minute);
        assert.match(said(scene), /was not deleted\..*APIGW\.0301/);
      },
      {
        transport: async (url, init) => {
          if (isRefusing) return Response.json({ error_code: 'APIGW.0301' }, { status: 401 });
          const answer = await globalThis.fetch(url, init);
          if (url.endsWith('/stop')) isRefusing = true;
          return answer;
        },
      },
    );
  });

  it('does not wait half an hour for a stop that never arrived, nor have the others wait for it', () =>
    playWithTasks(
      [{ name: 'moving', state: 'inSync' }, ...stopped],
      async (scene) => {
        const start = scene.clock.now().getTime();
        await deleteTwo(scene, 'moving', 'stopped');
        assert.ok(scene.clock.now().getTime() - start < 3 * minute);
        assert.deepEqual(done(scene), ['delete']);
        assert.match(said(scene), /Migration task moving was not deleted\..*Migration tasks deleted: 1/);
      },
      { transport: answering((url) => (url.endsWith('/stop') ? new TypeError('fetch failed') : undefined)) },
    ));

  it('leaves alone what somebody has restarted while others were stopping', () =>
    playWithTasks([{ name: 'moving', state: 'inSync' }, ...stopped], async (scene) => {
      const { desk } = scene;
      await desk.tasks.refresh();
      const { place, tasks } = desk.tasks.sight();
      const id = tasks.find(({ task }) => task.task_name === 'stopped')?.task.task_id ?? '';
      assert.ok(place);
      let restarting: Promise<unknown> | undefined;
      desk.tasks.onChange(() => {
        const moving = desk.tasks.sight().tasks.find(({ task }) => task.task_name === 'moving');
        if (moving?.task.status !== 'TERMINATING') return;
        restarting ??= restartMigrationTasks(place.connection, place.projectId, [id]);
      });
      await deleteTwo(scene, 'moving', 'stopped');
      await restarting;
      assert.deepEqual(done(scene), ['stop', 'restart', 'delete']);
      assert.match(said(scene), /Migration task stopped was not deleted\..*Migration tasks deleted: 1/);
    }));

  it('does not end because a setting was changed meanwhile', () => {
    let hook: (() => void) | undefined;
    return playWithTasks(
      [{ name: 'moving', state: 'inSync' }],
      async (scene) => {
        let isDone = false;
        hook = () => {
          if (isDone || scene.desk.tasks.sight().tasks[0]?.task.status !== 'TERMINATING') return;
          isDone = true;
          scene.desk.tasks.restart();
        };
        await deleteOne(scene, 'moving');
        assert.ok(isDone);
        assert.deepEqual(done(scene), ['stop', 'delete']);
      },
      {
        transport: (url, init) => {
          hook?.();
          return globalThis.fetch(url, init);
        },
      },
    );
  });
});

describe('what is said of other actions', () => {
  const off = { pick: async () => ({ value: 'manual' }) };
  const withoutMode = editedEntries(({ resume_mode: _, ...entry }) => entry);

  it('is not that auto-reconnect is off where nothing arrived and the list does not say', () =>
    playWithTasks(
      [{ name: 'one', state: 'inSync' }],
      async (scene) => {
        Object.assign(scene.desk.prompter, off);
        await setAutoReconnect(scene.desk, await rowsOf(scene.desk, 'one'));
        assert.deepEqual(done(scene), []);
        assert.match(said(scene), /It is not known whether auto-reconnect of one was changed/);
      },
      {
        transport: async (url, init) => {
          if (init.method === 'PUT') throw new TypeError('fetch failed');
          return withoutMode(url, init);
        },
      },
    ));

  it('is by the detail where the list does not say', () =>
    playWithTasks(
      [{ name: 'one', state: 'inSync' }],
      async (scene) => {
        Object.assign(scene.desk.prompter, off);
        await setAutoReconnect(scene.desk, await rowsOf(scene.desk, 'one'));
        assert.match(said(scene), /Auto-reconnect of one is off\./);
      },
      { transport: withoutMode },
    ));

  it('counts what was refused and what is not known apart', () => {
    let ids: readonly string[] = [];
    return playWithTasks(
      ['a', 'b', 'c', 'd'].map((name): TaskSeed => ({ name, state: 'inSync' })),
      async (scene) => {
        scene.desk.expect(agreed('Stop 4 migrations?'));
        const called = await rowsOf(scene.desk, 'a', 'b', 'c', 'd');
        ids = ['a', 'b', 'c', 'd'].map(
          (name) => scene.desk.tasks.sight().tasks.find(({ task }) => task.task_name === name)?.task.task_id ?? '',
        );
        await stopMigrationTask(scene.desk, called);
        assert.match(
          said(scene),
          /Not done either, see the log: [a-d](?:, [a-d])?\. Not known of others either, see the log: [a-d](?:, [a-d])?\./,
        );
      },
      {
        transport: answering(() =>
          Response.json({
            migration_tasks: ids.slice(0, 2).map((task_id) => ({ task_id, result: 'failed', error_code: 'DCS.4957' })),
          }),
        ),
      },
    );
  });

  it('is that it stops where somebody else has stopped it a moment before', () =>
    playWithTasks([{ name: 'one', state: 'inSync' }], async (scene) => {
      Object.assign(scene.desk.prompter, { confirm: async () => true });
      const called = await rowsOf(scene.desk, 'one');
      await Promise.all([stopMigrationTask(scene.desk, called), stopMigrationTask(scene.desk, called)]);
      assert.equal(done(scene).length, 1);
      for (const { message } of scene.desk.told) assert.match(message, /is stopping|has changed since/);
    }));

  it('is nothing of a change where only the spelling of the status is another', () => {
    let isSpelled = false;
    return playWithTasks(
      [{ name: 'one', state: 'inSync' }],
      async (scene) => {
        Object.assign(scene.desk.prompter, {
          confirm: async () => {
            isSpelled = true;
            return true;
          },
        });
        await stopMigrationTask(scene.desk, await rowsOf(scene.desk, 'one'));
        assert.deepEqual(done(scene), ['stop']);
      },
      {
        transport: editedEntries((entry) => ({
          ...entry,
          ...(isSpelled && entry['status'] === 'INCRMIGEATING' ? { status: 'incrmigrating' } : {}),
        })),
      },
    );
  });

  it('is of the tasks that were chosen, not of what is below another', () => {
    const row = { row: { taskId: 'a', context: 'task stop' } };
    const below = { row: { taskId: 'b', context: 'fact copy' } };
    assert.deepEqual(idsOf({ argument: row, selected: [row, below] }), ['a']);
    assert.deepEqual(idsOf({ argument: { row: { taskId: 'a' } }, selected: undefined }), ['a']);
  });
});
