import { type Answer, dcsDenial, noContent, ok } from '../../answer.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { act, type Doing, refuse } from './act.ts';
import { answerBatch } from './batch.ts';
import { detailed } from './taskFields.ts';

const post = { service: 'dcs', method: 'POST', action: 'dcs:migrationTask:modify', denied: dcsDenial } as const;

export const stopRoutes: readonly Route[] = [
  { ...post, path: '/v2/{project_id}/migration-task/{task_id}/stop', answer: stop },
  { ...post, path: '/v2/{project_id}/migration-task/{task_id}/sync-stop', answer: stopAtOnce },
  {
    ...post,
    path: '/v2/{project_id}/migration-task/batch-stop',
    answer: (call, cloud) => answerBatch(call, cloud, stopping(false)),
  },
];

/** What the three have in common. The reference does not say what they do with a task that does not run. */
function stopping(atOnce: boolean): Doing {
  return {
    action: 'stop',
    allows: (status) => status === 'FULLMIGRATING' || status === 'INCRMIGEATING',
    event: (at) => ({ kind: 'stopped', at, atOnce }),
  };
}

/** Answers with the detail. Source: DCS API reference, StopMigrationTask. */
function stop(call: Call, cloud: Cloud): Answer {
  const task = act(call, cloud, call.parameters.get('task_id') ?? '', stopping(false));
  return typeof task === 'string' ? refuse(task) : ok(detailed(task, cloud, cloud.now()));
}

/** Source: DCS API reference, StopMigrationTaskSync. */
function stopAtOnce(call: Call, cloud: Cloud): Answer {
  const task = act(call, cloud, call.parameters.get('task_id') ?? '', stopping(true));
  return typeof task === 'string' ? refuse(task) : noContent;
}
