import { shortened } from '../../cloud/foreignText.ts';
import type { TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { KnownTask } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { levelOf, lineText, lineTime } from '../log/taskLog.ts';
import type { PageStep } from './pageModel.ts';
import { phaseSteps } from './phaseSteps.ts';
import { failed, idOf, none, passed, queued, type Row, type RowIcon } from './row.ts';
import { taskFacts } from './taskFacts.ts';

/** Lines of the log below a row. */
const mostLines = 3;

/** Why it failed is looked for first. */
const causeKeys = ['cause', 'action', 'message'];

/** What is known of a task, below its row: why it failed, its phases, its facts, the end of its log. */
export function rowsBelow(known: KnownTask, life: Lifecycle, t: Translate): readonly Row[] {
  const { task_id: taskId } = known.task;
  const facts = taskFacts(known, life, t).map((fact) => ({ fact, isCause: causeKeys.includes(fact.key) }));
  return [
    ...facts.filter(({ isCause }) => isCause).map(({ fact }) => factRow(taskId, fact)),
    phasesRow(known, life, t),
    ...facts.filter(({ isCause }) => !isCause).map(({ fact }) => factRow(taskId, fact)),
    ...(known.log ?? []).slice(-mostLines).map((line, index) => logRow(taskId, line, index, t)),
  ];
}

function phasesRow(known: KnownTask, life: Lifecycle, t: Translate): Row {
  const { task_id: taskId } = known.task;
  const steps = phaseSteps(known, life, t);
  const current = steps.find(({ state }) => state === 'failed' || state === 'active') ?? steps.findLast(isDone);
  const id = `${idOf(taskId)} phases`;
  const rows = () => steps.map((step) => stepRow(taskId, `${id} ${step.key}`, step));
  return {
    id,
    label: t('Phases'),
    description: current?.label,
    icon: { name: 'list-ordered' },
    context: 'fact',
    open: false,
    taskId,
    rows,
  };
}

function isDone({ state }: PageStep): boolean {
  return state === 'done';
}

function stepRow(taskId: string, id: string, { label, note, state }: PageStep): Row {
  const copies = `${label} · ${note}`;
  return { id, label, description: note, icon: stepIcons[state], context: 'fact copy', taskId, copies, rows: none };
}

const stepIcons: Readonly<Record<PageStep['state'], RowIcon>> = {
  done: { name: 'pass', color: passed },
  active: { name: 'circle-filled' },
  failed: { name: 'error', color: failed },
  open: { name: 'circle-outline' },
};

function factRow(taskId: string, { key, label, value, icon, copies }: ReturnType<typeof taskFacts>[number]): Row {
  return {
    id: `${idOf(taskId)} ${key}`,
    label,
    description: value,
    icon: icon === undefined ? undefined : { name: icon },
    context: copies === undefined ? 'fact' : 'fact copy',
    taskId,
    copies,
    rows: none,
  };
}

function logRow(taskId: string, line: TaskLogLine, index: number, t: Translate): Row {
  const { message } = line;
  return {
    id: `${idOf(taskId)} log ${index}`,
    label: shortened(message),
    description: lineTime(line, t),
    icon: levelIcons[levelOf(line)] ?? { name: 'note' },
    context: 'fact copy',
    taskId,
    copies: lineText(line),
    rows: none,
  };
}

const levelIcons: Readonly<Record<string, RowIcon>> = {
  ERROR: { name: 'error', color: failed },
  WARN: { name: 'warning', color: queued },
  WARNING: { name: 'warning', color: queued },
  INFO: { name: 'info' },
};
