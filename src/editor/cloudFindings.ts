import { quoted } from '../cloud/foreignText.ts';
import { isRegionId } from '../cloud/regions.ts';
import type { Subnet } from '../cloud/services/networks.ts';
import { regionOfProject } from '../cloud/services/projects.ts';
import type { Translate } from '../cloud/translate.ts';
import { uuid } from '../task/file/taskFileRules.ts';
import type { Span } from '../task/file/textPlace.ts';
import type { CloudView, NoView, Written } from './cloudView.ts';
import type { ScannedText } from './fieldScan.ts';
import type { Finding } from './finding.ts';
import { type Fix, pickFor } from './fixes.ts';
import { instanceFindings } from './instances/instanceFindings.ts';
import { knowProject, knowSecurityGroup, knowSubnet, knowVpc } from './knownIds.ts';

interface Question {
  readonly field: string;
  readonly id: string;
  readonly at: Span;
  readonly written: Written;
  readonly view: CloudView;
  readonly t: Translate;
}

type Check = (question: Question) => Finding[];

const checks: Readonly<Record<string, Check>> = {
  vpc_id: (question) => (knowVpc(question.view, question.id) === 'unknown' ? [unknownId(question)] : []),
  security_group_id: (question) =>
    knowSecurityGroup(question.view, question.id) === 'unknown' ? [unknownId(question)] : [],
  subnet_id: checkSubnet,
  project_id: checkProject,
};

/** What the cloud knows better. What it could not be asked is no mistake of the file, and not among these. */
export function cloudFindings(scanned: ScannedText, written: Written, view: CloudView, t: Translate): Finding[] {
  const ofFields = scanned.fields.flatMap(({ name: field, value }) => {
    const check = Object.hasOwn(checks, field) ? checks[field] : undefined;
    if (check === undefined || value?.text === undefined) return [];
    const at = { offset: value.offset, length: value.length };
    return check({ field, id: value.text, at, written, view, t });
  });
  return [...ofFields, ...instanceFindings(scanned, written, view, t)];
}

/** A region that no project is known of, so that a create would be refused; nothing where the file has a project to be mended. */
export function placeFindings(
  { fields }: ScannedText,
  { lacksProject, reason, place, projects }: NoView,
  t: Translate,
): Finding[] {
  const value = fields.find(({ name }) => name === 'region')?.value;
  if (!lacksProject || value === undefined || fields.some(({ name }) => name === 'project_id')) return [];
  const inRegion = projects?.lookUps
    .projects(projects.connection)
    .items.filter(({ name }) => regionOfProject(name) === place?.region);
  const [only, ...others] = inRegion ?? [];
  const set: Fix[] =
    only === undefined || others.length > 0
      ? []
      : [
          {
            kind: 'set',
            title: t('Add project_id of {project}', { project: quoted(only.name) }),
            field: 'project_id',
            value: only.id,
            safe: false,
          },
        ];
  const add: Fix = { kind: 'addAndPick', title: t('Add project_id…'), field: 'project_id' };
  const { offset, length } = value;
  return [{ code: 'noProject', severity: 'error', offset, length, message: reason ?? '', fixes: [...set, add] }];
}

/** A list may leave out what the key may not see, so this is no certainty. */
function unknownId({ field, at, view, t }: Question): Finding {
  const { region, projectId } = view.target;
  const place = { region, project: projectId };
  const messages: Readonly<Record<string, string>> = {
    vpc_id: t('There is no VPC with this ID in region {region}, project {project}.', place),
    subnet_id: t('There is no subnet with this network ID in region {region}, project {project}.', place),
    security_group_id: t('There is no security group with this ID in region {region}, project {project}.', place),
    project_id: t('Your key sees no project with this ID. Check the ID, or sign in with the key it belongs to.'),
  };
  const message = messages[field] ?? '';
  return { code: 'unknownId', severity: 'warning', ...at, message, fixes: [pickFor(field, at.offset, t)] };
}

function checkSubnet(question: Question): Finding[] {
  const { id, written, view } = question;
  const vpcId = written.get('vpc_id');
  const known = knowSubnet(view, id, vpcId);
  if (known === 'open') return [];
  if (known === 'unknown') return [unknownId(question)];
  const { found } = known;
  if (isElsewhere(found, vpcId)) return [subnetOfAnotherVpc(question, found)];
  return usability(question, found);
}

function isElsewhere({ vpc_id: home }: Subnet, vpcId: string | undefined): boolean {
  if (home === undefined || home === '' || vpcId === undefined || !uuid.test(vpcId)) return false;
  return home.toLowerCase() !== vpcId.toLowerCase();
}

function subnetOfAnotherVpc({ at, view, t }: Question, { name, id, vpc_id: home = '' }: Subnet): Finding {
  const known = knowVpc(view, home);
  const vpc = quoted(typeof known === 'string' ? home : known.found.name || home);
  const message = t('The subnet {subnet} belongs to the VPC {vpc}, not to the one of this file.', {
    subnet: quoted(name || id),
    vpc,
  });
  const follow: Fix = {
    kind: 'set',
    title: t('Set vpc_id to {vpc}, the VPC of this subnet', { vpc }),
    field: 'vpc_id',
    value: home,
    safe: false,
  };
  const fixes = [follow, pickFor('subnet_id', at.offset, t)];
  return { code: 'subnetOfAnotherVpc', severity: 'error', ...at, message, fixes };
}

function usability({ at, t }: Question, subnet: Subnet): Finding[] {
  const fixes = [pickFor('subnet_id', at.offset, t)];
  const name = quoted(subnet.name || subnet.id);
  if (subnet.dhcp_enable === false) {
    const message = t(
      'DHCP is off in the subnet {subnet}, and a migration machine needs it. Pick another subnet, or switch DHCP on.',
      {
        subnet: name,
      },
    );
    return [{ code: 'dhcpOff', severity: 'error', ...at, message, fixes }];
  }
  if (subnet.available_ip_address_count !== 0) return [];
  const message = t(
    'The subnet {subnet} has no free IP address for a migration machine. Pick another subnet, or free one.',
    {
      subnet: name,
    },
  );
  return [{ code: 'noFreeAddress', severity: 'error', ...at, message, fixes }];
}

function checkProject(question: Question): Finding[] {
  const { id, at, view, t } = question;
  const known = knowProject(view, id);
  if (known === 'open') return [];
  if (known === 'unknown') return [unknownId(question)];
  const home = regionOfProject(known.found.name);
  if (home === view.target.region) return [];
  const name = quoted(known.found.name);
  const message = t('The project {project} belongs to region {home}, and this task goes to {region}.', {
    project: name,
    home: quoted(home),
    region: view.target.region,
  });
  const follow: Fix = {
    kind: 'set',
    title: t('Set region to {region}', { region: home }),
    field: 'region',
    value: home,
    safe: false,
  };
  const fixes = [...(isRegionId(home) ? [follow] : []), pickFor('project_id', at.offset, t)];
  return [{ code: 'projectOfAnotherRegion', severity: 'error', ...at, message, fixes }];
}
