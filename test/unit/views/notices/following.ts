import assert from 'node:assert/strict';
import { createOnlineMigrationTask } from '../../../../src/cloud/services/migrationTasks.ts';
import { openConnection } from '../../../../src/desk/openConnection.ts';
import type { FollowedTask } from '../../../../src/desk/tasks/following.ts';
import type { TaskNotices } from '../../../../src/desk/tasks/taskNotices.ts';
import { exampleBody, exampleName } from '../../../support/desk/createJob.ts';
import { cloudProject, cloudRegion, play, type Scene, type SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { noticesOf } from '../../../support/desk/followingWindow.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';

/** A scene with what follows in its window. */
export function playFollowing(
  options: SceneOptions,
  act: (notices: TaskNotices, scene: Scene) => Promise<void>,
): Promise<void> {
  return play(options, async (scene) => {
    const notices = noticesOf(scene.desk, scene.journalFolder);
    try {
      await act(notices, scene);
    } finally {
      notices.dispose();
      await scene.clock.wait(0);
    }
  });
}

/** A task that whoever is signed in has created just now. */
export async function created(desk: ScriptedDesk, name = exampleName): Promise<FollowedTask> {
  const account = await desk.accounts.current({ settings: '' });
  assert.ok(account);
  const place = { region: cloudRegion, projectId: cloudProject };
  const connection = await openConnection(desk, account, place, desk.settings(), desk);
  const { instance_id, job_id } = await createOnlineMigrationTask(connection, cloudProject, exampleBody(name));
  return { connection, projectId: cloudProject, name, sandbox: false, taskId: instance_id, jobId: job_id };
}

/** Marks a task, or takes that back; gives whether it is marked then. */
export async function toggle(notices: TaskNotices, { desk }: Scene, name: string): Promise<boolean> {
  const { place, tasks } = desk.tasks.sight();
  const task = tasks.find((one) => one.task.task_name === name);
  assert.ok(place && task);
  const { task_id: taskId } = task.task;
  await (notices.isMarked(taskId) ? notices.unmark(taskId) : notices.mark(place, task));
  return notices.isMarked(taskId);
}
