import { regions, sandboxRegion } from '../cloud/regions.ts';
import type { LookUp } from '../cloud/services/lookUps.ts';
import type { Subnet } from '../cloud/services/networks.ts';
import { regionOfProject } from '../cloud/services/projects.ts';
import type { Translate } from '../cloud/translate.ts';
import type { CloudView, Written } from './cloudView.ts';
import { type EntryText, projectText, regionText, securityGroupText, subnetText, vpcText } from './entryTexts.ts';
import { instanceEntries } from './instances/instanceEntries.ts';
import { isInstanceId, otherIdField } from './instances/migrationEnds.ts';
import { knowVpc } from './knownIds.ts';
import { bestMatches } from './matching.ts';
import { hasMigrationEntries, migrationEntries } from './migrationCompletions.ts';
import type { ValueCaret } from './valueCaret.ts';

/** Something that can be written at the caret. */
export interface Suggestion extends EntryText {
  /** What is written, quotes included. */
  readonly insert: string;
  /** The same as the editor inserts it where a part of it is to be typed over. */
  readonly snippet?: string;
  /** Another field that has to say this too. */
  readonly alsoSet?: { readonly field: string; readonly value: string; readonly label: string };
}

interface Suggestions {
  /** In the order in which they are offered. */
  readonly items: readonly Suggestion[];
  /** There are more than anyone reads, so these are what fits the text that is typed; with other text there are others. */
  readonly chosen: boolean;
  /** Resolve when more has come; empty where everything is here. */
  readonly pending: readonly Promise<void>[];
}

/** The editor takes a fifth of a second for a list of 5,000, whatever of it is seen. */
const mostItems = 200;

interface Entry extends EntryText, Pick<Suggestion, 'alsoSet' | 'snippet'> {
  /** Others are more likely meant. */
  readonly isFar?: boolean;
}

const cloudFields: readonly string[] = ['vpc_id', 'subnet_id', 'security_group_id', 'project_id'];

/** Whether anything is offered for `field`. */
export function isOffered(field: string): boolean {
  return field === 'region' || isCloudField(field) || hasMigrationEntries(field);
}

/** Whether `field` takes something that the cloud has to be asked for. */
export function isCloudField(field: string): boolean {
  return cloudFields.includes(field) || isInstanceId(field);
}

/** What can stand in the field at the caret, as far as it is known. Without a view only what needs no cloud. */
export function suggestAt(caret: ValueCaret, written: Written, view: CloudView | undefined, t: Translate): Suggestions {
  const { entries, lists } = entriesFor(caret.field, written, view, t);
  const pending = lists.filter(({ complete, failure }) => !complete && failure === undefined);
  const chosen = entries.length > mostItems;
  const offered = chosen ? bestMatches(entries, caret.typed, mostItems) : entries;
  return {
    chosen,
    items: offered.map((entry) => ({
      ...entry,
      insert: `${caret.before}${JSON.stringify(entry.id)}${caret.behind}`,
      ...(entry.snippet === undefined ? {} : { snippet: `${caret.before}${entry.snippet}${caret.behind}` }),
    })),
    pending: pending.map(({ done }) => done),
  };
}

interface Entries {
  readonly entries: readonly Entry[];
  readonly lists: readonly LookUp<unknown>[];
}

function entriesFor(field: string, written: Written, view: CloudView | undefined, t: Translate): Entries {
  if (field === 'region') return { entries: regionEntries(t), lists: [] };
  if (hasMigrationEntries(field)) return { entries: migrationEntries(field, t), lists: [] };
  if (view === undefined) return { entries: [], lists: [] };
  const { lookUps, connection } = view;
  if (field === 'vpc_id') {
    const vpcs = lookUps.vpcs(connection);
    return { entries: ordered(vpcs.items, '', () => vpcs.items.map((vpc) => vpcText(vpc, t))), lists: [vpcs] };
  }
  if (field === 'security_group_id') {
    const groups = lookUps.securityGroups(connection);
    const texts = () => groups.items.map((group) => securityGroupText(group, t));
    return { entries: ordered(groups.items, '', texts), lists: [groups] };
  }
  if (isInstanceId(field)) return instancesFor(field, written, view, t);
  if (field === 'subnet_id') return subnetEntries(view, written.get('vpc_id'), t);
  return field === 'project_id' ? projectEntries(view, written.get('region'), t) : { entries: [], lists: [] };
}

function regionEntries(t: Translate): Entry[] {
  const offered = [...regions.filter(({ hasDcs }) => hasDcs), sandboxRegion];
  return offered.flatMap(({ id }) => regionText(id, t) ?? []).sort(byUse);
}

/** Those of the file's VPC; where it names none, all of them, and the VPC with the choice. */
function subnetEntries(view: CloudView, vpcId: string | undefined, t: Translate): Entries {
  const { lookUps, connection } = view;
  const vpcs = lookUps.vpcs(connection);
  const known = vpcId === undefined ? 'open' : knowVpc(view, vpcId);
  if (typeof known !== 'string') {
    const subnets = lookUps.subnets(connection, known.found.id);
    const texts = () => subnets.items.map((subnet) => subnetText(subnet, known.found, t));
    return { entries: ordered(subnets.items, known.found.name, texts), lists: [subnets] };
  }
  const subnets = lookUps.subnets(connection);
  const names = new Map(vpcs.items.map((vpc) => [vpc.id, vpc]));
  const entryOf = (subnet: Subnet): Entry => {
    const { vpc_id: home } = subnet;
    const vpc = home === undefined ? undefined : names.get(home);
    const text = subnetText(subnet, vpc, t);
    if (home === undefined || home === '') return text;
    const label = vpc?.name || home;
    return {
      ...text,
      remark: [text.remark, label].filter(Boolean).join(' · '),
      alsoSet: { field: 'vpc_id', value: home, label },
    };
  };
  const entries = ordered(subnets.items, `all ${vpcs.items.length}`, () => subnets.items.map(entryOf));
  return { entries, lists: [vpcs, subnets] };
}

/** Those of the file's VPC first: the others may be out of reach. */
function instancesFor(field: string, written: Written, { lookUps, connection }: CloudView, t: Translate): Entries {
  const instances = lookUps.instances(connection);
  const [vpcId, other] = [written.get('vpc_id'), written.get(otherIdField(field))];
  const texts = () => instanceEntries(instances, vpcId, other, t);
  return { entries: ordered(instances.items, `${instances.readAt} ${vpcId} ${other}`, texts), lists: [instances] };
}

/** Those of the file's region; where it names none, first those of the region it would go to, then the others with their region. */
function projectEntries({ lookUps, connection, target }: CloudView, region: string | undefined, t: Translate): Entries {
  const projects = lookUps.projects(connection);
  const named = region !== undefined && region.trim() !== '';
  const entries = projects.items.flatMap((project): Entry[] => {
    const home = regionOfProject(project.name);
    const text = projectText(project, t);
    if (home === target.region) return [text];
    if (named || regionText(home, t) === undefined) return [];
    return [{ ...text, alsoSet: { field: 'region', value: home, label: home } }];
  });
  return { entries: entries.sort(byUse), lists: [projects] };
}

interface Ordered {
  readonly stamp: string;
  readonly entries: readonly Entry[];
}

const known = new WeakMap<readonly unknown[], Ordered>();

/** The words of a list in their order, kept as long as the list: with 5,000 entries they would cost each keystroke. */
function ordered(items: readonly unknown[], about: string, texts: () => Entry[]): readonly Entry[] {
  const stamp = `${items.length} ${about}`;
  const before = known.get(items);
  if (before?.stamp === stamp) return before.entries;
  const entries = texts().sort(byUse);
  known.set(items, { stamp, entries });
  return entries;
}

/** So that the tenth comes after the second. */
const byName = new Intl.Collator('en', { numeric: true });

/** What cannot be used comes last, what needs another change before it. */
function byUse(one: Entry, other: Entry): number {
  return rankOf(one) - rankOf(other) || byName.compare(one.name, other.name);
}

function rankOf({ obstacle, alsoSet, isFar = false }: Entry): number {
  if (obstacle !== undefined) return 2;
  return isFar || alsoSet?.field === 'region' ? 1 : 0;
}
