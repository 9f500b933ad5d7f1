import { quoted } from '../../cloud/foreignText.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Translate } from '../../cloud/translate.ts';
import { isRedis } from '../../desk/tasks/instanceText.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import { areDcs } from '../../task/preflight/check.ts';
import { sameVpc } from '../../task/preflight/networkChecks.ts';
import type { EndName } from '../../task/preflight/preflightFacts.ts';
import { capacity, version } from '../../task/preflight/sizeChecks.ts';
import { running, sameInstance } from '../../task/preflight/stateChecks.ts';
import type { CloudView, Written } from '../cloudView.ts';
import type { ScannedText } from '../fieldScan.ts';
import type { Finding } from '../finding.ts';
import { pickFor } from '../fixes.ts';
import { nameOf, type SoughtEnd, unfound } from './instanceNames.ts';
import { engineText, faultText, type JudgedFault } from './instanceTexts.ts';
import { type KnownInstances, knownInstances } from './knownInstances.ts';
import { endOf, type WrittenEnd, writtenEnds } from './migrationEnds.ts';
import { areSame } from './settingFindings.ts';

/**
 * What the cloud knows better of source and target. All of it warns: none of it keeps the task from being created, and until its start
 * much of it can change. Nothing is asked where the file names no instance by its ID.
 */
export function instanceFindings(scanned: ScannedText, written: Written, view: CloudView, t: Translate): Finding[] {
  const ends = writtenEnds(scanned);
  if (!ends.some(({ kind }) => kind === 'id')) return [];
  const vpcId = vpcOf(written);
  const known = knownInstances(view);
  const sought = ends.map((end) => seek(end, vpcId, known));
  return [
    ...sought.flatMap((end) => ofOne(end, vpcId, known, view, t)),
    ...(areSame(ends) ? [] : ofBoth(sought.filter(mayBeRedis), t)),
  ];
}

/** Undefined while it is typed: what lies elsewhere would be a guess. */
function vpcOf(written: Written): string | undefined {
  const id = written.get('vpc_id')?.trim() ?? '';
  return uuid.test(id) ? id.toLowerCase() : undefined;
}

function seek(written: WrittenEnd, vpcId: string | undefined, { withId, at }: KnownInstances): SoughtEnd {
  const { kind, text } = written;
  const seen = kind === 'id' ? withId(text) : vpcId === undefined ? undefined : at(vpcId, text);
  return { written, ...(seen === undefined ? {} : { seen }) };
}

function ofOne(
  sought: SoughtEnd,
  vpcId: string | undefined,
  known: KnownInstances,
  view: CloudView,
  t: Translate,
): Finding[] {
  const { written, seen } = sought;
  if (seen === undefined) return written.kind === 'id' ? unfound(written, known, view, t) : [];
  const own = written.kind === 'addrs' ? [byAddress(written, seen.instance, t)] : [];
  if (!isRedis(seen.instance)) return [...own, notRedis(written, seen.instance, t)];
  const end = endOf(written, seen);
  const faults = [running(end, written.end), sameVpc(end, written.end, { vpcId, machineAddress: undefined })];
  return [...own, ...faults.filter(isFault).map((fault) => faulty(fault, { written, seen }, t))];
}

/** A comparison with what no migration takes would say nothing. */
function mayBeRedis({ seen }: SoughtEnd): boolean {
  return seen === undefined || isRedis(seen.instance);
}

/** Marked at the target, which is the one to be changed. */
function ofBoth(sought: readonly SoughtEnd[], t: Translate): Finding[] {
  const [source, target] = [sought.find(isEnd('source')), sought.find(isEnd('target'))];
  if (source === undefined || target === undefined) return [];
  const ends = { source: endOf(source.written, source.seen), target: endOf(target.written, target.seen) };
  // An address that is no instance of this VPC may be that of one in another VPC, and still of another Redis.
  if (!areDcs(ends)) return [];
  const faults = [sameInstance(ends), capacity(ends), version(ends)].filter(({ verdict }) => verdict === 'error');
  return faults.map((fault) => faulty(fault, target, t));
}

function isEnd(end: EndName) {
  return ({ written }: SoughtEnd) => written.end === end;
}

function isFault({ verdict }: JudgedFault): boolean {
  return verdict === 'error' || verdict === 'warning';
}

const codes: Readonly<Record<JudgedFault['id'], string>> = {
  sameInstance: 'sameRedis',
  running: 'instanceNotRunning',
  sameVpc: 'instanceOfAnotherVpc',
  capacity: 'targetTooSmall',
  version: 'targetOlder',
};

function faulty(fault: JudgedFault, { written, seen }: SoughtEnd, t: Translate): Finding {
  const name = seen === undefined ? '' : nameOf(seen.instance);
  const message = faultText(fault, name, t);
  return { code: codes[fault.id], severity: 'warning', ...written.at, message, fixes: fixesOf(written, t) };
}

function notRedis(written: WrittenEnd, instance: Instance, t: Translate): Finding {
  const message = engineText(nameOf(instance), instance, t);
  return { code: 'notRedis', severity: 'warning', ...written.at, message, fixes: fixesOf(written, t) };
}

function fixesOf({ kind, field, at }: WrittenEnd, t: Translate): Finding['fixes'] {
  return kind === 'id' ? [pickFor(field, at.offset, t)] : [];
}

/** Source: DCS user guide, "Online Migration Between Instances", for what an address keeps closed. */
function byAddress({ end, at }: WrittenEnd, instance: Instance, t: Translate): Finding {
  const name = nameOf(instance);
  const message =
    end === 'source'
      ? t(
          'This is the address of the DCS instance {name}; replication opens only for one that is given by its ID. Use its ID.',
          { name },
        )
      : t(
          'This is the address of the DCS instance {name}. Its ID names it for certain, also when addresses change. Use its ID.',
          { name },
        );
  const severity = end === 'source' ? 'warning' : 'information';
  const title = t('Use its ID, {id}', { id: quoted(instance.instance_id) });
  const fix = { kind: 'replace', title, at: at.offset, to: 'id', value: instance.instance_id } as const;
  return { code: 'instanceByAddress', severity, ...at, message, fixes: [fix] };
}
