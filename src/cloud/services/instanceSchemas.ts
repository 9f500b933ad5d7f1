import * as z from 'zod';
import { optionalText, withoutSecrets, words } from './migrationTaskSchemas.ts';
import { flag } from './taskProgressSchemas.ts';

// Source: DCS API reference, ListInstances and ShowInstance; their samples write numbers and truths as texts, `.125` for a size,
// and `{}` or null for nothing.
const amount = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().nonnegative())
  .optional()
  .catch(undefined);

const domainName = z
  .string()
  .transform((name) => name.replace(/:\d+$/, ''))
  .optional()
  .catch(undefined);

/** `no_password_access` under another name: by its own what it says would be masked as a secret. */
function renamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('no_password_access' in value)) return value;
  const { no_password_access: said, ...rest } = value;
  const word = String(said);
  return { ...rest, takes_all: word === 'true' || word === 'false' ? word === 'true' : undefined };
}

const instance = z.unknown().transform(renamed).pipe(withoutSecrets);

const fields = {
  instance_id: z.string().min(1),
  name: z.string().catch(''),
  description: words,
  /** An open enumeration: `RUNNING`, `EXTENDING`, … */
  status: optionalText,
  /** `Redis`, or another engine, which no migration takes. */
  engine: optionalText,
  /** Such as `5.0`. */
  engine_version: optionalText,
  /** What it was bought as; its type follows from it. */
  spec_code: optionalText,
  /** Megabytes. */
  max_memory: amount,
  used_memory: amount,
  vpc_id: optionalText,
  vpc_name: optionalText,
  subnet_id: optionalText,
  /** With commas between the addresses of a cluster. */
  ip: optionalText,
  /** Older answers have the port behind it. */
  domain_name: domainName,
  port: amount,
  /** Whether it can be reached from the Internet. */
  enable_publicip: flag,
  /** Whether it takes everybody without a password: what the service calls `no_password_access`. */
  takes_all: z.boolean().optional().catch(undefined),
};

const listedInstance = instance.pipe(z.looseObject(fields));

export type Instance = z.infer<typeof listedInstance>;

export const instanceDetail = instance.pipe(
  z.looseObject({
    ...fields,
    /** `single`, `ha`, `ha_rw_split`, `proxy`, `cluster`. */
    cache_mode: optionalText,
    /** What is being done to it, also while it runs, such as `BACKUPING`. */
    task: optionalText,
  }),
);

export type InstanceDetail = z.infer<typeof instanceDetail>;

/** One page as it came. */
export const instanceList = z
  .looseObject({ instance_num: amount, instances: z.array(listedInstance.optional().catch(undefined)) })
  .transform(({ instance_num, instances }) => ({
    total: instance_num,
    length: instances.length,
    entries: instances.filter((one) => one !== undefined),
  }));
