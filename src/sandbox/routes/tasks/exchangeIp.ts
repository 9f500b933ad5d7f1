import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, noContent } from '../../answer.ts';
import { settingsOf } from '../../life/settings.ts';
import { lastSwap, nextSwapEnd, swapStatusOf } from '../../life/swaps.ts';
import type { Redis } from '../../redis/redis.ts';
import { bodyOf } from '../jsonBody.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { act, isSwapped, refuse, taskOf } from './act.ts';

const post = { service: 'dcs', method: 'POST', action: 'dcs:migrationTask:modify', denied: dcsDenial } as const;

/** Source: DCS API reference, ExchangeInstanceIp and RollbackExchangeInstanceIp. */
export const exchangeIpRoutes: readonly Route[] = [
  { ...post, path: '/v2/{project_id}/migration-task/{task_id}/exchange-ip', answer: exchangeIp },
  { ...post, path: '/v2/{project_id}/migration-task/{task_id}/rollback-ip', answer: rollBackIp },
];

/** Both are marked as mandatory, and the body as optional; the Terraform provider leaves them out. What the addresses are for is not documented. */
const requestBody = z.looseObject({
  exchanged_ip: z.array(z.string()).nullish(),
  is_exchange_domain: z.boolean().nullish(),
});

const nothing: Exclude<ReturnType<typeof bodyOf<typeof requestBody>>, { readonly refusal: Answer }> = { data: {} };

function exchangeIp(call: Call, cloud: Cloud): Answer {
  const body = call.body.length === 0 ? nothing : bodyOf(call, requestBody);
  if (body.refusal !== undefined) return body.refusal;
  const { is_exchange_domain: withDomain } = body.data;
  const taskId = call.parameters.get('task_id') ?? '';
  const known = taskOf(call, cloud, taskId);
  const misfit = known && misfitOf(settingsOf(known));
  const task = act(call, cloud, taskId, {
    action: 'exchangeIp',
    allows: (status, one) => status === 'INCRMIGEATING' && misfit === undefined && !isSwapped(one, cloud),
    event: (at, one) => ({ kind: 'exchanged', at, end: nextSwapEnd(one), withDomain: withDomain ?? false }),
  });
  if (typeof task !== 'string') return noContent;
  return task === 'DCS.4957' && misfit !== undefined ? dcsError(400, ...misfit) : refuse(task);
}

/** Source: the Terraform provider, which sends nothing with it. That it takes back the domain names as well is inferred. */
function rollBackIp(call: Call, cloud: Cloud): Answer {
  const task = act(call, cloud, call.parameters.get('task_id') ?? '', {
    action: 'rollBackIp',
    allows: (_, one) => swapStatusOf(one, cloud.pace, cloud.now()) === 'EXCHANGE_SUCCESS',
    event: (at, one) => ({
      kind: 'rolledBack',
      at,
      end: nextSwapEnd(one),
      withDomain: lastSwap(one)?.withDomain ?? false,
    }),
  });
  return typeof task === 'string' ? refuse(task) : noContent;
}

type Misfit = readonly [code: string, message: string];

/** What the two ends lack. Source: DCS user guide, "Switching DCS Instance IP Addresses"; which codes go with it is not documented. */
function misfitOf(settings: ReturnType<typeof settingsOf>): Misfit | undefined {
  const [source, target] = [settings?.source.redis, settings?.target.redis];
  if (source === undefined || target === undefined)
    return ['DCS.4007', 'The instance type is not supported: both ends must be DCS instances.'];
  const both: readonly Redis[] = [source, target];
  if (both.some(({ version }) => Number(version) < 4))
    return ['DCS.4008', 'The cache engine version is not supported.'];
  if (both.some(({ specCode }) => /^redis\.cluster\./.test(specCode)))
    return ['DCS.4007', 'The instance type is not supported: Redis Cluster.'];
  if (both.some(({ publicAccess }) => publicAccess))
    return ['DCS.4026', 'This operation is not allowed: public access is enabled.'];
  return source.port === target.port
    ? undefined
    : ['DCS.4026', 'This operation is not allowed: the ports are different.'];
}
