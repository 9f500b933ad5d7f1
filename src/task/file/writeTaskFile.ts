import { charactersOf, shortened, upTo, withoutUnseen } from '../../cloud/foreignText.ts';
import { migrationKeys } from './migration/migrationSchema.ts';
import type { CreateTaskBody } from './taskFile.ts';
import { isTaskFileName, taskFileEnding } from './taskFileName.ts';

/** What goes into a file: the body of the request, where it is to be sent, and what the task is to be configured with. */
export interface TaskFileValues extends CreateTaskBody {
  readonly region?: string | undefined;
  readonly project_id?: string | undefined;
  readonly migration?: MigrationValues | undefined;
}

/** As much of the `migration` section as is known, whether it is right or not. What is undefined is left out. */
type MigrationValues = Readonly<Record<string, string | Readonly<Record<string, string | undefined>> | undefined>>;

/** The names that people know the IDs by. */
interface TaskFileNames {
  readonly vpc?: string | undefined;
  readonly subnet?: string | undefined;
  readonly securityGroup?: string | undefined;
}

/** What a file says to its reader, in the language of whoever made it: before everything, and above single fields. */
interface TaskFileRemarks {
  readonly head: string;
  readonly above: Readonly<Partial<Record<keyof TaskFileValues, string>>>;
}

/** Characters of a name beside an ID. */
const nameLimit = 80;

/** UTF-8 bytes of a file name before its ending; every file system in use takes 255 in all, some encrypted ones 143. */
const stemLimit = 120;

/** Characters of a name that are looked at for that: composing more of them takes time by more than their number. */
const seenLimit = 4000;

/** Names that Windows gives to devices, whatever follows the first dot. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])$/i;

/** The text of a task file, with the names of VPC, subnet and security group as comments behind their IDs. */
export function taskFileText(values: TaskFileValues, names: TaskFileNames = {}, remarks?: TaskFileRemarks): string {
  const fields = [
    { key: 'region', value: textOf(values.region || undefined) },
    { key: 'project_id', value: textOf(values.project_id || undefined) },
    { key: 'name', value: textOf(values.name) },
    { key: 'description', value: textOf(values.description) },
    { key: 'vpc_id', value: textOf(values.vpc_id), comment: names.vpc },
    { key: 'subnet_id', value: textOf(values.subnet_id), comment: names.subnet },
    { key: 'security_group_id', value: textOf(values.security_group_id), comment: names.securityGroup },
    { key: 'migration', value: migrationText(values.migration) },
  ] as const;
  const present = fields.filter(({ value }) => value !== undefined);
  const lines = present.map(({ key, value, ...field }, index) => {
    const comma = index < present.length - 1 ? ',' : '';
    const remark = remarks?.above[key];
    const above = remark === undefined ? '' : `${index === 0 ? '' : '\n'}  // ${remark}\n`;
    const comment = 'comment' in field ? field.comment : undefined;
    return `${above}  ${JSON.stringify(key)}: ${value}${comma}${trailingComment(comment)}`;
  });
  const head = remarks === undefined ? '' : `// ${remarks.head}\n`;
  return `${head}{\n${lines.join('\n')}\n}\n`;
}

function textOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** A line for each setting, in the order of the documentation, an instance in one line. */
function migrationText(migration: MigrationValues = {}): string | undefined {
  const lines = entriesOf(migration, 'migration').map(([key, value]) => {
    if (typeof value === 'string') return `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const inside = entriesOf(value, `migration.${key}`).map(
      ([name, text]) => `${JSON.stringify(name)}: ${JSON.stringify(text)}`,
    );
    return `    ${JSON.stringify(key)}: { ${inside.join(', ')} }`;
  });
  return lines.length === 0 ? undefined : `{\n${lines.join(',\n')}\n  }`;
}

function entriesOf<Value>(values: Readonly<Record<string, Value | undefined>>, path: string): [string, Value][] {
  return (migrationKeys.get(path) ?? []).flatMap((key): [string, Value][] => {
    const value = values[key];
    return value === undefined ? [] : [[key, value]];
  });
}

/** Names come from the cloud, where others may have chosen them: none may end the comment or show the text in another order. */
function trailingComment(name = ''): string {
  const plain = shortened(name, nameLimit).trim();
  return plain === '' ? '' : ` // ${plain}`;
}

/** A file name for a task that every file system takes: `dcs-migration-thrc` becomes `dcs-migration-thrc.dcsmigration.json`. */
export function taskFileName(name: string): string {
  return `${stemOf(name)}${taskFileEnding}`;
}

/** What the request of a task is shown as, in the tab of an editor. */
export function requestFileName(name: string): string {
  return `${stemOf(name)}.http`;
}

/** What a report about a task is saved as. */
export function reportFileName(name: string): string {
  return `${stemOf(name)}-report.md`;
}

function stemOf(name: string): string {
  const plain = withoutUnseen(upTo(name, seenLimit))
    .normalize('NFC')
    .replace(/[<>:"/\\|?*\s]+/g, '-');
  const stem = clip(isTaskFileName(plain) ? plain.slice(0, -taskFileEnding.length) : plain).replace(
    /^[-.]+|[-.]+$/g,
    '',
  );
  if (stem === '') return 'migration-task';
  const device = stem.split('.', 1)[0] ?? '';
  return deviceName.test(device) ? `task-${stem}` : stem;
}

function clip(text: string): string {
  let bytes = 0;
  let clipped = '';
  for (const character of charactersOf(text)) {
    bytes += Buffer.byteLength(character);
    if (bytes > stemLimit) break;
    clipped += character;
  }
  return clipped;
}
