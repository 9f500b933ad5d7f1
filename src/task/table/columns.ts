import { soundsSecret } from '../../cloud/redaction/secretNames.ts';
import { fieldCalled, forbiddenKind, nearestField, withoutSeparators } from '../file/fieldNames.ts';

const taskFields = ['name', 'description', 'vpc_id', 'subnet_id', 'security_group_id', 'region', 'project_id'] as const;
const settings = ['migration_method', 'resume_mode', 'bandwidth_limit_mb'] as const;
const ofInstance = ['id', 'addrs', 'password'] as const;

/** Source and target. */
export const ends = ['source_instance', 'target_instance'] as const;
export type End = (typeof ends)[number];

/** A field of a task file by its path. An instance alone is whichever a cell holds of its ID and its address. */
export type TableField =
  | (typeof taskFields)[number]
  | `migration.${(typeof settings)[number]}`
  | `migration.${End}`
  | `migration.${End}.${(typeof ofInstance)[number]}`;

/** What the cells of a column are. Those of a secret could be a password, and nobody knows of which Redis. */
type ColumnMeaning =
  | { readonly kind: 'field'; readonly field: TableField }
  | { readonly kind: 'secret' }
  | { readonly kind: 'unknown'; readonly nearest?: string };

/** `sourceinstanceid`, `srcip`, `源端密码`. `目的` alone is a purpose. */
const endName =
  /^(?:migration)?(?:(source|src|源)|target|dst|dest(?:ination)?|目标|目的(?=.))(?:instance|redis|实例|端)*(.*)$/u;

/** Characters of a title with its remark. What is longer is none, and reading it would take time by more than its length. */
const longestTitle = 500;

/** Reads the title of a column: in any case, with any separators, in English or Chinese, with a unit or a remark in brackets behind it. */
export function meaningOf(title: string): ColumnMeaning {
  if (title.length > longestTitle) return { kind: 'unknown' };
  const plain = title.normalize('NFKC');
  const name = plain.replace(remarks, '');
  const field = fieldNamed(name);
  const isOther = (plain.match(remarks) ?? []).some((remark) => saysOther(remark, field));
  if (field !== undefined && !isOther) return { kind: 'field', field };
  if (forbiddenKind(name) === 'credential' || soundsSecret(name) || fieldCalled(name, ['password'])) {
    return { kind: 'secret' };
  }
  const nearest = nearestField(name, [...taskFields, ...settings]);
  return { kind: 'unknown', ...(nearest === undefined ? {} : { nearest }) };
}

const remarks = /[([【][^)\]】]*[)\]】]/g;

/** `VPC (name)` holds no ID, and 80 of `Bandwidth (Mbit/s)` are 10 MB/s. */
function saysOther(remark: string, field: TableField | undefined): boolean {
  if (field === 'migration.bandwidth_limit_mb') return /[Bb]it|比特|[Mm]bps|Mb\/s|\b[KkGg]i?[Bb]/.test(remark);
  return field !== 'name' && field !== 'region' && /^.\s*(?:name|名称?)\s*.$/i.test(remark);
}

function fieldNamed(name: string): TableField | undefined {
  const field = fieldCalled(name, taskFields);
  if (field !== undefined) return field;
  const setting = fieldCalled(name.replace(/^\s*migration\s*\./i, ''), settings);
  return setting === undefined ? endField(withoutSeparators(name)) : `migration.${setting}`;
}

function endField(name: string): TableField | undefined {
  const [whole, source, rest = ''] = endName.exec(name) ?? [];
  if (whole === undefined) return undefined;
  const end = `migration.${source === undefined ? 'target_instance' : 'source_instance'}` as const;
  const inside = fieldCalled(rest, ofInstance);
  if (inside !== undefined) return `${end}.${inside}`;
  return rest === '' ? end : undefined;
}

/** The word of the API for what a cell says, where it chooses from words; else as it is. */
export function wordFor(field: TableField, cell: string): string {
  if (field === 'migration.migration_method') {
    return fieldCalled(cell, ['full_amount_migration', 'incremental_migration']) ?? cell;
  }
  return field === 'migration.resume_mode' ? (fieldCalled(cell, ['auto', 'manual']) ?? cell) : cell;
}
