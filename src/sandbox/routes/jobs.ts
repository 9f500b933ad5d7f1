import { type Answer, dcsDenial, dcsError, ok } from '../answer.ts';
import { machineFailure, machineState } from '../machine.ts';
import type { ChangeJob } from '../redis/redisBook.ts';
import type { Call, Cloud, Route } from './route.ts';

export const jobRoute: Route = {
  service: 'dcs',
  method: 'GET',
  path: '/v2/{project_id}/jobs/{job_id}',
  action: 'dcs:job:get',
  denied: dcsDenial,
  answer: showJob,
};

/** Source: DCS API reference, ShowJobInfo. */
const statusOf = { ordered: 'INIT', starting: 'RUNNING', ready: 'SUCCESS', failed: 'FAIL' } as const;

/** Times are milliseconds since 1970 as text. Which job type and which error a migration has is not documented. */
function showJob({ project, parameters }: Call, cloud: Cloud): Answer {
  const jobId = parameters.get('job_id') ?? '';
  const change = cloud.redis.jobWithId(jobId);
  if (change?.redis.region === project.region) return ok(changeJob(change));
  const task = cloud.tasks.withJobId(project.id, jobId);
  if (task === undefined) return dcsError(404, 'DCS.4001', 'The job does not exist.');
  const state = machineState(task, cloud.pace, cloud.now());
  const ended = state === 'ready' || state === 'failed';
  const begin = task.entry.time.getTime();
  return ok({
    job_id: task.entry.jobId,
    job_type: 'createMigrationTask',
    status: statusOf[state],
    begin_time: String(begin),
    end_time: ended ? String(begin + (task.pace ?? cloud.pace).machine) : null,
    fail_reason: state === 'failed' ? (machineFailure(task)?.message ?? null) : null,
  });
}

/** A change of an instance is done, or fails, at once. */
function changeJob({ id, type, time, failReason }: ChangeJob): object {
  const at = String(time.getTime());
  const status = failReason === undefined ? statusOf.ready : statusOf.failed;
  return { job_id: id, job_type: type, status, begin_time: at, end_time: at, fail_reason: failReason ?? null };
}
