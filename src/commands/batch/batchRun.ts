import { setMaxListeners } from 'node:events';
import { mostUnanswered } from '../../cloud/keyWatch.ts';
import { concurrently } from '../../desk/concurrently.ts';
import type { Desk } from '../../desk/ports.ts';
import { followCreated } from '../../desk/tasks/following.ts';
import { refreshUnsettled } from '../../desk/unsettled.ts';
import { createClaimed } from '../../task/create/create.ts';
import { JournalProblem } from '../../task/journal/journal.ts';
import { unnoted } from '../create/lookForTask.ts';
import { beingCreated } from './batchFiles.ts';
import { createPaces } from './batchPaces.ts';
import type { PlannedTask } from './batchPlan.ts';
import { type BatchOutcome, countResults, endsAll, isNotStarted, resultOf } from './batchResult.ts';
import { isBegunElsewhere } from './batchRivals.ts';
import { stopWith } from './batchStop.ts';
import { logResult } from './batchSummary.ts';

/**
 * Creates whose request may be on its way at a time: no more than the key may sign before an answer. The same with those whose answer
 * was lost and whose task is being looked for.
 */
const sendingAtOnce = mostUnanswered;
const mostUnderWay = 24;

/** What goes on beside the creates of a batch. */
export interface Beside {
  /** Before anything of it is sent. @throws {JournalProblem} and nothing is */
  begin(task: PlannedTask): Promise<void>;
  /** Once it is followed, where it was created. */
  ended(task: PlannedTask, outcome: BatchOutcome): void;
  /** The person wants nothing more to be done. */
  cancelled(): void;
}

interface Run {
  readonly desk: Desk;
  readonly beside: Beside | undefined;
  readonly total: number;
  readonly outcomes: Map<PlannedTask, BatchOutcome>;
  /** Creates without an outcome yet. */
  readonly underWay: Set<Promise<void>>;
  /** The creates of this batch, by their operation ID. */
  readonly operations: Set<string>;
  /** What was known when this was decided on. */
  readonly seen: ReadonlySet<string>;
  readonly paceAt: ReturnType<typeof createPaces>;
  /** Nothing more is sent. */
  readonly stop: AbortController;
  /** Nothing is waited for any more. */
  readonly giveUp: AbortController;
  report: (message: string) => void;
}

/**
 * Creates them under one notification. When that is cancelled, or when no create can succeed, no more are started, and those under
 * way come to their end under a second one; when that is cancelled too, they are left to be settled later.
 */
export async function runBatch(
  desk: Desk,
  tasks: readonly PlannedTask[],
  seen: ReadonlySet<string>,
  beside?: Beside,
): Promise<ReadonlyMap<PlannedTask, BatchOutcome>> {
  const { t, log } = desk;
  const run: Run = {
    desk,
    beside,
    total: tasks.length,
    outcomes: new Map(),
    underWay: new Set(),
    operations: new Set(),
    seen,
    paceAt: createPaces(desk),
    stop: new AbortController(),
    giveUp: new AbortController(),
    report: () => undefined,
  };
  // As many listen as creates are under way.
  setMaxListeners(0, run.stop.signal, run.giveUp.signal);
  const title = t('Creating migration tasks');
  log.info(title);
  let over = false;
  const release = stopWith(tasks, run.stop);
  const work = createAll(run, tasks).finally(() => {
    over = true;
    release();
  });
  await underNotification(run, title, work, run.stop, () => beside?.cancelled());
  if (!over) await underNotification(run, t('Finding out what became of the tasks under way'), work, run.giveUp);
  await work;
  await refreshUnsettled(desk);
  return run.outcomes;
}

/** Until the work is over or the notification is cancelled. */
function underNotification(
  run: Run,
  title: string,
  work: Promise<void>,
  cancelled: AbortController,
  onCancelled: () => void = () => undefined,
): Promise<void> {
  return run.desk.notifier.progress(title, (signal, report) => {
    run.report = report;
    tellProgress(run);
    const ended = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const end = () => {
      onCancelled();
      cancelled.abort();
    };
    return Promise.race([work, ended.then(end)]);
  });
}

async function createAll(run: Run, tasks: readonly PlannedTask[]): Promise<void> {
  await concurrently(tasks, sendingAtOnce, async (task) => {
    // Where many answers are lost, more of the same would make it worse.
    while (run.underWay.size >= mostUnderWay && !run.stop.signal.aborted) await Promise.race(run.underWay);
    if (run.stop.signal.aborted) run.outcomes.set(task, { kind: 'notStarted' });
    else await untilAnswered(run, task);
  });
  await Promise.all(run.underWay);
}

/** Resolves when the create is over, or has become a matter of looking for its task, which holds nobody up. */
function untilAnswered(run: Run, task: PlannedTask): Promise<void> {
  return new Promise((resolve) => {
    const over = create(run, task, resolve)
      .then((outcome) => conclude(run, task, outcome))
      .finally(() => {
        run.underWay.delete(over);
        resolve();
      });
    run.underWay.add(over);
  });
}

async function create(run: Run, task: PlannedTask, onLooking: () => void): Promise<BatchOutcome> {
  const { desk, stop, giveUp, beside } = run;
  const { place, draft } = task;
  const sending = new AbortController();
  const abort = () => sending.abort();
  giveUp.signal.addEventListener('abort', abort, { once: true });
  const pace = run.paceAt(place);
  const turn = async () => {
    await pace.turn(stop.signal);
    // What is on its way is left alone, for an answer is better than a search; what has not left yet stays here.
    if (stop.signal.aborted) abort();
  };
  try {
    await beside?.begin(task);
    const creation = await desk.journal.claim(draft);
    run.operations.add(creation.operationId);
    if (await isBegunElsewhere(desk.journal, creation, [run.seen, run.operations])) {
      await desk.journal.close(creation, { kind: 'notCreated' });
      return { kind: 'existed', lines: [beingCreated(desk.t)] };
    }
    return await createClaimed(place.connection, creation, {
      journal: desk.journal,
      pace: { ...pace, turn },
      signal: sending.signal,
      lookSignal: giveUp.signal,
      onUnnoted: unnoted(desk),
      onPhase: (phase) => {
        if (phase === 'looking') onLooking();
      },
    });
  } catch (error) {
    if (error instanceof JournalProblem) return { kind: 'notSent', error };
    return { kind: 'broken', error };
  } finally {
    giveUp.signal.removeEventListener('abort', abort);
  }
}

function conclude(run: Run, task: PlannedTask, outcome: BatchOutcome): void {
  const { desk, outcomes, stop, beside } = run;
  outcomes.set(task, outcome);
  if (!isNotStarted(outcome)) logResult(desk, resultOf(task, outcome));
  tellProgress(run);
  if (outcome.kind === 'created') followCreated(desk.taskNotices, task.place, task.body.name, outcome);
  beside?.ended(task, outcome);
  if (endsAll(outcome, desk.t)) stop.abort();
}

function tellProgress({ desk, total, outcomes, report }: Run): void {
  const { created, refused, unknown } = countResults(outcomes.values());
  report(
    desk.t('{done} of {total}: {created} created, {refused} refused, {unknown} not certain', {
      done: outcomes.size,
      total,
      created,
      refused,
      unknown,
    }),
  );
}
