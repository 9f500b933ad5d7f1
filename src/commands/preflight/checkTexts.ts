import type { Translate } from '../../cloud/translate.ts';
import { sizeText } from '../../desk/tasks/instanceText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { Check, Missing } from '../../task/preflight/check.ts';
import type { EndName } from '../../task/preflight/preflightFacts.ts';
import { type EndsForm, redisName } from './configureForm.ts';

const said = (value: string | undefined) => value ?? '?';

/** Bytes. */
const megabyte = 1024 * 1024;

/** What source and target are called. */
export type EndNames = Readonly<Record<EndName, string>>;

export function endNames({ draft: { source, target }, desk: { t } }: EndsForm): EndNames {
  return {
    source: source === undefined ? t('the source') : redisName(source.redis),
    target: target === undefined ? t('the target') : redisName(target.redis),
  };
}

/** What is checked, in a few words. */
export function checkTitle({ id, end }: Check, t: Translate): string {
  const what = titleOf(id, t);
  if (end === undefined) return what;
  return end === 'source' ? t('Source: {what}', { what }) : t('Target: {what}', { what });
}

function titleOf(id: Check['id'], t: Translate): string {
  switch (id) {
    case 'sameInstance':
      return t('not the same Redis twice');
    case 'running':
      return t('running');
    case 'busy':
      return t('not busy');
    case 'sameVpc':
      return t('in the VPC of the migration machine');
    case 'sourceById':
      return t('given by its ID');
    case 'whitelist':
      return t('lets the migration machine in');
    case 'passwordGiven':
      return t('a password as it is wanted');
    case 'passwordQuote':
      return t('a password without a single quote');
    case 'ssl':
      return t('SSL is off');
    case 'version':
      return t('versions');
    case 'capacity':
      return t('room in the target');
    case 'eviction':
      return t('the same eviction policy');
    case 'replTimeout':
      return t('replication timeout');
    case 'outputBuffer':
      return t('output buffer for replicas');
    case 'targetReadOnly':
      return t('may be written');
    case 'targetEmpty':
      return t('empty');
    case 'clusterDatabases':
      return t('databases');
  }
}

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
      return t('{name} is in another VPC than the migration machine ({vpc}).', {
        name,
        vpc: check.evidence.vpcName ?? check.evidence.vpcId ?? '',
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

type Compared = Exclude<
  Check,
  {
    readonly id:
      | 'sameInstance'
      | 'running'
      | 'busy'
      | 'sameVpc'
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

/** Why something was not checked. */
export function missingText(missing: Missing | undefined, t: Translate): string {
  switch (missing?.kind) {
    case 'notPermitted':
      return t('not checked: the permission {permission} is missing', { permission: missing.permission });
    case 'failed':
      return t('not checked: {reason}', { reason: missing.reason });
    case 'selfHosted':
      return t('not checked: only DCS instances of this project can be asked');
    case 'noPassword':
      return t('not checked: no password was given');
    case 'noMachine':
      return t('not checked: the task does not exist yet, and so no migration machine');
    default:
      return t('not checked: the cloud does not say');
  }
}
