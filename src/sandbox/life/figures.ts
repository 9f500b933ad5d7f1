import { derivedNumber } from '../derivedId.ts';
import type { SandboxTask } from '../taskBook.ts';
import { type Following, followingOf, lagAt, limitOf, surgeAt } from './lag.ts';
import type { Pace } from './pace.ts';
import type { Change } from './story.ts';

/** What a task has done; of one that no longer runs, how far it got. */
interface Figures {
  /** Per cent. */
  readonly progress: number;
  /** How far the target is behind; the API names no unit. */
  readonly lag: number;
  readonly sourceKeys: number;
  readonly targetKeys: number;
  /** KB/s. */
  readonly targetInput: number;
  /** Commands a second. */
  readonly targetCommands: number;
  readonly isMigrating: boolean;
}

const none: Figures = {
  progress: 0,
  lag: 0,
  sourceKeys: 0,
  targetKeys: 0,
  targetInput: 0,
  targetCommands: 0,
  isMigrating: false,
};

/** The figures now. Whatever varies is derived from the task and the time, so that the same moment always looks the same. */
export function figuresOf(task: SandboxTask, story: readonly Change[], shared: Pace, now: Date): Figures {
  const pace = task.pace ?? shared;
  const { taskId } = task.entry;
  const from = story.findLastIndex(({ status }) => status === 'FULLMIGRATING');
  const start = story[from];
  if (start === undefined) return none;
  const after = story.slice(from + 1);
  const end = after.find(({ status }) => status !== 'INCRMIGEATING');
  const copied = after.find(({ status }) => status === 'INCRMIGEATING' || status === 'SUCCESS');
  const time = end?.at ?? now.getTime();
  const sourceKeys = keysAt(taskId, task.entry.time.getTime(), time, pace);
  const progress = copied ? 100 : Math.min(99, Math.floor((100 * (time - start.at)) / pace.fullCopy));
  const following = copied?.status === 'INCRMIGEATING' ? followingOf(story, copied) : undefined;
  const lag = following === undefined ? 0 : lagAt(task, following, time, pace);
  // What was copied before stays there while everything is copied once more.
  const arrived = start.failure === undefined ? Math.floor((sourceKeys * progress) / 100) : sourceKeys;
  const isConnecting = start.failure !== undefined && time < start.at + pace.connecting;
  return {
    progress,
    lag,
    sourceKeys,
    targetKeys: Math.max(0, arrived - Math.floor(lag / bytesOfKey)),
    ...(end || isConnecting
      ? { targetInput: 0, targetCommands: 0 }
      : load(task, { start, following, isCaughtUp: lag < bytesOfKey, time, pace })),
    isMigrating: end === undefined && !isConnecting,
  };
}

/** What a key takes on its way; less is behind by no key. */
const bytesOfKey = 150;

/** At this speed a command takes so many KB. */
const commandSize = 0.2;

function keysAt(taskId: string, begin: number, time: number, pace: Pace): number {
  const first = 200_000 + derivedNumber(`keys of ${taskId}`, 4_000_000);
  return first + Math.floor((time - begin) / pace.breath) * (1 + derivedNumber(`growth of ${taskId}`, 20));
}

interface Moment {
  readonly start: Change;
  readonly following: Following | undefined;
  readonly isCaughtUp: boolean;
  readonly time: number;
  readonly pace: Pace;
}

/** What arrives at the target, which is never more than the limit. */
function load(task: SandboxTask, { start, following, isCaughtUp, time, pace }: Moment) {
  const { taskId } = task.entry;
  const breath = Math.floor(time / pace.breath);
  const derived = (what: string, limit: number) => derivedNumber(`${what} of ${taskId} ${breath}`, limit);
  const [least, more] = loadOf[following === undefined ? 'copying' : isCaughtUp ? 'inSync' : 'behind'];
  const surge = following && surgeAt(task, following, time);
  const wanted = surge ?? Math.ceil((least + derived('commands', more)) * commandSize) + derived('input', 50);
  const limit = limitOf(following?.settings ?? start.settings);
  const targetInput = wanted < limit ? wanted : limit - derived('input at the limit', Math.ceil(limit / 50));
  return { targetInput, targetCommands: Math.floor(targetInput / commandSize) };
}

/** Commands a second: so many, and up to so many more. */
const loadOf = { copying: [18_000, 9000], behind: [2000, 3000], inSync: [300, 400] } as const;
