import { type Answer, dcsDenial, dcsError, noContent, ok } from '../../answer.ts';
import type { Redis } from '../../redis/redis.ts';
import type { Call, Cloud, Route } from '../route.ts';
import { withRedis } from './withRedis.ts';

export const sslRoute: Route = {
  service: 'dcs',
  method: 'GET',
  path: '/v2/{project_id}/instances/{instance_id}/ssl',
  action: 'dcs:ssl:get',
  denied: dcsDenial,
  answer: (call: Call, cloud: Cloud) => withRedis(call, cloud, sslOf),
};

/** Two ways to say that it is off: by nothing where it could be on, and by a refusal where not. Source: DCS API reference, ShowInstanceSslDetail. */
function sslOf(redis: Redis): Answer {
  if (redis.ssl) {
    return ok({
      enabled: true,
      ip: redis.addresses[0],
      port: String(redis.port),
      domain_name: `redis-${redis.id.slice(0, 8)}.dcs.example.com:${redis.port}`,
      ssl_expired_at: '2027-07-06T09:30:00.000Z',
      ssl_validated: true,
    });
  }
  return Number(redis.version) >= 6 ? noContent : dcsError(400, 'DCS.4201', 'Do not support SSL.');
}
