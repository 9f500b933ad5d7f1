import { type Answer, dcsDenial, ok } from '../../answer.ts';
import { noInstance } from '../../redis/ofRegion.ts';
import { redisNow } from '../../swappedRedis.ts';
import { dcsPage } from '../dcsPage.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { configRoutes } from './configs.ts';
import { detailed, listed } from './redisFields.ts';
import { sslRoute } from './ssl.ts';
import { webCliRoutes } from './webCli.ts';
import { whitelistRoutes } from './whitelist.ts';

const get = { service: 'dcs', method: 'GET', denied: dcsDenial } as const;

export const redisRoutes: readonly Route[] = [
  { ...get, path: '/v2/{project_id}/instances', action: 'dcs:instance:list', answer: listInstances },
  { ...get, path: '/v2/{project_id}/instances/{instance_id}', action: 'dcs:instance:get', answer: showInstance },
  ...whitelistRoutes,
  ...configRoutes,
  sslRoute,
  ...webCliRoutes,
];

/** Source: DCS API reference, ListInstances: `name` matches a part of it, `name_equal` all of it. */
function listInstances({ query, project }: Call, cloud: Cloud): Answer {
  const page = dcsPage(query, { lowest: 1, highest: 1000 });
  if ('status' in page) return page;
  const [id, name, whole, status, ip] = ['instance_id', 'name', 'name_equal', 'status', 'ip'].map((key) =>
    query.get(key),
  );
  const found = redisNow(cloud, project.region).filter(
    (redis) =>
      (id === null || redis.id === id) &&
      (name === null || redis.name.includes(name ?? '')) &&
      (whole === null || redis.name === whole) &&
      (status === null || redis.status === status) &&
      (ip === null || redis.addresses.includes(ip ?? '')),
  );
  return ok({ instance_num: found.length, instances: page.of(found).map(listed) });
}

/** One that is not there is HTTP 404 or 400. Source: the Terraform provider, which knows both with DCS.3022. */
function showInstance({ project, parameters }: Call, cloud: Cloud): Answer {
  const id = parameters.get('instance_id');
  const redis = redisNow(cloud, project.region).find((one) => one.id === id);
  return redis === undefined ? noInstance : ok(detailed(redis));
}
