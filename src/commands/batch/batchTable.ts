import { shortened } from '../../cloud/foreignText.ts';
import type { Desk, Tickable } from '../../desk/ports.ts';
import type { Place } from './batchFacts.ts';
import type { WrongFile } from './batchFiles.ts';
import type { BatchPlan, PlannedTask } from './batchPlan.ts';
import { type MoreColumns, placeName, planText } from './batchReport.ts';

/** What a table says besides. */
export interface TableParts extends MoreColumns {
  readonly title: string;
  /** Where not everything is in the sandbox. */
  readonly billed: string;
  /** Beside the name of a task. */
  readonly shortOf: (task: PlannedTask) => readonly string[];
  /** What has to be decided on next, for which a task is ticked all the same. */
  readonly warningsOf: (task: PlannedTask) => readonly string[];
}

/** Shows every file with what is wrong and what exists, and gives those that were ticked. Undefined: none. */
export async function tickTasks(
  desk: Desk,
  plan: BatchPlan,
  parts: TableParts,
): Promise<readonly PlannedTask[] | undefined> {
  const { t, prompter, documents, notifier } = desk;
  const chosen = await prompter.pickMany<PlannedTask | undefined>({
    title: titleOf(plan, parts.title, t),
    placeholder: placeholderOf(plan, parts.billed, t),
    choices: [...plan.wrong.map((file) => wrongRow(file, t)), ...taskRows(plan.tasks, parts, t)],
    aside: { label: t('Show as Table'), icon: 'table', run: () => documents.openReport(planText(plan, t, parts)) },
  });
  const tasks = chosen?.filter((task) => task !== undefined);
  if (tasks === undefined) return undefined;
  if (tasks.length === 0) {
    notifier.tell('info', t('Nothing was ticked, so nothing was created.'));
    return undefined;
  }
  return tasks;
}

function titleOf({ wrong, tasks, complete }: BatchPlan, title: string, t: Desk['t']): string {
  const places = [...new Set(tasks.map(({ place }) => placeName(place, t)))];
  const count = t('files: {count}, wrong: {wrong}, existing already: {existing}', {
    count: wrong.length + tasks.length,
    wrong: wrong.length,
    existing: tasks.filter(({ existing }) => existing.length > 0).length,
  });
  const shown = places.length > 3 ? [...places.slice(0, 3), '…'] : places;
  const more = complete ? [] : [t('there are more files than these')];
  return [title, ...(shown.length > 0 ? [shown.join(', ')] : []), count, ...more].join(' · ');
}

function placeholderOf({ tasks }: BatchPlan, billed: string, t: Desk['t']): string {
  if (tasks.length === 0) return t('None of these files can be created from as it is. Nothing was sent.');
  return tasks.every(({ place }) => place.sandbox)
    ? t('Tick the tasks to be created. Nothing in the sandbox is real or billed.')
    : billed;
}

function wrongRow({ file, name, region, reasons }: WrongFile, t: Desk['t']): Tickable<undefined> {
  const [first = '', ...more] = reasons;
  const reason = more.length === 0 ? first : t('{problem} (and {count} more)', { problem: first, count: more.length });
  return {
    label: file.path,
    description: [name, region].filter((part) => part !== undefined).join(' · '),
    detail: reason,
    group: t('Cannot be created'),
    unusable: reason,
    ticked: false,
    value: undefined,
  };
}

/** Those that something speaks against come first: each needs a look. */
function taskRows(
  tasks: readonly PlannedTask[],
  { shortOf, warningsOf }: TableParts,
  t: Desk['t'],
): Tickable<PlannedTask>[] {
  const projects = projectsByPlace(tasks, t);
  const rankOf = (task: PlannedTask) => (task.clear ? (warningsOf(task).length > 0 ? 1 : 2) : 0);
  const groups = [
    t('Exists already or is unusual'),
    t('Has warnings, which are asked about'),
    t('Nothing speaks against it'),
  ];
  return tasks
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .map((task) => {
      const { file, body, place, unsaved, existing, twins, remarks, clear } = task;
      const [rank, unsavedText] = [rankOf(task), unsaved ? [t('The unsaved text is sent.')] : []];
      const where = placeName(place, t);
      const project = (projects.get(where)?.size ?? 0) > 1 ? [shortened(place.projectId)] : [];
      return {
        label: file.path,
        description: [shortened(body.name), where, ...project, ...shortOf(task)].join(' · '),
        detail: [...existing, ...twins, ...remarks, ...warningsOf(task), ...unsavedText].join(' · '),
        icon: rank === 2 ? 'file-code' : 'warning',
        group: groups[rank] ?? '',
        ticked: clear,
        value: task,
      };
    });
}

function projectsByPlace(tasks: readonly PlannedTask[], t: Desk['t']): ReadonlyMap<string, ReadonlySet<string>> {
  const projects = new Map<string, Set<string>>();
  for (const place of new Set<Place>(tasks.map((task) => task.place))) {
    const name = placeName(place, t);
    projects.set(name, (projects.get(name) ?? new Set<string>()).add(place.projectId));
  }
  return projects;
}
