import * as z from 'zod';
import { parseEndpoint } from '../../cloud/endpoint.ts';
import type { CreateOnlineMigrationTaskBody } from '../../cloud/services/migrationTasks.ts';

/** A create that somebody decided on. */
export interface CreationDraft {
  /** `default` or `sandbox`. */
  readonly profile: string;
  readonly region: string;
  readonly projectId: string;
  /** The base URL of DCS, where it was asked and is to be asked again; absent for a sandbox, whose port ends with its window. */
  readonly dcsEndpoint?: string | undefined;
  readonly body: CreateOnlineMigrationTaskBody;
  /** URI of the task file. */
  readonly source?: string | undefined;
  /** Tasks of that name that were there before. */
  readonly knownTaskIds: readonly string[];
  /** The cloud's clock minus ours, in seconds. */
  readonly clockSkewSeconds?: number | undefined;
}

export interface Creation extends CreationDraft {
  /** A UUID. */
  readonly operationId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC; absent where nothing has been handed to the network. */
  readonly sentAt?: string | undefined;
  /** Who created it: the process and the window in it. */
  readonly owner: { readonly pid: number; readonly window: string };
}

export type Ending =
  | { readonly kind: 'created'; readonly taskId: string; readonly how: 'answered' | 'found' }
  | { readonly kind: 'several'; readonly taskIds: readonly string[] }
  /** The person decided that there is nothing to look for any more, or created anyway. */
  | { readonly kind: 'dismissed' }
  /** Refused or not sent: the entry is removed and nothing is kept. */
  | { readonly kind: 'notCreated' };

/** A ending that stays on record. */
export type KeptEnding = Exclude<Ending, { readonly kind: 'notCreated' }>;

export interface ClosedCreation extends Creation {
  readonly ending: KeptEnding;
  /** ISO 8601, UTC. */
  readonly closedAt: string;
}

/** What an entry's file holds. */
export interface Entry {
  /** The name of the computer whose process the owner is: a folder may be shared by several, or by containers. */
  readonly computer: string;
  readonly creation: Creation;
}

/** Goes up when older versions would misread an entry, not when something is added to it. */
const version = 1;

const creationSchema = z.object({
  operationId: z.uuid(),
  startedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  owner: z.object({ pid: z.int().positive(), window: z.string() }),
  profile: z.string(),
  region: z.string(),
  projectId: z.string(),
  dcsEndpoint: z.string().transform(parseEndpoint).optional().catch(undefined),
  // Any text: whether the cloud accepts a value was checked before, and rules change while an entry is kept.
  body: z.object({
    name: z.string(),
    description: z.string().optional(),
    vpc_id: z.string(),
    subnet_id: z.string(),
    security_group_id: z.string(),
  }),
  source: z.string().optional(),
  knownTaskIds: z.array(z.string()),
  clockSkewSeconds: z.number().optional().catch(undefined),
});

// On disk the words are those of the first version: `machine` is the computer, a settlement the ending.
const entrySchema = z.object({ version: z.literal(version), machine: z.string(), creation: creationSchema });

const closedSchema = z.object({
  version: z.literal(version),
  creation: creationSchema,
  settlement: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('created'), taskId: z.string(), how: z.enum(['answered', 'found']) }),
    z.object({ kind: z.literal('several'), taskIds: z.array(z.string()) }),
    z.object({ kind: z.literal('dismissed') }),
  ]),
  settledAt: z.iso.datetime(),
});

export function entryText({ computer, creation }: Entry): string {
  return textOf({ version, machine: computer, creation });
}

export function closedText({ ending, closedAt, ...creation }: ClosedCreation): string {
  return textOf({ version, creation, settlement: ending, settledAt: closedAt });
}

/** The entry in a file, or undefined where the file holds none. */
export function parseEntry(bytes: Uint8Array): Entry | undefined {
  const { data } = entrySchema.safeParse(jsonIn(bytes));
  return data && { computer: data.machine, creation: data.creation };
}

/** The closed creation in a file, or undefined where the file holds none. */
export function parseClosed(bytes: Uint8Array): ClosedCreation | undefined {
  const { data } = closedSchema.safeParse(jsonIn(bytes));
  return data && { ...data.creation, ending: data.settlement, closedAt: data.settledAt };
}

function textOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    // Fatal: a damaged byte must not become another name.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
