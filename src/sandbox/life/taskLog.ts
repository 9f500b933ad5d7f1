import type { SandboxTask } from '../taskBook.ts';
import { followingOf, lagAt } from './lag.ts';
import type { Pace } from './pace.ts';
import type { Change, Status } from './story.ts';
import { swapLines } from './swaps.ts';

interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
  readonly message: string;
  /** `migration.` and four digits. */
  readonly code: string;
  readonly keyword: readonly string[];
}

/** What a task is in while it writes. */
interface Writer {
  readonly task: SandboxTask;
  readonly story: readonly Change[];
  readonly pace: Pace;
  /** When its status ends, or now. */
  readonly until: number;
}

/** The log until now, oldest first. Only `migration.0026` and its words are published (DCS API reference, ListMigrationTaskLogs). */
export function logOf(task: SandboxTask, story: readonly Change[], shared: Pace, now: Date): readonly LogLine[] {
  const pace = task.pace ?? shared;
  const lines = story.flatMap((change, index) => {
    const until = story[index + 1]?.at ?? now.getTime() + 1;
    return [...failureLines(change), ...linesOf[change.status](change, { task, story, pace, until })].filter(
      ({ at }) => at < until || at === change.at,
    );
  });
  const ofSwaps = swapLines(task, pace, now);
  return ofSwaps.length === 0 ? lines : [...lines, ...ofSwaps].toSorted((one, other) => one.at - other.at);
}

const linesOf: Readonly<Record<Status, (change: Change, writer: Writer) => readonly LogLine[]>> = {
  CREATING: ({ at }, { task }) => [info(at, '0001', 'create migration task success.', task.entry.taskId)],
  RUNNING: ({ at }, { task }) => [info(at, '0026', 'create migration ecs success.', task.machineAddress)],
  FULLMIGRATING: copyLines,
  INCRMIGEATING: syncLines,
  SUCCESS: ({ at }) => [info(at, '0040', 'full migration success.'), info(at, '0050', 'migration task success.')],
  TERMINATING: ({ at }) => [info(at, '0060', 'stop migration task.')],
  TERMINATED: ({ at }) => [info(at, '0061', 'stop migration task success.')],
  FAILED: () => [],
  RELEASED: ({ at }, { task }) => [info(at, '0070', 'release migration ecs success.', task.machineAddress)],
};

function info(at: number, code: string, message: string, ...keyword: readonly string[]): LogLine {
  return { at, level: 'INFO', message, code: `migration.${code}`, keyword };
}

function copyLines({ at, settings }: Change, { pace }: Writer): readonly LogLine[] {
  if (settings === undefined) return [];
  const { source, target, method } = settings;
  const connected = at + pace.connecting;
  const tenths = Array.from({ length: 9 }, (_, index) => index + 1);
  return [
    info(at, '0030', `start migration task, method ${method}.`, method),
    info(connected, '0031', `connect source redis ${source.addrs} success.`, source.addrs),
    info(connected, '0032', `connect target redis ${target.addrs} success.`, target.addrs),
    { ...info(connected, '0033', `psync ? -1 to ${source.addrs}: full resync.`, source.addrs), level: 'DEBUG' },
    ...tenths.map((tenth) =>
      info(at + (tenth * pace.fullCopy) / 10, '0034', `full migration progress ${tenth}0%.`, `${tenth}0`),
    ),
  ];
}

function syncLines(copied: Change, { task, story, pace, until }: Writer): readonly LogLine[] {
  const { at } = copied;
  const following = followingOf(story, copied);
  const beats = Math.floor((until - at) / pace.heartbeat);
  return [
    info(at, '0040', 'full migration success.'),
    info(at, '0041', 'start incremental migration.'),
    ...Array.from({ length: beats }, (_, index) => {
      const time = at + (index + 1) * pace.heartbeat;
      const lag = lagAt(task, following, time, pace);
      return info(time, '0042', `incremental migration is running, offset ${lag}.`, String(lag));
    }),
  ];
}

/** A task that reconnects has lost its link, which is a warning; any other has failed. */
function failureLines({ at, status, settings, failure }: Change): readonly LogLine[] {
  if (failure === undefined) return [];
  const places = { source: settings?.source.addrs ?? '', target: settings?.target.addrs ?? '' };
  const message = failure.line.replace('{source}', places.source).replace('{target}', places.target);
  const keyword = [...failure.line.matchAll(/\{(source|target)\}/g)].map(([, side]) =>
    side === 'source' ? places.source : places.target,
  );
  if (status !== 'FAILED') {
    const again = info(at, '0036', 'reconnect to source redis, start full migration again.', ...keyword);
    return [
      { at, level: 'WARN', message, code: failure.code, keyword },
      { ...again, level: 'WARN' },
    ];
  }
  return [
    { at, level: 'ERROR', message, code: failure.code, keyword },
    { at, level: 'ERROR', message: failure.message, code: 'migration.1000', keyword: [] },
  ];
}
