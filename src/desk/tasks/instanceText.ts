import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import { type RedisType, redisTypeOf } from '../../task/redisType.ts';
import { figure } from './phaseTexts.ts';

/** As much of an instance as says what it is. */
type SizedInstance = Partial<Pick<Instance, 'engine' | 'engine_version' | 'spec_code' | 'max_memory'>>;

/** Engine, version, type and size: `Redis 5.0 · master/standby · 4 GB`. */
export function instanceText(instance: SizedInstance, t: Translate): string {
  const { engine, engine_version: version, spec_code: spec, max_memory: memory } = instance;
  const type = redisTypeOf(spec);
  return joined([
    joined([engine, version], ' '),
    type && typeText(type, t),
    memory === undefined ? undefined : sizeText(memory, t),
  ]);
}

export function typeText(type: RedisType, t: Translate): string {
  switch (type) {
    case 'single':
      return t('single-node');
    case 'ha':
      return t('master/standby');
    case 'ha_rw_split':
      return t('read/write splitting');
    case 'proxy':
      return t('Proxy Cluster');
    case 'cluster':
      return t('Redis Cluster');
  }
}

/** `megabytes` of memory. */
export function sizeText(megabytes: number, t: Translate): string {
  return megabytes < 1024 ? `${figure(megabytes, t)} MB` : `${figure(megabytes / 1024, t)} GB`;
}

/** Why an instance can be no end of a migration of which `other` is the other end; undefined where it can. */
export function whyUnusable(
  { instance_id: id, engine }: Instance,
  other: string | undefined,
  t: Translate,
): string | undefined {
  if (id === other) return t('It is the other end of this migration already.');
  return isRedis({ engine }) ? undefined : t('It is no Redis.');
}

/** Also where it does not say. */
export function isRedis({ engine = '' }: Pick<Instance, 'engine'>): boolean {
  return engine === '' || /redis/i.test(engine);
}

/** Undefined where it runs, or does not say. */
export function stateText({ status = '' }: Instance, t: Translate): string | undefined {
  return status === '' || status.toUpperCase() === 'RUNNING' ? undefined : t('state: {state}', { state: status });
}

export function usedText({ used_memory: used, max_memory: all }: Instance, t: Translate): string | undefined {
  if (used === undefined || all === undefined) return undefined;
  return t('{used} of {all} used', { used: sizeText(used, t), all: sizeText(all, t) });
}

/** What there is of these. */
export function joined(parts: readonly (string | undefined)[], between = ' · '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between);
}
