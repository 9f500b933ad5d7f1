import { quoted } from '../cloud/foreignText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { TaskFileProblem } from '../task/file/taskFileProblems.ts';
import { idFields } from './instances/migrationEnds.ts';

/** How a finding can be mended; the edits are worked out when it is chosen. */
export type Fix = { readonly title: string } & (
  | { readonly kind: 'pick' /** Of the value. */; readonly at: number }
  | ({ readonly kind: 'set' /** A name, or a path. */; readonly field: string; readonly value: string } & Certainty)
  | ({ readonly kind: 'rename' /** Of the name. */; readonly at: number; readonly to: string } & Inside & Certainty)
  | ({ readonly kind: 'trim' /** Of the value. */; readonly at: number } & Certainty)
  | ({ readonly kind: 'quote' /** Of the value. */; readonly at: number } & Certainty)
  | { readonly kind: 'remove' /** In the field. */; readonly at: number }
  | ({ readonly kind: 'replace' /** Of the value. */; readonly at: number } & NameAndValue)
  | { readonly kind: 'plainName' /** Of the value. */; readonly at: number }
  | { readonly kind: 'plainAddresses' /** In the value. */; readonly at: number }
  | { readonly kind: 'unwrap' /** Of the name of the wrapper. */; readonly at: number }
  | { readonly kind: 'addAndPick' /** Its list opens once it is there. */; readonly field: string }
  | { readonly kind: 'add' /** Empty ones of these names or paths. */; readonly fields: readonly string[] }
  | { readonly kind: 'keepBody' }
);

interface Inside {
  /** The path of the object that the field stands in; absent at the top. */
  readonly within?: string;
}

interface NameAndValue {
  readonly to: string;
  readonly value: string;
}

interface Certainty {
  /** There is one right answer, so it may be applied to everything at once. */
  readonly safe: boolean;
}

/** What mends a problem of a text that has fields of these names; nothing where a person has to think. */
export function fixesFor(problem: TaskFileProblem, names: ReadonlySet<string>, t: Translate): readonly Fix[] {
  const remove = (): Fix => ({ kind: 'remove', title: t('Remove this field'), at: problem.offset });
  switch (problem.code) {
    case 'unknownField':
      return fixesForUnknown(problem, names, t);
    case 'forbiddenField':
    case 'duplicateField':
      return [remove()];
    case 'emptyField':
    case 'idNotUuid':
    case 'projectIdUnusual':
    case 'unsafeProjectId':
      return fixesForValue(problem, t);
    case 'invalidRegion':
    case 'unknownRegion':
      return [...nearestRegion(problem, t), pickFor('region', problem.offset, t)];
    case 'nameOutsideConsoleRule':
      return [{ kind: 'plainName', title: t('Make it a name that the console takes'), at: problem.offset }];
    case 'wrongType':
      return isPicked(problem.field) ? [pickFor(problem.field, problem.offset, t)] : [];
    case 'syntax':
      if (problem.mistake !== 'pastedRequest' && problem.mistake !== 'pastedCommand') return [];
      return [{ kind: 'keepBody', title: t('Make a task file of this request') }];
    default:
      return [];
  }
}

function fixesForUnknown(
  { field, offset, wraps, nearest }: Extract<TaskFileProblem, { code: 'unknownField' }>,
  names: ReadonlySet<string>,
  t: Translate,
): Fix[] {
  if (wraps) {
    const title = t('Move the fields of "{field}" to the top', { field: quoted(field) });
    return [{ kind: 'unwrap', title, at: offset }];
  }
  const remove: Fix = { kind: 'remove', title: t('Remove this field'), at: offset };
  if (nearest === undefined || names.has(nearest)) return [remove];
  const title = t('Rename to "{field}"', { field: nearest });
  return [{ kind: 'rename', title, at: offset, to: nearest, safe: true }, remove];
}

function isPicked(field: string): boolean {
  return ['region', 'project_id', 'vpc_id', 'subnet_id', 'security_group_id'].includes(field);
}

type ValueProblem = Extract<
  TaskFileProblem,
  { code: 'emptyField' | 'idNotUuid' | 'projectIdUnusual' | 'unsafeProjectId' }
>;

function fixesForValue(problem: ValueProblem, t: Translate): Fix[] {
  const { field, offset } = problem;
  if (problem.code === 'idNotUuid' && problem.surroundedByBlanks) {
    return [{ kind: 'trim', title: t('Remove the blanks'), at: offset, safe: true }];
  }
  const pick = isPicked(field) ? [pickFor(field, offset, t)] : [];
  if (problem.code !== 'emptyField' || problem.required) return pick;
  return [...pick, { kind: 'remove', title: t('Remove this field'), at: offset }];
}

function nearestRegion(
  { nearest, code }: Extract<TaskFileProblem, { code: 'invalidRegion' | 'unknownRegion' }>,
  t: Translate,
): Fix[] {
  if (nearest === undefined) return [];
  const title = t('Change to {value}', { value: nearest });
  return [{ kind: 'set', title, field: 'region', value: nearest, safe: code === 'invalidRegion' }];
}

/** Opens the list that completion shows at a value. */
export function pickFor(field: string, at: number, t: Translate): Fix {
  const titles: Readonly<Record<string, string>> = {
    region: t('Pick a region…'),
    project_id: t('Pick a project…'),
    vpc_id: t('Pick a VPC…'),
    subnet_id: t('Pick a subnet…'),
    security_group_id: t('Pick a security group…'),
    ...Object.fromEntries(idFields.map((one) => [one, t('Pick an instance…')])),
  };
  return { kind: 'pick', title: titles[field] ?? t('Pick a value…'), at };
}

/** Those that may be applied together: of several that want the same, the first. */
export function safeFixes(fixes: readonly Fix[]): readonly Fix[] {
  const wanted = new Set<string>();
  return fixes.filter((fix) => {
    if (!('safe' in fix) || !fix.safe) return false;
    const aim =
      fix.kind === 'rename'
        ? `${fix.within ?? ''} ${fix.to}`
        : fix.kind === 'set'
          ? fix.field
          : `${fix.kind} ${fix.at}`;
    if (wanted.has(aim)) return false;
    wanted.add(aim);
    return true;
  });
}
