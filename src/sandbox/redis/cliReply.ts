import { configValue, type Databases, infoText } from './cliInfo.ts';
import type { Parameter } from './parameters.ts';
import type { Redis } from './redis.ts';
import {
  bytesOf,
  elementsOf,
  encodingOf,
  type SampleKey,
  type Shown,
  sampleKey,
  sampleKeyNamed,
  textOf,
} from './sampleKeys.ts';
import { shownText } from './shownText.ts';

/** An instance, as its Web CLI sees it. */
interface CliView {
  readonly redis: Redis;
  readonly parameters: readonly Parameter[];
  readonly databases: Databases;
  /** That is asked. */
  readonly database: number;
  /** How many keys were drawn by chance before. */
  readonly drawn: () => number;
  /** Told of each command that would change the instance. */
  readonly note: (line: string) => void;
}

/** What the Web CLI carries out and what not. Source: Web CLI, "Commands supported and disabled". */
const disabled = new RegExp(
  `^(?:${[
    ...['KEYS', 'MONITOR', 'P?SYNC', 'CONFIG (?:SET|REWRITE|RESETSTAT)', '(?:SELECT|ACL)', 'MODULE', 'COMMAND', 'DUMP'],
    ...['RESTORE', 'MIGRATE', 'WAIT', 'SLAVEOF', 'REPLICAOF', 'SHUTDOWN', 'SAVE', 'BGSAVE', 'BGREWRITEAOF', 'DEBUG'],
    ...['MULTI', 'EXEC', 'WATCH', 'P?SUBSCRIBE', 'B[LR]POP', 'BRPOPLPUSH', 'BZPOP(?:MIN|MAX)', '(?:AUTH|RESET)'],
    ...['CLUSTER (?:RESET|FAILOVER|FORGET|MEET|ADDSLOTS|DELSLOTS|SETSLOT|REPLICATE|FLUSHSLOTS|SAVECONFIG)'],
  ].join('|')})\\b`,
);

/** What the Web CLI prints for a line. Whatever does not read is taken for a write, which is noted and said to be done. */
export function cliReply(view: CliView, line: string): string {
  const [name = '', ...rest] = line.trim().split(/\s+/);
  const command = [name.toUpperCase(), ...rest];
  if (disabled.test([command[0], rest[0]?.toUpperCase()].join(' '))) return `(error) ERR unknown command '${name}'`;
  const reply = ofTheRedis(view, command) ?? ofKeys(view, command) ?? ofKey(view, command);
  if (reply !== undefined) return reply;
  view.note(line);
  return 'OK';
}

/** Of the instance; undefined where it is asked something else. */
function ofTheRedis(
  { redis, parameters, databases }: CliView,
  [name, first, second]: readonly string[],
): string | undefined {
  switch (name) {
    case 'PING':
      return 'PONG';
    case 'INFO':
      return infoText(redis, parameters, databases, first?.toLowerCase());
    case 'ROLE':
      return shownText(['master', 0, []]);
    case 'CONFIG': {
      if (first?.toUpperCase() !== 'GET' || second === undefined) return undefined;
      const value = configValue(second, redis, parameters);
      return shownText(value === undefined ? [] : [second, value]);
    }
    case 'CLUSTER': {
      if (first?.toUpperCase() !== 'INFO') return undefined;
      const isCluster = /^redis\.cluster\./.test(redis.specCode);
      return isCluster
        ? 'cluster_enabled:1\r\ncluster_state:ok\r\ncluster_slots_ok:16384\r\n'
        : '(error) ERR This instance has cluster support disabled';
    }
    default:
      return undefined;
  }
}

const keysIn = ({ databases, database }: CliView) => databases.find(([number]) => number === database)?.[1] ?? 0;

/** Between keys that are drawn by chance: a prime, so that each comes in its turn. */
const stride = 7919;

/** Of the keys of the database. */
function ofKeys(view: CliView, [name, cursor = '0', ...options]: readonly string[]): string | undefined {
  const keys = keysIn(view);
  switch (name) {
    case 'DBSIZE':
      return shownText(keys);
    case 'RANDOMKEY':
      return shownText(keys === 0 ? undefined : sampleKey(1 + ((view.drawn() * stride) % keys)).name);
    case 'SCAN': {
      const from = Number(cursor);
      const count = Number(optionIn(options, 'COUNT') ?? '10');
      if (!Number.isSafeInteger(from) || !Number.isSafeInteger(count) || count < 1) return '(error) ERR invalid cursor';
      const type = optionIn(options, 'TYPE');
      const end = Math.min(keys, from + count);
      const found = Array.from({ length: Math.max(0, end - from) }, (_, index) => sampleKey(from + index + 1));
      const names = found.filter((one) => type === undefined || one.type === type).map((one) => one.name);
      return shownText([end < keys ? String(end) : '0', names]);
    }
    default:
      return undefined;
  }
}

/** Of one key. */
function ofKey(view: CliView, [name = '', first = '', ...rest]: readonly string[]): string | undefined {
  const isSub = name === 'MEMORY' || name === 'OBJECT';
  const key = sampleKeyNamed((isSub ? rest[0] : first) ?? '', keysIn(view));
  const asked = isSub ? `${name} ${first.toUpperCase()}` : name;
  switch (asked) {
    case 'TYPE':
      return key?.type ?? 'none';
    case 'EXISTS':
      return shownText(key === undefined ? 0 : 1);
    case 'TTL':
      return shownText(key === undefined ? -2 : (key.timeToLive ?? -1));
    case 'PTTL':
      return shownText(key === undefined ? -2 : key.timeToLive === undefined ? -1 : key.timeToLive * 1000);
    case 'MEMORY USAGE':
      return shownText(key && bytesOf(key));
    case 'OBJECT ENCODING':
      return shownText(key && encodingOf(key));
    default:
      return ofValue(asked, key, rest);
  }
}

const typeFor: ReadonlyMap<string, SampleKey['type']> = new Map([
  ...['GET', 'GETRANGE', 'STRLEN'].map((name) => [name, 'string'] as const),
  ...['HLEN', 'HGETALL', 'HSCAN'].map((name) => [name, 'hash'] as const),
  ...['LLEN', 'LRANGE'].map((name) => [name, 'list'] as const),
  ...['SCARD', 'SMEMBERS', 'SSCAN'].map((name) => [name, 'set'] as const),
  ...['ZCARD', 'ZRANGE', 'ZSCAN'].map((name) => [name, 'zset'] as const),
  ...['XLEN', 'XRANGE'].map((name) => [name, 'stream'] as const),
]);

function ofValue(name: string, key: SampleKey | undefined, rest: readonly string[]): string | undefined {
  const type = typeFor.get(name);
  if (type === undefined) return undefined;
  if (key !== undefined && key.type !== type)
    return '(error) WRONGTYPE Operation against a key holding the wrong kind of value';
  const [from = 0, to = 0] = rest.map(Number);
  const count = Number(optionIn(rest, 'COUNT') ?? '10');
  if (/LEN$|CARD$/.test(name)) return shownText(key?.length ?? 0);
  if (name === 'GET') return shownText(key && textOf(key));
  if (name === 'GETRANGE') return key === undefined ? '""' : shownText(textOf(key).slice(from, to + 1));
  if (key === undefined) return shownText(/SCAN$/.test(name) ? ['0', []] : []);
  return shownText(elementsShown(name, key, { from, to, count }));
}

function elementsShown(
  name: string,
  key: SampleKey,
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): Shown {
  if (name === 'HGETALL' || name === 'SMEMBERS') return elementsOf(key, 0, key.length);
  if (name === 'XRANGE') return elementsOf(key, 0, count);
  if (!/SCAN$/.test(name)) return elementsOf(key, from, to - from + 1);
  const end = from + count;
  return [end < key.length ? String(end) : '0', elementsOf(key, from, count)];
}

function optionIn(options: readonly string[], name: string): string | undefined {
  const at = options.findIndex((option) => option.toUpperCase() === name);
  return at === -1 ? undefined : options[at + 1];
}
