import { shortened } from '../cloud/foreignText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Span } from '../task/file/textPlace.ts';
import type { CloudView, Written } from './cloudView.ts';
import { consolePage } from './consolePage.ts';
import { type EntryText, projectText, regionText, securityGroupText, subnetText, vpcText } from './entryTexts.ts';
import type { ScannedText } from './fieldScan.ts';
import { instanceEntry } from './instances/instanceEntries.ts';
import { knowInstance } from './instances/knownInstances.ts';
import { isInstanceId, writtenEnds } from './instances/migrationEnds.ts';
import { type Known, knowProject, knowSecurityGroup, knowSubnet, knowVpc } from './knownIds.ts';

/** Characters of a name beside an ID, so that its remark still fits behind it. */
const longestName = 40;

/** What is known about an ID of the file. */
export interface IdNote {
  readonly field: string;
  /** The value in the text. */
  readonly span: Span;
  /** What stands beside the ID: `vpc-prod · 10.0.0.0/16`. */
  readonly hint: string;
  /** Everything known; absent where the cloud knows no such ID. */
  readonly entry?: EntryText;
  readonly console?: string;
}

/** A note for each ID that something is known about. Without a view only what needs no cloud. */
export function notesOf(scanned: ScannedText, written: Written, view: CloudView | undefined, t: Translate): IdNote[] {
  return valuesIn(scanned).flatMap(({ field, text, span }): IdNote[] => {
    const known = know(field, text, written, view, t);
    if (known === undefined) return [];
    if (known === 'unknown') {
      const region = shortened(view?.target.region ?? '', longestName);
      return [{ field, span, hint: t('not found in {region}', { region }) }];
    }
    const page = view === undefined ? undefined : consolePage(field, view);
    const hint = [shortened(known.name, longestName), known.remark].filter(Boolean).join(' · ');
    return [{ field, span, hint, entry: known, ...(page === undefined ? {} : { console: page }) }];
  });
}

type WrittenValue = Pick<IdNote, 'field' | 'span'> & { readonly text: string };

/** Those of the fields, and the IDs of source and target. */
function valuesIn(scanned: ScannedText): WrittenValue[] {
  const own = scanned.fields.flatMap(({ name: field, value }): WrittenValue[] => {
    if (value?.text === undefined) return [];
    return [{ field, text: value.text, span: { offset: value.offset, length: value.length } }];
  });
  return [...own, ...writtenEnds(scanned).map(({ field, text, at }) => ({ field, text, span: at }))];
}

/** Undefined where nothing is known yet, or where there is nothing to know. */
function know(
  field: string,
  id: string,
  written: Written,
  view: CloudView | undefined,
  t: Translate,
): EntryText | 'unknown' | undefined {
  if (field === 'region') {
    const region = regionText(id, t);
    // Beside its ID the name is enough.
    return region && { ...region, remark: '' };
  }
  if (view === undefined) return undefined;
  if (isInstanceId(field)) return worded(knowInstance(view, id), (seen) => instanceEntry(seen, t));
  switch (field) {
    case 'vpc_id':
      return worded(knowVpc(view, id), (vpc) => vpcText(vpc, t));
    case 'subnet_id':
      return worded(knowSubnet(view, id, written.get('vpc_id')), (subnet) => {
        const vpc = knowVpc(view, subnet.vpc_id ?? '');
        return subnetText(subnet, typeof vpc === 'string' ? undefined : vpc.found, t);
      });
    case 'security_group_id':
      return worded(knowSecurityGroup(view, id), (group) => securityGroupText(group, t));
    case 'project_id':
      return worded(knowProject(view, id), (project) => projectText(project, t));
    default:
      return undefined;
  }
}

function worded<T>(known: Known<T>, text: (found: T) => EntryText): EntryText | 'unknown' | undefined {
  if (known === 'open') return undefined;
  return known === 'unknown' ? 'unknown' : text(known.found);
}
