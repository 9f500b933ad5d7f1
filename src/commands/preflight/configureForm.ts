import type { ConfiguredInstance, ConfigureMigrationTaskBody } from '../../cloud/services/configureTask.ts';
import type { Instance } from '../../cloud/services/instances.ts';
import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { ChosenTask } from '../tasks/chosenTasks.ts';

export type Side = 'source' | 'target';

/** An instance as it was picked, or no more than its ID as it was typed. */
type ChosenInstance = Pick<Instance, 'instance_id'> & Partial<Pick<Instance, KnownField>>;

type KnownField = 'name' | 'engine' | 'engine_version' | 'spec_code' | 'max_memory' | 'ip' | 'port' | 'takes_all';

/** One end of a migration, its password aside. */
export type RedisChoice =
  | { readonly kind: 'instance'; readonly instance: ChosenInstance }
  | { readonly kind: 'address'; readonly addrs: string };

/** One end as far as it was entered. */
export interface EndDraft {
  readonly redis: RedisChoice;
  /** Empty where it has none; undefined until it was asked for. */
  readonly password: string | undefined;
}

/** What has been entered so far. */
export interface ConfigureDraft {
  method?: ConfigureMigrationTaskBody['migration_method'];
  source?: EndDraft;
  target?: EndDraft;
  resumeMode?: ConfigureMigrationTaskBody['resume_mode'];
  /** MB/s; empty for none. */
  bandwidth: string;
  /** Whether the passwords go to the secret storage. */
  keepsPasswords: boolean;
  /** The machine is not let into whitelists as soon as it is there. */
  keepsOut?: boolean;
  /** The IDs of what was changed for the task before it was created. */
  changed?: readonly string[];
  /** A line of the review is being changed, which comes next again. */
  revising?: boolean;
}

/** What the steps share that ask for an end. */
export interface EndsForm {
  readonly desk: Desk;
  readonly title: string;
  readonly place: TaskPlace;
  readonly draft: Pick<ConfigureDraft, Side | 'method' | 'keepsPasswords' | 'revising'>;
  /** Nothing is started with them: an empty one is none given, and nobody is asked for one that no check needs. */
  readonly passwordsMayBeLeftOut?: true;
}

/** What is checked before a start. */
export interface CheckForm extends EndsForm {
  /** Undefined until it is there. */
  readonly task: ChosenTask | undefined;
  readonly about: About;
}

/** Of a task, also of one that is about to be created. */
export interface About {
  /** Fit to be shown. */
  readonly name: string;
  /** The networks are undefined where the detail of the task has them. */
  readonly vpcId?: string | undefined;
  readonly subnetId?: string | undefined;
  readonly securityGroupId?: string | undefined;
}

/** What the steps share. */
export interface ConfigureForm extends CheckForm {
  readonly draft: ConfigureDraft;
  /** What becomes of it is told with that of others. */
  readonly isOneOfMany?: true;
}

/** As the API takes it; undefined where something is missing. Holds the passwords. */
export function bodyOf(draft: ConfigureDraft): ConfigureMigrationTaskBody | undefined {
  const { method, source, target, resumeMode, bandwidth } = draft;
  if (!method || !resumeMode || !isComplete(source) || !isComplete(target)) return undefined;
  return {
    migration_method: method,
    resume_mode: resumeMode,
    ...(bandwidth === '' || method === 'full_amount_migration' ? {} : { bandwidth_limit_mb: bandwidth }),
    source_instance: endOf(source),
    target_instance: endOf(target),
  };
}

export function isComplete(end: EndDraft | undefined): end is EndDraft {
  return end?.password !== undefined;
}

function endOf({ redis, password }: EndDraft): ConfiguredInstance {
  const name = redis.kind === 'address' ? { addrs: redis.addrs } : { id: redis.instance.instance_id };
  return password ? { ...name, password } : name;
}

/** What a password of it is kept by. */
export function redisKey(redis: RedisChoice): string {
  return redis.kind === 'address' ? redis.addrs : redis.instance.instance_id;
}

/** What it is called. */
export function redisName(redis: RedisChoice): string {
  return redis.kind === 'address' ? redis.addrs : redis.instance.name || redis.instance.instance_id;
}
