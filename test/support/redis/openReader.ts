import { type ConnectionOptions, openByConnection } from '../../../src/redis/connection/openByConnection.ts';
import type { RedisReader } from '../../../src/redis/redisReader.ts';
import type { RedisServer } from './server.ts';

/** As a person opens it who says yes to the other nodes of a cluster. */
export function openReader(
  { host, port }: Pick<RedisServer, 'host' | 'port'>,
  options: Partial<ConnectionOptions> = {},
): Promise<RedisReader> {
  const address = { host, port };
  return openByConnection({ addresses: [address], name: `${host}:${port}`, mayConnect: async () => true, ...options });
}
