import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, noContent, notPublished, ok } from '../../answer.ts';
import { derivedNumber } from '../../derivedId.ts';
import type { Redis } from '../../redis/redis.ts';
import { brokenRule, extended, mostEntries, type Whitelist } from '../../redis/whitelist.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { withRedis } from './withRedis.ts';

const path = '/v2/{project_id}/instance/{instance_id}/whitelist';
const route = { service: 'dcs', denied: dcsDenial } as const;

export const whitelistRoutes: readonly Route[] = [
  { ...route, method: 'GET', path, action: 'dcs:whitelist:list', answer: showWhitelist },
  { ...route, method: 'PUT', path, action: 'dcs:whitelist:modify', answer: replaceWhitelist },
  // No policy is needed. Source: DCS API reference, AddIpWhitelist.
  { ...route, method: 'POST', path: `${path}-async`, answer: addToWhitelist },
];

const groups = z.array(
  z
    .looseObject({ group_name: z.string(), ip_list: z.array(z.string()) })
    .transform(({ group_name: name, ip_list: entries }) => ({ name, entries })),
);
const replacement = z.looseObject({ enable_whitelist: z.boolean(), whitelist: groups });
const addition = z.looseObject({ whitelist: groups.min(1) });

/** Which code an instance without one answers with is not documented. Source: DCS user guide, "Managing IP Address Whitelist": Redis 3.0 has none. */
const unsupported = dcsError(400, 'DCS.4800', 'The instance does not support the whitelist.');

/** The limit comes as a text from some and as a number from others: the schema says the one, the sample the other. */
function showWhitelist(call: Call, cloud: Cloud): Answer {
  return withRedis(call, cloud, (redis) => {
    const whitelist = cloud.redis.whitelistOf(redis);
    if (whitelist === undefined) return unsupported;
    return ok({
      instance_id: redis.id,
      enable_whitelist: whitelist.enabled,
      whitelist: whitelist.groups.map(({ name, entries }) => ({ group_name: name, ip_list: entries })),
      whitelist_ip_limit_num: derivedNumber(`limit of ${redis.id}`, 2) === 0 ? String(mostEntries) : mostEntries,
    });
  });
}

/** What is not in it is gone. Source: DCS API reference, UpdateIpWhitelist. */
function replaceWhitelist(call: Call, cloud: Cloud): Answer {
  return withRedis(call, cloud, (redis) => {
    const body = bodyOf(call, replacement);
    if (body.refusal !== undefined) return body.refusal;
    const { enable_whitelist: enabled, whitelist } = body.data;
    return set({ enabled, groups: whitelist }, redis, cloud) ?? noContent;
  });
}

/** Not every region has it. Source: DCS API reference, AddIpWhitelist, which no SDK knows. */
function addToWhitelist(call: Call, cloud: Cloud): Answer {
  if (call.project.region === 'cn-north-4') return notPublished(call.requestId);
  return withRedis(call, cloud, (redis) => {
    const body = bodyOf(call, addition);
    if (body.refusal !== undefined) return body.refusal;
    const before = cloud.redis.whitelistOf(redis);
    const refusal = before ? set(extended(before, body.data.whitelist), redis, cloud) : unsupported;
    return refusal ?? ok({ job_id: cloud.redis.addJob({ type: 'AddWhitelist', redis, time: cloud.now() }) });
  });
}

/** The refusal, if any. Source: DCS API reference, "Error codes": of the limits only the words of the code are documented. */
function set(whitelist: Whitelist, redis: Redis, cloud: Cloud): Answer | undefined {
  if (cloud.redis.whitelistOf(redis) === undefined) return unsupported;
  const broken = brokenRule(whitelist);
  if (broken !== undefined) return dcsError(400, 'DCS.4800', `Invalid ${broken} in the request.`);
  cloud.redis.setWhitelist(redis, whitelist);
  return undefined;
}
