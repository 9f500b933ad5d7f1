/** How the nodes of a DCS instance stand together. */
export type RedisType = 'single' | 'ha' | 'ha_rw_split' | 'proxy' | 'cluster';

const byWord: ReadonlyMap<string, RedisType> = new Map([
  ['single', 'single'],
  ['ha', 'ha'],
  ['proxy', 'proxy'],
  ['cluster', 'cluster'],
]);

/** Of Redis 3.0, whose cluster has proxies. */
const oldest: ReadonlyMap<string, RedisType> = new Map([
  ['dcs.single_node', 'single'],
  ['dcs.master_standby', 'ha'],
  ['dcs.cluster', 'proxy'],
]);

/** By what it was bought as; undefined for what no source knows. Source: DCS user guide, "Instance specifications". */
export function redisTypeOf(specCode: string | undefined): RedisType | undefined {
  if (specCode === undefined) return undefined;
  const [, word = ''] = /^redis\.([a-z]+)\./.exec(specCode) ?? [];
  // One that splits reads and writes is sold as `ha`, with its replicas as p2 in place of r2.
  if (word === 'ha' && /\.p\d+\./.test(specCode)) return 'ha_rw_split';
  return byWord.get(word) ?? oldest.get(specCode);
}
