import type { Instance } from '../../cloud/services/instances.ts';
import type { Field } from '../../task/file/json/values.ts';
import { migrationFields } from '../../task/file/migration/migrationFields.ts';
import type { Span } from '../../task/file/textPlace.ts';
import type { End, EndName } from '../../task/preflight/preflightFacts.ts';
import type { ScannedText } from '../fieldScan.ts';

/** What a file says an end of its migration is. */
export interface WrittenEnd {
  readonly end: EndName;
  /** Its path: `migration.source_instance.id`. */
  readonly field: string;
  readonly kind: 'id' | 'addrs';
  /** Without blanks around it; never empty. */
  readonly text: string;
  /** The value in the text. */
  readonly at: Span;
}

const paths = { source: 'migration.source_instance', target: 'migration.target_instance' } as const;

/** The path of the ID of each end. */
export const idFields = [`${paths.source}.id`, `${paths.target}.id`] as const;

/** Whether a field takes the ID of a DCS instance. */
export function isInstanceId(field: string): boolean {
  return idFields.some((one) => one === field);
}

/** The path of the ID of the other end. */
export function otherIdField(field: string): string {
  return field === idFields[0] ? idFields[1] : idFields[0];
}

/** The ends that a file names; of one that has both an ID and addresses, the ID. */
export function writtenEnds({ fields }: Pick<ScannedText, 'fields'>): readonly WrittenEnd[] {
  const section = fields.find(({ name }) => name === 'migration')?.value;
  if (section === undefined) return [];
  const known = migrationFields(section);
  return (['source', 'target'] as const).flatMap((end) => {
    const named = (['id', 'addrs'] as const).flatMap((kind) => namingOf(end, kind, known));
    return named.slice(0, 1);
  });
}

function namingOf(end: EndName, kind: WrittenEnd['kind'], known: ReadonlyMap<string, Field>): WrittenEnd[] {
  const field = `${paths[end]}.${kind}`;
  const value = known.get(field)?.value;
  const text = value?.text?.trim() ?? '';
  if (value === undefined || text === '') return [];
  return [{ end, field, kind, text, at: { offset: value.offset, length: value.length } }];
}

/** An instance, and when its list was read, in milliseconds since 1970. */
export interface SeenInstance {
  readonly instance: Instance;
  readonly readAt: number;
}

const unread = { kind: 'notRead' } as const;
const restUnread = {
  ...{ whitelist: unread, parameters: unread, ssl: unread, ways: unread, inside: unread },
  ...{ hasPassword: false, hasQuote: false },
};

/** An end as the checks before a start judge it, with what is known of it. */
export function endOf({ kind, text }: WrittenEnd, seen: SeenInstance | undefined): End {
  if (seen !== undefined) {
    const { instance, readAt } = seen;
    const detail = { kind: 'known', value: instance, at: readAt } as const;
    return { kind: 'dcs', id: idOf(instance.instance_id), givenByAddress: kind === 'addrs', detail, ...restUnread };
  }
  if (kind === 'addrs') return { kind: 'address', addrs: text, ...restUnread };
  return { kind: 'dcs', id: idOf(text), givenByAddress: false, detail: unread, ...restUnread };
}

/** The cloud takes IDs in capitals, too. */
function idOf(text: string): string {
  return text.toLowerCase();
}
