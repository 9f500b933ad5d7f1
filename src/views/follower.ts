import { CloudError, SignedOut } from '../cloud/errors.ts';
import { reasonOf } from '../cloud/explain/errorText.ts';
import { shortened } from '../cloud/foreignText.ts';
import { mayPassForReads } from '../cloud/patience.ts';
import type { FollowedTask, Follower } from '../desk/following.ts';
import { placed } from '../desk/placed.ts';
import type { Desk } from '../desk/ports.ts';
import { lookAtMachine, type Machine } from '../task/machine.ts';

interface Watch {
  readonly task: FollowedTask;
  /** Milliseconds since 1970. */
  readonly since: number;
  due: number;
  /** Called when whoever created it has signed out. */
  readonly end: () => void;
}

/** Milliseconds. Source: the Terraform provider's polling of this job: 2 s, then every 10 s, 30 minutes in all. */
const firstLook = 2000;
const betweenLooks = 10_000;
const longest = 30 * 60_000;
/** A new task may not be shown yet, so that until then none has been deleted. */
const longestLag = 2 * 60_000;
/** Between any two requests: a batch of 500 must not use up what the gateway allows. */
const betweenRequests = 500;

type Parts = Pick<Desk, 't' | 'log' | 'status' | 'notifier' | 'wait' | 'now'>;

export function createFollower(parts: Parts): Follower {
  const watches: Watch[] = [];
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const drawn = () => parts.status.starting(watches.map(({ task }) => task.name));
  const drop = (watch: Watch) => {
    const index = watches.indexOf(watch);
    if (index === -1) return;
    watches.splice(index, 1);
    watch.task.connection.session.over.removeEventListener('abort', watch.end);
    drawn();
  };
  const run = async () => {
    for (let next = earliest(watches); next && !stop.signal.aborted; next = earliest(watches)) {
      await parts.wait(Math.max(betweenRequests, next.due - parts.now().getTime()), stop.signal);
      if (stop.signal.aborted) return;
      // Whoever created it may have signed out meanwhile.
      if (!watches.includes(next)) continue;
      const over = await lookOnce(next, parts, stop.signal);
      next.due = parts.now().getTime() + betweenLooks;
      if (over) drop(next);
    }
    running = undefined;
  };
  return {
    follow(task) {
      if (watches.some((watch) => watch.task.taskId === task.taskId)) return;
      const watch = watchOf(task, parts, drop);
      const { over } = task.connection.session;
      if (over.aborted) return watch.end();
      over.addEventListener('abort', watch.end, { once: true });
      watches.push(watch);
      parts.status.ended(undefined);
      drawn();
      running ??= run();
    },
    idle: async () => running,
    dispose: () => stop.abort(),
  };
}

function watchOf(task: FollowedTask, parts: Parts, drop: (watch: Watch) => void): Watch {
  const since = parts.now().getTime();
  const watch: Watch = {
    task,
    since,
    due: since + firstLook,
    end() {
      giveUp(task, parts.t('You have signed out, or switched to another account.'), parts);
      drop(watch);
    },
  };
  return watch;
}

function earliest(watches: readonly Watch[]): Watch | undefined {
  return watches.reduce<Watch | undefined>((first, one) => (first && first.due <= one.due ? first : one), undefined);
}

/** True when there is nothing left to wait for. */
async function lookOnce({ task, since }: Watch, parts: Parts, signal: AbortSignal): Promise<boolean> {
  try {
    const machine = await lookAtMachine(task.connection, task, signal);
    const unseen = machine.kind === 'gone' && parts.now().getTime() - since < longestLag;
    if (machine.kind !== 'starting' && !unseen) {
      tellEnd(task, machine, parts);
      return true;
    }
  } catch (error) {
    if (signal.aborted || error instanceof SignedOut) return true;
    if (!(error instanceof CloudError) || !mayPassForReads(error)) {
      giveUp(task, reasonOf(error, parts.t), parts);
      return true;
    }
  }
  if (parts.now().getTime() - since < longest) return false;
  giveUp(task, parts.t('It was not ready after 30 minutes.'), parts);
  return true;
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
  const reason = machine.reason === undefined ? t('The cloud gives no reason.') : shortened(machine.reason, 300);
  const message = t(
    'Migration task {name} exists, but its migration machine did not start: {reason} Delete the task in the DCS console under Data Migration, and create it again.',
    { name, reason },
  );
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
