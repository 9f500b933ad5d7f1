import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { CompareLimits, CompareProgress } from '../../redis/compare/compareOptions.ts';
import type { Comparison, DatabaseFigures, What, WhyNot } from '../../redis/compare/comparison.ts';
import type { Both } from '../../redis/compare/ends.ts';
import type { RedisReader } from '../../redis/redisReader.ts';

/** Said before anything is compared. */
export function beginText({ source, target }: Both<RedisReader>, limits: CompareLimits, t: Translate): string {
  if (source.way === 'connection' && target.way === 'connection') return t('Counting keys…');
  const minutes = figure(limits.time / 60_000, t);
  return t('Each command to the Web CLI is a request: at most {count} a minute, for about {minutes} min.', {
    count: figure(limits.perMinute, t),
    minutes,
  });
}

/** `time` in milliseconds. */
export function progressText(progress: CompareProgress, time: number, t: Translate): string {
  const { begun, databases, lookedUp, differences } = progress;
  return t('Database {begun} of {databases}. Keys compared: {keys}, different: {differences}. {seconds} s', {
    begun,
    databases,
    keys: figure(lookedUp, t),
    differences: figure(differences, t),
    seconds: secondsText(Math.max(0, time), t),
  });
}

/** What the target has otherwise: never a value. */
export function whatText(what: What, t: Translate): string {
  switch (what.kind) {
    case 'missing':
      return t('not in the target');
    case 'extra':
      return t('only in the target');
    case 'type':
      return t('type {source} in the source, {target} in the target', {
        source: shortened(what.source, 30),
        target: shortened(what.target, 30),
      });
    case 'expiry':
      return expiryText(what, t);
    case 'length':
      return lengthText(what, t);
    case 'value':
      return t('another value of the same length');
    case 'score':
      return t('another score of a member');
    case 'element':
      return t('another element at index {index}', { index: figure(what.index, t) });
    default:
      return partText(what, t);
  }
}

function partText(what: Extract<What, { kind: 'field' | 'member' | 'entry' }>, t: Translate): string {
  const values = { name: what.kind === 'field' ? what.name : what.kind === 'entry' ? what.id : '' };
  switch (`${what.kind} ${what.how}` as const) {
    case 'field missing':
      return t('field {name} is not in the target', values);
    case 'field extra':
      return t('field {name} is only in the target', values);
    case 'field other':
      return t('another value of field {name}', values);
    case 'entry missing':
      return t('entry {name} is not in the target', values);
    case 'entry extra':
      return t('entry {name} is only in the target', values);
    case 'entry other':
      return t('other fields of entry {name}', values);
    case 'member extra':
      return t('a member is only in the target');
    default:
      return t('a member is not in the target');
  }
}

function expiryText({ source, target }: Extract<What, { kind: 'expiry' }>, t: Translate): string {
  const values = { source: secondsText(source ?? 0, t), target: secondsText(target ?? 0, t) };
  if (source === undefined) return t('does not expire in the source, in {target} s in the target', values);
  if (target === undefined) return t('expires in {source} s in the source, not in the target', values);
  return t('expires in {source} s in the source, in {target} s in the target', values);
}

function lengthText({ of, source, target }: Extract<What, { kind: 'length' }>, t: Translate): string {
  const values = { source: figure(source, t), target: figure(target, t) };
  return of === 'bytes'
    ? t('{source} bytes in the source, {target} in the target', values)
    : t('{source} elements in the source, {target} in the target', values);
}

function secondsText(milliseconds: number, t: Translate): string {
  return figure(Math.round(milliseconds / 1000), t);
}

/** Why keys were not compared. */
export function whyNotText(why: WhyNot, { refusals }: Pick<Comparison, 'refusals'>, t: Translate): string {
  switch (why) {
    case 'type':
      return t('their type belongs to a module');
    case 'notSent':
      return t('the Web CLI cannot be told their names without doubt');
    case 'notShown':
      return t('the reply does not show without doubt what they are');
    case 'tooLarge':
      return t('they are too large to be read');
    case 'noTime':
      return t('they are large, and the time was over');
    case 'refused':
      return t('a Redis refused the command ({codes})', { codes: shortened(refusals.join(', ')) });
    case 'written':
      return t('they changed in the source between two readings');
    case 'readOnce':
      return t('they differed once, and were not read again');
  }
}

/** What is to be known of a database beside its figures. */
export function databaseRemarks(
  { verdict, isWhole, isByScan, isUnsampled, counts }: DatabaseFigures,
  t: Translate,
): readonly string[] {
  const { source, target } = counts;
  const hasExpiring = (source?.expiring ?? 0) + (target?.expiring ?? 0) > 0;
  return [
    ...(verdict === 'different' ? [t('the counts of keys that do not expire differ')] : []),
    ...(verdict === 'written' ? [t('the counts change, so it is not known whether they differ')] : []),
    ...(verdict === 'unknown' ? [t('it was not counted twice at both ends')] : []),
    ...(isWhole ? [t('all keys')] : []),
    ...(isByScan ? [t('no sample by chance: the first keys of a scan')] : []),
    ...(isUnsampled ? [t('of the keys of an end none was looked up')] : []),
    ...(hasExpiring && source?.expiring !== target?.expiring
      ? [t('keys that expire are counted until they are deleted, so their counts may differ')]
      : []),
  ];
}
