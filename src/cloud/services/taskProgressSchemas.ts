import * as z from 'zod';
import { mask, redactText } from '../redaction/maskText.ts';
import { isSecretName } from '../redaction/secretNames.ts';
import { optionalText, optionalTime, withoutSecrets, words } from './migrationTaskSchemas.ts';

// Sources: DCS API reference, ShowMigrationTaskStats, ListMigrationTaskLogs, BatchStopMigrationTasks. Texts by their schemas,
// numbers in their samples.
export const figure = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().nonnegative())
  .optional()
  .catch(undefined);

export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .optional()
  .catch(undefined);

/** What the service does not say, or says in a way that is no figure, is undefined: never 0. */
export const taskStats = withoutSecrets.pipe(
  z.object({
    /** Percent. */
    full_migration_progress: figure,
    /** The lag: how far the target is behind the source, without a unit; 0 is in sync. */
    offset: figure,
    /** Keys. */
    source_dbsize: figure,
    target_dbsize: figure,
    /** KB/s. */
    target_input_kbps: figure,
    /** Operations a second. */
    target_ops: figure,
    is_migrating: flag,
  }),
);

export type TaskStats = z.infer<typeof taskStats>;

/** As a text each, and without what stands behind one that names a secret: `["AUTH", "…"]`. */
function withoutSecretsAmong(given: readonly string[]): string[] {
  const name = given.findIndex(isSecretName);
  return given.map((one, index) => (name >= 0 && index > name ? mask : redactText(one, [])));
}

const logLine = withoutSecrets.pipe(
  z.looseObject({
    created_at: optionalTime,
    /** An open enumeration: `INFO`, `WARN`, `ERROR`, `DEBUG`. */
    log_level: optionalText,
    message: z
      .string()
      .transform((given) => redactText(given, []))
      .catch(''),
    /** Such as `migration.0026`. */
    log_code: optionalText,
    keyword: z.array(z.string()).transform(withoutSecretsAmong).catch([]),
  }),
);

export type TaskLogLine = z.infer<typeof logLine>;

/** One page as it came; no list counts as an empty one only where the service says that there are no lines. */
export const taskLogs = z
  .looseObject({
    log_num: figure,
    migration_logs: z.array(logLine.optional().catch(undefined)).nullish(),
  })
  .transform(({ log_num, migration_logs }, context) => {
    if (!migration_logs && log_num !== 0) {
      context.addIssue({ code: 'custom', path: ['migration_logs'], message: 'expected a list' });
    }
    const entries = migration_logs ?? [];
    return { total: log_num, length: entries.length, lines: entries.filter((line) => line !== undefined) };
  });

const batchResult = withoutSecrets.pipe(
  z.looseObject({
    task_id: z.string(),
    /** An open enumeration: `success`, `failed`. */
    result: optionalText,
    error_code: optionalText,
    error_msg: words,
  }),
);

export type BatchResult = z.infer<typeof batchResult>;

/** What became of each task, where the service says it. */
export const batchResults = z
  .looseObject({ migration_tasks: z.array(batchResult.optional().catch(undefined)) })
  .transform(({ migration_tasks }) => migration_tasks.filter((one) => one !== undefined));

export const deletedTasks = z
  .looseObject({ task_id_list: z.array(z.string()).catch([]) })
  .transform(({ task_id_list }) => task_id_list);
