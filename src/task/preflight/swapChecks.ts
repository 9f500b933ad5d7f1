import type { InstanceDetail } from '../../cloud/services/instances.ts';
import { areDcs, both, type CheckOf, judge, noPassword, notApplicable, notSaid } from './check.ts';
import { modeOf } from './databaseChecks.ts';
import { contains } from './ipv4.ts';
import type { DcsEnd, End, Known, PreflightFacts } from './preflightFacts.ts';
import { isOlder } from './versions.ts';
import { entriesOf, isOpen } from './whitelistFix.ts';

// What a swap of the addresses wants later, as notes: the migration itself goes on without it. Source: DCS user guide, "Switching DCS
// Instance IP Addresses".

type Ends = Pick<PreflightFacts, 'source' | 'target' | 'method'>;

interface Pair {
  readonly source: DcsEnd;
  readonly target: DcsEnd;
}

/** The two, where they are instances between which an incremental migration runs: no other ends in a swap. */
function pairIn(ends: Ends): Pair | undefined {
  return ends.method !== 'full_amount_migration' && areDcs(ends) ? ends : undefined;
}

function detailsOf({ source, target }: Pair): Known<readonly [InstanceDetail, InstanceDetail]> {
  return both(source.detail, target.detail);
}

/** Whether both are DCS instances of 4.0 or newer. */
export function swapInstances(ends: Ends): CheckOf<'swapInstances'> {
  const about = { id: 'swapInstances' } as const;
  if (ends.method === 'full_amount_migration') return { ...about, ...notApplicable };
  if (!areDcs(ends)) {
    const lookUp = unclearIn(ends.source) ?? unclearIn(ends.target);
    return lookUp ?? { ...about, verdict: 'note', evidence: {} };
  }
  return judge(detailsOf(ends), about, ([{ engine_version: source }, { engine_version: target }]) => {
    if (!source || !target) return notSaid;
    const old = [source, target].map((version) => isOlder(version, '4.0'));
    if (old.includes(undefined)) return notSaid;
    return { verdict: old.includes(true) ? 'note' : 'passed', evidence: { source, target } };
  });
}

/** Of an address whose owner nobody could look up. */
function unclearIn(end: End): CheckOf<'swapInstances'> | undefined {
  if (end.kind === 'dcs' || end.lookUp === undefined) return undefined;
  return { id: 'swapInstances', verdict: 'notChecked', evidence: {}, missing: end.lookUp };
}

/** Whether the types can be swapped: those of a Redis Cluster cannot in every region. */
export function swapTypes(ends: Ends): CheckOf<'swapTypes'> {
  const about = { id: 'swapTypes' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(detailsOf(pair), about, (details) => {
    const [source, target] = details.map(modeOf);
    if (source === undefined || target === undefined) return notSaid;
    return { verdict: source === 'cluster' || target === 'cluster' ? 'note' : 'passed', evidence: { source, target } };
  });
}

export function swapPort(ends: Ends): CheckOf<'swapPort'> {
  const about = { id: 'swapPort' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(detailsOf(pair), about, ([{ port: source }, { port: target }]) => {
    if (source === undefined || target === undefined) return notSaid;
    return { verdict: source === target ? 'passed' : 'note', evidence: { source, target } };
  });
}

/** Whether clients get on with the password that they have: both have the same, or none. */
export function swapPassword(ends: Ends & Pick<PreflightFacts, 'passwordsMatch'>): CheckOf<'swapPassword'> {
  const about = { id: 'swapPassword' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(detailsOf(pair), about, ([{ takes_all: source }, { takes_all: target }]) => {
    if (source === undefined || target === undefined) return notSaid;
    if (source !== target) return { verdict: 'note', evidence: { difference: 'presence' } };
    if (source) return { verdict: 'passed', evidence: {} };
    if (ends.passwordsMatch === undefined) return noPassword;
    return ends.passwordsMatch
      ? { verdict: 'passed', evidence: {} }
      : { verdict: 'note', evidence: { difference: 'password' } };
  });
}

/** Whether neither can be reached from the Internet. */
export function swapPublicAccess(ends: Ends): CheckOf<'swapPublicAccess'> {
  const about = { id: 'swapPublicAccess' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(detailsOf(pair), about, ([{ enable_publicip: source }, { enable_publicip: target }]) => {
    if (source === undefined || target === undefined) return notSaid;
    return { verdict: source || target ? 'note' : 'passed', evidence: { isSource: source, isTarget: target } };
  });
}

/** Whether both are in one subnet, so that one can have the address of the other. */
export function swapSubnet(ends: Ends): CheckOf<'swapSubnet'> {
  const about = { id: 'swapSubnet' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(detailsOf(pair), about, ([{ subnet_id: source }, { subnet_id: target }]) => {
    if (!source || !target) return notSaid;
    return { verdict: source === target ? 'passed' : 'note', evidence: {} };
  });
}

/** Whether the target lets in everybody that the source does. */
export function swapWhitelist(ends: Ends): CheckOf<'swapWhitelist'> {
  const about = { id: 'swapWhitelist' } as const;
  const pair = pairIn(ends);
  if (pair === undefined) return { ...about, ...notApplicable };
  return judge(both(pair.source.whitelist, pair.target.whitelist), about, ([source, target]) => {
    if (isOpen(target)) return { verdict: 'passed', evidence: { missing: [] } };
    if (isOpen(source)) return { verdict: 'note', evidence: { missing: [] } };
    const there = entriesOf(target);
    const missing = entriesOf(source).filter((entry) => !there.some((one) => covers(one, entry)));
    return { verdict: missing.length === 0 ? 'passed' : 'note', evidence: { missing } };
  });
}

/** Written alike, or a block that has the one address in it. */
function covers(entry: string, wanted: string): boolean {
  return entry.trim() === wanted.trim() || contains(entry, wanted) === true;
}
