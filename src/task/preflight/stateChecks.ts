import { areDcs, type CheckOf, judge, notSaid, ofAddress } from './check.ts';
import { isIpv4 } from './ipv4.ts';
import type { DcsEnd, End, EndName, PreflightFacts } from './preflightFacts.ts';

/** Source: the Terraform provider, which gives up on these; every other state passes. */
const badStates: readonly string[] = ['CREATEFAILED', 'ERROR', 'FROZEN'];

/** Whether an instance runs. */
export function running(one: End, end: EndName): CheckOf<'running'> {
  if (one.kind === 'address') return { id: 'running', end, ...ofAddress(one) };
  return judge(one.detail, { id: 'running', end }, ({ status: said }) => {
    const status = said?.trim().toUpperCase();
    if (!status) return notSaid;
    if (status === 'RUNNING') return { verdict: 'passed', evidence: { status } };
    return { verdict: badStates.includes(status) ? 'error' : 'warning', evidence: { status } };
  });
}

/** Whether something is being done to an instance, also while it runs. */
export function busy(one: End, end: EndName): CheckOf<'busy'> {
  if (one.kind === 'address') return { id: 'busy', end, ...ofAddress(one) };
  return judge(one.detail, { id: 'busy', end }, ({ task }) =>
    task ? { verdict: 'warning', evidence: { task } } : { verdict: 'passed', evidence: {} },
  );
}

/**
 * An instance lets itself be replicated only where the task has its ID. Source: DCS user guide, "Online Migration Between
 * Instances".
 */
export function sourceById(source: End): CheckOf<'sourceById'> {
  const about = { id: 'sourceById', end: 'source' } as const;
  if (source.kind === 'address') return { ...about, ...ofAddress(source) };
  return { ...about, verdict: source.givenByAddress ? 'error' : 'passed', evidence: { id: source.id } };
}

/** Whether source and target are one, by ID or by address. */
export function sameInstance(facts: Pick<PreflightFacts, 'source' | 'target'>): CheckOf<'sameInstance'> {
  const about = { id: 'sameInstance' } as const;
  const { source, target } = facts;
  if (areDcs(facts)) {
    const { id } = facts.source;
    return { ...about, verdict: id === facts.target.id ? 'error' : 'passed', evidence: { id } };
  }
  if (source.kind === 'dcs') return alike(source, target);
  if (target.kind === 'dcs') return alike(target, source);
  return { ...about, ...overlap(addressesIn(source), addressesIn(target)) };
}

function alike(own: DcsEnd, other: End): CheckOf<'sameInstance'> {
  return judge(own.detail, { id: 'sameInstance' }, ({ ip, port = 6379 }) => {
    if (!ip) return notSaid;
    const addresses = ip.split(',').map((one) => `${one.trim()}:${port}`);
    return overlap(addresses, addressesIn(other));
  });
}

function overlap(
  some: readonly string[],
  others: readonly string[],
): Pick<CheckOf<'sameInstance'>, 'verdict' | 'evidence' | 'missing'> {
  const known = new Set(others);
  const address = some.find((one) => known.has(one));
  if (address !== undefined) return { verdict: 'error', evidence: { address } };
  // Whose name that is, only a resolver knows.
  const isPlain = [...some, ...others].every((one) => isIpv4(one.slice(0, one.lastIndexOf(':'))));
  return isPlain ? { verdict: 'passed', evidence: {} } : notSaid;
}

function addressesIn(end: End): readonly string[] {
  if (end.kind === 'dcs') return [];
  return end.addrs.split(',').flatMap((one) => one.trim().toLowerCase() || []);
}
