import { randomUUID } from 'node:crypto';
import { orTellTrouble } from '../../desk/journalTrouble.ts';
import type { Desk } from '../../desk/ports.ts';
import { placeMark } from '../../desk/tasks/placeMark.ts';
import type { KnownTask, TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { Plan, PlannedEnd } from '../../task/journal/plans.ts';
import type { ConfigureDraft, EndDraft } from '../preflight/configureForm.ts';
import { instanceFrom } from './fileDraft.ts';

type TaskName = Pick<KnownTask['task'], 'task_id' | 'task_name'>;

/** What is to be done with a task of this name, as it is kept: without the passwords. Undefined where something is missing. */
export function planOf(
  { now }: Pick<Desk, 'now'>,
  place: TaskPlace,
  name: string,
  { method, resumeMode, bandwidth, source, target }: ConfigureDraft,
): Plan | undefined {
  if (!method || !resumeMode || !source || !target) return undefined;
  const ends = { source: plannedEnd(source), target: plannedEnd(target) };
  const where = { ...placeMark(place), region: place.connection.region };
  return { id: randomUUID(), ...where, name, method, resumeMode, bandwidth, ...ends, since: now().toISOString() };
}

function plannedEnd({ redis, password }: EndDraft): PlannedEnd {
  const open = password === '' ? ({ hasNoPassword: true } as const) : {};
  if (redis.kind === 'address') return { addrs: redis.addrs, ...open };
  const { instance_id: id, name } = redis.instance;
  return { id, ...(name === undefined ? {} : { name }), ...open };
}

/**
 * What was planned for a task before a window was closed, or the plan was given up; its passwords are asked for again. What an instance
 * is called the cloud says, and not the file.
 */
export async function plannedDraft(desk: Desk, place: TaskPlace, task: TaskName): Promise<ConfigureDraft | undefined> {
  const [plan] = (await orTellTrouble(desk, () => plansFor(desk, place, task))) ?? [];
  if (plan === undefined) return undefined;
  const { method, resumeMode, bandwidth } = plan;
  const source = await draftEnd(desk, place, plan.source);
  const target = await draftEnd(desk, place, plan.target);
  return { method, resumeMode, bandwidth, keepsPasswords: false, ...(source && { source }), ...(target && { target }) };
}

async function draftEnd(
  desk: Desk,
  place: TaskPlace,
  { id, addrs, hasNoPassword }: PlannedEnd,
): Promise<EndDraft | undefined> {
  const password = hasNoPassword ? '' : undefined;
  if (id !== undefined) return { redis: await instanceFrom(desk, place, id), password };
  return addrs === undefined ? undefined : { redis: { kind: 'address', addrs }, password };
}

/** It is carried out, or makes no sense any more. */
export async function forgetPlans(
  desk: Pick<Desk, 'plans' | 't' | 'log' | 'notifier'>,
  place: TaskPlace,
  task: TaskName,
): Promise<void> {
  await orTellTrouble(desk, async () => {
    for (const { id } of await plansFor(desk, place, task)) await desk.plans(place.sandbox).remove(id);
  });
}

/** Those of the task, and those of its name whose create has had no answer; newest first. @throws {JournalProblem} */
async function plansFor(
  { plans }: Pick<Desk, 'plans'>,
  place: TaskPlace,
  { task_id: id, task_name: name }: TaskName,
): Promise<readonly Plan[]> {
  const { owner, projectId, dcsEndpoint } = placeMark(place);
  const all = await plans(place.sandbox).all();
  const here = all.filter(
    (plan) => plan.owner === owner && plan.projectId === projectId && plan.dcsEndpoint === dcsEndpoint,
  );
  const own = here.filter(({ taskId }) => taskId === id);
  return [...own, ...here.filter((plan) => plan.taskId === undefined && plan.name === name)];
}
