import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { parseEndpoint } from '../../cloud/endpoint.ts';
import type { Identity } from '../../cloud/session.ts';
import { alone } from './alone.ts';
import { oneAfterTheOther } from './inTurn.ts';
import { discard, forEach, namesIn, readContent, writeDurably } from './journalFiles.ts';
import { foldersIn, followedFolder } from './journalNames.ts';
import { computer, createPresence, type Presence } from './journalPresence.ts';

/** A created task whose machine is awaited, and where it is. */
export interface KeptTask {
  readonly region: string;
  readonly projectId: string;
  /** The base URL of DCS, where it was created and is to be asked about. */
  readonly dcsEndpoint: string;
  readonly name: string;
  readonly taskId: string;
  /** Whose it is, by `ownerMark`: nobody else's key asks about it. */
  readonly owner: string;
  readonly jobId?: string | undefined;
  /** Since when it is awaited; ISO 8601, UTC. */
  readonly since: string;
}

/** What the windows follow, so that another goes on where one is gone. */
export interface FollowedTasks {
  /** This window follows it from now on. @throws {JournalProblem} where that cannot be kept */
  keep(task: KeptTask): Promise<void>;
  /**
   * This window goes on with what no window follows any more. False where another one was quicker, however close.
   * @throws {JournalProblem}
   */
  takeOver(taskId: string): Promise<boolean>;
  /** Nobody has to follow it any more. */
  forget(taskId: string): Promise<void>;
  /** This window does not follow it any more; others may. */
  letGo(taskId: string): Promise<void>;
  /** `left`: those that no window follows, oldest first. `elsewhere`: how many others follow. @throws {JournalProblem} */
  list(): Promise<{ readonly left: readonly KeptTask[]; readonly elsewhere: number }>;
  /** Stops the heartbeat. */
  dispose(): void;
}

/** Tells an account from another, and nothing of it. */
export function ownerMark({ accessKeyId }: Pick<Identity, 'accessKeyId'>): string {
  return createHash('sha256').update(`dcs-migration followed ${accessKeyId}`).digest('hex').slice(0, 32);
}

/** Milliseconds after which a task that nobody came back to is of no interest. */
const longestKept = 24 * 60 * 60_000;

const fileSchema = z.object({
  version: z.literal(1),
  computer: z.string(),
  owner: z.object({ pid: z.int().positive(), window: z.string() }),
  task: z.object({
    region: z.string(),
    projectId: z.string(),
    dcsEndpoint: z.string().transform(parseEndpoint).pipe(z.string()),
    name: z.string(),
    taskId: z.string(),
    owner: z.string(),
    jobId: z.string().optional(),
    since: z.iso.datetime(),
  }),
});

/** In a folder beside the journal's entries; one file a task, so that windows never wait for each other. */
export function openFollowedTasks(journal: string, now: () => Date): FollowedTasks {
  const folder = followedFolder(journal);
  const folders = foldersIn(journal);
  const presence = createPresence({ pid: process.pid, window: randomUUID() }, now);
  const pathOf = (taskId: string) =>
    join(folder, `${createHash('sha256').update(taskId).digest('hex').slice(0, 32)}.json`);
  // A task that ends while it is being kept must not stay.
  const inTurn = oneAfterTheOther();
  const write = async (task: KeptTask) => {
    const path = pathOf(task.taskId);
    presence.hold(task.taskId, path);
    const text = JSON.stringify({ version: 1, computer, owner: presence.owner, task }, null, 2);
    await writeDurably(path, `${text}\n`, now(), folders);
  };
  return {
    keep: (task) => inTurn(() => write(task)),
    takeOver: (taskId) =>
      inTurn(async () => {
        const path = pathOf(taskId);
        const isOurs = await alone(`${path}.taking`, now, async () => {
          const found = await read(path, presence, now());
          if (typeof found !== 'object') return false;
          await write(found);
          return true;
        });
        return isOurs ?? false;
      }),
    forget: (taskId) =>
      inTurn(async () => {
        presence.letGo(taskId);
        await discard(pathOf(taskId));
      }),
    letGo: (taskId) => inTurn(async () => presence.letGo(taskId)),
    list: () => inTurn(() => listOf(folder, presence, now)),
    dispose: presence.stop,
  };
}

async function listOf(folder: string, presence: Presence, now: () => Date): ReturnType<FollowedTasks['list']> {
  const found = await forEach(await namesIn(folder), (name) => read(join(folder, name), presence, now()));
  const left = found.filter((one) => typeof one === 'object');
  return {
    left: left.sort((one, other) => Date.parse(one.since) - Date.parse(other.since)),
    elsewhere: found.filter((one) => one === 'elsewhere').length,
  };
}

/** A file that says nothing of use is taken away: at worst a task is not followed. */
async function read(path: string, presence: Presence, now: Date): Promise<KeptTask | 'own' | 'elsewhere' | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  const kept = parse(content.bytes);
  if (kept === undefined || Math.abs(now.getTime() - Date.parse(kept.task.since)) > longestKept) {
    await discard(path);
    return undefined;
  }
  const { computer, owner, task } = kept;
  if (presence.isUnderWay({ computer, owner, operationId: task.taskId }, content.touched))
    return owner.window === presence.owner.window ? 'own' : 'elsewhere';
  return task;
}

function parse(bytes: Uint8Array): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
