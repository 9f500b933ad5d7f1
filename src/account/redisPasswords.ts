import * as z from 'zod';
import type { SecretStore } from './profile.ts';

/** Passwords of Redis that the person wanted to be kept, by the address or the instance and where that is. */
export interface RedisPasswords {
  /** Undefined where there is none, or nobody can read it any more. */
  find(of: RedisName): Promise<string | undefined>;
  keep(of: RedisName, password: string): Promise<void>;
  forget(of: RedisName): Promise<void>;
}

interface RedisName {
  readonly sandbox: boolean;
  readonly region: string;
  readonly projectId: string;
  /** The ID of an instance, or the addresses of a Redis. */
  readonly redis: string;
}

/** One blob, since some keychains ask once for each entry. */
export const redisPasswordsKey = 'dcs.redisPasswords';

/** The one that was kept first goes first. */
const mostKept = 200;

const kept = z.array(z.tuple([z.string(), z.string()]));

export function createRedisPasswords(secrets: Pick<SecretStore, 'get' | 'store'>): RedisPasswords {
  let turn: Promise<unknown> = Promise.resolve();
  const read = async () => {
    const text = await secrets.get(redisPasswordsKey);
    return text === undefined ? [] : (kept.safeParse(jsonOf(text)).data ?? []);
  };
  const change = (of: RedisName, add: readonly [string, string][]) => {
    const changed = turn.then(async () => {
      const before = await read();
      const rest = before.filter(([name]) => name !== nameOf(of));
      if (rest.length === before.length && add.length === 0) return;
      await secrets.store(redisPasswordsKey, JSON.stringify([...rest, ...add].slice(-mostKept)));
    });
    turn = changed.catch(() => undefined);
    return changed;
  };
  return {
    find: async (of) => (await read().catch(() => [])).find(([name]) => name === nameOf(of))?.[1],
    keep: (of, password) => change(of, [[nameOf(of), password]]),
    forget: (of) => change(of, []),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameOf({ sandbox, region, projectId, redis }: RedisName): string {
  return JSON.stringify([sandbox ? 'sandbox' : 'default', region, projectId, redis]);
}
