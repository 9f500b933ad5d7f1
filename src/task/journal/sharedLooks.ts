import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Job, job, listedTask, type TaskDetail, taskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import { taskStats } from '../../cloud/services/taskProgressSchemas.ts';
import type { Sample } from '../lifecycle.ts';
import { alone } from './alone.ts';
import { oneAfterTheOther } from './inTurn.ts';
import { discard, forEach, namesIn, readContent, writeWhole } from './journalFiles.ts';
import { foldersIn, looksFolder } from './journalNames.ts';
import { codeOf, orProblem } from './journalProblem.ts';

/** What somebody looks at. */
export interface Attention {
  /** IDs of tasks that come first. */
  readonly first: readonly string[];
  /** Nobody looks at any other. */
  readonly onlyFirst: boolean;
  /** By task ID: the job that brings up the migration machine, whose end somebody waits for. */
  readonly jobs: Readonly<Record<string, string>>;
}

/** What one look at the tasks of a project has found. */
export interface TaskLook {
  /** What it was for. */
  readonly attention: Attention;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** How many imports of backup files there are besides the tasks. */
  readonly imports: number;
  readonly tasks: readonly ListedTask[];
  /** Of a list that is not complete, what it lacks is not gone. */
  readonly isComplete: boolean;
  readonly details: readonly (readonly [taskId: string, TaskDetail])[];
  readonly samples: readonly (readonly [taskId: string, Sample])[];
  readonly jobs: readonly (readonly [taskId: string, Pick<Job, 'status' | 'fail_reason'>])[];
}

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
  /** While no other window does; undefined where one is about it. @throws {JournalProblem} */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** This window does not look any more; the last one leaves nothing behind. Throws nothing. */
  leave(): Promise<void>;
}

/** Milliseconds after which a window that has not looked again is gone, or asks so seldom that nobody should wait for it. */
const longestSilence = 150_000;

/** Milliseconds after which what windows that were killed have left is taken away. */
const longestLeft = 24 * 60 * 60_000;

const attention = z.object({
  first: z.array(z.string()),
  onlyFirst: z.boolean(),
  jobs: z.record(z.string(), z.string()),
});

const sample = z
  .object({ at: z.number(), status: z.string(), stats: taskStats.optional() })
  .transform(({ at, status, stats }): Sample => ({ at, status, stats }));

const lookSchema = z.object({
  version: z.literal(1),
  attention,
  at: z.number(),
  imports: z.number(),
  tasks: z.array(listedTask),
  isComplete: z.boolean(),
  details: z.array(z.tuple([z.string(), taskDetail])),
  samples: z.array(z.tuple([z.string(), sample])),
  jobs: z.array(z.tuple([z.string(), job.pick({ fail_reason: true }).extend({ status: z.string() })])),
});

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
  const own = `here-${randomUUID()}.json`;
  const [ownPath, lookPath] = [join(folder, own), join(folder, 'look.json')];
  const write = (path: string, value: unknown) =>
    writeWhole(path, `${JSON.stringify(value, asOnTheWire)}\n`, now(), foldersIn(journal));
  let told: string | undefined;
  const tell = async (mine: Attention) => {
    const text = JSON.stringify(mine);
    if (told === undefined) await clearAway(looksFolder(journal), now());
    if (told === text && (await touch(ownPath, now()))) return;
    await write(ownPath, mine);
    told = text;
  };
  const others = async () => {
    const names = await namesIn(folder);
    const here = names.filter((name) => name.startsWith('here-') && name !== own);
    return forEach(here, (name) => readAttention(join(folder, name), now()));
  };
  const inTurn = oneAfterTheOther();
  return {
    meet: (mine) =>
      inTurn(async () => {
        if (over.aborted) return [];
        await tell(mine);
        return (await others()).filter((one) => one !== undefined);
      }),
    newest: async () => parsed(lookSchema, await readContent(lookPath)),
    put: (look) => write(lookPath, { version: 1, ...look }),
    alone: (work) => alone(join(folder, 'asking'), now, work),
    leave: () =>
      inTurn(async () => {
        if (told === undefined) return;
        told = undefined;
        await discard(ownPath);
        const left = await others().catch(() => [undefined]);
        if (left.length === 0) await rm(folder, { recursive: true, force: true });
      }).catch(() => undefined),
  };
}

/** What the cloud writes is read again as what the cloud has written. */
function asOnTheWire(_: string, value: unknown): unknown {
  const isTime = typeof value === 'object' && value !== null && 'text' in value && 'time' in value;
  return isTime ? value.text : value;
}

async function readAttention(path: string, now: Date): Promise<Attention | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  if (Math.abs(now.getTime() - content.touched.getTime()) <= longestSilence) return parsed(attention, content);
  await discard(path);
  return undefined;
}

function parsed<T>(schema: z.ZodType<T>, content: Awaited<ReturnType<typeof readContent>>): T | undefined {
  if (content.kind !== 'read') return undefined;
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content.bytes))).data;
  } catch {
    return undefined;
  }
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
