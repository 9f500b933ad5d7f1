import type { Connection } from '../../../cloud/connection.ts';
import { largestPage, listInstances } from '../../../cloud/services/instances.ts';
import type { NotKnown } from '../../../task/preflight/preflightFacts.ts';
import type { EndDraft } from '../configureForm.ts';
import type { Reader } from './reader.ts';

/** The instance that an end is, or why nobody knows whether it is one. */
export type Named = { readonly id: string } | { readonly id?: undefined; readonly lookUp?: NotKnown };

/** Of an address that is the instance of the same VPC which has it, and which must not be named by its address. */
export async function nameEnds(
  projectId: string,
  ends: readonly [EndDraft, EndDraft],
  vpcId: string | undefined,
  known: Reader,
): Promise<readonly [Named, Named]> {
  const isListed = ends.some(({ redis }) => redis.kind === 'address');
  const listed = isListed
    ? await known('dcs:instance:list', (connection, signal) => idsByAddress(connection, projectId, vpcId, signal))
    : undefined;
  const nameOf = ({ redis }: EndDraft): Named => {
    if (redis.kind === 'instance') return { id: redis.instance.instance_id };
    if (listed === undefined || listed.kind !== 'known') return listed === undefined ? {} : { lookUp: listed };
    const id = listed.value.get(redis.addrs.split(',')[0] ?? '');
    return id === undefined ? {} : { id };
  };
  return [nameOf(ends[0]), nameOf(ends[1])];
}

/** VPCs have the same addresses: one in another VPC is another Redis. Nobody looks at the pages, so they may be as large as they can. */
async function idsByAddress(
  connection: Connection,
  projectId: string,
  vpcId: string | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const page of listInstances(connection, projectId, signal, largestPage)) {
    for (const { instance_id: id, ip = '', port, vpc_id } of page) {
      if (vpc_id === undefined || vpc_id !== vpcId) continue;
      for (const address of ip.split(',')) ids.set(`${address.trim()}:${port ?? ''}`, id);
    }
  }
  return ids;
}
