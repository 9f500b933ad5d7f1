import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, ok } from '../../answer.ts';
import { closedEnd, settingsOf } from '../../life/settings.ts';
import { type Status, statusOf, storyOf } from '../../life/story.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { act, type Doing, isSwapped, refuse, taskOf } from './act.ts';
import { answerBatch } from './batch.ts';

const route = { service: 'dcs', action: 'dcs:migrationTask:modify', denied: dcsDenial } as const;

export const taskActionRoutes: readonly Route[] = [
  {
    ...route,
    method: 'POST',
    path: '/v2/{project_id}/migration-tasks/batch-restart',
    answer: (call, cloud) => answerBatch(call, cloud, restarting(cloud)),
  },
  { ...route, method: 'PUT', path: '/v2/{project_id}/migration-task/{task_id}', answer: setResumeMode },
  {
    ...route,
    method: 'DELETE',
    path: '/v2/{project_id}/migration-tasks/delete',
    action: 'dcs:migrationTask:delete',
    answer: deleteTasks,
  },
];

/** What was stopped or has failed, if it ever ran. Source: 迁移故障处理, which restarts both. */
function restarting(cloud: Cloud): Doing {
  const hasEnded = (status: Status) => status === 'TERMINATED' || status === 'FAILED';
  return {
    action: 'restart',
    allows: (status, task) => task.events.length > 0 && hasEnded(status) && !isSwapped(task, cloud),
    event: (at, task) => {
      const settings = settingsOf(task);
      return { kind: 'restarted', at, closed: settings && closedEnd(settings, task.machineAddress, cloud.redis) };
    },
  };
}

const resumeModeBody = z.looseObject({ resume_mode: z.enum(['auto', 'manual']).default('auto') });

/** Source: DCS API reference, UpdateMigrationTask; its sample of a refusal has the number and the placeholder as they are here. */
function setResumeMode(call: Call, cloud: Cloud): Answer {
  const body = call.body.length === 0 ? { data: { resume_mode: 'auto' as const } } : bodyOf(call, resumeModeBody);
  if ('refusal' in body) return dcsError(400, '111400063', 'Invalid {0} parameter in the request.');
  const { resume_mode: mode } = body.data;
  const task = act(call, cloud, call.parameters.get('task_id') ?? '', {
    action: 'setResumeMode',
    allows: (status, { events }) => events.length > 0 && status !== 'RELEASED',
    event: (at) => ({ kind: 'resumeMode', at, mode }),
  });
  return typeof task === 'string' ? refuse(task) : ok({});
}

const deleteBody = z.looseObject({ task_id_list: z.array(z.string()).min(1) });

const notDeletable: readonly string[] = ['CREATING', 'FULLMIGRATING', 'INCRMIGEATING', 'TERMINATING'];

/**
 * All or none: one that is busy stands against the others too. IDs that are unknown do not. Source: DCS API reference,
 * DeleteMigrationTask; that what runs is not deleted is inferred from the Terraform provider, which stops it first.
 */
function deleteTasks(call: Call, cloud: Cloud): Answer {
  const body = bodyOf(call, deleteBody);
  if (body.refusal !== undefined) return body.refusal;
  const { task_id_list: taskIds } = body.data;
  const now = cloud.now();
  const isBusy = taskIds.some((taskId) => {
    const task = taskOf(call, cloud, taskId);
    return task !== undefined && notDeletable.includes(statusOf(storyOf(task, cloud.pace, now)));
  });
  const deleting: Doing = { action: 'delete', allows: () => !isBusy, event: (at) => ({ kind: 'deleted', at }) };
  for (const taskId of taskIds) act(call, cloud, taskId, deleting);
  return isBusy ? refuse('DCS.4957') : ok({ task_id_list: taskIds });
}
