import { itemsIn, numberIn, type RedisReply, textIn } from '../reply.ts';
import { slotCount } from './keySlot.ts';
import { hostAndPort, type RedisAddress } from './redisAddress.ts';

/** Masters of a cluster, and by slot which of them has it. */
export interface ClusterMasters {
  readonly masters: readonly [RedisAddress, ...RedisAddress[]];
  /** The index of a master; undefined where none has the slot. */
  readonly ofSlot: readonly (number | undefined)[];
}

const mostMasters = 256;

/** Of `CLUSTER SLOTS`; undefined where it is none that can be followed. A node that does not know its own host is the one that was asked. */
export function mastersIn(reply: RedisReply, asked: RedisAddress): ClusterMasters | undefined {
  const masters: RedisAddress[] = [];
  const indexes = new Map<string, number>();
  const ofSlot = new Array<number | undefined>(slotCount).fill(undefined);
  let slots = 0;
  for (const row of itemsIn(reply) ?? []) {
    const range = rangeIn(row, asked);
    if (range === undefined) return undefined;
    slots += range.to - range.from + 1;
    // Each has one master: rows without end would take as long.
    if (slots > slotCount) return undefined;
    const name = hostAndPort(range.master);
    const index = indexes.get(name) ?? masters.push(range.master) - 1;
    indexes.set(name, index);
    ofSlot.fill(index, range.from, range.to + 1);
    if (masters.length > mostMasters) return undefined;
  }
  const [first, ...others] = masters;
  return first === undefined ? undefined : { masters: [first, ...others], ofSlot };
}

function rangeIn(row: RedisReply, asked: RedisAddress) {
  const [start, end, node] = itemsIn(row) ?? [];
  const [ip, at] = itemsIn(node) ?? [];
  const [from, to, port] = [start, end, at].map(numberIn);
  const host = textIn(ip) || asked.host;
  const isRange = from !== undefined && to !== undefined && from >= 0 && from <= to && to < slotCount;
  if (!isRange || port === undefined || port < 1 || port > 65_535 || !/^[A-Za-z0-9._:-]{1,253}$/.test(host))
    return undefined;
  return { from, to, master: { host, port } };
}
