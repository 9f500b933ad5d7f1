import { shortened } from '../../cloud/foreignText.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Choice } from '../../desk/ports.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import { type RedisType, redisTypeOf } from '../../task/redisType.ts';
import type { ChosenInstance, RedisChoice } from './configureForm.ts';

/** A row for an instance. `other`: the ID of what is the other end already. */
export function instanceChoice(instance: Instance, other: string | undefined, t: Translate): Choice<RedisChoice> {
  const unusable = whyUnusable(instance, other, t);
  const { instance_id: id, name, ip, port, vpc_name: vpc, description } = instance;
  const address = ip === undefined || ip === '' ? undefined : [ip, port].filter(Boolean).join(':');
  const parts = [unusable, stateText(instance, t), address, vpc, usedText(instance, t), description];
  return {
    label: name || id,
    description: instanceText(instance, t),
    detail: joined(parts.map((part) => part && shortened(part))),
    value: { kind: 'instance', instance },
    ...(unusable === undefined ? {} : { unusable }),
  };
}

/** Engine, version, type and size: `Redis 5.0 · master/standby · 4 GB`. */
export function instanceText(instance: ChosenInstance, t: Translate): string {
  const { engine, engine_version: version, spec_code: spec, max_memory: memory } = instance;
  const type = redisTypeOf(spec);
  return joined([
    joined([engine, version], ' '),
    type && typeText(type, t),
    memory === undefined ? undefined : sizeText(memory, t),
  ]);
}

function typeText(type: RedisType, t: Translate): string {
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

function whyUnusable({ instance_id: id, engine }: Instance, other: string | undefined, t: Translate) {
  if (id === other) return t('It is the other end of this migration already.');
  const isRedis = engine === undefined || /redis/i.test(engine);
  return isRedis ? undefined : t('It is no Redis.');
}

function stateText({ status = '' }: Instance, t: Translate): string | undefined {
  return status === '' || status.toUpperCase() === 'RUNNING' ? undefined : t('state: {state}', { state: status });
}

function usedText({ used_memory: used, max_memory: all }: Instance, t: Translate): string | undefined {
  if (used === undefined || all === undefined) return undefined;
  return t('{used} of {all} used', { used: sizeText(used, t), all: sizeText(all, t) });
}

function joined(parts: readonly (string | undefined)[], between = ' · '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(between);
}
