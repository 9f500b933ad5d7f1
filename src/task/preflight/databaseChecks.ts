import type { InstanceDetail } from '../../cloud/services/instances.ts';
import type { Parameter } from '../../cloud/services/parameters.ts';
import { redisTypeOf } from '../redisType.ts';
import { type CheckOf, judge, notSaid, selfHosted } from './check.ts';
import type { Keyspace } from './keyspace.ts';
import { named } from './parameterChecks.ts';
import type { DcsEnd, End, Known, PreflightFacts } from './preflightFacts.ts';

/**
 * Whether there is a place in the target for databases besides the first: by those of the source that hold keys, where they are known,
 * and else by what it can have. A cluster has none, and refuses them; behind proxies they fall onto each other.
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
    const databases = databasesOf(source);
    const evidence = {
      targetMode,
      ...(sourceMode ? { sourceMode } : {}),
      ...(databases === undefined ? {} : { databases }),
    };
    const usesFirstOnly = databases?.every((one) => one === 0) ?? hasOneOnly(source);
    if (hasMany(targetMode) || usesFirstOnly) return { verdict: 'passed', evidence };
    if (targetMode === 'cluster') return { verdict: databases === undefined ? 'warning' : 'error', evidence };
    const { parameters } = target;
    if (parameters.kind !== 'known') return { verdict: 'notChecked', evidence, missing: parameters };
    const multiDb = multiDbIn(parameters.value);
    return { verdict: multiDb === 'yes' ? 'passed' : 'warning', evidence: { ...evidence, multiDb } };
  });
}

/** Undefined where they are not known. */
function databasesOf(source: End): readonly number[] | undefined {
  const keys = source.kind === 'dcs' ? keysOf(source) : undefined;
  return keys?.kind === 'known' ? keys.value.map(([database]) => database) : undefined;
}

export function keysOf({ inside }: DcsEnd): Known<Keyspace> {
  return inside.kind === 'known' ? inside.value.keys : inside;
}

/** Whether there are several databases behind proxies; undefined where nobody knows. */
export function isMultiDb({ detail, parameters }: DcsEnd): boolean | undefined {
  const mode = modeIn(detail);
  if (mode !== 'proxy') return mode === undefined ? undefined : false;
  return parameters.kind === 'known' ? multiDbIn(parameters.value) === 'yes' : undefined;
}

/** As an instance says itself, or else by what it was bought as. */
export function modeOf({ cache_mode: said, spec_code: code }: InstanceDetail): string | undefined {
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
