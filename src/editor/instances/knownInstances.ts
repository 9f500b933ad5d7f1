import type { Instance } from '../../cloud/services/instances.ts';
import type { LookUp } from '../../cloud/services/lookUps.ts';
import { nearestField } from '../../task/file/fieldNames.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import type { CloudView } from '../cloudView.ts';
import { isWhole, type Known } from '../knownIds.ts';
import type { SeenInstance } from './migrationEnds.ts';

/** Where the port of an instance is not said. */
const usualPort = 6379;

/** The instances of a project as far as they have come, by what a file may call them. */
export interface KnownInstances {
  readonly list: LookUp<Instance>;
  readonly withId: (id: string) => SeenInstance | undefined;
  readonly named: (name: string) => readonly Instance[];
  /** The one instance of a VPC that all of these addresses belong to. */
  readonly at: (vpcId: string, addrs: string) => SeenInstance | undefined;
  /** The only one that a mistyped ID or name can stand for. */
  readonly nearest: (text: string) => Instance | undefined;
}

/** Looks, and so asks. */
export function knownInstances({ lookUps, connection }: CloudView): KnownInstances {
  const list = lookUps.instances(connection);
  const index = indexOf(list.items);
  const { readAt } = list;
  const seen = (instance: Instance | undefined) =>
    instance === undefined || readAt === undefined ? undefined : { instance, readAt };
  return {
    list,
    withId: (id) => seen(index.byId.get(id.toLowerCase())),
    named: (name) => index.byName.get(name) ?? [],
    at(vpcId, addrs) {
      const [first, ...others] = addrs.split(',').map((one) => index.byAddress.get(addressKey(vpcId, one)));
      return others.every((one) => one === first) ? seen(first) : undefined;
    },
    nearest: (text) => nearestIn(index, text),
  };
}

/** What is known about the ID of an instance. */
export function knowInstance(view: CloudView, id: string): Known<SeenInstance> {
  if (!uuid.test(id)) return 'open';
  const { list, withId } = knownInstances(view);
  const found = withId(id);
  if (found !== undefined) return { found };
  return isWhole(list) ? 'unknown' : 'open';
}

interface Index {
  /** Of the list, as far as it is entered. */
  length: number;
  readonly byId: Map<string, Instance>;
  /** By how their IDs begin and end; undefined where several do so. */
  readonly byIdPart: Map<string, Instance | undefined>;
  readonly byName: Map<string, Instance[]>;
  readonly byAddress: Map<string, Instance>;
  /** What texts were found to be like, of a list of this length. */
  readonly nearest: Map<string, Instance | undefined>;
}

const indexes = new WeakMap<readonly Instance[], Index>();

/** Kept as long as the list, which grows page by page: each instance is entered once, however often the file is checked. */
function indexOf(items: readonly Instance[]): Index {
  const index = indexes.get(items) ?? emptyIndex();
  indexes.set(items, index);
  if (index.length < items.length) index.nearest.clear();
  for (; index.length < items.length; index.length += 1) {
    const instance = items[index.length];
    if (instance !== undefined) enter(index, instance);
  }
  return index;
}

function emptyIndex(): Index {
  return {
    ...{ length: 0, byId: new Map(), byIdPart: new Map() },
    ...{ byName: new Map(), byAddress: new Map(), nearest: new Map() },
  };
}

function enter({ byId, byIdPart, byName, byAddress }: Index, instance: Instance): void {
  const { instance_id: id, name, ip = '', domain_name: domain = '', port = usualPort, vpc_id: vpcId } = instance;
  byId.set(id.toLowerCase(), instance);
  for (const part of partsOf(id)) byIdPart.set(part, byIdPart.has(part) ? undefined : instance);
  const namesakes = byName.get(name);
  if (namesakes !== undefined) namesakes.push(instance);
  else if (name !== '') byName.set(name, [instance]);
  if (vpcId === undefined) return;
  for (const host of [...ip.split(','), domain].filter((one) => one !== '')) {
    byAddress.set(addressKey(vpcId, `${host.trim()}:${port}`), instance);
  }
}

/** Of an ID with one slip in it, or cut off, one of these is still right; no two IDs share one by chance. */
function partsOf(id: string): readonly string[] {
  const plain = id.toLowerCase();
  return [`${plain.slice(0, 8)}…`, `…${plain.slice(-12)}`];
}

/** VPCs have the same addresses: one in another VPC is another Redis. */
function addressKey(vpcId: string, address: string): string {
  return `${vpcId.toLowerCase()} ${address.trim().toLowerCase()}`;
}

/** Texts of which is kept what they are like; more than one file has. */
const mostKept = 16;

/** Compares with every name, so what was found is kept until there are more. */
function nearestIn(index: Index, text: string): Instance | undefined {
  const { nearest } = index;
  if (!nearest.has(text)) {
    if (nearest.size === mostKept) nearest.clear();
    nearest.set(text, compareWithAll(index, text));
  }
  return nearest.get(text);
}

function compareWithAll({ byIdPart, byName }: Index, text: string): Instance | undefined {
  const [first, ...rest] = partsOf(text).flatMap((part) => byIdPart.get(part) ?? []);
  if (first !== undefined) return rest.every((one) => one === first) ? first : undefined;
  const name = nearestField(text, [...byName.keys()]);
  const [namesake, ...others] = byName.get(name ?? '') ?? [];
  return others.length > 0 ? undefined : namesake;
}
