import type { Connection } from '../connection.ts';
import { type Instance, listInstances } from './instances.ts';
import { listSecurityGroups, listSubnets, listVpcs, type SecurityGroup, type Subnet, type Vpc } from './networks.ts';
import { listEveryProject, type Project } from './projects.ts';

/** A list of the cloud as far as it is known now. */
export interface LookUp<T> {
  /** What has come so far; while an old list is asked for again, the old one. */
  readonly items: readonly T[];
  /** Whether `items` is all there is. */
  readonly complete: boolean;
  /** When the first of `items` came, in milliseconds since 1970; absent before that. */
  readonly readAt?: number;
  /** Why the last try ended early. */
  readonly failure?: unknown;
  /** Settles, never rejects, when nothing more comes of the try under way. */
  readonly done: Promise<void>;
}

/**
 * Lists shared by whatever shows something of the cloud: each is asked for once, kept for five minutes, and asked for again no
 * sooner than a growing pause after a failure. To look is to ask: the first look begins the list.
 */
export interface LookUps {
  vpcs(connection: Connection): LookUp<Vpc>;
  /** Of one VPC, or of all. */
  subnets(connection: Connection, vpcId?: string): LookUp<Subnet>;
  securityGroups(connection: Connection): LookUp<SecurityGroup>;
  /** Of every region. */
  projects(connection: Connection): LookUp<Project>;
  /** The DCS instances of the project. */
  instances(connection: Connection): LookUp<Instance>;
  /** Forgets everything, and stops what is under way. */
  drop(): void;
  /** Told when a list grew, ended or was dropped; gives what stops that. */
  onChange(listener: () => void): () => void;
}

/** Milliseconds. */
const lifetime = 5 * 60_000;
const firstPause = 15_000;
const longestPause = 5 * 60_000;

/** Lists kept at a time; the least lately used is forgotten. */
const mostLists = 64;

export function createLookUps(): LookUps {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const vpcs = createLists<Vpc>(changed);
  const subnets = createLists<Subnet>(changed);
  const groups = createLists<SecurityGroup>(changed);
  const projects = createLists<Project>(changed);
  const instances = createLists<Instance>(changed);
  return {
    vpcs: (connection) => vpcs.look(connection, '', (signal) => listVpcs(connection, projectOf(connection), signal)),
    subnets: (connection, vpcId) =>
      subnets.look(connection, vpcId ?? '', (signal) => listSubnets(connection, projectOf(connection), vpcId, signal)),
    securityGroups: (connection) =>
      groups.look(connection, '', (signal) => listSecurityGroups(connection, projectOf(connection), signal)),
    projects: (connection) => projects.look(connection, '', (signal) => onePage(connection, signal)),
    instances: (connection) =>
      instances.look(connection, '', (signal) => listInstances(connection, projectOf(connection), signal)),
    drop() {
      for (const lists of [vpcs, subnets, groups, projects, instances]) lists.drop();
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function projectOf({ projectId }: Connection): string {
  return projectId ?? '';
}

async function* onePage(connection: Connection, signal: AbortSignal): AsyncGenerator<readonly Project[]> {
  yield await listEveryProject(connection, signal);
}

interface Entry<T> {
  items: readonly T[];
  complete: boolean;
  readAt?: number;
  failure?: unknown;
  done: Promise<void>;
  underWay: boolean;
  readonly stop: AbortController;
  /** When it may be asked for again, in milliseconds since 1970. */
  until: number;
  failures: number;
}

interface Lists<T> {
  look(connection: Connection, what: string, pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>): LookUp<T>;
  drop(): void;
}

function createLists<T>(changed: () => void): Lists<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    look(connection, what, pages) {
      const id = [identityOf(connection), what].join('\n');
      const known = entries.get(id);
      entries.delete(id);
      const fresh = known !== undefined && (known.underWay || connection.now().getTime() < known.until);
      const entry = fresh ? known : begin(connection, known, pages, changed);
      entries.set(id, entry);
      forgetOldest(entries);
      return entry;
    },
    drop() {
      for (const { stop } of entries.values()) stop.abort();
      entries.clear();
    },
  };
}

/** Everything that an answer depends on. */
function identityOf({ session, region, projectId, endpoints }: Connection): string {
  const { dcs, vpc, iam } = endpoints;
  return [...Object.values(session.identity), region, projectId, dcs, vpc, iam].join('\n');
}

function forgetOldest<T>(entries: Map<string, Entry<T>>): void {
  const [oldest] = entries;
  if (oldest === undefined || entries.size <= mostLists) return;
  oldest[1].stop.abort();
  entries.delete(oldest[0]);
}

function begin<T>(
  connection: Connection,
  before: Entry<T> | undefined,
  pages: (signal: AbortSignal) => AsyncIterable<readonly T[]>,
  changed: () => void,
): Entry<T> {
  const entry: Entry<T> = {
    items: before?.items ?? [],
    complete: before?.complete ?? false,
    ...(before?.readAt === undefined ? {} : { readAt: before.readAt }),
    done: Promise.resolve(),
    underWay: true,
    stop: new AbortController(),
    until: 0,
    failures: before?.failures ?? 0,
  };
  const told = () => {
    if (!entry.stop.signal.aborted) changed();
  };
  entry.done = fill(entry, connection, pages(entry.stop.signal), told).then(told);
  return entry;
}

async function fill<T>(
  entry: Entry<T>,
  { now }: Connection,
  pages: AsyncIterable<readonly T[]>,
  grown: () => void,
): Promise<void> {
  const replaces = entry.complete;
  const items: T[] = [];
  let readAt: number | undefined;
  try {
    for await (const page of pages) {
      items.push(...page);
      readAt ??= now().getTime();
      if (replaces) continue;
      Object.assign(entry, { items, readAt });
      grown();
    }
    Object.assign(entry, { items, readAt, complete: true, failures: 0, until: now().getTime() + lifetime });
  } catch (error) {
    const failures = entry.failures + 1;
    const pause = Math.min(longestPause, firstPause * 2 ** (failures - 1));
    Object.assign(entry, { failure: error, failures, until: now().getTime() + pause });
  } finally {
    entry.underWay = false;
  }
}
