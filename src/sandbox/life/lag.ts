import { derivedNumber } from '../derivedId.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Settings } from './events.ts';
import type { Pace } from './pace.ts';
import type { Change } from './story.ts';

/** An incremental migration: since when, after which start of a run, and with what. */
export interface Following {
  readonly startedAt: number;
  readonly copiedAt: number;
  readonly settings: Settings | undefined;
}

/** From `copied` on, which is a change of the story. */
export function followingOf(story: readonly Change[], copied: Change): Following {
  const start = story.findLast(({ status, at }) => status === 'FULLMIGRATING' && at <= copied.at);
  return { startedAt: start?.at ?? copied.at, copiedAt: copied.at, settings: copied.settings };
}

/** Bytes of the PING that a master sends its replicas. Source: Redis documentation, `repl-ping-replica-period`. */
const pingBytes = 14;

/** In breaths: between two PINGs; a time in which there is one burst at most, and none at its end; the shortest and the longest burst. */
const breaths = { ping: 2, slot: 24, calmEnd: 8, shortBurst: 0.4, longBurst: 1.6 } as const;

/** At the usual speed. */
const secondsOfBreath = 5;

/** KB/s that pass where the person sets no limit: what the machine of the sandbox does. */
const machineLimit = 50 * 1024;

/** How far the target is behind; the API names no unit, and the sandbox counts bytes. It follows from the task and the time alone. */
export function lagAt(task: SandboxTask, following: Following, time: number, pace: Pace): number {
  const { taskId } = task.entry;
  const elapsed = (time - following.copiedAt) / pace.breath;
  const left = 1 - (time - following.copiedAt) / pace.catchingUp;
  if (left > 0) return backlog(taskId, elapsed, left);
  const calm = (time - following.copiedAt - pace.catchingUp) / pace.breath;
  return ping(taskId, elapsed) + burst(taskId, calm) + surplus(task, following, time, pace);
}

/** What was written during the full copy is worked off; writes that come in bursts hold it up. */
function backlog(taskId: string, elapsed: number, left: number): number {
  const whole = 200_000 + derivedNumber(`lag of ${taskId}`, 600_000);
  const held = derivedNumber(`held up ${taskId} ${Math.floor(2 * elapsed)}`, 3) === 0 ? 1.3 : 1;
  return Math.ceil(whole * left ** 2 * held);
}

/** An idle source is behind by its last PING, until the target has confirmed it. */
function ping(taskId: string, elapsed: number): number {
  const periods = elapsed / breaths.ping + derivedNumber(`ping of ${taskId}`, 1000) / 1000;
  const number = Math.floor(periods);
  const confirmed = (5 + derivedNumber(`ping ${number} of ${taskId}`, 30)) / 100;
  return periods - number < confirmed ? pingBytes : 0;
}

/** Now and then more is written at once than passes at once. Who has just caught up is left in peace for a while. */
function burst(taskId: string, calm: number): number {
  const slot = Math.floor(calm / breaths.slot);
  const derived = (what: string) => derivedNumber(`${what} of burst ${slot} of ${taskId}`, 1000) / 1000;
  if (slot < 1 || derived('being') < 0.5) return 0;
  const length = breaths.shortBurst + (breaths.longBurst - breaths.shortBurst) * derived('length');
  const begin = (breaths.slot - breaths.calmEnd - length) * derived('begin');
  const done = (calm - slot * breaths.slot - begin) / length;
  if (done < 0 || done >= 1) return 0;
  return Math.ceil((400 + 40_000 * derived('size')) * (1 - done));
}

/** What is written beyond what the bandwidth limit lets through piles up. */
function surplus(task: SandboxTask, following: Following, time: number, pace: Pace): number {
  const surge = surgeOf(task, following, time);
  if (surge === undefined) return 0;
  const excess = Math.max(0, surge.writes - limitOf(following.settings));
  const seconds = (secondsOfBreath * (time - surge.since)) / pace.breath;
  return Math.floor(excess * 1024 * seconds);
}

/** KB/s that get through of what is written; undefined while nothing out of the ordinary is. */
export function surgeAt(task: SandboxTask, following: Following, time: number): number | undefined {
  const surge = surgeOf(task, following, time);
  return surge && Math.min(surge.writes, limitOf(following.settings));
}

/** KB/s. */
export function limitOf(settings: Settings | undefined): number {
  const limit = Number(settings?.bandwidth ?? '');
  return limit > 0 ? limit * 1024 : machineLimit;
}

function surgeOf({ surge }: SandboxTask, { startedAt }: Following, time: number) {
  if (surge === undefined) return undefined;
  const since = startedAt + surge.after;
  return time > since ? { writes: surge.writes, since } : undefined;
}
