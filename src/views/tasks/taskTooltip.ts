import { reasonOf } from '../../cloud/explain/errorText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { isTrapped } from '../../desk/cutOver/checklistOf.ts';
import { trapText } from '../../desk/cutOver/trapTexts.ts';
import { markdownText } from '../../desk/markdownText.ts';
import { clockText, phaseText } from '../../desk/tasks/phaseTexts.ts';
import type { KnownTask, TaskSight } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { taskFacts } from './taskFacts.ts';

/** Characters of one cell. */
const longestCell = 300;

/** A table of everything known of a task, with how old it is; Markdown. */
export function tooltipOf(
  known: KnownTask,
  life: Lifecycle,
  { asOf, failure }: Pick<TaskSight, 'asOf' | 'failure'>,
  t: Translate,
): string {
  const cell = (text: string) => markdownText(text, longestCell);
  const status = { label: t('Status'), value: statusText(known, life, t), own: undefined };
  const facts = [status, ...taskFacts(known, life, t)];
  const rows = facts.map(({ label, value, own }) => `| ${label} | ${own ? value : cell(value)} |`);
  const title = `**${cell(known.task.task_name || known.task.task_id)}**`;
  const trap = isTrapped(known, life) ? [cell(trapText(known, life, t)), ''] : [];
  return [title, '', ...trap, '| | |', '|---|---|', ...rows, '', ...ageOf(life, asOf, failure, t)].join('\n');
}

/** In words, with what the cloud calls it beside it. */
function statusText(known: KnownTask, life: Lifecycle, t: Translate): string {
  const words = phaseText(known, life, t);
  return words === known.task.status ? words : `${words.replace(/[.。]$/, '')} (${known.task.status})`;
}

function ageOf({ figures }: Lifecycle, asOf: number | undefined, failure: unknown, t: Translate): readonly string[] {
  const times = [
    ...(asOf === undefined ? [] : [t('as of {time}', { time: clockText(asOf, t) })]),
    ...(figures === undefined ? [] : [t('figures as of {time}', { time: clockText(figures.at, t) })]),
  ];
  const age = times.length === 0 ? [] : [times.join(' · ')];
  if (failure === undefined) return age;
  return [
    ...age,
    '',
    markdownText(t('The last refresh failed: {reason}', { reason: reasonOf(failure, t) }), longestCell),
  ];
}
