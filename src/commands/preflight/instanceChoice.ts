import { shortened } from '../../cloud/foreignText.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Choice } from '../../desk/ports.ts';
import { instanceText, joined, stateText, usedText, whyUnusable } from '../../desk/tasks/instanceText.ts';
import type { RedisChoice } from './configureForm.ts';

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
