import { type AddressSwap, addressSwapsOf } from './life/swaps.ts';
import { ofRegion } from './redis/ofRegion.ts';
import type { Redis } from './redis/redis.ts';
import type { Cloud } from './routes/route.ts';

/** The instances of a region with the addresses that they have now: those that were swapped have each other's. */
export function redisNow({ world, tasks, pace, now }: Cloud, region: string): readonly Redis[] {
  const time = now();
  const all = ofRegion(world.redis, region);
  const swaps = [...tasks.all()].flatMap((task) => addressSwapsOf(task, pace, time));
  return swaps.length === 0 ? all : swapped(all, swaps);
}

type Place = Pick<Redis, 'addresses' | 'domain'>;

function swapped(all: readonly Redis[], swaps: readonly AddressSwap[]): readonly Redis[] {
  const places = new Map(all.map(({ id, addresses, domain }): [string, Place] => [id, { addresses, domain }]));
  for (const { source, target, withDomain } of swaps.toSorted((one, other) => one.at - other.at)) {
    const [one, other] = [places.get(source.id), places.get(target.id)];
    if (one === undefined || other === undefined) continue;
    places.set(source.id, withDomain ? other : { ...one, addresses: other.addresses });
    places.set(target.id, withDomain ? one : { ...other, addresses: one.addresses });
  }
  return all.map((redis) => ({ ...redis, ...places.get(redis.id) }));
}
