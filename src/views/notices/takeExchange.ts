import type { KnownTask, TaskPlace, TaskWatch } from '../../desk/tasks/taskSight.ts';
import type { ExchangeEnd } from '../../task/cutOver/exchangeEnd.ts';
import type { AskedExchange } from '../../task/exchange.ts';
import type { ExchangeNotice, MarkedTask } from '../../task/journal/notices.ts';
import { markOf } from './marks.ts';
import { forget, type Seen, tellTrouble, type Window } from './noticeWindow.ts';
import { noticeNow } from './stageOf.ts';
import type { Telling } from './tellNotices.ts';

type Ended = Exclude<ExchangeEnd, { kind: 'underWay' }>;

const notices: Readonly<Record<Ended['kind'], ExchangeNotice>> = {
  done: 'exchanged',
  failed: 'exchangeFailed',
  notKnown: 'exchangeNotKnown',
};

/** Looks at a task whose addresses are being swapped, and tells how that has ended, once. */
export async function takeExchange(
  window: Seen,
  {
    mark,
    known,
    watch,
  }: { readonly mark: MarkedTask; readonly known: KnownTask | undefined; readonly watch: TaskWatch },
  telling: Telling,
): Promise<void> {
  const { marks, swaps, place, now } = window;
  const { taskId } = mark;
  const found = await swaps.look(place, mark, known, now().getTime());
  if (found === undefined) return;
  const { end, detail } = found;
  if (detail !== undefined && detail.task_status !== known?.detail?.task_status) watch.detailed(taskId, detail);
  // Somebody may have unmarked it meanwhile, or asked anew.
  const isStill = marks.all().some((one) => one.taskId === taskId && one.since === mark.since);
  if (end.kind === 'underWay' || !isStill) return;
  if (await marks.isFirst(taskId, notices[end.kind], Number.POSITIVE_INFINITY)) {
    telling.exchange(mark, end, (await window.isHere()) ? window.runOnTask : undefined);
    await noteEnd(window, mark, end);
  }
  swaps.end(taskId, end.kind);
  await endExchange(window, mark, known);
}

/** For the report. */
async function noteEnd(window: Seen, { taskId, exchange }: MarkedTask, end: Ended): Promise<void> {
  const { records, place } = window;
  const action = exchange?.kind === 'rollBack' ? 'rollBackIp' : 'swapIp';
  const reason = end.kind === 'failed' ? { reason: end.reason.slice(0, 1000) } : {};
  const note = { kind: 'ended', action, outcome: end.kind, ...reason } as const;
  await records.note(place, taskId, note).catch(tellTrouble(window, place));
}

/** It is followed no more, or as it was before. */
async function endExchange(
  window: Omit<Seen, 'isHere' | 'seenAt'>,
  { exchange, ...mark }: MarkedTask,
  known: KnownTask | undefined,
): Promise<void> {
  const { marks, place, now } = window;
  const goOn = async () => {
    if (exchange?.wasMarked !== true) return forget(window, mark.taskId, 'leave');
    const told = known && noticeNow(known, now().getTime());
    await marks.add(place, { ...mark, since: now().toISOString() }, told);
  };
  await goOn().catch(tellTrouble(window, place));
}

/** Of a task whose addresses are being swapped: how that ends is told before anything else. */
export function exchangeMarkOf({ marks }: Pick<Window, 'marks'>, taskId: string): MarkedTask | undefined {
  return marks.all().find((one) => one.taskId === taskId && one.exchange !== undefined);
}

/** What is followed, and what was until then. */
interface Followed {
  readonly mark: MarkedTask;
  readonly before: MarkedTask | undefined;
}

/** Keeps what is asked, before it is asked, so that not even a window that is killed then loses it. */
export async function followExchange(
  window: Window,
  place: TaskPlace,
  { task }: KnownTask,
  asked: AskedExchange,
): Promise<Followed> {
  const { marks, standing, now } = window;
  const before = marks.all().find(({ taskId }) => taskId === task.task_id);
  const isMarked = before !== undefined && before.stopping !== true && (before.exchange?.wasMarked ?? !before.exchange);
  const exchange = { ...asked, ...(isMarked && { wasMarked: true as const }) };
  standing.forget(task.task_id);
  const mark = markOf(place, { taskId: task.task_id, name: task.task_name }, now(), { exchange });
  await marks.addAnyway(place, mark, tellTrouble(window, place));
  return { mark, before };
}

/** Nothing of it was done: an earlier one, or a stop, is followed as if nobody had asked. */
export async function withdrawExchange(
  window: Omit<Seen, 'isHere' | 'seenAt'>,
  { mark, before }: Followed,
  known: KnownTask,
): Promise<void> {
  if (before?.exchange === undefined && before?.stopping !== true) return endExchange(window, mark, known);
  await window.marks.add(window.place, before).catch(tellTrouble(window, window.place));
}
