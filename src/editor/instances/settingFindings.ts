import type { Translate } from '../../cloud/translate.ts';
import { migrationFields } from '../../task/file/migration/migrationFields.ts';
import { sameInstance } from '../../task/preflight/stateChecks.ts';
import type { ScannedText } from '../fieldScan.ts';
import type { Finding } from '../finding.ts';
import { pickFor } from '../fixes.ts';
import { sameText } from './instanceTexts.ts';
import { endOf, type WrittenEnd, writtenEnds } from './migrationEnds.ts';

/** What in the migration section does not go together, as far as the text alone tells. */
export function settingFindings(scanned: ScannedText, t: Translate): Finding[] {
  return [...sameRedis(writtenEnds(scanned), t), ...unusedBandwidth(scanned, t)];
}

/** Whether both ends are one by what is written, without asking anybody. */
export function areSame(ends: readonly WrittenEnd[]): boolean {
  const [source, target] = ends.map((end) => endOf(end, undefined));
  return source !== undefined && target !== undefined && sameInstance({ source, target }).verdict === 'error';
}

function sameRedis(ends: readonly WrittenEnd[], t: Translate): Finding[] {
  const target = ends.at(-1);
  if (target === undefined || !areSame(ends)) return [];
  const { field, kind, at } = target;
  const fixes = kind === 'id' ? [pickFor(field, at.offset, t)] : [];
  return [{ code: 'sameRedis', severity: 'warning', ...at, message: sameText(t), fixes }];
}

function unusedBandwidth({ fields }: ScannedText, t: Translate): Finding[] {
  const section = fields.find(({ name }) => name === 'migration')?.value;
  const known = section === undefined ? undefined : migrationFields(section);
  const value = known?.get('migration.bandwidth_limit_mb')?.value;
  const method = known?.get('migration.migration_method')?.value?.text;
  if (value === undefined || value.type === 'null' || method !== 'full_amount_migration') return [];
  const { offset, length } = value;
  const message = t(
    '"{field}" holds for incremental migrations only, and is not sent with a full copy. Remove it, or change the method.',
    { field: 'migration.bandwidth_limit_mb' },
  );
  const fixes = [{ kind: 'remove', title: t('Remove this field'), at: offset }] as const;
  return [{ code: 'bandwidthUnused', severity: 'information', offset, length, message, fixes }];
}
