import * as z from 'zod';
import type { Connection } from '../connection.ts';
import { Refused } from '../errors.ts';
import { read } from '../patience.ts';
import { endlessList, mostEntries, mostPages } from './endlessList.ts';

const optionalText = z.string().optional().catch(undefined);

const vpc = z.looseObject({
  id: z.string().min(1),
  name: z.string().catch(''),
  cidr: optionalText,
  status: optionalText,
  description: optionalText,
});

const subnet = z.looseObject({
  /** What create calls subnet_id: the network ID, not `neutron_subnet_id`. */
  id: z.string().min(1),
  name: z.string().catch(''),
  cidr: optionalText,
  status: optionalText,
  description: optionalText,
  vpc_id: optionalText,
  availability_zone: optionalText,
  dhcp_enable: z.boolean().optional().catch(undefined),
  /** Some editions of the service write numbers as texts. */
  available_ip_address_count: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .optional()
    .catch(undefined),
});

const securityGroup = z.looseObject({ id: z.string().min(1), name: z.string().catch(''), description: optionalText });

export type Vpc = z.infer<typeof vpc>;
export type Subnet = z.infer<typeof subnet>;
export type SecurityGroup = z.infer<typeof securityGroup>;

/** One page; an entry without an id, or that an earlier page had, is left out. */
type Page<T> = readonly T[];

const pageInfo = z.looseObject({ next_marker: z.string().nullish() }).optional().catch(undefined);

/** Entries as they came, but for those without an id, which are left out rather than failing the list. */
function listOf<T extends z.ZodType>(item: T) {
  return z.array(item.optional().catch(undefined));
}

const vpcPage = z
  .looseObject({ vpcs: listOf(vpc), page_info: pageInfo })
  .transform(({ vpcs: entries, page_info }) => ({ entries, page_info }));

const subnetPage = z
  .looseObject({ subnets: listOf(subnet), page_info: pageInfo })
  .transform(({ subnets: entries, page_info }) => ({ entries, page_info }));

const securityGroupPage = z
  .looseObject({ security_groups: listOf(securityGroup), page_info: pageInfo })
  .transform(({ security_groups: entries, page_info }) => ({ entries, page_info }));

/** Entries a request; the service allows up to 2,000. Small enough for the first page to be quick. */
const pageSize = 500;

/** Enterprise projects are an opt-in feature; without this the list holds the default one only (sources disagree). */
const everyEnterpriseProject = { enterprise_project_id: 'all_granted_eps' };

/** The VPCs of the connection's project, page by page. */
export function listVpcs(connection: Connection, projectId: string, signal?: AbortSignal): AsyncGenerator<Page<Vpc>> {
  const project = encodeURIComponent(projectId);
  const list = { answer: vpcPage, query: everyEnterpriseProject };
  return withFallback(
    pages(connection, { ...list, path: `/v3/${project}/vpc/vpcs` }, signal),
    pages(connection, { ...list, path: `/v1/${project}/vpcs` }, signal),
  );
}

/** The subnets of one VPC, or of all where none is named, page by page. */
export function listSubnets(
  connection: Connection,
  projectId: string,
  vpcId: string | undefined,
  signal?: AbortSignal,
): AsyncGenerator<Page<Subnet>> {
  const path = `/v1/${encodeURIComponent(projectId)}/subnets`;
  const query: Readonly<Record<string, string>> = vpcId === undefined ? {} : { vpc_id: vpcId };
  return pages(connection, { path, answer: subnetPage, query }, signal);
}

/** The security groups of the project, page by page; they belong to no VPC. */
export function listSecurityGroups(
  connection: Connection,
  projectId: string,
  signal?: AbortSignal,
): AsyncGenerator<Page<SecurityGroup>> {
  const project = encodeURIComponent(projectId);
  const list = { answer: securityGroupPage, query: everyEnterpriseProject };
  return withFallback(
    pages(connection, { ...list, path: `/v3/${project}/vpc/security-groups` }, signal),
    pages(connection, { ...list, path: `/v1/${project}/security-groups` }, signal),
  );
}

interface List<T> {
  readonly path: string;
  readonly answer: z.ZodType<{
    readonly entries: readonly (T | undefined)[];
    readonly page_info?: { readonly next_marker?: string | null | undefined } | undefined;
  }>;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Follows markers until a page is the last. Version 3 names the next marker, version 1 takes the id of the last entry.
 * @throws {CloudError} `Unintelligible` too where the service does not get on with the list
 */
async function* pages<T extends { id: string }>(
  connection: Connection,
  list: List<T>,
  signal?: AbortSignal,
): AsyncGenerator<Page<T>> {
  const seen = new Set<string>();
  let marker: string | undefined;
  let entries = 0;
  for (let number = 0; number < mostPages; number += 1) {
    const query = { limit: pageSize, marker, ...list.query };
    const request = { service: 'vpc', method: 'GET', path: list.path, query, answer: list.answer } as const;
    const { value: page } = await read(connection, request, signal);
    entries += page.entries.length;
    if (entries > mostEntries) break;
    const items = page.entries.filter((entry) => entry !== undefined);
    const fresh = items.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    yield fresh;
    const isLast = page.page_info ? !page.page_info.next_marker : page.entries.length < pageSize;
    if (isLast) return;
    // The marker was ignored or leads in a circle, or the next one promises what does not come.
    if (fresh.length === 0) break;
    marker = page.page_info?.next_marker ?? items.at(-1)?.id;
  }
  throw endlessList(`${connection.endpoints.vpc}${list.path}`);
}

/** Regions without version 3 answer 404, to the first request already; version 1 is everywhere. */
async function* withFallback<T>(first: AsyncGenerator<T>, second: AsyncGenerator<T>): AsyncGenerator<T> {
  let begun = false;
  try {
    for await (const page of first) {
      begun = true;
      yield page;
    }
  } catch (error) {
    if (begun || !(error instanceof Refused && error.facts.status === 404)) throw error;
    yield* second;
  }
}
