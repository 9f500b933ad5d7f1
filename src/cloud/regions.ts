import { distance } from 'fastest-levenshtein';

interface Region {
  readonly id: string;
  /** As the English console prints it, to be translated where shown; the ID where no English name is published. */
  readonly name: string;
  /** Whether the region is in the official SDKs' table of DCS. */
  readonly hasDcs: boolean;
}

/** The regions of the official SDKs' VPC table, which contains their DCS table. */
export const regions: readonly Region[] = [
  { id: 'cn-north-1', name: 'CN North-Beijing1', hasDcs: true },
  { id: 'cn-north-2', name: 'CN North-Beijing2', hasDcs: true },
  { id: 'cn-north-4', name: 'CN North-Beijing4', hasDcs: true },
  { id: 'cn-north-9', name: 'CN North-Ulanqab1', hasDcs: true },
  { id: 'cn-north-11', name: 'cn-north-11', hasDcs: false },
  { id: 'cn-north-12', name: 'CN North3', hasDcs: true },
  { id: 'cn-east-2', name: 'CN East-Shanghai2', hasDcs: true },
  { id: 'cn-east-3', name: 'CN East-Shanghai1', hasDcs: true },
  { id: 'cn-east-4', name: 'CN East2', hasDcs: true },
  { id: 'cn-east-5', name: 'CN East-Qingdao', hasDcs: true },
  { id: 'cn-south-1', name: 'CN South-Guangzhou', hasDcs: true },
  { id: 'cn-south-2', name: 'CN South-Shenzhen', hasDcs: true },
  { id: 'cn-south-4', name: 'CN South-Guangzhou-InvitationOnly', hasDcs: false },
  { id: 'cn-southwest-2', name: 'CN Southwest-Guiyang1', hasDcs: true },
  { id: 'cn-southwest-3', name: 'cn-southwest-3', hasDcs: false },
  { id: 'ap-southeast-1', name: 'CN-Hong Kong', hasDcs: true },
  { id: 'ap-southeast-2', name: 'AP-Bangkok', hasDcs: true },
  { id: 'ap-southeast-3', name: 'AP-Singapore', hasDcs: true },
  { id: 'ap-southeast-4', name: 'AP-Jakarta', hasDcs: true },
  { id: 'ap-southeast-5', name: 'AP-Manila', hasDcs: true },
  { id: 'my-kualalumpur-1', name: 'AP-Kuala Lumpur-OP6', hasDcs: true },
  { id: 'ae-ad-1', name: 'ME-Abu Dhabi-OP5', hasDcs: true },
  { id: 'me-east-1', name: 'ME-Riyadh', hasDcs: true },
  { id: 'tr-west-1', name: 'TR-Istanbul', hasDcs: true },
  { id: 'af-north-1', name: 'AF-Cairo', hasDcs: false },
  { id: 'af-south-1', name: 'AF-Johannesburg', hasDcs: true },
  { id: 'eu-west-0', name: 'EU-Paris', hasDcs: true },
  { id: 'eu-west-101', name: 'EU-Dublin', hasDcs: true },
  { id: 'ru-moscow-1', name: 'RU-Moscow-OP4', hasDcs: true },
  { id: 'ru-northwest-2', name: 'RU-Moscow2', hasDcs: true },
  { id: 'la-north-2', name: 'LA-Mexico City2', hasDcs: true },
  { id: 'la-south-2', name: 'LA-Santiago', hasDcs: true },
  { id: 'na-mexico-1', name: 'LA-Mexico City1', hasDcs: true },
  { id: 'sa-brazil-1', name: 'LA-Sao Paulo1', hasDcs: true },
];

export type Service = 'dcs' | 'vpc' | 'iam';

const globalIam = 'https://iam.myhuaweicloud.com';

/** Regions of the SDKs' DCS table that have no host of their own for IAM. */
const withoutRegionalIam: readonly string[] = ['ap-southeast-5', 'ru-northwest-2'];

/** How many letters may be wrong for a region to be what was meant. */
const closeEnough = 2;

/** The region that lives on this computer: the task of a file that names it is never billed. */
export const sandboxRegion: Region = { id: 'sandbox-1', name: 'Local Sandbox', hasDcs: true };

const byId = new Map([...regions, sandboxRegion].map((region) => [region.id, region]));

export function findRegion(id: string): Region | undefined {
  return byId.get(id);
}

/** Whether the text has the form of a region ID, and so may become a label of a host name: "cn-north-4", never "a.b/". */
export function isRegionId(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text);
}

/** The one region whose ID or English name is nearest to the text; none where nothing is close or several are as close. */
export function nearestRegion(text: string): Region | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted.length > 63) return undefined;
  const ranked = regions
    .map((region) => ({
      region,
      errors: Math.min(errors(wanted, region.id), errors(wanted, region.name.toLowerCase())),
    }))
    .sort((one, other) => one.errors - other.errors);
  const [best, second] = ranked;
  if (best === undefined || second === undefined || best.errors > closeEnough) return undefined;
  return best.errors === second.errors ? undefined : best.region;
}

/** The first letter counts for more: "us-east-1" is of another cloud, and not a slip for "me-east-1". */
function errors(wanted: string, known: string): number {
  return wanted.charAt(0) === known.charAt(0) ? distance(wanted, known) : Number.POSITIVE_INFINITY;
}

/**
 * Base URLs of a region's services, without a slash at the end. `overrides` win and have been validated by the caller.
 * Throws a RangeError for a text that is no region ID, since it would end up in a host name, and for the sandbox.
 */
export function endpointsOf(
  regionId: string,
  overrides: Readonly<Partial<Record<Service, string>>> = {},
): Readonly<Record<Service, string>> {
  if (!isRegionId(regionId)) throw new RangeError('This is not a region ID.');
  if (regionId === sandboxRegion.id) throw new RangeError('The sandbox has no address in the cloud.');
  return {
    dcs: withoutSlash(overrides.dcs ?? regionalHost('dcs', regionId)),
    vpc: withoutSlash(overrides.vpc ?? regionalHost('vpc', regionId)),
    iam: withoutSlash(overrides.iam ?? (hasRegionalIam(regionId) ? regionalHost('iam', regionId) : globalIam)),
  };
}

/** The European cloud has a domain of its own; the SDKs know it for IAM only, the public endpoint pages for all services. */
function regionalHost(service: Service, regionId: string): string {
  return `https://${service}.${regionId}.myhuaweicloud.${regionId === 'eu-west-101' ? 'eu' : 'com'}`;
}

/** Whether a host, port included, is one of the services that are asked. Below the same domain are hosts of customers, too. */
export function isCloudHost(host: string): boolean {
  return /^(?:dcs|vpc|iam)(?:\.[a-z0-9-]+)?\.myhuaweicloud\.(?:com|eu)$/.test(host);
}

function hasRegionalIam(regionId: string): boolean {
  return findRegion(regionId)?.hasDcs === true && !withoutRegionalIam.includes(regionId);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
