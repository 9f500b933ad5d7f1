import { lstat } from 'node:fs/promises';
import * as z from 'zod';
import {
  declaredFields,
  type Job,
  job,
  listedTask,
  type TaskDetail,
  taskDetail,
} from '../../cloud/services/migrationTaskSchemas.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import { taskStats } from '../../cloud/services/taskProgressSchemas.ts';
import type { Sample } from '../sample.ts';
import { readContent } from './journalFiles.ts';

/** What somebody looks at. */
export interface Attention {
  /** IDs of tasks that come first. */
  readonly first: readonly string[];
  /** IDs of tasks that come next: somebody wants to be told of them. */
  readonly next: readonly string[];
  /** Nobody looks at any other. */
  readonly onlyFirst: boolean;
  /** By task ID: the job that brings up the migration machine, whose end somebody waits for. */
  readonly jobs: Readonly<Record<string, string>>;
}

/** What one look at the tasks of a project has found. */
export interface TaskLook {
  /** What it was for. */
  readonly attention: Attention;
  /** When it began and ended, in milliseconds since 1970. */
  readonly began: number;
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

export const attentionSchema = z.object({
  first: z.array(z.string()),
  next: z.array(z.string()).default([]),
  onlyFirst: z.boolean(),
  jobs: z.record(z.string(), z.string()),
});

const sample = z
  .object({ at: z.number(), status: z.string(), stats: taskStats.optional() })
  .transform(({ at, status, stats }): Sample => ({ at, status, stats }));

const lookSchema = z.object({
  version: z.literal(1),
  attention: attentionSchema,
  began: z.number(),
  at: z.number(),
  imports: z.number(),
  tasks: z.array(listedTask),
  isComplete: z.boolean(),
  details: z.array(z.tuple([z.string(), taskDetail])),
  samples: z.array(z.tuple([z.string(), sample])),
  jobs: z.array(z.tuple([z.string(), job.pick({ fail_reason: true }).extend({ status: z.string() })])),
});

/**
 * A look as a text: what the cloud writes is read again as what the cloud has written, and nothing is kept of fields that nobody has
 * declared.
 */
export function lookText({ details, tasks, ...look }: TaskLook): string {
  const known = { details, tasks };
  return `{"version":1,${inside(JSON.stringify(look))},${inside(JSON.stringify(known, declaredOnTheWire))}}\n`;
}

const inside = (object: string) => object.slice(1, -1);

function declaredOnTheWire(this: unknown, name: string, value: unknown): unknown {
  const isOurs = Array.isArray(this) || name === '' || name === 'tasks' || name === 'details';
  if (!isOurs && !declaredFields.has(name)) return undefined;
  const isTime = typeof value === 'object' && value !== null && 'text' in value && 'time' in value;
  return isTime ? value.text : value;
}

/** Bytes; a thousand tasks are half a megabyte. */
const largestLook = 32 * 1024 * 1024;

/** Reads a look once: it is asked for again and again while another window looks. */
export function createLookReader(path: string): () => Promise<TaskLook | undefined> {
  let before: { readonly mark: string; readonly look: TaskLook | undefined } = { mark: '', look: undefined };
  return async () => {
    const status = await lstat(path).catch(() => undefined);
    if (status === undefined || status.size > largestLook) return undefined;
    const mark = `${status.ino} ${status.mtimeMs} ${status.size}`;
    if (before.mark !== mark) before = { mark, look: parsed(lookSchema, await readContent(path)) };
    return before.look;
  };
}

export function parsed<T>(schema: z.ZodType<T>, content: Awaited<ReturnType<typeof readContent>>): T | undefined {
  if (content.kind !== 'read') return undefined;
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content.bytes))).data;
  } catch {
    return undefined;
  }
}

/** When asking failed in another window, and until when nobody is to ask, in milliseconds since 1970. */
export const pauseSchema = z.object({ at: z.number(), until: z.number() });
