import type { CreateTaskBody } from '../file/taskFile.ts';
import { unseen } from './unseen.ts';

const allUnseen = new RegExp(unseen, 'gu');

/**
 * The task as a resource of the provider huaweicloud/huaweicloud, as far as both have the same fields; the note, line by line, stands
 * in it as a comment. Source: the provider's documentation of `huaweicloud_dcs_online_data_migration_task`.
 */
export function terraformResource(body: CreateTaskBody, region: string, note: readonly string[]): string {
  const { name, description, vpc_id, subnet_id, security_group_id } = body;
  const fields = { region, task_name: name, description, vpc_id, subnet_id, security_group_id };
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const width = Math.max(...given.map(([field]) => field.length));
  return [
    `resource "huaweicloud_dcs_online_data_migration_task" "${labelOf(name)}" {`,
    ...given.map(([field, value]) => `  ${field.padEnd(width)} = ${quoted(value)}`),
    '',
    ...note.map((line) => `  # ${line}`),
    '}',
    '',
  ].join('\n');
}

/** A label starts with a letter, and has letters, digits, underscores and hyphens. */
function labelOf(name: string): string {
  const label = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '');
  if (label === '') return 'task';
  return /^[A-Za-z]/.test(label) ? label : `task_${label}`;
}

/** A string of HCL, in which `${` and `%{` would start a template. Source: "Quoted Template Expressions" of the HCL specification. */
function quoted(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(allUnseen, escapeOf)
    .replace(/([$%])(?=\{)/g, '$1$1');
  return `"${escaped}"`;
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
