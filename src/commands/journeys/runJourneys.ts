import { setMaxListeners } from 'node:events';
import { atMost } from '../../desk/concurrently.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import type { Plan } from '../../task/journal/plans.ts';
import type { PlannedTask } from '../batch/batchPlan.ts';
import { type BatchOutcome, wholeResult } from '../batch/batchResult.ts';
import type { Beside } from '../batch/batchRun.ts';
import { stopWith } from '../batch/batchStop.ts';
import { createChosen } from '../batch/createChosen.ts';
import { planOf } from '../configure/plannedDraft.ts';
import { toldWhenSlow } from '../tasks/toldWhenSlow.ts';
import { dropPlan, type GoingOn, goOn } from './goOn.ts';
import type { Journey } from './journey.ts';
import type { JourneyEnd, JourneyResult } from './journeyEnd.ts';
import type { JourneysPlan } from './planJourneys.ts';

/** Machines that are let in, checked and started at a time. */
const mostAtOnce = 4;

interface Run extends GoingOn {
  readonly journeys: JourneysPlan['journeys'];
  readonly plans: Map<PlannedTask, Plan>;
  readonly ends: Map<PlannedTask, JourneyEnd>;
  /** Of what was created, and of plans that are given up. */
  readonly underWay: Promise<void>[];
  created: number;
  up: number;
  report: (message: string) => void;
}

/**
 * Creates all of them, waits for their machines, and starts each as soon as its own is up and nothing stands in the way. What is planned is
 * on disk before anything is sent. Undefined: nothing was sent.
 */
export async function runJourneys(
  desk: Desk,
  { batch, journeys }: JourneysPlan,
  chosen: readonly Journey[],
): Promise<readonly JourneyResult[] | undefined> {
  const run = newRun(desk, journeys);
  const tasks = chosen.map(({ task }) => task);
  const release = stopWith(tasks, run.stop);
  try {
    const outcomes = await createChosen(desk, batch, tasks, besideOf(run));
    if (outcomes === undefined) return undefined;
    await untilOver(run, tasks);
    // Those that are wrong come first.
    return wholeResult(batch, outcomes).map((created, at) => {
      const task = batch.tasks[at - batch.wrong.length];
      return { created, journey: task && journeys.get(task), end: task && run.ends.get(task) };
    });
  } finally {
    release();
  }
}

function newRun(desk: Desk, journeys: JourneysPlan['journeys']): Run {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const run: Run = {
    desk,
    journeys,
    stop,
    stopped: new Promise((resolve) => {
      stop.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    }),
    inTurn: atMost(mostAtOnce),
    onMachineUp() {
      run.up += 1;
      tellProgress(run);
    },
    plans: new Map(),
    ends: new Map(),
    underWay: [],
    created: 0,
    up: 0,
    report: () => undefined,
  };
  return run;
}

function besideOf(run: Run): Beside {
  const { desk, journeys, plans } = run;
  return {
    async begin(task) {
      const journey = journeys.get(task);
      const plan = journey && planOf(desk, task.place, task.body.name, journey.form.draft);
      if (plan === undefined) return;
      await desk.plans(task.place.sandbox).keep(plan);
      plans.set(task, plan);
    },
    ended: (task, outcome) => void run.underWay.push(afterCreate(run, task, outcome)),
    cancelled: () => run.stop.abort(),
  };
}

/** One whose outcome is not known may be found later, and is configured by its plan then. */
async function afterCreate(run: Run, task: PlannedTask, outcome: BatchOutcome): Promise<void> {
  const { desk, journeys, plans } = run;
  const [journey, plan] = [journeys.get(task), plans.get(task)];
  if (journey === undefined || plan === undefined) return;
  if (outcome.kind === 'created') {
    run.created += 1;
    run.ends.set(task, await goOn(run, journey, plan, outcome.taskId));
    tellProgress(run);
  } else if (outcome.kind !== 'unknown' && outcome.kind !== 'broken') await dropPlan(desk, task.place, plan);
}

/** Under one notification; when that is cancelled, what is being started comes to its end. */
async function untilOver(run: Run, tasks: readonly PlannedTask[]): Promise<void> {
  const { desk, stop, stopped } = run;
  const { t, notifier } = desk;
  const [first] = tasks;
  const all = Promise.all(run.underWay);
  if (first !== undefined && run.created > run.ends.size && !stop.signal.aborted) {
    const title = placed(t('Create, Configure and Start'), first.place, t);
    await notifier.progress(title, (signal, report) => {
      run.report = report;
      tellProgress(run);
      signal.addEventListener('abort', () => stop.abort(), { once: true });
      return Promise.race([all, stopped]);
    });
  }
  await toldWhenSlow(desk, t('Finding out what became of the starts under way'), all);
}

function tellProgress({ desk, created, up, ends, report }: Run): void {
  const started = [...ends.values()].filter(({ kind }) => kind === 'started').length;
  report(desk.t('{up} of {count} machines are up; started: {started}', { up, count: created, started }));
}
