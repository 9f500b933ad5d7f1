import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { parseEndpoint } from '../../cloud/endpoint.ts';
import { addressMistakes } from '../redisAddresses.ts';
import { discard, forEach, namesIn, readContent, remove, writeDurably } from './journalFiles.ts';
import { foldersIn, plansFolder } from './journalNames.ts';

// As they could be entered: what is in the folder may come from anybody, and is sent after a yes to what is shown of it.
const end = z.object({
  id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  /** Of the instance, for whoever reads the file. */
  name: z.string().optional(),
  addrs: z
    .string()
    .refine((addrs) => addressMistakes(addrs, 1).length === 0)
    .optional(),
  /** It has none; where it has one, that is in no plan. */
  hasNoPassword: z.literal(true).optional(),
});

const planSchema = z.object({
  /** UUID. */
  id: z.uuid(),
  region: z.string(),
  projectId: z.string(),
  /** The base URL of DCS. */
  dcsEndpoint: z.string().transform(parseEndpoint).pipe(z.string()),
  /** Whose it is, by `ownerMark`. */
  owner: z.string(),
  /** The name of the task. */
  name: z.string(),
  /** Absent until the create has had its answer. */
  taskId: z.string().optional(),
  method: z.enum(['full_amount_migration', 'incremental_migration']),
  resumeMode: z.enum(['auto', 'manual']),
  /** MB/s; empty for none. */
  bandwidth: z.string().regex(/^\d{0,5}$/),
  source: end,
  target: end,
  /** ISO 8601, UTC. */
  since: z.iso.datetime(),
});

/** What a task is to migrate once it is created and its machine is up. No passwords. */
export type Plan = Readonly<z.infer<typeof planSchema>>;

export type PlannedEnd = Readonly<z.infer<typeof end>>;

/** Plans that were not carried out yet, or not to the end, in whatever window. */
export interface Plans {
  /** In place of what was kept by its ID. @throws {JournalProblem} */
  keep(plan: Plan): Promise<void>;
  /** @throws {JournalProblem} */
  remove(id: string): Promise<void>;
  /** Newest first. @throws {JournalProblem} */
  all(): Promise<readonly Plan[]>;
}

/** Milliseconds after which nobody comes back to one. */
const longestKept = 30 * 24 * 60 * 60_000;

const fileSchema = z.object({ version: z.literal(1), plan: planSchema });

/** In a folder beside the journal's entries, a file a plan. */
export function openPlans(journal: string, now: () => Date): Plans {
  const folder = plansFolder(journal);
  const pathOf = (id: string) => join(folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
  return {
    keep(plan) {
      const text = JSON.stringify({ version: 1, plan }, null, 2);
      return writeDurably(pathOf(plan.id), `${text}\n`, now(), foldersIn(journal));
    },
    remove: (id) => remove(pathOf(id)),
    async all() {
      const found = await forEach(await namesIn(folder), (name) => read(join(folder, name)));
      const plans = found.filter((plan) => plan !== undefined);
      const isOld = ({ since }: Plan) => Math.abs(now().getTime() - Date.parse(since)) > longestKept;
      for (const { id } of plans.filter(isOld)) await discard(pathOf(id));
      return newestFirst(plans.filter((plan) => !isOld(plan)));
    },
  };
}

/** As those of all windows, for what ends with this one. */
export function createOwnPlans(): Plans {
  const plans = new Map<string, Plan>();
  return {
    keep: async (plan) => void plans.set(plan.id, plan),
    remove: async (id) => void plans.delete(id),
    all: async () => newestFirst([...plans.values()]),
  };
}

function newestFirst(plans: readonly Plan[]): readonly Plan[] {
  return [...plans].sort((one, other) => Date.parse(other.since) - Date.parse(one.since));
}

/** What says nothing of use is taken away: at worst somebody enters it again. */
async function read(path: string): Promise<Plan | undefined> {
  const content = await readContent(path);
  if (content.kind !== 'read') return undefined;
  const plan = parse(content.bytes);
  if (plan === undefined) await discard(path);
  return plan;
}

function parse(bytes: Uint8Array): Plan | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data?.plan;
  } catch {
    return undefined;
  }
}
