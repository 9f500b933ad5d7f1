import type { ParameterChange } from '../../cloud/services/parameters.ts';
import type { Joint } from './joint.ts';
import type { Keyspace } from './keyspace.ts';
import type { DcsEnd, End, EndName, Known, NotKnown } from './preflightFacts.ts';

/** What each check has read, as far as it has. Sizes in megabytes, limits in bytes, times in seconds, as the service gives them. */
interface Evidences extends SwapEvidences {
  readonly sameInstance: { readonly id: string; readonly address: string };
  readonly running: { readonly status: string };
  readonly busy: { readonly task: string };
  readonly sameVpc: {
    readonly taskVpcId: string;
    readonly vpcId: string;
    readonly vpcName: string;
    readonly joint: Joint;
  };
  /** `ip:port`. */
  readonly egress: { readonly blocked: readonly string[] };
  readonly sourceById: { readonly id: string };
  readonly whitelist: {
    readonly address: string;
    readonly isOn: boolean;
    readonly entries: readonly string[];
    /** The one that lets the machine in. */
    readonly entry: string;
    /** Why the machine cannot be added. */
    readonly obstacle: WhitelistObstacle;
  };
  readonly passwordGiven: { readonly isWanted: boolean; readonly isGiven: boolean };
  readonly passwordRight: object;
  readonly passwordQuote: object;
  readonly ssl: { readonly isOn: boolean };
  readonly version: { readonly source: string; readonly target: string };
  readonly capacity: { readonly sourceUsed: number; readonly targetUsed: number; readonly targetMax: number };
  readonly eviction: { readonly source: string; readonly target: string };
  readonly replTimeout: ParameterEvidence;
  readonly outputBuffer: ParameterEvidence;
  readonly targetReadOnly: { readonly value: string };
  readonly targetEmpty: { readonly used: number; readonly keyspace: Keyspace };
  readonly clusterDatabases: {
    readonly sourceMode: string;
    readonly targetMode: string;
    readonly multiDb: string;
    /** Those of the source that have keys. */
    readonly databases: readonly number[];
  };
}

/** Of the swap of the addresses that an incremental migration may end in. */
interface SwapEvidences {
  readonly swapInstances: { readonly source: string; readonly target: string };
  readonly swapTypes: { readonly source: string; readonly target: string };
  readonly swapPort: { readonly source: number; readonly target: number };
  readonly swapPassword: { readonly difference: 'presence' | 'password' };
  readonly swapPublicAccess: { readonly isSource: boolean; readonly isTarget: boolean };
  readonly swapSubnet: object;
  /** What the target does not let in; empty where the source lets everybody in. */
  readonly swapWhitelist: { readonly missing: readonly string[] };
}

/** Why an entry cannot be added to a whitelist, or need not. */
export type WhitelistObstacle = 'notNeeded' | 'noAddress' | 'groupsFull' | 'entriesFull';

interface ParameterEvidence {
  readonly value: number;
  readonly wanted: number;
  /** What would mend it, for the service. */
  readonly changes: readonly ParameterChange[];
  /** The names of those among them that take effect with a restart of the instance only. */
  readonly restarts: readonly string[];
}

type CheckId = keyof Evidences;

/** `note`: nothing against the start, but to be known for later. */
type Verdict = 'passed' | 'error' | 'warning' | 'note' | 'notChecked' | 'notApplicable';

/**
 * Why something was not checked: `selfHosted`, that only the cloud's own instances can be asked; `notSaid`, that the answer does not
 * tell; `noMachine`, that the task does not exist yet, and so no machine.
 */
export type Missing = NotKnown | { readonly kind: 'selfHosted' | 'notSaid' | 'noMachine' };

interface Finding<Id extends CheckId> {
  readonly verdict: Verdict;
  readonly evidence: Partial<Evidences[Id]>;
  /** Of what was not checked. */
  readonly missing?: Missing;
  /** Whether the fault can be mended by a call. */
  readonly isFixable?: boolean;
}

/** A check, by its ID. */
export interface CheckOf<Id extends CheckId> extends Finding<Id> {
  readonly id: Id;
  /** Absent where it is about both. */
  readonly end?: EndName;
  /** When the oldest of what it rests on was read, in milliseconds since 1970. */
  readonly at?: number;
}

/** What one of the checks has found. */
export type Check = { readonly [Id in CheckId]: CheckOf<Id> }[CheckId];

export const notSaid = { verdict: 'notChecked', evidence: {}, missing: { kind: 'notSaid' } } as const;
export const noPassword = { verdict: 'notChecked', evidence: {}, missing: { kind: 'noPassword' } } as const;
export const notApplicable = { verdict: 'notApplicable', evidence: {} } as const;
/** Of an address that no instance of the account has, where that is known. */
export function ofAddress({ lookUp }: { readonly lookUp?: NotKnown }) {
  return lookUp === undefined ? notApplicable : ({ verdict: 'notChecked', evidence: {}, missing: lookUp } as const);
}

export const selfHosted = { verdict: 'notChecked', evidence: {}, missing: { kind: 'selfHosted' } } as const;

/** What is known of a value decides; where it is not, nothing was checked. */
export function judge<Value, Id extends CheckId>(
  known: Known<Value>,
  about: { readonly id: Id; readonly end?: EndName },
  finding: (value: Value) => Finding<Id>,
): CheckOf<Id> {
  if (known.kind !== 'known') return { ...about, verdict: 'notChecked', evidence: {}, missing: known };
  return { ...about, ...finding(known.value), at: known.at };
}

/** Both, or why one of them is not known; as old as the older. */
export function both<One, Other>(one: Known<One>, other: Known<Other>): Known<readonly [One, Other]> {
  if (one.kind !== 'known') return one;
  if (other.kind !== 'known') return other;
  return { kind: 'known', value: [one.value, other.value], at: Math.min(one.at, other.at) };
}

/** Whether both are instances of the account, of which something may be known. */
export function areDcs(ends: {
  readonly source: End;
  readonly target: End;
}): ends is { readonly source: DcsEnd; readonly target: DcsEnd } {
  return ends.source.kind === 'dcs' && ends.target.kind === 'dcs';
}
