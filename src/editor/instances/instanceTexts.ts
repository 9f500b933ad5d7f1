import { quoted } from '../../cloud/foreignText.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import { sizeText } from '../../desk/tasks/instanceText.ts';
import { timeText } from '../../desk/timeText.ts';
import type { CheckOf } from '../../task/preflight/check.ts';

/** A check before the start that an ID in a file can fail. */
export type JudgedFault =
  | CheckOf<'sameInstance'>
  | CheckOf<'running'>
  | CheckOf<'sameVpc'>
  | CheckOf<'capacity'>
  | CheckOf<'version'>;

/** The words for what the checks before a start have found of the instance of this name. */
export function faultText(fault: JudgedFault, name: string, t: Translate): string {
  switch (fault.id) {
    case 'sameInstance':
      return sameText(t);
    case 'running':
      return t('The state of {name} was {status} at {time}; before the migration starts it has to be RUNNING.', {
        name,
        status: quoted(fault.evidence.status ?? ''),
        time: fault.at === undefined ? '' : timeText(new Date(fault.at), t),
      });
    case 'sameVpc':
      return t(
        '{name} is in another VPC ({vpc}) than the migration machine of this file will be. Make sure that a VPC peering or a route joins the two, or pick another instance.',
        { name, vpc: quoted(fault.evidence.vpcName ?? fault.evidence.vpcId ?? '') },
      );
    case 'capacity': {
      const { sourceUsed = 0, targetMax = 0 } = fault.evidence;
      return t('The source holds {used}, and {name} takes {all} at most. Pick a larger target.', {
        used: sizeText(sourceUsed, t),
        name,
        all: sizeText(targetMax, t),
      });
    }
    case 'version': {
      const { source = '', target = '' } = fault.evidence;
      const versions = { source: quoted(source), target: quoted(target) };
      return t(
        'The source has version {source}, and {name} is older: {target}. Pick a target of the same version or a newer one.',
        { ...versions, name },
      );
    }
  }
}

export function sameText(t: Translate): string {
  return t('Source and target are the same Redis. Pick another target.');
}

/** Of an instance that is no Redis. */
export function engineText(name: string, { engine = '' }: Instance, t: Translate): string {
  return t('{name} is {engine}, and an online migration takes Redis only. Pick another instance.', {
    name,
    engine: quoted(engine),
  });
}
