import { utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Creation } from './journalEntry.ts';

/** Milliseconds without a heartbeat after which nobody works on an entry; a process ID alone proves nothing, since they are used again. */
const silence = 45_000;
const beat = 10_000;

/** A claim that nobody touched for a day is nobody's, whatever process has its number now. */
const claimLife = 24 * 60 * 60_000;

export const computer = hostname();

/** What a window works on, as it is told to others. */
interface Held {
  /** The name of the computer whose process the owner is. */
  readonly computer: string;
  readonly owner: Creation['owner'];
  readonly operationId: string;
}

/** Which entries this window works on, and how that is told to others and seen of them. */
export interface Presence {
  readonly owner: Creation['owner'];
  /** From now on the file is touched every ten seconds. */
  hold(operationId: string, path: string): void;
  letGo(operationId: string): void;
  /** `touched`: the last change of the entry's file. */
  isUnderWay(entry: Held, touched: Date): boolean;
  /** Whether the window of a claim will never come back to it; one that only slept may. */
  isAbandoned(entry: Held, touched: Date): boolean;
  stop(): void;
}

export function createPresence(owner: Creation['owner'], now: () => Date): Presence {
  const heartbeat = createHeartbeat(now);
  const isHeld = (entry: Held) => isOwnedBy(owner, entry) && heartbeat.keeps(entry.operationId);
  // Either way: the clock may have been set back since, and must not keep a dead window's entry alive.
  const isWithin = (touched: Date, milliseconds: number) =>
    Math.abs(now().getTime() - touched.getTime()) <= milliseconds;
  return {
    owner,
    hold: heartbeat.hold,
    letGo: heartbeat.letGo,
    isUnderWay: (entry, touched) => {
      if (isOwnedBy(owner, entry)) return isHeld(entry);
      return mayBeAlive(entry) && isWithin(touched, silence);
    },
    isAbandoned: (entry, touched) => !isHeld(entry) && !(mayBeAlive(entry) && isWithin(touched, claimLife)),
    stop: heartbeat.stop,
  };
}

interface Heartbeat extends Pick<Presence, 'hold' | 'letGo' | 'stop'> {
  keeps(operationId: string): boolean;
}

function createHeartbeat(now: () => Date): Heartbeat {
  const held = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const touchAll = () => {
    for (const path of held.values()) {
      // A touch that fails makes the entry look deserted, nothing worse.
      utimes(path, now(), now()).catch(() => undefined);
    }
  };
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    keeps: (operationId) => held.has(operationId),
    hold: (operationId, path) => {
      held.set(operationId, path);
      if (!stopped) timer ??= setInterval(touchAll, beat).unref();
    },
    letGo: (operationId) => {
      held.delete(operationId);
      if (held.size === 0) rest();
    },
    stop: () => {
      stopped = true;
      rest();
    },
  };
}

function isOwnedBy(owner: Creation['owner'], entry: Held): boolean {
  const { pid, window } = entry.owner;
  return entry.computer === computer && pid === owner.pid && window === owner.window;
}

/** Only the processes of this computer can be asked for. */
function mayBeAlive(entry: Held): boolean {
  return entry.computer !== computer || isRunning(entry.owner.pid);
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
