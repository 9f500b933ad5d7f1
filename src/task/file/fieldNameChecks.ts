import { forbiddenKind, nearestField } from './fieldNames.ts';
import type { Field } from './json/values.ts';
import type { FieldProblem, TaskFileProblem } from './taskFileProblems.ts';
import { problemLimit } from './taskFileRules.ts';
import { taskFileSchema } from './taskFileSchema.ts';

const knownNames = Object.keys(taskFileSchema.shape);

/** Adds what is wrong with the names; takes away the missing fields that are there under a wrong name, or inside a wrapper. */
export function checkFieldNames(fields: readonly Field[], others: readonly TaskFileProblem[]): TaskFileProblem[] {
  const seen = new Set<string>();
  const problems: FieldProblem[] = [];
  for (const field of fields) {
    if (problems.length === problemLimit) break;
    const problem = checkName(field, seen.has(field.name));
    seen.add(field.name);
    if (problem !== undefined) problems.push(problem);
  }
  const wrapped = problems.some((problem) => problem.code === 'unknownField' && problem.wraps);
  const misnamed = new Set(problems.map((problem) => (problem.code === 'unknownField' ? problem.nearest : undefined)));
  const told = others.filter((problem) => problem.code !== 'missingField' || !(wrapped || misnamed.has(problem.field)));
  return [...problems, ...told];
}

function checkName(field: Field, isSecond: boolean): FieldProblem | undefined {
  const { name } = field;
  const at = { severity: 'error', field: name, ...field.key } as const;
  if (isSecond) return { code: 'duplicateField', ...at };
  if (knownNames.includes(name)) return undefined;
  const kind = forbiddenKind(name);
  if (kind !== undefined) return { code: 'forbiddenField', ...at, kind };
  if (wrapsTask(field)) return { code: 'unknownField', ...at, wraps: true };
  const nearest = nearestField(name, knownNames);
  return { code: 'unknownField', ...at, wraps: false, ...(nearest === undefined ? {} : { nearest }) };
}

/** `{"task": {"name": …, "vpc_id": …}}`: a body wrapped in a name, as other APIs and some tools have it. */
function wrapsTask({ value }: Field): boolean {
  const inner = value?.fields ?? [];
  return ['vpc_id', 'subnet_id', 'security_group_id'].some((required) => inner.some(({ name }) => name === required));
}
