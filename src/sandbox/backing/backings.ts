import type { LoopbackAddress } from '../../cloud/endpoint.ts';
import type { Redis } from '../redis/redis.ts';
import type { LocalRedis } from './localRedis.ts';

/** A Web CLI that a Redis of this computer answers. */
export interface BackedCli {
  readonly clientId: string;
  readonly redis: Redis;
  readonly local: LocalRedis;
  readonly address: LoopbackAddress;
}

/** Which instances a Redis of this computer stands behind, and the Web CLIs that are open there. */
export interface Backings {
  /** As the person has set it by now. @throws what keeps the setting from being read */
  addressOf(redis: Redis): LoopbackAddress | undefined;
  /** Gives the one that had to make room. */
  add(cli: BackedCli): BackedCli | undefined;
  withId(clientId: string): BackedCli | undefined;
  remove(clientId: string): void;
  /** Ends every connection; one that is added later ends at once. */
  dispose(): void;
}

/** One more takes the place of the oldest. */
const mostOpen = 16;

export function createBackings(addresses: () => Readonly<Record<string, LoopbackAddress>>): Backings {
  const open = new Map<string, BackedCli>();
  let isDisposed = false;
  const remove = (clientId: string) => {
    open.get(clientId)?.local.close();
    open.delete(clientId);
  };
  return {
    addressOf: ({ name }) => new Map(Object.entries(addresses())).get(name),
    add(cli) {
      open.set(cli.clientId, cli);
      const [oldest] = open.values();
      const inTheWay = isDisposed ? cli : open.size > mostOpen ? oldest : undefined;
      if (inTheWay !== undefined) remove(inTheWay.clientId);
      return inTheWay;
    },
    withId: (clientId) => open.get(clientId),
    remove,
    dispose() {
      isDisposed = true;
      for (const clientId of [...open.keys()]) remove(clientId);
    },
  };
}
