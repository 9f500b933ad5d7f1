import { derivedNumber } from '../derivedId.ts';
import { addressesOf, isRightPassword, type Redis } from '../redis/redis.ts';
import type { RedisBook } from '../redis/redisBook.ts';
import { admits } from '../redis/whitelist.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { ClosedEnd, Instance, Settings } from './events.ts';
import type { FailureName } from './failures.ts';

/** The settings of a task as they are now; undefined where it was never configured. */
export function settingsOf({ events }: SandboxTask): Settings | undefined {
  const settings = events.findLast((event) => event.kind === 'configured')?.settings;
  const last = events.findLast((event) => event.kind === 'configured' || event.kind === 'resumeMode');
  return settings && last?.kind === 'resumeMode' ? { ...settings, resumeMode: last.mode } : settings;
}

/** An instance of the cloud, which knows its name and address. */
export function cloudInstance(id: string, password: string | null, name = `dcs-${id.slice(0, 4)}`): Instance {
  return { id, name, addrs: `10.30.0.${10 + derivedNumber(`address of ${id}`, 200)}:6379`, password };
}

/** One that the account has, as its data make it. */
export function ownInstance(redis: Redis, id: string | null, password: string | null): Instance {
  const { name } = redis;
  return { id, name: id === null ? null : name, addrs: addressesOf(redis), password, redis };
}

const hostAndPort = /^[A-Za-z0-9.-]+:\d{1,5}$/;
const ipv4 = /^\d+(?:\.\d+){3}:/;
const ofPrivateNetwork = /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./;

/** Settings that the API takes, although no migration can come of them. An online migration never crosses the public network. */
export function failureOfSettings(settings: Settings, vpcId: unknown, closed: ClosedEnd): FailureName | undefined {
  const { source, target } = settings;
  if (isMalformed(source) || isMalformed(target)) return 'addressInvalid';
  const isPublic = ipv4.test(source.addrs) && !ofPrivateNetwork.test(source.addrs);
  if (isPublic || isElsewhere(source, vpcId) || closed === 'source') return 'sourceUnreachable';
  if (isElsewhere(target, vpcId) || closed === 'target') return 'targetUnreachable';
  return refusalOfSource(source) ?? refusalOfTarget(target) ?? misfit(source.redis, target.redis);
}

/** The first end whose whitelist, as it is now, keeps the machine of a task out. */
export function closedEnd({ source, target }: Settings, machineAddress: string, book: RedisBook): ClosedEnd {
  const isClosed = ({ redis }: Instance) => {
    const whitelist = redis && book.whitelistOf(redis);
    return whitelist !== undefined && !admits(whitelist, machineAddress);
  };
  if (isClosed(source)) return 'source';
  return isClosed(target) ? 'target' : undefined;
}

function isMalformed({ addrs }: Instance): boolean {
  return !addrs.split(',').every((address) => hostAndPort.test(address.trim()));
}

/** No VPC of the made-up account is joined to another. */
function isElsewhere({ redis }: Instance, vpcId: unknown): boolean {
  return redis !== undefined && redis.vpc.id !== vpcId;
}

/** An instance of the cloud lets itself be replicated only where it is named by its ID. Source: DCS API reference, SetOnlineMigrationTask. */
function refusalOfSource({ id, password, redis }: Instance): FailureName | undefined {
  if (redis === undefined) return undefined;
  if (redis.ssl) return 'sourceSslWanted';
  if (!redis.hasPassword && password !== null) return 'passwordNotWanted';
  if (redis.hasPassword && password === null) return 'sourcePasswordMissing';
  if (password !== null && !isRightPassword(password)) return 'sourcePasswordRefused';
  return id === null ? 'syncRefused' : undefined;
}

function refusalOfTarget({ password, redis }: Instance): FailureName | undefined {
  if (redis === undefined) return undefined;
  if (redis.ssl) return 'sslWanted';
  if (!redis.hasPassword && password !== null) return 'targetPasswordNotWanted';
  if (redis.hasPassword && password === null) return 'passwordMissing';
  return password === null || isRightPassword(password) ? undefined : 'targetPasswordRefused';
}

/** What shows only once data moves. */
function misfit(source: Instance['redis'], target: Instance['redis']): FailureName | undefined {
  if (source === undefined || target === undefined) return undefined;
  if (Number(target.version) < Number(source.version)) return 'targetTooOld';
  return target.used + source.used > target.memory ? 'targetFull' : undefined;
}
