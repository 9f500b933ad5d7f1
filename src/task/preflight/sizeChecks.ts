import type { InstanceDetail } from '../../cloud/services/instances.ts';
import { areDcs, both, type CheckOf, judge, notSaid, selfHosted } from './check.ts';
import { keysOf, modeOf } from './databaseChecks.ts';
import { keysIn } from './keyspace.ts';
import type { End, Known, PreflightFacts } from './preflightFacts.ts';
import { isOlder } from './versions.ts';

type Ends = Pick<PreflightFacts, 'source' | 'target'>;

/** Source: DCS user guide, "Migrating Self-Hosted Redis Online". */
const oldestSource = '3.0';

/** Whether the target reads what the source writes. */
export function version(ends: Ends): CheckOf<'version'> {
  if (!areDcs(ends)) return { id: 'version', ...selfHosted };
  return judge(detailsOf(ends), { id: 'version' }, ([{ engine_version: source }, { engine_version: target }]) => {
    if (!source || !target) return notSaid;
    const evidence = { source, target };
    const isTargetOlder = isOlder(target, source);
    if (isTargetOlder === undefined) return { ...notSaid, evidence };
    if (isTargetOlder) return { verdict: 'error', evidence };
    return { verdict: isOlder(source, oldestSource) ? 'warning' : 'passed', evidence };
  });
}

/** Whether what the source holds fits beside what the target holds. */
export function capacity(ends: Ends): CheckOf<'capacity'> {
  if (!areDcs(ends)) return { id: 'capacity', ...selfHosted };
  return judge(detailsOf(ends), { id: 'capacity' }, ([source, target]) => {
    const { used_memory: sourceUsed } = source;
    const { used_memory: targetUsed, max_memory: targetMax } = target;
    if (sourceUsed === undefined || targetUsed === undefined || targetMax === undefined) return notSaid;
    const evidence = { sourceUsed, targetUsed, targetMax };
    if (targetMax < sourceUsed) return { verdict: 'error', evidence };
    // What the target holds may be a copy of the same from before, which is overwritten.
    return { verdict: targetMax - targetUsed >= sourceUsed ? 'passed' : 'warning', evidence };
  });
}

/** Megabytes that each node of an instance uses for itself at most. */
const emptyNode = 5;

/**
 * Whether the target holds nothing that the migration could overwrite, or stumble over: by its keys where they are known, which of a
 * cluster are those of one shard, and else by its memory.
 */
export function targetEmpty(target: End): CheckOf<'targetEmpty'> {
  const about = { id: 'targetEmpty', end: 'target' } as const;
  if (target.kind === 'address') return { ...about, ...selfHosted };
  const keys = keysOf(target);
  if (keys.kind === 'known' && keysIn(keys.value) > 0) {
    return { ...about, verdict: 'warning', evidence: { keyspace: keys.value }, at: keys.at };
  }
  return judge(target.detail, about, (detail) => {
    const { used_memory: used, ip = '' } = detail;
    const isWhole = modeOf(detail) !== 'cluster';
    if (keys.kind === 'known' && isWhole) return { verdict: 'passed', evidence: { keyspace: keys.value } };
    if (used === undefined) return notSaid;
    const nodes = ip.split(',').length;
    return { verdict: used > emptyNode * nodes ? 'warning' : 'passed', evidence: { used } };
  });
}

function detailsOf({
  source,
  target,
}: Readonly<Record<'source' | 'target', { readonly detail: Known<InstanceDetail> }>>) {
  return both(source.detail, target.detail);
}
