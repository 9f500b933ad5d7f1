import { charactersOf, shortened, withoutUnseen } from '../../cloud/foreignText.ts';
import type { CreateTaskBody } from './taskFile.ts';
import { isTaskFileName, taskFileEnding } from './taskFileName.ts';

/** What goes into a file: the body of the request, and where it is to be sent. */
interface TaskFileValues extends CreateTaskBody {
  readonly region?: string | undefined;
  readonly project_id?: string | undefined;
}

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

/** Names that Windows gives to devices, whatever follows the first dot. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])$/i;

/** The text of a task file, with the names of VPC, subnet and security group as comments behind their IDs. */
export function taskFileText(values: TaskFileValues, names: TaskFileNames = {}, remarks?: TaskFileRemarks): string {
  const fields = [
    { key: 'region', value: values.region || undefined },
    { key: 'project_id', value: values.project_id || undefined },
    { key: 'name', value: values.name },
    { key: 'description', value: values.description },
    { key: 'vpc_id', value: values.vpc_id, comment: names.vpc },
    { key: 'subnet_id', value: values.subnet_id, comment: names.subnet },
    { key: 'security_group_id', value: values.security_group_id, comment: names.securityGroup },
  ] as const;
  const present = fields.filter(({ value }) => value !== undefined);
  const lines = present.map(({ key, value, ...field }, index) => {
    const comma = index < present.length - 1 ? ',' : '';
    const remark = remarks?.above[key];
    const above = remark === undefined ? '' : `${index === 0 ? '' : '\n'}  // ${remark}\n`;
    const comment = 'comment' in field ? field.comment : undefined;
    return `${above}  ${JSON.stringify(key)}: ${JSON.stringify(value)}${comma}${trailingComment(comment)}`;
  });
  const head = remarks === undefined ? '' : `// ${remarks.head}\n`;
  return `${head}{\n${lines.join('\n')}\n}\n`;
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
  const plain = withoutUnseen(name)
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
