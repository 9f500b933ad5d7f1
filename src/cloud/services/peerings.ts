import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { read } from '../patience.ts';
import { endlessList } from './endlessList.ts';

const side = z.looseObject({ vpc_id: z.string().min(1) });

const peering = z.looseObject({
  id: z.string().min(1),
  name: z.string().catch(''),
  /** An open enumeration: `ACTIVE`, `PENDING_ACCEPTANCE`, `REJECTED`, `EXPIRED`, `DELETED`. */
  status: z.string().catch(''),
  request_vpc_info: side,
  accept_vpc_info: side,
});

export type Peering = z.infer<typeof peering>;

const link = z.looseObject({ rel: z.string().optional().catch(undefined) });

const peeringList = z.looseObject({
  /** One that cannot be read is left out: it joins nothing that anybody could tell. */
  peerings: z.array(peering.optional().catch(undefined)),
  /** Only where there is more. */
  peerings_links: z.array(link).nullish().catch(undefined),
});

const route = z.looseObject({
  /** An open enumeration: `peering`, `er`, `vpn`, `dc`, `cc`, `local`, … */
  type: z.string().catch(''),
  /** A CIDR. */
  destination: z.string().catch(''),
  /** Of a peering, its ID. */
  nexthop: z.string().catch(''),
});

export type Route = z.infer<typeof route>;

const routeTable = z.looseObject({
  id: z.string().min(1),
  default: z.boolean().optional().catch(undefined),
  subnets: z
    .array(z.looseObject({ id: z.string().optional().catch(undefined) }))
    .nullish()
    .catch(undefined),
});

export type RouteTable = z.infer<typeof routeTable>;

const tableList = z.looseObject({ routetables: z.array(routeTable) });

const wholeTable = z.looseObject({ routetable: z.looseObject({ routes: z.array(route) }) });

/** The most that the service lists in one page, and pages after which a list is left that goes on. */
const pageSize = 2000;
const mostPages = 10;

/**
 * `GET /v2.0/vpc/peerings`: those of a VPC, accepted or not. Needs `vpc:peerings:get`. Source: VPC API reference, ListVpcPeerings.
 * @throws {CloudError} `Unintelligible` too where the list does not end
 */
export async function listPeerings(
  connection: Connection,
  vpcId: string,
  signal?: AbortSignal,
): Promise<readonly Peering[]> {
  const path = '/v2.0/vpc/peerings';
  const found: Peering[] = [];
  let marker: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = { vpc_id: vpcId, limit: pageSize, marker };
    const { value } = await read(
      connection,
      { service: 'vpc', method: 'GET', path, query, answer: peeringList },
      signal,
    );
    const entries = value.peerings.filter((entry) => entry !== undefined);
    found.push(...entries);
    if (!value.peerings_links?.some(({ rel }) => rel === 'next')) return found;
    const last = entries.at(-1)?.id;
    if (last === undefined || last === marker) break;
    marker = last;
  }
  throw endlessList(`${connection.endpoints.vpc}${path}`);
}

/**
 * `GET /v1/{project_id}/routetables`: the tables of a VPC, without their routes. Needs `vpc:routeTables:list`. Source: VPC API
 * reference, ListRouteTables.
 * @throws {CloudError}
 */
export async function listRouteTables(
  connection: Connection,
  projectId: string,
  vpcId: string,
  signal?: AbortSignal,
): Promise<readonly RouteTable[]> {
  const path = tablesPath(projectId);
  const query = { vpc_id: vpcId, limit: pageSize };
  const { value } = await read(connection, { service: 'vpc', method: 'GET', path, query, answer: tableList }, signal);
  return value.routetables;
}

/** `GET /v1/{project_id}/routetables/{routetable_id}`: the routes of a table. Needs `vpc:routeTables:get`. Source: VPC API reference, ShowRouteTable. @throws {CloudError} */
export async function listRoutes(
  connection: Connection,
  projectId: string,
  tableId: string,
  signal?: AbortSignal,
): Promise<readonly Route[]> {
  const path = `${tablesPath(projectId)}/${encodeURIComponent(tableId)}`;
  return (await read(connection, { service: 'vpc', method: 'GET', path, answer: wholeTable }, signal)).value.routetable
    .routes;
}

function tablesPath(projectId: string): string {
  return `/v1/${encodeURIComponent(projectId)}/routetables`;
}
