import type { InstanceDetail } from '../../cloud/services/instances.ts';
import type { Parameter } from '../../cloud/services/parameters.ts';
import { redisTypeOf } from '../redisType.ts';
import { type CheckOf, judge, notSaid, selfHosted } from './check.ts';
import { named } from './parameterChecks.ts';
import type { DcsEnd, End, Known, PreflightFacts } from './preflightFacts.ts';

/**
 * Whether there is a place in the target for databases besides the first. Whether a source has any that hold keys is not known; a
 * cluster has none.
 */
export function clusterDatabases({
  source,
  target,
}: Pick<PreflightFacts, 'source' | 'target'>): CheckOf<'clusterDatabases'> {
  const about = { id: 'clusterDatabases' } as const;
  if (target.kind === 'address') return { ...about, ...selfHosted };
  return judge(target.detail, about, (detail) => {
    const targetMode = modeOf(detail);
    if (targetMode === undefined) return notSaid;
    const sourceMode = source.kind === 'dcs' ? modeIn(source.detail) : undefined;
    const evidence = { targetMode, ...(sourceMode ? { sourceMode } : {}) };
    if (hasMany(targetMode) || hasOneOnly(source)) return { verdict: 'passed', evidence };
    if (targetMode === 'cluster') return { verdict: 'warning', evidence };
    const { parameters } = target;
    if (parameters.kind !== 'known') return { verdict: 'notChecked', evidence, missing: parameters };
    const multiDb = multiDbIn(parameters.value);
    return { verdict: multiDb === 'yes' ? 'passed' : 'warning', evidence: { ...evidence, multiDb } };
  });
}

/** As it says itself, or else by what it was bought as. */
function modeOf({ cache_mode: said, spec_code: code }: InstanceDetail): string | undefined {
  return said ? said.trim().toLowerCase() : redisTypeOf(code);
}

function modeIn(detail: Known<InstanceDetail>): string | undefined {
  return detail.kind === 'known' ? modeOf(detail.value) : undefined;
}

function hasMany(mode: string): boolean {
  return mode !== 'cluster' && mode !== 'proxy';
}

function hasOneOnly(source: End): boolean {
  if (source.kind === 'address') return false;
  const mode = modeIn(source.detail);
  return mode === 'cluster' || (mode === 'proxy' && isKnownWithoutMultiDb(source));
}

function isKnownWithoutMultiDb({ parameters }: DcsEnd): boolean {
  return parameters.kind === 'known' && multiDbIn(parameters.value) === 'no';
}

/** Where the parameter is missing there is one database. */
function multiDbIn(list: readonly Parameter[]): string {
  return named(list, 'multi-db')?.param_value?.trim().toLowerCase() ?? 'no';
}
