import type { Translate } from '../../cloud/translate.ts';
import { isOfSwap, type OfSwap, swapFinding } from '../../desk/cutOver/swapTexts.ts';
import { sizeText } from '../../desk/tasks/instanceText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { Keyspace } from '../../task/preflight/keyspace.ts';
import type { EndNames } from './checkTexts.ts';
import { egressText, vpcText } from './networkTexts.ts';
import { isOfPassword, type OfPassword, passwordFinding } from './passwordTexts.ts';

const said = (value: string | undefined) => value ?? '?';

/** Bytes. */
const megabyte = 1024 * 1024;

/** What speaks against the start. */
export function findingText(check: Check, names: EndNames, t: Translate): string {
  const name = check.end === undefined ? '' : names[check.end];
  if (isOfPassword(check)) return passwordFinding(check, name, t);
  if (isOfSwap(check)) return swapFinding(check, t);
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
      return egressText(check, t);
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
    case 'ssl':
      return t('{name} speaks SSL only, which a migration does not.', { name });
    default:
      return comparison(check, t);
  }
}

type Compared = Exclude<
  Check,
  | OfPassword
  | OfSwap
  | { readonly id: 'sameInstance' | 'running' | 'busy' | 'sameVpc' | 'egress' | 'sourceById' | 'whitelist' | 'ssl' }
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
    case 'targetEmpty': {
      const { keyspace } = check.evidence;
      if (keyspace !== undefined) {
        return t('The target holds keys already ({keys}); those that the source has, too, are overwritten.', {
          keys: keyspaceText(keyspace, t),
        });
      }
      return t('The target holds {used} already; keys that the source has, too, are overwritten.', {
        used: sizeText(check.evidence.used ?? 0, t),
      });
    }
    case 'clusterDatabases': {
      const { databases } = check.evidence;
      return databases === undefined
        ? t('The target has one database only, and the source may use more.')
        : t('The source uses the databases {databases}, and the target has one only.', {
            databases: databases.slice(0, 20).join(', '),
          });
    }
    default:
      return parameterText(check, t);
  }
}

/** `db0: 1,204 · db3: 7`, of the first ten. */
function keyspaceText(keyspace: Keyspace, t: Translate): string {
  return keyspace
    .slice(0, 10)
    .map(([database, keys]) => `db${database}: ${figure(keys, t)}`)
    .join(' · ');
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
