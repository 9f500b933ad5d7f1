import * as z from 'zod';

/** Characters: what is longer is cut by whoever writes it. */
const text = z.string().max(1000);

const action = z.enum(['configure', 'stop', 'restart', 'swapIp', 'rollBackIp', 'setAutoReconnect', 'delete']);

const happened = z.discriminatedUnion('kind', [
  /** An item of a checklist, by its ID, that a person has ticked, or unticked. */
  z.object({ kind: z.literal('ticked'), item: text, isTicked: z.boolean() }),
  /** A warning that a person has gone on with, in words; of a checklist with the ID of its item. */
  z.object({ kind: z.literal('waived'), what: text, item: text.optional() }),
  /** Checks before a start: how many passed, what did not in words, how many could not be made. */
  z.object({
    kind: z.literal('checked'),
    passed: z.int().nonnegative(),
    open: z.array(text).max(100),
    notChecked: z.int().nonnegative(),
  }),
  /** Something was asked of the task. `unclear`: nobody knows whether it arrived. */
  z.object({
    kind: z.literal('asked'),
    action,
    outcome: z.enum(['accepted', 'refused', 'unclear']),
    reason: text.optional(),
  }),
  /** What came of something that takes its time. */
  z.object({
    kind: z.literal('ended'),
    action,
    outcome: z.enum(['done', 'failed', 'notKnown']),
    reason: text.optional(),
  }),
  /** Source and target were compared; `summary`: in words, with figures. */
  z.object({ kind: z.literal('compared'), outcome: z.enum(['equal', 'different', 'unclear']), summary: text }),
  /** Something was changed at an end of it, or set back, in words. */
  z.object({ kind: z.enum(['changed', 'setBack']), what: text }),
]);

export const noteSchema = z.intersection(
  z.object({
    /** ISO 8601, UTC. */
    at: z.iso.datetime(),
    /** As whom, in words: nothing that lets anybody in. */
    profile: text,
  }),
  happened,
);

/** What happened to a migration, without when and as whom. */
export type Happened = Readonly<z.infer<typeof happened>>;

/** Something that happened to a migration while this extension was about it. */
export type RecordNote = Readonly<z.infer<typeof noteSchema>>;

const figure = z.number().nonnegative().optional();

export const sampleSchema = z.object({
  at: z.int(),
  status: text,
  stats: z
    .object({
      full_migration_progress: figure,
      offset: figure,
      source_dbsize: figure,
      target_dbsize: figure,
      target_input_kbps: figure,
      target_ops: figure,
      is_migrating: z.boolean().optional(),
    })
    .optional(),
});
