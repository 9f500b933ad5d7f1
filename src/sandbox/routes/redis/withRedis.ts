import type { Answer } from '../../answer.ts';
import { noInstance, ofRegion } from '../../redis/ofRegion.ts';
import type { Redis } from '../../redis/redis.ts';
import type { Call, Cloud } from '../route.ts';

/** What the instance that the path names answers, if it is there. */
export function withRedis<Given extends Answer | Promise<Answer>>(
  { project, parameters }: Call,
  { world }: Cloud,
  answer: (redis: Redis) => Given,
): Given | Answer {
  const id = parameters.get('instance_id');
  const redis = ofRegion(world.redis, project.region).find((one) => one.id === id);
  return redis === undefined ? noInstance : answer(redis);
}
