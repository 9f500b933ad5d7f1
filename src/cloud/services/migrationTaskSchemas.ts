import * as z from 'zod';
import { cloudTime } from '../cloudTime.ts';
import { redactText } from '../redaction/maskText.ts';
import { withoutSecretFields } from '../redaction/secretFields.ts';

// Sources: DCS API reference, ListMigrationTask, ShowMigrationTask and ShowJobInfo. Their samples write numbers as texts and
// texts as numbers, leave fields out and know more values than the enumerations say; only what a caller cannot do without fails.
const text = z.union([z.string(), z.number().transform(String)]);
export const optionalText = text.optional().catch(undefined);
/** Words that may quote a request or a connection, and with it a secret. */
export const words = text
  .transform((given) => redactText(given, []))
  .optional()
  .catch(undefined);
export const optionalTime = cloudTime.optional().catch(undefined);

/** The service answers the Redis passwords of a task in clear; nothing behind this schema ever holds them. */
export const withoutSecrets = z.unknown().transform((value) => withoutSecretFields(value));

const taskFields = {
  task_id: text.pipe(z.string().min(1)),
  status: optionalText,
  /** An open enumeration: `online_migration`, `backupfile_import`. */
  migration_type: optionalText,
  /** An open enumeration: `full_amount_migration`, `incremental_migration`. */
  migration_method: optionalText,
  created_at: optionalTime,
  /** When the migration machine was released. */
  released_at: optionalTime,
  description: words,
  error_message: words,
  /** `auto` or `manual`: whether it connects again by itself. */
  resume_mode: optionalText,
  /** The address of the migration machine, for the whitelists of source and target. */
  ecs_tenant_private_ip: optionalText,
  target_instance_addrs: words,
  /** What editions of 2022 and before call `migration_type` and `target_instance_addrs`. */
  migrate_type: optionalText,
  target_instance_address: words,
};

const listedFields = {
  ...taskFields,
  task_name: text.catch(''),
  /** Address and port of the source, or the bucket of an import. */
  data_source: words,
  source_instance_id: optionalText,
  source_instance_name: words,
  target_instance_id: optionalText,
  target_instance_name: words,
  /** Empty where the service does not say; an open enumeration otherwise. */
  status: text.catch(''),
};

export const listedTask = withoutSecrets
  .pipe(z.looseObject(listedFields))
  .transform(({ migrate_type, target_instance_address, ...task }): typeof task => ({
    ...task,
    migration_type: task.migration_type ?? migrate_type,
    target_instance_addrs: task.target_instance_addrs ?? target_instance_address,
  }));

export type ListedTask = z.infer<typeof listedTask>;

const instanceFields = { id: optionalText, name: words, addrs: words, ip: optionalText, port: optionalText };
const instance = z.looseObject(instanceFields).optional().catch(undefined);

const detailFields = {
  ...taskFields,
  task_name: optionalText,
  /** When it was completed. */
  updated_at: optionalTime,
  /** `EXCHANGING`, `EXCHANGE_SUCCESS`, `ROLLBACK_SUCCESS`: of an IP exchange. */
  task_status: optionalText,
  /** MB/s. */
  bandwidth_limit_mb: optionalText,
  tenant_vpc_id: optionalText,
  /** The network ID, as it was created with. */
  tenant_subnet_id: optionalText,
  tenant_security_group_id: optionalText,
  source_instance: instance,
  target_instance: instance,
};

/** The names of all fields of tasks, details and instances that have a schema; nobody knows what stands in others. */
export const declaredFields: ReadonlySet<string> = new Set(
  [listedFields, detailFields, instanceFields].flatMap((fields) => Object.keys(fields)),
);

export const taskDetail = withoutSecrets
  .pipe(z.looseObject(detailFields))
  .transform(({ migrate_type, target_instance_address, ...task }): typeof task => ({
    ...task,
    migration_type: task.migration_type ?? migrate_type,
    target_instance_addrs: task.target_instance_addrs ?? target_instance_address,
  }));

export type TaskDetail = z.infer<typeof taskDetail>;

export const job = z.looseObject({
  job_id: optionalText,
  job_type: optionalText,
  /** An open enumeration: `INIT`, `RUNNING`, `SUCCESS`, `FAIL`. */
  status: z.string().min(1),
  begin_time: optionalTime,
  end_time: optionalTime,
  fail_reason: words,
});

export type Job = z.infer<typeof job>;

/** One page as it came. `count` is the number of tasks on all pages. */
export const taskList = z
  .looseObject({
    count: z
      .union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)])
      .optional()
      .catch(undefined),
    /** An entry without an id is left out rather than failing the list. */
    migration_tasks: z.array(listedTask.optional().catch(undefined)).nullish(),
  })
  .transform(({ count, migration_tasks }, context) => {
    // No list is only an empty list where the service says so.
    if (!migration_tasks && count !== 0) {
      context.addIssue({ code: 'custom', path: ['migration_tasks'], message: 'expected a list' });
    }
    const entries = migration_tasks ?? [];
    return { count, length: entries.length, tasks: entries.filter((task) => task !== undefined) };
  });
