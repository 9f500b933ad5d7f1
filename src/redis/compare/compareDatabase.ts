import { type RedisReply, textIn, wordIn } from '../reply.ts';
import { compareKeys, isDueOtherwise, type LookedAt } from './compareKeys.ts';
import { drawKeys } from './drawKeys.ts';
import { askKeys, type End, ofBoth } from './ends.ts';
import type { KeyLook, Looking } from './keyLook.ts';
import { noteLook, noteNot, noteUnread, type Tally } from './tally.ts';

/** What is looked at in one database. */
export interface DatabaseTask extends Omit<Looking, 'isLate'> {
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly figures: KeyFigures;
  /** Keys of the nodes of an end; undefined where it does not count them. */
  readonly sizesOf: (end: End) => readonly (number | undefined)[];
  readonly most: number;
  readonly atOnce: number;
  /** Milliseconds between two readings of what differs. */
  readonly pause: number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told after each step. */
  readonly report: () => void;
}

/** What has been looked at of it, as it goes on. */
export interface KeyFigures {
  lookedUp: number;
  lookedBack: number;
  different: number;
  isWhole: boolean;
  isByScan: boolean;
}

/** Looks keys of the source up in the target, until it is time to end. @throws {EndFailure | CalledOff} */
export async function lookUp(task: DatabaseTask, until: number): Promise<void> {
  const { tally, figures, database, now } = task;
  const open: LookedAt[] = [];
  const looking = { ...task, isLate: () => now() >= until };
  try {
    figures.isWhole = await draw(task, task.ends.source, until, async (keys) => {
      const looked = await compareKeys(looking, keys);
      figures.lookedUp += looked.filter(({ look }) => look.kind !== 'gone').length;
      for (const one of looked) {
        if (isOpen(one.look)) open.push(one);
        else noteLook(tally, database, one);
      }
    });
    await again(task, open, async (some) => {
      const looked = await compareKeys(
        { ...task, isLate: () => false },
        some.map(({ key }) => key),
      );
      return some.map((one, index) => settled(one, looked[index]));
    });
  } finally {
    // What was not read again is not known.
    for (const one of open) noteLook(tally, database, { ...one, look: { kind: 'notCompared', why: 'readOnce' } });
  }
}

/** Looks for keys of the target in the source, until it is time to end. @throws {EndFailure | CalledOff} */
export async function lookBack(task: DatabaseTask, until: number): Promise<void> {
  const { figures } = task;
  const open: LookedAt[] = [];
  try {
    await draw(task, task.ends.target, until, async (keys) => {
      const types = await typesOf(task, task.ends.source, keys);
      const unread = types.filter(isUnread);
      noteUnread(task.tally, unread);
      figures.lookedBack += keys.length - unread.length;
      for (const [index, key] of keys.entries()) {
        if (textIn(types[index]) === 'none') open.push({ key, type: '', look: extra });
      }
    });
    await again(task, open, async (some) => {
      const keys = some.map(({ key }) => key);
      const types = await ofBoth(task.ends, (end) => typesOf(task, end, keys));
      noteUnread(task.tally, types.source.filter(isUnread));
      return some.flatMap(({ key }, index) => extraIn(key, wordIn(types.source[index]), wordIn(types.target[index])));
    });
  } finally {
    // They are no keys of the source.
    for (const _ of open) noteNot(task.tally, { kind: 'notCompared', why: 'readOnce' });
  }
}

const extra: KeyLook = { kind: 'different', whats: [{ kind: 'extra' }], mark: '' };

/** Where it has come to the source, or has gone from the target, nothing is other. */
function extraIn(key: Uint8Array, source: string | undefined, target: string | undefined): readonly LookedAt[] {
  const isExtra = source === 'none' && target !== undefined && target !== 'none';
  return isExtra ? [{ key, type: target, look: extra }] : [];
}

function isUnread(reply: RedisReply): boolean {
  return textIn(reply) === undefined;
}

function typesOf({ database }: DatabaseTask, end: End, keys: readonly Uint8Array[]): Promise<readonly RedisReply[]> {
  return askKeys(
    end,
    database,
    keys.map((key) => ({ key, command: ['TYPE', key] })),
  );
}

/** Whether all keys there were came. */
async function draw(
  task: DatabaseTask,
  end: End,
  until: number,
  look: (keys: readonly Buffer[]) => Promise<void>,
): Promise<boolean> {
  const { database, sizesOf, most, atOnce, tally, figures, now, report } = task;
  let isWhole = true;
  for await (const { keys, by, unread, tooLong } of drawKeys({ end, database, sizes: sizesOf(end), most, atOnce })) {
    noteUnread(tally, unread);
    for (let count = 0; count < tooLong; count += 1) noteNot(tally, { kind: 'notCompared', why: 'tooLarge' });
    if (by !== 'all' || unread.length + tooLong > 0) isWhole = false;
    if (by === 'scan' && end.side === 'source') figures.isByScan = true;
    if (keys.length > 0) await look(keys);
    report();
    if (now() >= until) return false;
  }
  return isWhole;
}

function isOpen({ kind }: KeyLook): boolean {
  return kind === 'different' || kind === 'moving';
}

/** Reads what differed once more, a little later. */
async function again(
  task: DatabaseTask,
  open: LookedAt[],
  settle: (some: readonly LookedAt[]) => Promise<readonly LookedAt[]>,
): Promise<void> {
  if (open.length === 0) return;
  await task.wait(task.pause, task.signal);
  while (open.length > 0) {
    const found = await settle(open.slice(0, task.atOnce));
    open.splice(0, task.atOnce);
    for (const one of found) if (noteLook(task.tally, task.database, one)) task.figures.different += 1;
    task.report();
  }
}

/** It differs where it differed before, and the source has what it had. */
function settled(before: LookedAt, now: LookedAt | undefined): LookedAt {
  const [first, second] = [before.look, now?.look];
  if (now === undefined || second === undefined) return before;
  if (second.kind !== 'different') return second.kind === 'gone' ? { ...before, look: second } : now;
  const isOfExpiry = second.whats.every(({ kind }) => kind === 'expiry');
  const isSame =
    first.kind === 'different' && first.mark === second.mark && !(isOfExpiry && isDueOtherwise(before, now));
  return isSame ? now : { ...now, look: { kind: 'moving' } };
}
