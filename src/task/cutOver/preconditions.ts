import type { Exchange } from '../exchange.ts';
import type { Check } from '../preflight/check.ts';
import type { PreflightFacts } from '../preflight/preflightFacts.ts';
import { busy, running, sameInstance } from '../preflight/stateChecks.ts';
import {
  swapInstances,
  swapPassword,
  swapPort,
  swapPublicAccess,
  swapSubnet,
  swapTypes,
  swapWhitelist,
} from '../preflight/swapChecks.ts';
import { stateOf } from '../taskStatus.ts';

/** What is known before the addresses are swapped. */
export interface SwapFacts extends Pick<PreflightFacts, 'source' | 'target' | 'passwordsMatch'> {
  readonly task: {
    readonly status: string;
    readonly method: string | undefined;
    readonly exchange: Exchange | undefined;
    /** In milliseconds since 1970, when that was read. */
    readonly at: number;
  };
  readonly lag: {
    /** Whether two looks in a row have found next to none. */
    readonly isSmall: boolean;
    /** The last that was read. */
    readonly value: number | undefined;
    readonly at: number | undefined;
  };
  /** When a swap, or the way back, was asked for from here whose end is not known yet, in milliseconds since 1970. */
  readonly askedAt: number | undefined;
}

/** `error` forbids the swap; a `warning`, and what was not checked, a person may go on with. */
type Verdict = 'passed' | 'error' | 'warning' | 'notChecked' | 'notApplicable';

type OfEnds = Extract<Check, { readonly id: `swap${string}` | 'running' | 'busy' | 'sameInstance' }>;

type OfTask =
  | { readonly id: 'incremental'; readonly evidence: Pick<SwapFacts['task'], 'status' | 'exchange'> }
  | { readonly id: 'lag'; readonly evidence: { readonly value: number | undefined } }
  | { readonly id: 'askedBefore'; readonly evidence: { readonly askedAt: number | undefined } };

/** One of the things that have to hold, with what it was judged by, and when that was read. */
export type Precondition = (OfEnds | (OfTask & { readonly at?: number | undefined })) & { readonly verdict: Verdict };

/** In the order in which they matter. */
export function swapPreconditions(facts: SwapFacts): readonly Precondition[] {
  const { source, target } = facts;
  const ends = { ...facts, method: 'incremental_migration' } as const;
  return [
    incremental(facts),
    askedBefore(facts),
    hard(swapInstances(ends)),
    hard(sameInstance(facts)),
    typesOf(swapTypes(ends)),
    hard(swapPort(ends)),
    hard(swapPublicAccess(ends)),
    hard(running(source, 'source')),
    hard(running(target, 'target')),
    soft(busy(source, 'source')),
    soft(busy(target, 'target')),
    soft(swapSubnet(ends)),
    soft(swapPassword(ends)),
    soft(swapWhitelist(ends)),
    lag(facts),
  ];
}

/** Whether it stands in the way: what was waived stands in nobody's. */
export function standsInTheWay({ verdict }: Pick<Precondition, 'verdict'>, isWaived: boolean): boolean {
  return verdict === 'error' || (!isWaived && (verdict === 'warning' || verdict === 'notChecked'));
}

/** What was waived of it: one that comes again with another reading is another one. */
export function waiverOf({ id, verdict, evidence, ...more }: Precondition | Check): string {
  return JSON.stringify([id, 'end' in more ? more.end : undefined, verdict, evidence]);
}

/** What is nothing to a migration that starts is something to a swap. */
function raised<Found extends OfEnds>(check: Found, to: 'error' | 'warning'): Found & { readonly verdict: Verdict } {
  const { verdict } = check;
  const isSpoken = verdict === 'note' || verdict === 'warning';
  return { ...check, verdict: isSpoken ? to : verdict };
}

const hard = (check: OfEnds): Precondition => raised(check, 'error');

const soft = (check: OfEnds): Precondition => raised(check, 'warning');

/** Two Redis Clusters of one subnet can be swapped in some regions. Source: DCS user guide, an edition of 2020. */
function typesOf(check: Extract<OfEnds, { readonly id: 'swapTypes' }>): Precondition {
  const { source, target } = check.evidence;
  return source === 'cluster' && target === 'cluster' ? soft(check) : hard(check);
}

function incremental({ task: { status, exchange, at, method } }: SwapFacts): Precondition {
  const isFull = method?.trim().toLowerCase() === 'full_amount_migration';
  const isUnderWay = stateOf(status) === 'incremental' && !isFull;
  const isOpen = exchange !== 'exchanging' && exchange !== 'exchanged';
  return { id: 'incremental', verdict: isUnderWay && isOpen ? 'passed' : 'error', evidence: { status, exchange }, at };
}

export function askedBefore({ askedAt }: Pick<SwapFacts, 'askedAt'>): Precondition {
  return { id: 'askedBefore', verdict: askedAt === undefined ? 'passed' : 'warning', evidence: { askedAt } };
}

function lag({ lag: { isSmall, value, at } }: SwapFacts): Precondition {
  return { id: 'lag', verdict: isSmall ? 'passed' : 'error', evidence: { value }, at };
}
