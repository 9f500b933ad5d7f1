import { derivedNumber } from '../derivedId.ts';
import type { SandboxTask } from '../taskBook.ts';
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
export function figuresOf({ entry }: SandboxTask, story: readonly Change[], pace: Pace, now: Date): Figures {
  const { taskId } = entry;
  const from = story.findLastIndex(({ status }) => status === 'FULLMIGRATING');
  const start = story[from];
  if (start === undefined) return none;
  const after = story.slice(from + 1);
  const end = after.find(({ status }) => status !== 'INCRMIGEATING');
  const copied = after.find(({ status }) => status === 'INCRMIGEATING' || status === 'SUCCESS');
  const time = end?.at ?? now.getTime();
  const sourceKeys = keysAt(taskId, entry.time.getTime(), time, pace);
  const progress = copied ? 100 : Math.min(99, Math.floor((100 * (time - start.at)) / pace.fullCopy));
  const lag = copied?.status === 'INCRMIGEATING' ? lagAt(taskId, copied.at, time, pace) : 0;
  return {
    progress,
    lag,
    sourceKeys,
    targetKeys: Math.max(0, Math.floor((sourceKeys * progress) / 100) - lag),
    ...(end ? { targetInput: 0, targetCommands: 0 } : load(taskId, copied !== undefined, time, pace)),
    isMigrating: end === undefined,
  };
}

function keysAt(taskId: string, begin: number, time: number, pace: Pace): number {
  const first = 200_000 + derivedNumber(`keys of ${taskId}`, 4_000_000);
  return first + Math.floor((time - begin) / pace.breath) * (1 + derivedNumber(`growth of ${taskId}`, 20));
}

function load(taskId: string, isCopied: boolean, time: number, pace: Pace) {
  const breath = Math.floor(time / pace.breath);
  const [least, more] = isCopied ? [300, 400] : [18_000, 9000];
  const targetCommands = least + derivedNumber(`commands of ${taskId} ${breath}`, more);
  return {
    targetCommands,
    targetInput: Math.ceil(targetCommands / 5) + derivedNumber(`input of ${taskId} ${breath}`, 50),
  };
}

/** Falls from thousands, and then breathes: mostly 0, now and then a little more. */
export function lagAt(taskId: string, copiedAt: number, time: number, pace: Pace): number {
  const left = 1 - (time - copiedAt) / pace.catchingUp;
  if (left > 0) return Math.ceil((3000 + derivedNumber(`lag of ${taskId}`, 6000)) * left ** 2);
  return Math.max(0, derivedNumber(`lag of ${taskId} ${Math.floor(time / pace.breath)}`, 100) - 79);
}
