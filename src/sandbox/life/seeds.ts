import { derivedHex, derivedNumber, derivedUuid } from '../derivedId.ts';
import { newTask } from '../machine.ts';
import type { Redis } from '../redis/redis.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Project, Subnet, World } from '../world.ts';
import { documentedExample } from '../worldTables.ts';
import type { Fate, MigrationMethod, ResumeMode, Settings, Surge, SwapEnd, TaskEvent } from './events.ts';
import { type Failure, type FailureName, failures } from './failures.ts';
import type { Pace } from './pace.ts';
import { cloudInstance, ownInstance } from './settings.ts';
import { usualDelay } from './story.ts';

/** A task that is there when the sandbox starts. All times are as at speed 1, in milliseconds. */
export interface TaskSeed {
  readonly name: string;
  readonly description?: string;
  readonly state: keyof typeof plans;
  /** Since it came into that state; 1000 by default. */
  readonly age?: number;
  /** How it has failed, or is going to once it runs. */
  readonly failure?: FailureName;
  /** From the start of a run until it fails; by the phase of the failure where absent. */
  readonly failsAfter?: number;
  /** As its source is written to; its `after` counts from the start of a run. */
  readonly surge?: Surge;
  /** MB/s; no limit by default. */
  readonly bandwidth?: string;
  /** `incremental_migration` by default, except where it has finished. */
  readonly method?: MigrationMethod;
  /** Instances of the account, by name, that it runs between; made up ones where absent. */
  readonly between?: readonly [source: string, target: string];
  /** What comes of its swaps and roll backs, in turn; those beyond succeed. */
  readonly swapEnds?: readonly SwapEnd[];
  /** `auto` by default, except where it has failed: some failures do not end a task that reconnects. */
  readonly resumeMode?: ResumeMode;
}

/** Of every task that the sandbox starts with; the cloud answers them in clear. */
export const seedPasswords = { source: 'sandbox-Source-Redis-7f3c', target: 'sandbox-Target-Redis-b81e' } as const;

/** Where seeds are put. */
interface Ground {
  readonly world: World;
  readonly project: Project;
  readonly pace: Pace;
  readonly speed: number;
  readonly now: Date;
}

/** What the past of a task follows from, in milliseconds. */
interface Past {
  /** In its state. */
  readonly age: number;
  /** From the start of a run. */
  readonly failsAfter: number;
  readonly pace: Pace;
}

/** How many milliseconds ago a task was created, configured and stopped, as far as it was. */
interface Plan {
  readonly created: number;
  readonly configured?: number;
  readonly stopped?: number;
}

const plans = {
  creating: ({ age }: Past): Plan => ({ created: age }),
  waiting: ({ age, pace }: Past): Plan => ({ created: age + pace.machine }),
  copying: ({ age, pace }: Past): Plan => ran(age, pace),
  catchingUp: ({ age, pace }: Past): Plan => ran(age + pace.fullCopy, pace),
  inSync: ({ age, pace }: Past): Plan => ran(age + pace.fullCopy + pace.catchingUp, pace),
  stopping: ({ age, pace }: Past): Plan => ({ ...ran(age + 3 * pace.fullCopy, pace), stopped: age }),
  stopped: ({ age, pace }: Past): Plan => ({ ...ran(age + 3 * pace.fullCopy, pace), stopped: age + pace.stopping }),
  failed: ({ age, pace, failsAfter }: Past): Plan => ran(age + failsAfter, pace),
  finished: ({ age, pace }: Past): Plan => ran(age + pace.fullCopy, pace),
  imported: ({ age, pace }: Past): Plan => ran(age + pace.fullCopy, pace),
  released: ({ age, pace }: Past): Plan => ({ created: age + pace.machine + pace.release }),
} as const;

/** It waited for ten minutes before. */
function ran(configured: number, pace: Pace): Plan {
  return { configured, created: configured + pace.machine + 10 * pace.heartbeat };
}

/** Seeds in the order of their creation, oldest first. */
export function plant(seeds: readonly TaskSeed[], ground: Ground): readonly SandboxTask[] {
  const subnets = ground.world.vpcs.flatMap((vpc) => vpc.subnets);
  const subnet = subnets.find(({ id }) => id === documentedExample.subnetId);
  if (subnet === undefined) return [];
  const taken = new Set<string>();
  return seeds
    .map((seed, index) => {
      const task = seedTask(seed, `${index} ${seed.name}`, subnet, ground, taken);
      taken.add(task.machineAddress);
      return task;
    })
    .toSorted((one, other) => one.entry.time.getTime() - other.entry.time.getTime());
}

/** `origin` is what its IDs are derived from. */
function seedTask(
  seed: TaskSeed,
  origin: string,
  subnet: Subnet,
  { world, project, pace, speed, now }: Ground,
  taken: ReadonlySet<string>,
): SandboxTask {
  const fate = fateOf(seed, speed);
  const { created, configured, stopped } = planOf(seed, fate, pace, speed);
  const entry = {
    taskId: derivedUuid(`task ${origin}`),
    jobId: derivedHex(`job ${origin}`),
    body: bodyOf(seed),
    projectId: project.id,
    region: project.region,
    time: new Date(now.getTime() - created),
    requestId: derivedHex(`request ${origin}`),
  };
  const at = (ago: number) => now.getTime() - ago;
  const events: readonly TaskEvent[] = [
    ...(configured === undefined
      ? []
      : [{ kind: 'configured', at: at(configured), settings: settingsOf(seed, world) } as const]),
    ...(stopped === undefined ? [] : [{ kind: 'stopped', at: at(stopped), atOnce: false } as const]),
  ];
  const kind = { origin: seed.state === 'imported' ? 'import' : 'seed', fate } as const;
  const surge = seed.surge && { ...seed.surge, after: seed.surge.after / speed };
  return {
    ...newTask(entry, subnet, kind, (address) => taken.has(address)),
    events,
    swapEnds: seed.swapEnds,
    surge,
    pace,
  };
}

/** A task whose machine has not come up was never configured. */
function planOf({ state, age = 1000 }: TaskSeed, fate: Fate | undefined, pace: Pace, speed: number): Plan {
  const failure: Failure | undefined = fate && failures[fate.failure];
  const failsAfter = fate?.after ?? (failure ? usualDelay(failure, pace) : 0);
  const past = { age: age / speed, failsAfter, pace };
  return failure?.phase === 'create' && state !== 'creating' ? plans.waiting(past) : plans[state](past);
}

/** What is to have failed fails in some way. */
function fateOf({ state, failure, failsAfter }: TaskSeed, speed: number): Fate | undefined {
  const name = failure ?? (state === 'failed' ? 'unexplained' : undefined);
  return name && { failure: name, after: failsAfter === undefined ? undefined : failsAfter / speed };
}

function bodyOf({ name, description = '' }: TaskSeed): Readonly<Record<string, unknown>> {
  const { vpcId, subnetId, securityGroupId } = documentedExample;
  return { name, description, vpc_id: vpcId, subnet_id: subnetId, security_group_id: securityGroupId };
}

function settingsOf({ name, state, method, resumeMode, between, bandwidth }: TaskSeed, world: World): Settings {
  const isFull = state === 'finished' || state === 'imported';
  const selfHosted = `10.20.2.${10 + derivedNumber(`source of ${name}`, 200)}:6379`;
  const source = state === 'imported' ? `${name}-backups` : selfHosted;
  return {
    method: method ?? (isFull ? 'full_amount_migration' : 'incremental_migration'),
    resumeMode: resumeMode ?? (state === 'failed' ? 'manual' : 'auto'),
    bandwidth: bandwidth ?? null,
    source: { id: null, name: null, addrs: source, password: seedPasswords.source },
    target: cloudInstance(derivedUuid(`redis ${name}`), seedPasswords.target, `${name}-dcs`),
    ...(between && endsBetween(between, world)),
  };
}

/** @throws {RangeError} where there is no instance of that name */
function endsBetween(names: readonly [string, string], { redis }: World): Pick<Settings, 'source' | 'target'> {
  const [source, target] = names.map((name) => redis.find((one) => one.name === name));
  if (source === undefined || target === undefined) throw new RangeError(`There is no ${names.join(' or no ')}.`);
  const passwordOf = ({ hasPassword }: Redis, password: string) => (hasPassword ? password : null);
  return {
    source: ownInstance(source, source.id, passwordOf(source, seedPasswords.source)),
    target: ownInstance(target, target.id, passwordOf(target, seedPasswords.target)),
  };
}
