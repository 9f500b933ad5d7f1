import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { alone, whileTouched } from './alone.ts';
import { oneAfterTheOther } from './inTurn.ts';
import { discard, forEach, namesIn, readContent, writeWhole } from './journalFiles.ts';
import { foldersIn, looksFolder } from './journalNames.ts';
import { codeOf, orProblem } from './journalProblem.ts';
import {
  type Attention,
  attentionSchema,
  createLookReader,
  lookText,
  parsed,
  pauseSchema,
  type TaskLook,
} from './taskLook.ts';

/** Whose tasks, and where. */
interface SharedPlaceName {
  /** By `ownerMark`. */
  readonly owner: string;
  readonly projectId: string;
  /** The base URL of DCS. */
  readonly dcsEndpoint: string;
}

/** Where the windows of one account tell each other what they look at, and what they have seen there. */
export interface SharedPlace {
  /** Tells the others what this window looks at, and gives what each of them does. @throws {JournalProblem} */
  meet(attention: Attention): Promise<readonly Attention[]>;
  /** @throws {JournalProblem} */
  newest(): Promise<TaskLook | undefined>;
  /** @throws {JournalProblem} */
  put(look: TaskLook): Promise<void>;
  /** Nobody is to ask before then, in milliseconds since 1970: it has failed here. @throws {JournalProblem} */
  pause(until: number): Promise<void>;
  /** Until when another window that has failed since `after` wants nobody to ask; both in milliseconds since 1970. */
  pausedUntil(after: number): Promise<number | undefined>;
  /** While no other window does; undefined where one is about it. @throws {JournalProblem} */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** This window does not look any more; the last one leaves nothing behind. Throws nothing. */
  leave(): Promise<void>;
}

/** Milliseconds after which a window that has not looked again is gone, or asks so seldom that nobody should wait for it. */
const longestSilence = 150_000;

/** Milliseconds after which what windows that were killed have left is taken away. */
const longestLeft = 24 * 60 * 60_000;

/** In a folder beside the journal's entries, one for each place: the newest look, and a file for each window. `over` ends this one's part. */
export function openSharedLooks(
  journal: string,
  now: () => Date,
): (name: SharedPlaceName, over: AbortSignal) => SharedPlace {
  const folder = looksFolder(journal);
  return (name, over) => {
    const place = openPlace(join(folder, markOf(name)), journal, now, over);
    over.addEventListener('abort', () => void place.leave(), { once: true });
    return place;
  };
}

function markOf({ owner, projectId, dcsEndpoint }: SharedPlaceName): string {
  return createHash('sha256').update(`${owner} ${projectId} ${dcsEndpoint}`).digest('hex').slice(0, 32);
}

function openPlace(folder: string, journal: string, now: () => Date, over: AbortSignal): SharedPlace {
  const [lookPath, pausePath, asking] = [join(folder, 'look.json'), join(folder, 'pause.json'), join(folder, 'asking')];
  const members = createMembers(folder, journal, now);
  const inTurn = oneAfterTheOther();
  /** Whoever has left leaves nothing behind. */
  const writeHere = (path: string, text: string) =>
    inTurn(async () => {
      if (members.isHere() && !over.aborted) await writeWhole(path, text, now(), foldersIn(journal));
    });
  return {
    meet: (mine) => inTurn(async () => (over.aborted ? [] : members.meet(mine))),
    newest: createLookReader(lookPath),
    put: (look) => writeHere(lookPath, lookText(look)),
    async pause(until) {
      if (members.hasOthers()) await writeHere(pausePath, JSON.stringify({ at: now().getTime(), until }));
    },
    pausedUntil: async (after) => pauseIn(await readContent(pausePath), after, now().getTime()),
    alone: (work) => alone(asking, now, () => whileTouched(asking, now, work)),
    leave: () => inTurn(members.leave).catch(() => undefined),
  };
}

function pauseIn(content: Awaited<ReturnType<typeof readContent>>, after: number, now: number): number | undefined {
  const found = parsed(pauseSchema, content);
  return found !== undefined && found.at > after && found.at <= now && found.until > now ? found.until : undefined;
}

/** The windows that look here, this one among them once it has said so. */
function createMembers(folder: string, journal: string, now: () => Date) {
  const own = `here-${randomUUID()}.json`;
  const ownPath = join(folder, own);
  let told: string | undefined;
  let count = 0;
  const tell = async (mine: Attention) => {
    const text = JSON.stringify(mine);
    if (told === undefined) await clearAway(looksFolder(journal), now());
    if (told === text && (await touch(ownPath, now()))) return;
    await writeWhole(ownPath, text, now(), foldersIn(journal));
    told = text;
  };
  const others = async () => {
    const names = await namesIn(folder);
    const here = names.filter((name) => name.startsWith('here-') && name !== own);
    const read = await forEach(here, (name) => readAttention(join(folder, name), now()));
    return read.filter((one) => one !== undefined);
  };
  return {
    isHere: () => told !== undefined,
    hasOthers: () => count > 0,
    async meet(mine: Attention) {
      await tell(mine);
      const found = await others();
      count = found.length;
      return found;
    },
    async leave() {
      if (told === undefined) return;
      told = undefined;
      await discard(ownPath);
      if ((await others()).length === 0) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readAttention(path: string, now: Date): Promise<Attention | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  if (Math.abs(now.getTime() - content.touched.getTime()) <= longestSilence) return parsed(attentionSchema, content);
  await discard(path);
  return undefined;
}

/** False where it is not there any more: another window has taken it for that of one that is gone. */
async function touch(path: string, time: Date): Promise<boolean> {
  return orProblem(path, async () => {
    try {
      await utimes(path, time, time);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  });
}

async function clearAway(folder: string, now: Date): Promise<void> {
  const marks: readonly string[] = await readdir(folder).catch(() => []);
  await forEach(marks, async (mark) => {
    const path = join(folder, mark);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }));
    if (Math.abs(now.getTime() - mtimeMs) > longestLeft) await rm(path, { recursive: true, force: true });
  }).catch(() => undefined);
}
