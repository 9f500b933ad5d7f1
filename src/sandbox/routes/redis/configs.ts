import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, noContent, ok } from '../../answer.ts';
import { mayBe, type Parameter } from '../../redis/parameters.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { withRedis } from './withRedis.ts';

const path = '/v2/{project_id}/instances/{instance_id}';
const route = { service: 'dcs', denied: dcsDenial } as const;
const put = { ...route, method: 'PUT', action: 'dcs:instance:modifyConfiguration' } as const;

export const configRoutes: readonly Route[] = [
  { ...route, method: 'GET', path: `${path}/configs`, action: 'dcs:instance:getConfiguration', answer: listConfigs },
  { ...put, path: `${path}/configs`, answer: (call, cloud) => change(call, cloud, () => noContent) },
  { ...put, path: `${path}/async-configs`, answer: (call, cloud) => change(call, cloud, ok) },
];

const requestBody = z.looseObject({
  redis_config: z
    .array(z.looseObject({ param_id: z.string(), param_name: z.string(), param_value: z.string() }))
    .min(1),
});

/** Source: DCS API reference, ListConfigurations; `need_restart` is in no edition of it, and known from the Terraform provider. */
function listConfigs(call: Call, cloud: Cloud): Answer {
  return withRedis(call, cloud, (redis) =>
    ok({
      instance_id: redis.id,
      status: redis.status,
      config_status: 'SUCCESS',
      config_time: '',
      redis_config: cloud.redis.parametersOf(redis).map((parameter) => ({
        param_id: parameter.id,
        param_name: parameter.name,
        param_value: parameter.value,
        default_value: parameter.usual,
        value_type: parameter.type,
        value_range: parameter.range,
        description: parameter.description,
        need_restart: parameter.needsRestart,
      })),
    }),
  );
}

/** Where nothing changes there is no job, and no content. Source: DCS API reference, UpdateConfigurations and UpdateInstanceConfig. */
function change(call: Call, cloud: Cloud, answer: (job: { readonly job_id: string }) => Answer): Answer {
  return withRedis(call, cloud, (redis) => {
    const body = bodyOf(call, requestBody);
    if (body.refusal !== undefined) return body.refusal;
    const { redis_config: wanted } = body.data;
    const present = cloud.redis.parametersOf(redis);
    const broken = wanted.map((one) => brokenBy(one, present)).find((name) => name !== undefined);
    if (broken !== undefined) return dcsError(400, 'DCS.4800', `Invalid ${broken} in the request.`);
    const changes = wanted.filter(
      (one) => !present.some(({ name, value }) => name === one.param_name && value === one.param_value),
    );
    if (changes.length === 0) return noContent;
    const job = { type: 'ModifyInstanceConfig', redis, time: cloud.now() } as const;
    // It is accepted all the same, and fails then.
    if (redis.task !== null)
      return answer({ job_id: cloud.redis.addJob({ ...job, failReason: busyText(redis.task) }) });
    cloud.redis.setParameters(redis, new Map(changes.map((one) => [one.param_name, one.param_value])));
    return answer({ job_id: cloud.redis.addJob(job) });
  });
}

function busyText(task: string): string {
  return `The instance is busy (${task}).`;
}

type Wanted = z.infer<typeof requestBody>['redis_config'][number];

function brokenBy(
  wanted: Wanted,
  present: readonly Parameter[],
): 'param_name' | 'param_id' | 'param_value' | undefined {
  const parameter = present.find(({ name }) => name === wanted.param_name);
  if (parameter === undefined) return 'param_name';
  if (parameter.id !== wanted.param_id) return 'param_id';
  return mayBe(parameter, wanted.param_value) ? undefined : 'param_value';
}
