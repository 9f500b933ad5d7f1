import type { Connection } from '../cloud/connection.ts';
import { CloudError, Refused, SignedOut } from '../cloud/errors.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { asSentence, shortened } from '../cloud/foreignText.ts';
import { mayPassForReads } from '../cloud/patience.ts';
import type { Session } from '../cloud/session.ts';
import type { FollowedTask, Follower } from '../desk/following.ts';
import { placed } from '../desk/placed.ts';
import type { Desk } from '../desk/ports.ts';
import { whyNotStarted } from '../task/diagnosis.ts';
import { type FollowedTasks, ownerMark } from '../task/journal/followedTasks.ts';
import { JournalProblem } from '../task/journal/journalProblem.ts';
import { journalTroubleText } from '../task/journal/journalProblemText.ts';
import { lookAtMachine, type Machine } from '../task/machine.ts';
import { type Connect, leftBehind } from './leftBehind.ts';
import { createWatches, type Watch } from './watches.ts';

/** Milliseconds. Source: the Terraform provider's polling of this job: 2 s, then every 10 s, 30 minutes in all. */
const firstLook = 2000;
const betweenLooks = 10_000;
const longest = 30 * 60_000;
/** A new task may not be shown yet, so that until then none has been deleted. */
const longestLag = 2 * 60_000;
/** Between any two requests: a batch of 500 must not use up what the gateway allows. */
const betweenRequests = 500;

type Parts = Pick<Desk, 't' | 'log' | 'status' | 'notifier' | 'wait' | 'now'>;

/** `kept`: what all windows follow. `connect` leads to where a task was created, as whoever is signed in now. */
export function createFollower(parts: Parts, kept: FollowedTasks, connect: Connect): Follower {
  const stop = new AbortController();
  const rounds = createRounds(parts, kept, stop.signal);
  let resuming: Promise<void> | undefined;
  let keeping: Promise<void> | undefined;
  const follow = (task: FollowedTask) => {
    if (rounds.has(task.taskId)) return;
    const since = parts.now().getTime();
    // They are kept in turn: the last one is the last to be done.
    if (!task.sandbox) keeping = keep(task, since, parts, kept);
    rounds.begin(task, since);
  };
  const resumeAll = async () => {
    for await (const { task, since } of leftBehind(parts, kept, connect, stop.signal)) {
      if (!rounds.mayAsk(task.connection) || rounds.has(task.taskId)) continue;
      if (!(await takeOver(task, parts, kept))) continue;
      const name = shortened(task.name);
      parts.log.info(placed(parts.t('Migration task {name} is followed again.', { name }), task, parts.t));
      rounds.begin(task, since);
    }
  };
  return {
    follow,
    resume: () => {
      resuming ??= resumeAll().finally(() => {
        resuming = undefined;
      });
      return resuming;
    },
    async idle() {
      await rounds.idle();
      await keeping;
    },
    dispose: () => stop.abort(),
  };
}

/** Asks about one task after the other, whichever is due first. */
function createRounds(parts: Parts, kept: FollowedTasks, signal: AbortSignal) {
  const watches = createWatches(parts);
  const refused = new WeakSet<Session>();
  let running: Promise<void> | undefined;
  const askAll = async () => {
    for (let next = watches.next(); next && !signal.aborted; next = watches.next()) {
      await parts.wait(Math.max(betweenRequests, next.due - parts.now().getTime()), signal);
      if (signal.aborted) return;
      const { taskId, connection } = next.task;
      // Whoever created it may have signed out meanwhile.
      if (!watches.has(taskId)) continue;
      const after = await lookOnce(next, parts, signal);
      next.due = parts.now().getTime() + betweenLooks;
      if (after === 'again' || signal.aborted || !watches.drop(next)) continue;
      if (after === 'keyRefused') refused.add(connection.session);
      await (after === 'keyRefused' ? kept.letGo(taskId) : kept.forget(taskId));
    }
  };
  const askInTurn = async () => {
    try {
      await askAll();
    } finally {
      running = undefined;
    }
  };
  return {
    mayAsk: ({ session }: Connection) => !refused.has(session),
    has: watches.has,
    begin(task: FollowedTask, since: number) {
      watches.add({ task, since, due: parts.now().getTime() + firstLook }, () => {
        giveUp(task, parts.t('You have signed out, or switched to another account.'), parts);
        void kept.letGo(task.taskId);
      });
      if (watches.next() === undefined) return;
      running ??= askInTurn();
    },
    idle: async () => running,
  };
}

/** What cannot be noted is followed all the same: to ask twice costs nothing. */
function takeOver(task: FollowedTask, parts: Parts, kept: FollowedTasks): Promise<boolean> {
  return kept.takeOver(task.taskId).catch((error: unknown) => {
    tellTrouble(error, task, parts);
    return true;
  });
}

/** A sandbox ends with its window, and its tasks with it: they are not kept. */
async function keep(task: FollowedTask, since: number, parts: Parts, kept: FollowedTasks): Promise<void> {
  const { connection, projectId, name, taskId, jobId } = task;
  const { region, endpoints } = connection;
  try {
    const place = { region, projectId, dcsEndpoint: endpoints.dcs };
    const owner = ownerMark(connection.session.identity);
    await kept.keep({ ...place, name, taskId, owner, jobId, since: new Date(since).toISOString() });
  } catch (error) {
    tellTrouble(error, task, parts);
  }
}

function tellTrouble(error: unknown, task: FollowedTask, { t, log }: Parts): void {
  if (!(error instanceof JournalProblem)) throw error;
  log.error(placed(journalTroubleText(error, t), task, t));
}

/** `over`: there is nothing left to wait for. `keyRefused`: another key may ask. */
async function lookOnce(
  { task, since }: Watch,
  parts: Parts,
  signal: AbortSignal,
): Promise<'again' | 'over' | 'keyRefused'> {
  try {
    const machine = await lookAtMachine(task.connection, task, signal);
    const unseen = machine.kind === 'gone' && parts.now().getTime() - since < longestLag;
    if (machine.kind !== 'starting' && !unseen) {
      tellEnd(task, machine, parts);
      return 'over';
    }
  } catch (error) {
    if (signal.aborted || error instanceof SignedOut) return 'over';
    if (!(error instanceof CloudError) || !mayPassForReads(error)) {
      giveUp(task, reasonOf(error, parts.t), parts);
      return error instanceof Refused && error.facts.status === 401 ? 'keyRefused' : 'over';
    }
  }
  if (parts.now().getTime() - since < longest) return 'again';
  giveUp(task, parts.t('It was not ready after 30 minutes.'), parts);
  return 'over';
}

function tellEnd(task: FollowedTask, machine: Exclude<Machine, { kind: 'starting' }>, parts: Parts): void {
  const { t, log, status, notifier } = parts;
  const name = shortened(task.name);
  if (machine.kind === 'gone') {
    log.info(placed(t('Migration task {name} has been deleted meanwhile.', { name }), task, t));
    return;
  }
  if (machine.kind === 'ready') {
    log.info(placed(readyText(name, machine.address, t), task, t));
    status.ended({ name, ready: true });
    return;
  }
  const reason =
    machine.reason === undefined ? t('The cloud gives no reason.') : asSentence(shortened(machine.reason, 300));
  const message = t('Migration task {name} exists, but its migration machine did not start: {reason} {action}', {
    name,
    reason,
    action: t(whyNotStarted(machine.reason).action),
  });
  log.error(placed(message, task, t));
  status.ended({ name, ready: false });
  const copy = { label: t('Copy Task ID'), run: () => notifier.copy(task.taskId) };
  notifier.tell('error', placed(message, task, t), [copy, { label: t('Open Log'), run: () => log.show() }]);
}

function readyText(name: string, address: string | undefined, t: Parts['t']): string {
  if (address === undefined || address === '') {
    return t('Migration task {name} is ready to be configured.', { name });
  }
  return t(
    'Migration task {name} is ready to be configured. Its migration machine has the IP address {address}: let it into the whitelists of source and target.',
    { name, address: shortened(address) },
  );
}

function giveUp(task: FollowedTask, reason: string, { t, log }: Parts): void {
  const name = shortened(task.name);
  log.info(placed(t('Migration task {name} is not followed any further: {reason}', { name, reason }), task, t));
}
