import type { InstanceDetail } from '../../cloud/services/instances.ts';
import type { Parameter } from '../../cloud/services/parameters.ts';
import type { Peering, Route } from '../../cloud/services/peerings.ts';
import type { SecurityGroupRule } from '../../cloud/services/securityGroupRules.ts';
import type { Whitelist } from '../../cloud/services/whitelists.ts';
import type { Keyspace } from './keyspace.ts';

/**
 * Why something is not known. Of what needs the Web CLI also: that no password was given, that a try was refused for whatever reason
 * its code stands for, that the instance is not running, or of a version that has none, or that wrong ones were tried just now and one
 * more could lock it.
 */
export type NotKnown =
  | { readonly kind: 'notPermitted'; readonly permission: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'notRead' }
  | { readonly kind: 'noPassword' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'notRunning'; readonly status: string }
  | { readonly kind: 'tooOld' }
  | { readonly kind: 'triedTooOften' };

/** What was asked of the cloud, and when, in milliseconds since 1970. */
export type Known<T> = { readonly kind: 'known'; readonly value: T; readonly at: number } | NotKnown;

/** What the person gives for an end. The password itself is never here. */
interface GivenPassword {
  /** Undefined where nobody was asked for one. */
  readonly hasPassword: boolean | undefined;
  /** Whether there is a single quote in it. */
  readonly hasQuote: boolean;
}

/** What may lead from the VPC of the task to another one. */
export interface Ways {
  /** Of the task's VPC. */
  readonly peerings: readonly Peering[];
  /** Of the subnet that the machine is in. */
  readonly there: Known<readonly Route[]>;
  /** Of the subnet that the instance is in. */
  readonly back: Known<readonly Route[]>;
}

/** What the Web CLI of an instance tells. */
interface Inside {
  /** Whether it took the password. */
  readonly isRight: boolean;
  /** Of a cluster, of one of its shards. */
  readonly keys: Known<Keyspace>;
}

/** An instance of the account. */
export interface DcsEnd extends GivenPassword {
  readonly kind: 'dcs';
  readonly id: string;
  /** Whether the task is told its address, and not its ID. */
  readonly givenByAddress: boolean;
  readonly detail: Known<InstanceDetail>;
  readonly whitelist: Known<Whitelist>;
  readonly parameters: Known<readonly Parameter[]>;
  /** Whether it is on. */
  readonly ssl: Known<boolean>;
  /** Read only where it lies in another VPC than the task. */
  readonly ways: Known<Ways>;
  readonly inside: Known<Inside>;
}

/** A Redis that the cloud knows nothing of. */
interface AddressEnd extends GivenPassword {
  readonly kind: 'address';
  /** `ip:port`, with commas between several. */
  readonly addrs: string;
  /** Why nobody knows whether an instance of the account has this address; absent where none has it. */
  readonly lookUp?: NotKnown;
}

export type End = DcsEnd | AddressEnd;

export type EndName = 'source' | 'target';

/** All that is known before a migration starts. */
export interface PreflightFacts {
  readonly task: {
    readonly vpcId: string | undefined;
    /** IPv4, of the migration machine. */
    readonly machineAddress: string | undefined;
    /** It is about to be created, and its machine is not there yet. */
    readonly isPlanned?: true;
  };
  /** Absent where nobody has said so yet. */
  readonly method?: 'full_amount_migration' | 'incremental_migration';
  /** Absent where not both were given. */
  readonly passwordsMatch?: boolean;
  /** What the security group of the task says of what leaves. */
  readonly egress: Known<readonly SecurityGroupRule[]>;
  readonly source: End;
  readonly target: End;
}
