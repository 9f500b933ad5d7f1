import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { Desk, Remark } from '../../desk/ports.ts';
import { mostLines } from '../create/secondYes.ts';
import type { PlannedTask } from './batchPlan.ts';
import { placeName } from './batchReport.ts';

/** Tasks that a click is enough for; the number of more is typed, so that no key pressed once too often starts them. */
const mostByClick = 10;

/** What is decided on. `again`: how many of the tasks exist already, or may exist. */
export interface Decision {
  readonly title: string;
  readonly message: (count: number, again: number) => string;
  /** Where the number is typed. */
  readonly request: (count: number, again: number) => string;
  /** What is done with them besides. */
  readonly besides: readonly string[];
  readonly yes: string;
  readonly no: string;
}

/**
 * The one question between the table and the first request: how many tasks, where, which of them exist already, since the box that
 * ticks all rows ticks these too, and the bill.
 */
export async function acceptBatch(desk: Desk, tasks: readonly PlannedTask[], decision: Decision): Promise<boolean> {
  const { t, prompter } = desk;
  const again = tasks.filter(({ existing, twins }) => existing.length + twins.length > 0);
  const { besides, yes, no } = decision;
  const consequences = ['', consequenceOf(tasks, t), ...besides];
  const detail = [...placeLines(tasks, t), ...existingLines(again, t), ...consequences].join('\n');
  if (tasks.length > mostByClick) return typed(desk, tasks, again.length, decision);
  const message = decision.message(tasks.length, again.length);
  return (await prompter.confirm({ message, detail, yes, no })) === true;
}

async function typed(
  { t, prompter }: Desk,
  tasks: readonly PlannedTask[],
  again: number,
  { title, request, besides }: Decision,
): Promise<boolean> {
  const count = tasks.length;
  // The editor shows a remark in place of the prompt, so both say all of it; where it is cut, places are missing.
  const words = [consequenceOf(tasks, t), ...besides, request(count, again), ...placeLines(tasks, t)].join(' · ');
  const wrong: Remark = { severity: 'error', message: words };
  const reply = await prompter.input({
    title,
    prompt: words,
    placeholder: t('The number of tasks to be created'),
    check: (value) => (value.trim() === String(count) ? undefined : wrong),
  });
  return reply !== undefined && reply !== 'back';
}

/** A line a project; a batch goes to a few. */
function placeLines(tasks: readonly PlannedTask[], t: Translate): string[] {
  const counts = new Map<string, number>();
  for (const { place } of tasks) {
    const project = shortened(place.project);
    const where = t('{region}, project {project}', { region: placeName(place, t), project });
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  return [...counts].map(([where, count]) => t('{where}: {count}', { where, count }));
}

function existingLines(again: readonly PlannedTask[], t: Translate): string[] {
  if (again.length === 0) return [];
  const lines = again.map(({ body, existing, twins }) => `${shortened(body.name)}: ${existing[0] ?? twins[0] ?? ''}`);
  const rest = lines.length - mostLines;
  return ['', ...lines.slice(0, mostLines), ...(rest > 0 ? [t('… and {count} more', { count: rest })] : [])];
}

function consequenceOf(tasks: readonly PlannedTask[], t: Translate): string {
  const count = tasks.filter(({ place }) => !place.sandbox).length;
  if (count === 0) return t('Nothing in the sandbox is real or billed');
  return t('This starts as many migration machines, each of which is billed: {count}.', { count });
}
