import * as z from 'zod';
import { type Answer, dcsError, ok } from '../../answer.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud } from '../route.ts';
import { act, type Doing, refusalText } from './act.ts';

const requestBody = z.looseObject({ migration_tasks: z.array(z.string()).min(1) });

/** Source: DCS API reference, BatchStopMigrationTasks and BatchRestartOnlineMigrationTasks. */
const mostTasks = 50;

/** Does the same to each of the tasks; those that do not allow it are told beside the others, in one HTTP 200. */
export function answerBatch(call: Call, cloud: Cloud, doing: Doing): Answer {
  const body = bodyOf(call, requestBody);
  if (body.refusal !== undefined) return body.refusal;
  const { migration_tasks: taskIds } = body.data;
  if (taskIds.length > mostTasks) return dcsError(400, 'DCS.4100', `There are more than ${mostTasks} IDs.`);
  const results = taskIds.map((taskId) => {
    const task = act(call, cloud, taskId, doing);
    if (typeof task !== 'string') return { task_id: taskId, result: 'success' };
    return { task_id: taskId, result: 'failed', error_code: task, error_msg: refusalText(task) };
  });
  return ok({ migration_tasks: results });
}
