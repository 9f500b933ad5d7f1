import type { Parameter, ParameterChange } from '../../cloud/services/parameters.ts';
import { areDcs, both, type CheckOf, judge, notApplicable, notSaid, selfHosted } from './check.ts';
import type { End, PreflightFacts } from './preflightFacts.ts';

/** Whether both evict keys in the same way when they are full. */
export function eviction(ends: Pick<PreflightFacts, 'source' | 'target'>): CheckOf<'eviction'> {
  if (!areDcs(ends)) return { id: 'eviction', ...selfHosted };
  return judge(both(ends.source.parameters, ends.target.parameters), { id: 'eviction' }, (lists) => {
    const [source, target] = lists.map((list) => named(list, 'maxmemory-policy')?.param_value);
    if (!source || !target) return notSaid;
    return { verdict: source === target ? 'passed' : 'warning', evidence: { source, target } };
  });
}

/** Seconds. Source: DCS best practices, "Migrating Redis with Large Amounts of Data". */
const longEnough = 300;

/** Whether the source waits long enough for a copy that is slow. A single node has no such parameter. */
export function replTimeout(source: End): CheckOf<'replTimeout'> {
  const about = { id: 'replTimeout', end: 'source' } as const;
  if (source.kind === 'address') return { ...about, ...selfHosted };
  return judge(source.parameters, about, (list) => {
    const parameter = named(list, 'repl-timeout');
    if (parameter === undefined) return notApplicable;
    const value = numberIn(parameter);
    if (value === undefined) return notSaid;
    const changes = changesOf([parameter], longEnough);
    const evidence = { value, wanted: longEnough, changes, ...restartsOf(list, changes) };
    return value >= longEnough
      ? { verdict: 'passed', evidence: { ...evidence, changes: [] } }
      : { verdict: 'warning', evidence, isFixable: changes.length > 0 };
  });
}

/** Share of the memory. Source: DCS best practices, "Migrating Redis with Large Amounts of Data". */
const bufferShare = 0.2;
/** What is less by so little is as good as enough: limits are rounded in several ways. */
const nearly = 0.95;

const hardLimit = 'client-output-buffer-slave-hard-limit';
const softLimit = 'client-output-buffer-slave-soft-limit';

/** Whether the source can keep what is written during the copy; 0 is no limit. A single node has no such parameter. */
export function outputBuffer(source: End): CheckOf<'outputBuffer'> {
  const about = { id: 'outputBuffer', end: 'source' } as const;
  if (source.kind === 'address') return { ...about, ...selfHosted };
  return judge(both(source.parameters, source.detail), about, ([list, { max_memory: memory }]) => {
    const hard = named(list, hardLimit);
    if (hard === undefined) return notApplicable;
    const value = numberIn(hard);
    if (value === undefined || memory === undefined) return notSaid;
    const wanted = Math.floor(memory * 1024 * 1024 * bufferShare);
    if (value === 0 || value >= wanted * nearly) return { verdict: 'passed', evidence: { value, wanted, changes: [] } };
    const soft = list.filter((one) => one.param_name === softLimit);
    const changes = changesOf([hard, ...soft], wanted);
    const isFixable = changes.some(({ param_name }) => param_name === hardLimit);
    const evidence = { value, wanted, changes, ...restartsOf(list, changes) };
    return { verdict: 'warning', evidence, isFixable };
  });
}

/** Whether the target refuses every write. Some types have no such parameter. */
export function targetReadOnly(target: End): CheckOf<'targetReadOnly'> {
  const about = { id: 'targetReadOnly', end: 'target' } as const;
  if (target.kind === 'address') return { ...about, ...selfHosted };
  return judge(target.parameters, about, (list) => {
    const parameter = named(list, 'master-read-only');
    if (parameter === undefined) return notApplicable;
    const value = parameter.param_value?.trim().toLowerCase();
    if (!value) return notSaid;
    return { verdict: value === 'yes' ? 'error' : 'passed', evidence: { value } };
  });
}

export function named(list: readonly Parameter[], name: string): Parameter | undefined {
  return list.find(({ param_name }) => param_name === name);
}

function numberIn({ param_value: value = '' }: Parameter): number | undefined {
  return /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : undefined;
}

/** What raises each of these that is lower, and not without a limit, as far as its range allows. */
function changesOf(parameters: readonly Parameter[], wanted: number) {
  return parameters.flatMap((parameter) => {
    const { param_id, param_name, value_range = '' } = parameter;
    const [, highest] = /^\s*\d+\s*-\s*(\d{1,15})\s*$/.exec(value_range) ?? [];
    const value = Math.min(wanted, highest === undefined ? wanted : Number(highest));
    const before = numberIn(parameter);
    const isLower = before !== undefined && before !== 0 && before < value;
    return isLower ? [{ param_id, param_name, param_value: String(value) }] : [];
  });
}

/** Those of the changes that need a restart, if any. */
function restartsOf(
  list: readonly Parameter[],
  changes: readonly ParameterChange[],
): { readonly restarts?: readonly string[] } {
  const names = changes.map(({ param_name }) => param_name);
  const restarts = names.filter((name) => named(list, name)?.need_restart === true);
  return restarts.length === 0 ? {} : { restarts };
}
