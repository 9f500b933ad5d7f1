import type { Instance } from '../../cloud/services/instances.ts';
import type { LookUp } from '../../cloud/services/lookUps.ts';
import type { Translate } from '../../cloud/translate.ts';
import {
  instanceText,
  joined,
  sizeText,
  stateText,
  typeText,
  usedText,
  whyUnusable,
} from '../../desk/tasks/instanceText.ts';
import { timeText } from '../../desk/timeText.ts';
import { redisTypeOf } from '../../task/redisType.ts';
import { type EntryText, facts } from '../entryTexts.ts';
import type { SeenInstance } from './migrationEnds.ts';

/** An entry for each instance of a list; those of another VPC than the task's are far. `other`: the ID at the other end. */
export function instanceEntries(
  { items, readAt }: Pick<LookUp<Instance>, 'items' | 'readAt'>,
  vpcId: string | undefined,
  other: string | undefined,
  t: Translate,
): (EntryText & { readonly isFar: boolean })[] {
  const when = whenText(readAt, t);
  const [home, taken] = [vpcId?.toLowerCase(), other?.toLowerCase()];
  return items.map((instance) => ({
    ...entryOf(instance, when, taken, t),
    isFar: home !== undefined && instance.vpc_id?.toLowerCase() !== home,
  }));
}

/** Everything known about an instance. */
export function instanceEntry({ instance, readAt }: SeenInstance, t: Translate): EntryText {
  return entryOf(instance, whenText(readAt, t), undefined, t);
}

function whenText(readAt: number | undefined, t: Translate): string | undefined {
  return readAt === undefined ? undefined : timeText(new Date(readAt), t);
}

function entryOf(instance: Instance, when: string | undefined, other: string | undefined, t: Translate): EntryText {
  const { instance_id: id, name, vpc_name: vpcName, vpc_id: vpcId, ip = '', port, domain_name: domain } = instance;
  const obstacle = whyUnusable(instance, other, t);
  const addresses = ip === '' ? [] : ip.split(',').map((one) => joined([one.trim(), port?.toString()], ':'));
  return {
    id,
    name: name || id,
    remark: joined([stateText(instance, t), instanceText(instance, t), vpcName || vpcId]),
    keywords: joined([...addresses, domain], ' '),
    ...(obstacle === undefined ? {} : { obstacle }),
    facts: [...factsOf(instance, addresses, t), ...facts([t('As of'), when])],
  };
}

function factsOf(instance: Instance, addresses: readonly string[], t: Translate): EntryText['facts'] {
  const { engine, engine_version: version, spec_code: spec, max_memory: memory } = instance;
  const type = redisTypeOf(spec);
  return facts(
    [t('Engine'), joined([engine, version], ' ')],
    [t('Type'), type && typeText(type, t)],
    [t('Memory'), usedText(instance, t) ?? (memory === undefined ? undefined : sizeText(memory, t))],
    [t('VPC'), instance.vpc_name || instance.vpc_id],
    [t('Address'), addresses.join(', ')],
    [t('Domain name'), instance.domain_name],
    [t('Status'), instance.status],
    [t('Password'), passwordText(instance, t)],
    [t('Description'), instance.description],
    [t('Instance ID'), instance.instance_id],
  );
}

/** `takes_all`: everybody without a password. */
function passwordText({ takes_all: takesAll }: Instance, t: Translate): string | undefined {
  if (takesAll === undefined) return undefined;
  return takesAll ? t('needs none') : t('needs one');
}
