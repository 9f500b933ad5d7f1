import type { RedisReader } from '../../../src/redis/redisReader.ts';
import { fill } from './comparing.ts';
import { openReader } from './openReader.ts';
import type { RedisProgram } from './programs.ts';
import { type RedisServer, startRedis } from './server.ts';

type Command = readonly (string | Uint8Array)[];

/** Two servers that each test of a suite finds empty. */
export interface TwoServers {
  /** The source, then the target. */
  readonly servers: readonly [RedisServer, RedisServer];
  /** Opened anew for each test. */
  readonly ends: readonly [RedisReader, RedisReader];
  toSource(...commands: readonly Command[]): Promise<void>;
  toTarget(...commands: readonly Command[]): Promise<void>;
  toBoth(...commands: readonly Command[]): Promise<void>;
}

/** Called within `describe`: starts them for it, and ends them. Passwords of the source, and of the target. */
export function twoServers(program: RedisProgram, passwords: readonly string[] = []): TwoServers {
  const optionsOf = (index: number) => {
    const password = passwords[index];
    return password === undefined ? {} : { password };
  };
  const started: RedisServer[] = [];
  const open: RedisReader[] = [];
  const pair = <T>([first, second]: readonly T[]): readonly [T, T] => {
    if (first === undefined || second === undefined) throw new Error('They are there while a test runs.');
    return [first, second];
  };
  before(async () => {
    started.push(await startRedis(program, optionsOf(0)), await startRedis(program, optionsOf(1)));
  });
  beforeEach(async () => {
    await fill(started, [['FLUSHALL']]);
    for (const [index, server] of started.entries()) open.push(await openReader(server, optionsOf(index)));
  });
  afterEach(async () => {
    for (const end of open.splice(0)) await end.close();
  });
  after(async () => {
    for (const server of started.splice(0)) await server.kill();
  });
  return {
    get servers() {
      return pair(started);
    },
    get ends() {
      return pair(open);
    },
    toSource: (...commands) => fill(started.slice(0, 1), commands),
    toTarget: (...commands) => fill(started.slice(1), commands),
    toBoth: (...commands) => fill(started, commands),
  };
}
