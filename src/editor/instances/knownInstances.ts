import type { Instance } from '../../cloud/services/instances.ts';
import type { LookUp } from '../../cloud/services/lookUps.ts';
import { nearestField } from '../../task/file/fieldNames.ts';
import { uuid } from '../../task/file/taskFileRules.ts';
import type { CloudView } from '../cloudView.ts';
import type { Known } from '../knownIds.ts';
import type { SeenInstance } from './migrationEnds.ts';

/** Where the port of an instance is not said. */
const usualPort = 6379;

/** The instances of a project as far as they have come, by what a file may call them. */
interface KnownInstances {
  readonly list: LookUp<Instance>;
  readonly withId: (id: string) => SeenInstance | undefined;
  readonly named: (name: string) => readonly Instance[];
  /** The one instance of a VPC that all of these addresses belong to. */
  readonly at: (vpcId: string, addrs: string) => SeenInstance | undefined;
  /** The only one that a mistyped ID or name can stand for. */
  readonly nearest: (text: string) => Instance | undefined;
}

/** Looks, and so asks. */
function knownInstances({ lookUps, connection }: CloudView): KnownInstances {
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
  return list.complete ? 'unknown' : 'open';
}

interface Index {
  /** Of the list, as far as it is entered. */
  length: number;
  readonly byId: Map<string, Instance>;
  readonly byName: Map<string, Instance[]>;
  readonly byAddress: Map<string, Instance>;
  nearest?: { readonly text: string; readonly length: number; readonly instance: Instance | undefined };
}

const indexes = new WeakMap<readonly Instance[], Index>();

/** Kept as long as the list, which grows page by page: each instance is entered once, however often the file is checked. */
function indexOf(items: readonly Instance[]): Index {
  const index = indexes.get(items) ?? { length: 0, byId: new Map(), byName: new Map(), byAddress: new Map() };
  indexes.set(items, index);
  for (; index.length < items.length; index.length += 1) {
    const instance = items[index.length];
    if (instance !== undefined) enter(index, instance);
  }
  return index;
}

function enter({ byId, byName, byAddress }: Index, instance: Instance): void {
  const { instance_id: id, name, ip = '', port = usualPort, vpc_id: vpcId } = instance;
  byId.set(id.toLowerCase(), instance);
  const namesakes = byName.get(name);
  if (namesakes !== undefined) namesakes.push(instance);
  else if (name !== '') byName.set(name, [instance]);
  if (vpcId === undefined || ip === '') return;
  for (const one of ip.split(',')) byAddress.set(addressKey(vpcId, `${one.trim()}:${port}`), instance);
}

/** VPCs have the same addresses: one in another VPC is another Redis. */
function addressKey(vpcId: string, address: string): string {
  return `${vpcId.toLowerCase()} ${address.trim().toLowerCase()}`;
}

/** Compares with every instance, so what it found is kept until the text or the list is another. */
function nearestIn(index: Index, text: string): Instance | undefined {
  const { byId, byName, length, nearest: before } = index;
  if (before?.text === text && before.length === length) return before.instance;
  const id = nearestField(text, [...byId.keys()]);
  const name = id === undefined ? nearestField(text, [...byName.keys()]) : undefined;
  const [namesake, ...others] = byName.get(name ?? '') ?? [];
  const instance = id === undefined ? (others.length > 0 ? undefined : namesake) : byId.get(id);
  index.nearest = { text, length, instance };
  return instance;
}
