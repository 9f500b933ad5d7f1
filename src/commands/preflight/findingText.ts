import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { Check } from '../../task/preflight/check.ts';
import { type EndNames, missingText } from './checkTexts.ts';
import { sizeText } from './instanceChoice.ts';

const said = (value: string | undefined) => value ?? '?';

/** Bytes. */
const megabyte = 1024 * 1024;

/** What speaks against the start. */
export function findingText(check: Check, names: EndNames, t: Translate): string {
  const name = check.end === undefined ? '' : names[check.end];
  switch (check.id) {
    case 'sameInstance':
      return t('Source and target are the same Redis.');
    case 'running':
      return t('{name} is not running: {status}.', { name, status: check.evidence.status ?? '' });
    case 'busy':
      return t('{name} is busy: {task}.', { name, task: check.evidence.task ?? '' });
    case 'sameVpc':
      return vpcText(check, name, t);
    case 'egress':
      return t('The security group of the task does not let the migration machine out to {addresses}.', {
        addresses: someOf(check.evidence.blocked ?? []),
      });
    case 'sourceById':
      return t(
        '{name} is a DCS instance given by its address; replication opens only for one that is given by its ID.',
        {
          name,
        },
      );
    case 'whitelist':
      return t('The whitelist of {name} keeps the migration machine {address} out.', {
        name,
        address: check.evidence.address ?? '',
      });
    case 'passwordGiven':
      return check.evidence.isWanted
        ? t('{name} demands a password, and none was entered.', { name })
        : t('{name} has no password, and one was entered.', { name });
    case 'passwordQuote':
      return t('The password of {name} has a single quote, which older instances fail with.', { name });
    case 'ssl':
      return t('{name} speaks SSL only, which a migration does not.', { name });
    default:
      return comparison(check, t);
  }
}

/** The first three. */
function someOf(addresses: readonly string[]): string {
  return addresses.length > 3 ? `${addresses.slice(0, 3).join(', ')}, …` : addresses.join(', ');
}

type OfVpc = Extract<Check, { readonly id: 'sameVpc' }>;

function vpcText({ evidence: { vpcName, vpcId = '', joint } }: OfVpc, name: string, t: Translate): string {
  const vpc = vpcName ?? vpcId;
  const plain = t('{name} is in another VPC than the migration machine ({vpc}).', { name, vpc });
  switch (joint?.kind) {
    case 'notAccepted': {
      const { peering, status } = joint;
      return `${plain} ${t('The VPC peering {peering} between the two is not in use ({status}).', { peering, status })}`;
    }
    case 'noRoute': {
      const { peering, way } = joint;
      return way === 'there'
        ? `${plain} ${t('The VPC peering {peering} joins the two, but the VPC of the task has no route to it.', { peering })}`
        : `${plain} ${t('The VPC peering {peering} joins the two, but there is no route back to the machine.', { peering })}`;
    }
    case 'routesUnread': {
      const { peering, missing } = joint;
      const values = { peering, why: missingText(missing, t) };
      return `${plain} ${t('The VPC peering {peering} joins the two; its routes: {why}.', values)}`;
    }
    case 'unread':
      return joint.missing.kind === 'notRead'
        ? plain
        : `${plain} ${t('VPC peerings: {why}.', { why: missingText(joint.missing, t) })}`;
    default:
      return plain;
  }
}

type Compared = Exclude<
  Check,
  {
    readonly id:
      | 'sameInstance'
      | 'running'
      | 'busy'
      | 'sameVpc'
      | 'egress'
      | 'sourceById'
      | 'whitelist'
      | 'passwordGiven'
      | 'passwordQuote'
      | 'ssl';
  }
>;

function comparison(check: Compared, t: Translate): string {
  switch (check.id) {
    case 'version':
      return t('The source has version {source}, the target {target}.', {
        source: said(check.evidence.source),
        target: said(check.evidence.target),
      });
    case 'capacity': {
      const { sourceUsed = 0, targetUsed = 0, targetMax = 0 } = check.evidence;
      return t('The source holds {used}, and the target has room for {free}.', {
        used: sizeText(sourceUsed, t),
        free: sizeText(Math.max(0, targetMax - targetUsed), t),
      });
    }
    case 'targetEmpty':
      return t('The target holds {used} already; keys that the source has, too, are overwritten.', {
        used: sizeText(check.evidence.used ?? 0, t),
      });
    case 'clusterDatabases':
      return t('The target has one database only, and the source may use more.');
    default:
      return parameterText(check, t);
  }
}

type OfParameter = Extract<Check, { readonly id: 'eviction' | 'replTimeout' | 'outputBuffer' | 'targetReadOnly' }>;

function parameterText(check: OfParameter, t: Translate): string {
  switch (check.id) {
    case 'eviction':
      return t('maxmemory-policy of the source is {source}, of the target {target}.', {
        source: said(check.evidence.source),
        target: said(check.evidence.target),
      });
    case 'replTimeout': {
      const { value = 0, wanted = 0 } = check.evidence;
      return t('repl-timeout of the source is {value} s; a long copy wants {wanted} s.', {
        value: figure(value, t),
        wanted: figure(wanted, t),
      });
    }
    case 'outputBuffer': {
      const { value = 0, wanted = 0 } = check.evidence;
      const sizes = { value: sizeText(value / megabyte, t), wanted: sizeText(wanted / megabyte, t) };
      return t('The output buffer of the source for replicas is {value}; its memory wants {wanted}.', sizes);
    }
    case 'targetReadOnly':
      return t('The target can only be read: master-read-only is {value}.', { value: said(check.evidence.value) });
  }
}
