import { textIn } from '../reply.ts';
import type { CountVerdict, KeyCounts } from './comparison.ts';
import { askNode, type Both, type End } from './ends.ts';

/** How many keys an end has, by database. */
export type Keyspace = ReadonlyMap<number, KeyCounts>;

/** Of each of its nodes, in their order; undefined where one of them does not say it. @throws {EndFailure | Cancelled} */
export async function readKeyspaces(end: End): Promise<readonly Keyspace[] | undefined> {
  const found: Keyspace[] = [];
  for (const node of end.reader.nodes) {
    const [reply] = await askNode(end, node, 0, [['INFO', 'keyspace']]);
    const keyspace = keyspaceIn(textIn(reply) ?? '');
    if (keyspace === undefined) return undefined;
    found.push(keyspace);
  }
  return found;
}

/** What `INFO keyspace` says, also where its line breaks are printed; undefined where it is none. */
function keyspaceIn(text: string): Keyspace | undefined {
  const plain = text.replaceAll('\\r', '\r').replaceAll('\\n', '\n');
  if (!/^\W*keyspace/im.test(plain)) return undefined;
  const keyspace = new Map<number, KeyCounts>();
  for (const line of plain.split(/[\r\n]+/).filter((one) => /^\W*db\d/.test(one))) {
    const [, database, keys, expires] = /^\W*db(\d{1,5}):keys=(\d{1,15}),expires=(\d{1,15})\b/.exec(line) ?? [];
    if (database === undefined) return undefined;
    const expiring = Number(expires);
    keyspace.set(Number(database), { lasting: Math.max(0, Number(keys) - expiring), expiring });
  }
  return keyspace;
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
