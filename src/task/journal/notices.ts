import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseEndpoint } from '../../cloud/endpoint.ts';
import type { Identity } from '../../cloud/session.ts';
import { type AskedExchange, askedExchange } from '../exchange.ts';
import { isMadeNow } from './alone.ts';
import { discard, forEach, namesIn, readContent, remove, writeDurably } from './journalFiles.ts';
import { foldersIn, noticesFolder } from './journalNames.ts';
import { codeOf, orProblem } from './journalProblem.ts';

/** A task that somebody wants to be told of, and where it is. */
export interface MarkedTask {
  readonly region: string;
  readonly projectId: string;
  /** The base URL of DCS. */
  readonly dcsEndpoint: string;
  /** Whose it is, by `ownerMark`. */
  readonly owner: string;
  readonly taskId: string;
  readonly name: string;
  /** It was created from here, and its machine is awaited. */
  readonly created?: true | undefined;
  /** The job that brings its machine up; absent where the create's answer was lost, or did not tell it. */
  readonly jobId?: string | undefined;
  /** What it had come to when it was begun anew: a list may still have that for a while. */
  readonly before?: Notice | undefined;
  /** It is being stopped from here: how that ends is told, and nothing else. */
  readonly stopping?: true | undefined;
  /** Its addresses are being swapped from here, or swapped back: how that ends is told, and nothing else until then. */
  readonly exchange?: FollowedExchange | undefined;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** `wasMarked`: somebody wanted to be told of the task before, and does so after it. */
type FollowedExchange = AskedExchange & { readonly wasMarked?: true | undefined };

/** Milliseconds in which a list may still have what a task was before it was begun anew. */
const restartLag = 30_000;

/** Whether what was seen, in milliseconds since 1970, is what became of the task since it was marked. */
export function isNews(
  { before, since, exchange }: Pick<MarkedTask, 'before' | 'since' | 'exchange'>,
  notice: Notice | undefined,
  seenAt: number,
): boolean {
  // It is looked for itself, and another window may have told it.
  if (isOfExchange(notice)) return exchange !== undefined;
  const lag = notice !== undefined && notice === before ? restartLag : 0;
  return seenAt >= Date.parse(since) + lag;
}

/** Tells an account from another, and nothing of it. */
export function ownerMark({ accessKeyId }: Pick<Identity, 'accessKeyId'>): string {
  return createHash('sha256').update(`dcs-migration followed ${accessKeyId}`).digest('hex').slice(0, 32);
}

const ofExchange = ['exchanged', 'exchangeFailed', 'exchangeNotKnown'] as const;

const all = ['notStarted', 'toConfigure', 'failed', 'ready', 'finished', 'stopped', ...ofExchange] as const;

/** What is told of a task, each once. */
export type Notice = (typeof all)[number];

/** How a swap of the addresses, or the way back, has ended. */
export type ExchangeNotice = (typeof ofExchange)[number];

function isOfExchange(notice: Notice | undefined): notice is ExchangeNotice {
  return ofExchange.some((one) => one === notice);
}

/** Which tasks somebody wants to be told of, and what was told already, in whatever window. */
export interface Notices {
  /** `told`: what it is already, so that nobody has to hear that. @throws {JournalProblem} */
  mark(task: MarkedTask, told?: Notice): Promise<void>;
  /**
   * Nothing more is told of it. `since`: of that mark only, and not of one that another window has made later.
   * @throws {JournalProblem} and it is marked still
   */
  unmark(taskId: string, since?: string): Promise<void>;
  /** Oldest first. @throws {JournalProblem} */
  marked(): Promise<readonly MarkedTask[]>;
  /**
   * Whether the task is marked, and nobody has told this of it since; for one window only. `seenAt`, in milliseconds since 1970: what was
   * seen before it was marked, perhaps anew by another window, is no news.
   * @throws {JournalProblem}
   */
  isFirst(taskId: string, notice: Notice, seenAt?: number): Promise<boolean>;
}

/** Milliseconds after which a task that nobody came back to is of no interest. */
const longestMarked = 30 * 24 * 60 * 60_000;

const fileSchema = z.object({
  version: z.literal(1),
  task: z.object({
    region: z.string(),
    projectId: z.string(),
    dcsEndpoint: z.string().transform(parseEndpoint).pipe(z.string()),
    owner: z.string(),
    taskId: z.string(),
    name: z.string(),
    created: z.literal(true).optional(),
    jobId: z.string().optional(),
    before: z.enum(all).optional(),
    stopping: z.literal(true).optional(),
    exchange: askedExchange.extend({ wasMarked: z.literal(true).optional() }).optional(),
    since: z.iso.datetime(),
  }),
});

/** In a folder beside the journal's entries: a file a task, and one for each thing that was told of it. */
export function openNotices(journal: string, now: () => Date): Notices {
  const folder = noticesFolder(journal);
  const pathOf = (taskId: string) => join(folder, createHash('sha256').update(taskId).digest('hex').slice(0, 32));
  const forget = async (taskId: string) => {
    const path = pathOf(taskId);
    await discard(`${path}.json`);
    for (const notice of all) await discard(`${path}.${notice}`);
  };
  const isFirst: Notices['isFirst'] = async (taskId, notice, seenAt = Number.POSITIVE_INFINITY) => {
    const path = pathOf(taskId);
    return orProblem(path, async () => {
      // Another window may have taken its mark away.
      if (!(await isThere(`${path}.json`))) return false;
      const mark = await read(`${path}.json`);
      return (mark === undefined || isNews(mark, notice, seenAt)) && (await isMadeNow(`${path}.${notice}`));
    });
  };
  return {
    async mark(task, told) {
      await forget(task.taskId);
      const text = JSON.stringify({ version: 1, task }, null, 2);
      await writeDurably(`${pathOf(task.taskId)}.json`, `${text}\n`, now(), foldersIn(journal));
      if (told !== undefined) await isFirst(task.taskId, told);
    },
    async unmark(taskId, since) {
      if (since !== undefined && (await isLater(`${pathOf(taskId)}.json`, since))) return;
      // While its mark is there, what was told of it must be, too.
      await remove(`${pathOf(taskId)}.json`);
      await forget(taskId);
    },
    async marked() {
      const found = await forEach(await namesIn(folder), (name) => read(join(folder, name)));
      const tasks = found.filter((task) => task !== undefined);
      const isOld = ({ since }: MarkedTask) => Math.abs(now().getTime() - Date.parse(since)) > longestMarked;
      for (const { taskId } of tasks.filter(isOld)) await forget(taskId);
      return tasks.filter((task) => !isOld(task)).sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
    },
    isFirst,
  };
}

/** A file that says nothing of use is taken away: at worst a task is not told of. */
async function read(path: string): Promise<MarkedTask | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  const found = parse(content.bytes);
  if (found === undefined) await discard(path);
  return found;
}

function parse(bytes: Uint8Array): MarkedTask | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data?.task;
  } catch {
    return undefined;
  }
}

async function isLater(path: string, since: string): Promise<boolean> {
  const mark = await orProblem(path, () => read(path));
  return mark !== undefined && Date.parse(mark.since) > Date.parse(since);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
