import type { InstanceDetail } from '../../cloud/services/instances.ts';
import { both, type CheckOf, judge, notSaid, selfHosted } from './check.ts';
import { type Address, letsOut } from './egress.ts';
import { jointOf } from './joint.ts';
import type { End, EndName, Known, PreflightFacts } from './preflightFacts.ts';

type Task = PreflightFacts['task'];

/**
 * Whether a Redis lies in the VPC of the task, or in one that a peering joins to it, with routes there and back. In another one it may
 * be reached all the same, by what is not read here.
 */
export function sameVpc(one: End, end: EndName, task: Task): CheckOf<'sameVpc'> {
  if (one.kind === 'address') return { id: 'sameVpc', end, ...selfHosted };
  return judge(one.detail, { id: 'sameVpc', end }, (detail) => {
    const { vpc_id: vpcId, vpc_name: vpcName } = detail;
    if (!vpcId || !task.vpcId) return notSaid;
    const evidence = { taskVpcId: task.vpcId, vpcId, ...(vpcName ? { vpcName } : {}) };
    if (vpcId === task.vpcId) return { verdict: 'passed', evidence };
    const joint = jointOf(one.ways, {
      here: task.vpcId,
      there: vpcId,
      machine: task.machineAddress,
      hosts: hostsOf(detail),
    });
    return { verdict: joint.kind === 'joined' ? 'passed' : 'warning', evidence: { ...evidence, joint } };
  });
}

/** Whether the security group of the task lets the machine out to a Redis. A warning: what really guards the machine only the cloud knows. */
export function egress(one: End, end: EndName, { egress: rules }: PreflightFacts): CheckOf<'egress'> {
  return judge(both(addressesOf(one), rules), { id: 'egress', end }, ([addresses, list]) => {
    const found = addresses.map((address) => ({ address, isOut: letsOut(list, address) }));
    const blocked = found.flatMap(({ address: { host, port }, isOut }) => (isOut === false ? [`${host}:${port}`] : []));
    if (blocked.length > 0) return { verdict: 'warning', evidence: { blocked } };
    if (found.length === 0 || found.some(({ isOut }) => isOut === undefined)) return notSaid;
    return { verdict: 'passed', evidence: { blocked } };
  });
}

/** Where the machine has to get to; of an instance, as the cloud says it. */
function addressesOf(one: End): Known<readonly Address[]> {
  if (one.kind === 'address') return { kind: 'known', value: one.addrs.split(',').flatMap(addressIn), at: Infinity };
  return mapped(one.detail, (detail) =>
    hostsOf(detail).flatMap((host) => (detail.port ? [{ host, port: detail.port }] : [])),
  );
}

function mapped<One, Other>(known: Known<One>, change: (value: One) => Other): Known<Other> {
  return known.kind === 'known' ? { ...known, value: change(known.value) } : known;
}

function addressIn(text: string): readonly Address[] {
  const colon = text.lastIndexOf(':');
  const [host, port] = [text.slice(0, colon).trim().toLowerCase(), Number(text.slice(colon + 1))];
  return colon > 0 && Number.isInteger(port) ? [{ host, port }] : [];
}

function hostsOf({ ip = '' }: Pick<InstanceDetail, 'ip'>): readonly string[] {
  return ip
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
