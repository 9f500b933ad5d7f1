/**
 * What is passed on to a Redis of the person: commands that read. Nothing that the Web CLI refuses is among them, and nothing that
 * writes, although the Web CLI carries that out: what looks like a Redis of this computer may be a tunnel to one that matters.
 * Source: Web CLI, "Commands supported and disabled".
 */
const readCommands: ReadonlySet<string> = new Set([
  ...['PING', 'ECHO', 'TIME', 'INFO', 'ROLE', 'DBSIZE', 'LASTSAVE', 'SCAN', 'RANDOMKEY'],
  ...['EXISTS', 'TYPE', 'TTL', 'PTTL', 'EXPIRETIME', 'PEXPIRETIME'],
  ...['GET', 'MGET', 'STRLEN', 'GETRANGE', 'GETBIT', 'BITCOUNT', 'BITPOS'],
  ...['HEXISTS', 'HGET', 'HGETALL', 'HKEYS', 'HLEN', 'HMGET', 'HRANDFIELD', 'HSCAN', 'HSTRLEN', 'HVALS'],
  ...['LINDEX', 'LLEN', 'LPOS', 'LRANGE'],
  ...['SCARD', 'SISMEMBER', 'SMEMBERS', 'SMISMEMBER', 'SRANDMEMBER', 'SSCAN', 'SDIFF', 'SINTER', 'SUNION'],
  ...['ZCARD', 'ZCOUNT', 'ZLEXCOUNT', 'ZMSCORE', 'ZRANDMEMBER', 'ZRANGE', 'ZRANGEBYLEX', 'ZRANGEBYSCORE'],
  ...['ZRANK', 'ZREVRANGE', 'ZREVRANGEBYSCORE', 'ZREVRANK', 'ZSCAN', 'ZSCORE'],
  ...['GEODIST', 'GEOHASH', 'GEOPOS', 'GEOSEARCH'],
  ...['XINFO', 'XLEN', 'XPENDING', 'XRANGE', 'XREVRANGE'],
  ...['CLIENT INFO', 'CLIENT LIST', 'CONFIG GET', 'MEMORY DOCTOR', 'MEMORY STATS', 'MEMORY USAGE'],
  ...['CLUSTER INFO', 'CLUSTER KEYSLOT', 'CLUSTER NODES', 'CLUSTER SHARDS', 'CLUSTER SLOTS'],
  ...['LATENCY DOCTOR', 'LATENCY LATEST', 'OBJECT ENCODING', 'OBJECT FREQ', 'OBJECT IDLETIME', 'OBJECT REFCOUNT'],
  ...['SLOWLOG GET', 'SLOWLOG LEN'],
]);

/** The words of a command that is passed on; undefined for any other. The Web CLI parts them at blanks. */
export function readCommandIn(text: string): readonly [string, ...string[]] | undefined {
  const [name, ...rest] = text.trim().split(/\s+/);
  if (name === undefined) return undefined;
  const isRead = readCommands.has(name.toUpperCase()) || readCommands.has(`${name} ${rest[0] ?? ''}`.toUpperCase());
  return isRead && !tellsPassword([name, ...rest]) ? [name, ...rest] : undefined;
}

/** `requirepass` and its like, also by a pattern. */
function tellsPassword([name = '', , ...parameters]: readonly string[]): boolean {
  return name.toUpperCase() === 'CONFIG' && parameters.some((one) => !/^[a-z-]+$/i.test(one) || /pass|auth/i.test(one));
}
