import type { InstanceDetail } from '../../cloud/services/instances.ts';
import type { Whitelist } from '../../cloud/services/whitelists.ts';
import { type CheckOf, judge, noPassword, notApplicable, notSaid, ofAddress, selfHosted } from './check.ts';
import { contains, isIpv4 } from './ipv4.ts';
import type { End, EndName, PreflightFacts } from './preflightFacts.ts';
import { isOlder } from './versions.ts';
import { entriesOf, isOpen, whitelistFix } from './whitelistFix.ts';

type Task = PreflightFacts['task'];

/** Whether the whitelist of an instance lets the machine in. */
export function whitelist(one: End, end: EndName, task: Task): CheckOf<'whitelist'> {
  const about = { id: 'whitelist', end } as const;
  if (one.kind === 'address') return { ...about, ...ofAddress(one) };
  if (one.detail.kind === 'known' && hasNoWhitelist(one.detail.value)) {
    return { ...about, ...notApplicable, at: one.detail.at };
  }
  return judge(one.whitelist, about, (list) => admission(list, task));
}

function admission(
  list: Whitelist,
  { machineAddress: address = '', isPlanned }: Task,
): Omit<CheckOf<'whitelist'>, 'id' | 'end'> {
  const entries = entriesOf(list);
  const isOn = list.enable_whitelist;
  if (isOpen(list)) return { verdict: 'passed', evidence: { isOn, entries } };
  if (isPlanned) return { verdict: 'notChecked', evidence: { isOn, entries }, missing: { kind: 'noMachine' } };
  if (!isIpv4(address)) return { ...notSaid, evidence: { isOn, entries } };
  const entry = entries.find((one) => contains(one, address));
  if (entry !== undefined) return { verdict: 'passed', evidence: { isOn, entries, address, entry } };
  const isUnclear = entries.some((one) => contains(one, address) === undefined);
  if (isUnclear) return { ...notSaid, evidence: { isOn, entries, address } };
  const fix = whitelistFix(list, address);
  const evidence = { isOn, entries, address };
  if (fix.group !== undefined) return { verdict: 'error', evidence, isFixable: true };
  return { verdict: 'error', evidence: { ...evidence, obstacle: fix.obstacle } };
}

/** Those before 4.0 have security groups. Source: DCS user guide, "Managing IP Address Whitelist". */
function hasNoWhitelist({ engine_version: version }: InstanceDetail): boolean {
  return version !== undefined && isOlder(version, '4.0') === true;
}

/** Whether a password is given where one is wanted, and only there. */
export function passwordGiven(one: End, end: EndName): CheckOf<'passwordGiven'> {
  if (one.kind === 'address') return { id: 'passwordGiven', end, ...selfHosted };
  const { hasPassword: isGiven } = one;
  return judge(one.detail, { id: 'passwordGiven', end }, ({ takes_all: takesAll }) => {
    if (takesAll === undefined) return notSaid;
    if (isGiven === undefined) return noPassword;
    const isWanted = !takesAll;
    // A warning: the service may be wrong about what an instance wants.
    return { verdict: isWanted === isGiven ? 'passed' : 'warning', evidence: { isWanted, isGiven } };
  });
}

/** Whether an instance takes the password. It is said to be wrong only where the cloud says so. */
export function passwordRight(one: End, end: EndName): CheckOf<'passwordRight'> {
  const about = { id: 'passwordRight', end } as const;
  if (one.kind === 'address') return { ...about, ...selfHosted };
  if (one.detail.kind === 'known' && one.detail.value.takes_all === true) {
    return { ...about, ...notApplicable, at: one.detail.at };
  }
  return judge(one.inside, about, ({ isRight }) => ({ verdict: isRight ? 'passed' : 'error', evidence: {} }));
}

/** Old instances misread a password with a single quote. Source: DCS user guide, "Migrating Data Online". */
export function passwordQuote({ hasPassword, hasQuote }: End, end: EndName): CheckOf<'passwordQuote'> {
  const about = { id: 'passwordQuote', end } as const;
  if (hasPassword === undefined) return { ...about, ...noPassword };
  if (!hasPassword) return { ...about, ...notApplicable };
  return { ...about, verdict: hasQuote ? 'warning' : 'passed', evidence: {} };
}

/** A migration does not speak SSL. */
export function ssl(one: End, end: EndName): CheckOf<'ssl'> {
  if (one.kind === 'address') return { id: 'ssl', end, ...selfHosted };
  return judge(one.ssl, { id: 'ssl', end }, (isOn) => ({ verdict: isOn ? 'error' : 'passed', evidence: { isOn } }));
}
