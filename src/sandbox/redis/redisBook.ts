import { derivedHex } from '../derivedId.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { Redis } from './redis.ts';
import type { Whitelist } from './whitelist.ts';

/** A change that was accepted with a job, and was done, or failed, at once. */
export interface ChangeJob {
  readonly id: string;
  readonly type: 'AddWhitelist' | 'ModifyInstanceConfig';
  readonly redis: Redis;
  readonly time: Date;
  /** Absent where it was done. */
  readonly failReason?: string;
}

/** What has been set on the instances since the sandbox started; the instances themselves never change. */
export interface RedisBook {
  /** Undefined where there can be none. */
  whitelistOf(redis: Redis): Whitelist | undefined;
  setWhitelist(redis: Redis, whitelist: Whitelist): void;
  parametersOf(redis: Redis): readonly Parameter[];
  /** By their names. */
  setParameters(redis: Redis, values: ReadonlyMap<string, string>): void;
  /** The ID of a Web CLI that is open from now on: 48 hex digits. */
  openCli(redis: Redis): string;
  isCliOpen(redis: Redis, id: string): boolean;
  /** False where it was not open. */
  closeCli(redis: Redis, id: string): boolean;
  /** How many keys of it were drawn by chance before: the same ones each time the sandbox starts. */
  drawn(redis: Redis): number;
  /** What a Web CLI was given that does more than read, with the name of the instance before it. */
  readonly writes: readonly string[];
  noteWrite(redis: Redis, line: string): void;
  /** The ID of a new job: 32 hex digits. */
  addJob(job: Omit<ChangeJob, 'id'>): string;
  jobWithId(id: string): ChangeJob | undefined;
}

export function createRedisBook(): RedisBook {
  const whitelists = new Map<string, Whitelist>();
  const parameters = new Map<string, ReadonlyMap<string, string>>();
  const jobs = new Map<string, ChangeJob>();
  const clis = new Map<string, Redis>();
  const writes: string[] = [];
  const draws = new Map<string, number>();
  let opened = 0;
  const changedOf = ({ id }: Redis) => parameters.get(id) ?? new Map<string, string>();
  return {
    whitelistOf: (redis) => whitelists.get(redis.id) ?? redis.firstWhitelist,
    setWhitelist: ({ id }, whitelist) => void whitelists.set(id, whitelist),
    parametersOf: (redis) => parametersOf(redis, changedOf(redis)),
    setParameters: (redis, values) => void parameters.set(redis.id, new Map([...changedOf(redis), ...values])),
    openCli: (redis) => {
      opened += 1;
      const id = `${derivedHex(`web cli ${opened} of ${redis.id}`)}${derivedHex(redis.id).slice(0, 16)}`;
      clis.set(id, redis);
      return id;
    },
    isCliOpen: (redis, id) => clis.get(id) === redis,
    closeCli: (redis, id) => clis.get(id) === redis && clis.delete(id),
    drawn: ({ id }) => {
      const before = draws.get(id) ?? 0;
      draws.set(id, before + 1);
      return before;
    },
    writes,
    noteWrite: ({ name }, line) => void writes.push(`${name}: ${line}`),
    addJob: (job) => {
      const id = derivedHex(`job ${jobs.size} of ${job.redis.id}`);
      jobs.set(id, { ...job, id });
      return id;
    },
    jobWithId: (id) => jobs.get(id),
  };
}
