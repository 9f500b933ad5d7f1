import { databasesIn, infoReportIn } from '../probe/infoReport.ts';
import { numberIn } from '../reply.ts';
import type { CountVerdict, KeyCounts } from './comparison.ts';
import { askNode, type Both, type End } from './ends.ts';

/** How many keys an end has, by database. */
export type Keyspace = ReadonlyMap<number, KeyCounts>;

/**
 * Of each of its nodes, in their order; undefined where one of them does not say it. Behind proxies INFO shows none, though there may
 * be keys: nothing at all is only believed where the count agrees.
 * @throws {EndFailure | CalledOff}
 */
export async function readKeyspaces(end: End): Promise<readonly Keyspace[] | undefined> {
  // Of a cluster the Web CLI shows what one shard has.
  if (end.reader.way === 'webCli' && end.reader.isCluster) return undefined;
  const found: Keyspace[] = [];
  for (const node of end.reader.nodes) {
    const [report, size] = await askNode(end, node, 0, [['INFO', 'keyspace'], ['DBSIZE']]);
    const databases = report?.kind === 'text' ? databasesIn(infoReportIn(report) ?? new Map()) : [];
    if (databases.length === 0 && (report?.kind !== 'text' || numberIn(size) !== 0)) return undefined;
    found.push(new Map(databases.map(({ number, keys, expires }) => [number, countsOf(keys, expires)])));
  }
  return found;
}

function countsOf(keys: number, expiring: number): KeyCounts {
  return { lasting: Math.max(0, keys - expiring), expiring };
}

export function sumOf(keyspaces: readonly Keyspace[], database: number): KeyCounts {
  const all = keyspaces.map((keyspace) => keyspace.get(database) ?? { lasting: 0, expiring: 0 });
  return {
    lasting: all.reduce((sum, { lasting }) => sum + lasting, 0),
    expiring: all.reduce((sum, { expiring }) => sum + expiring, 0),
  };
}

/**
 * What two counts, one before and one after the keys were looked at, tell of the keys that do not expire. The others are deleted some
 * time after they have expired, by each Redis when it comes to it.
 */
export function countVerdict(first: Both<KeyCounts | undefined>, last: Both<KeyCounts | undefined>): CountVerdict {
  const counts = [first.source, first.target, last.source, last.target];
  const [from, there, to, then] = counts.map((one) => one?.lasting);
  if (from === undefined || there === undefined || to === undefined || then === undefined) return 'unknown';
  if (to === then) return 'same';
  const moved = Math.abs(to - from) + Math.abs(then - there);
  // More than has changed meanwhile cannot be what is on its way.
  const isApart = Math.abs(to - then) > moved && Math.abs(from - there) > moved;
  return isApart ? 'different' : 'written';
}
