import * as z from 'zod';
import type { CreateOutcome } from '../../src/task/create/create.ts';
import { cancels } from './createPlan.ts';

const operationId = z.string();

/** What came of a create, as far as it is judged. */
const told = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('created'),
    taskId: z.string(),
    jobId: z.string().optional(),
    how: z.enum(['answered', 'found']),
  }),
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('notSent') }),
  z.object({ kind: z.literal('none'), operationId, until: z.date() }),
  z.object({ kind: z.literal('several'), operationId, until: z.date(), taskIds: z.array(z.string()) }),
  z.object({ kind: z.literal('notLooked'), operationId }),
]);

export type Told = z.infer<typeof told>;

/** One create, what the sandbox knows of it, and what a later look made of it; plain data, for another thread to judge. */
export const recordSchema = z.object({
  number: z.number(),
  cancel: z.enum(cancels).optional(),
  /** The faults of its POSTs, in the order in which they were handed to the network. */
  posts: z.array(z.string()),
  /** POSTs that the proxy saw anything of, and that the sandbox got. */
  touched: z.number(),
  passedOn: z.number(),
  /** Why the journal could not be told. */
  unnoted: z.array(z.string()),
  shard: z.object({ listLag: z.number(), ahead: z.number(), denied: z.string().optional() }),
  told,
  /** Tasks of its name, but for the namesake. */
  ledger: z.array(z.object({ taskId: z.string(), jobId: z.string(), time: z.date() })),
  /** The task of that name that was there before. */
  namesake: z.string().optional(),
  /** What the journal of another window has of it. */
  open: z.object({ operationId, sentAt: z.string().optional() }).optional(),
  settled: z.number(),
  /** Where the outcome was unknown: what it came to minutes later, with nothing in the way. */
  later: told.optional(),
});

export type Record = z.infer<typeof recordSchema>;

export function toldOf(outcome: CreateOutcome): Told {
  switch (outcome.kind) {
    case 'created':
      return { kind: 'created', taskId: outcome.taskId, jobId: outcome.jobId, how: outcome.how };
    case 'unknown':
      return { operationId: outcome.creation.operationId, ...findingOf(outcome.finding) };
    default:
      return { kind: outcome.kind };
  }
}

type Finding = Extract<CreateOutcome, { kind: 'unknown' }>['finding'];

function findingOf(finding: Finding) {
  switch (finding.kind) {
    case 'none':
      return { kind: 'none', until: finding.until } as const;
    case 'several':
      return { kind: 'several', taskIds: finding.tasks.map(({ task_id }) => task_id), until: finding.until } as const;
    default:
      return { kind: finding.kind } as const;
  }
}
