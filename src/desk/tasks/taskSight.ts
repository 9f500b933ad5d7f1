import type { Connection } from '../../cloud/connection.ts';
import type { Job, TaskDetail } from '../../cloud/services/migrationTaskSchemas.ts';
import type { ListedTask } from '../../cloud/services/migrationTasks.ts';
import type { TaskLogLine } from '../../cloud/services/taskProgress.ts';
import { type Lifecycle, lifecycleOf } from '../../task/lifecycle.ts';
import type { Check } from '../../task/preflight/check.ts';
import type { MigrationRecord } from '../../task/record/records.ts';
import type { Sample } from '../../task/sample.ts';
import type { TaskGroup } from '../../task/taskGroups.ts';

/** A migration task as far as it is known here. */
export interface KnownTask {
  readonly task: ListedTask;
  /** Of the last change, or of when somebody looked at it. */
  readonly detail: TaskDetail | undefined;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** When the last look was that belongs to an earlier run, in milliseconds since 1970; absent where it was not seen to begin anew. */
  readonly begunAfter?: number;
  /** The lag below which its applications may go over, where the settings say another than usual. */
  readonly cutOverLag?: number;
  /** How many keys its target held after its end, where somebody has asked, and when, in milliseconds since 1970. */
  readonly targetKeys?: { readonly count: number; readonly at: number };
  /** The end of its log, oldest first, where somebody has read it. */
  readonly log?: readonly TaskLogLine[];
  /** Somebody has asked to be told what becomes of it. */
  readonly notified?: true;
  /** What was changed for it at its ends is not set back. */
  readonly changed?: true;
  /** What is kept of it, where somebody has read that. */
  readonly record?: MigrationRecord;
  /** What its ends tell of a cut-over, where somebody has looked. */
  readonly ends?: readonly Check[];
  /** Applications use its target, as a person has said. */
  readonly inUse?: true;
}

/** `now` in milliseconds since 1970. */
export function lifeOf({ task, detail, samples, cutOverLag }: KnownTask, now: number): Lifecycle {
  const { status, migration_method = detail?.migration_method, released_at = detail?.released_at } = task;
  const { task_status } = detail ?? {};
  return lifecycleOf({ status, migration_method, released_at, task_status, samples, cutOverLag }, now);
}

/** What is known of the tasks of the project that this window's requests go to. */
export interface TaskSight {
  /**
   * `loading`: nobody knows yet. The others say why there is no list; where there was one, `tasks` holds it, and `failure` says why it
   * is old.
   */
  readonly state: 'loading' | NoPlace | 'notPermitted' | 'keyRefused' | 'badSetting' | 'unreachable' | 'known';
  /** In the order of the service. */
  readonly tasks: readonly KnownTask[];
  /** How many imports of backup files there are besides. */
  readonly imports: number;
  /** By task ID: the jobs that bring up the migration machines that somebody waits for. */
  readonly jobs: ReadonlyMap<string, MachineJob>;
  /** Whether the last list had all that there are. */
  readonly isComplete: boolean;
  /** When the list was read last, in milliseconds since 1970. */
  readonly asOf: number | undefined;
  /** Why the last try failed. */
  readonly failure: unknown;
  /** Until when the cloud wants to be left alone, in milliseconds since 1970; 0 where it has not said so. */
  readonly notBefore: number;
  readonly place: TaskPlace | undefined;
}

/** Why nothing can be asked for. */
export type NoPlace = 'untrusted' | 'signedOut';

/** How far the job is that brings up the migration machine of a task. */
export type MachineJob = Pick<Job, 'status' | 'fail_reason'>;

/** Where the tasks are, and as whom they are asked about. */
export interface TaskPlace {
  readonly connection: Connection;
  readonly projectId: string;
  readonly sandbox: boolean;
}

/** How somebody looks at the tasks. */
export interface Looking {
  /** These come first. */
  readonly taskIds?: readonly string[];
  /** By task ID: the job whose end somebody waits for. */
  readonly jobs?: Readonly<Record<string, string>>;
  /**
   * Nothing is on screen, and the figures of the others do not matter: once a minute is enough, or it is as soon as on screen, since a
   * machine is awaited.
   */
  readonly quietly?: 'seldom' | 'soon';
}

/** Keeps the tasks in sight while somebody looks, and asks the cloud no more often than that needs. */
export interface TaskWatch {
  sight(): TaskSight;
  /** Somebody looks. Gives what ends that. */
  look(looking?: Looking): () => void;
  /** Somebody came back, or did something: what is old is asked for at once. */
  hurry(): void;
  /** Asks now, also after the key was refused, for all or for no more than the list; resolves when it is known what came of it. */
  refresh(what?: 'all' | 'list'): Promise<void>;
  /** Somebody has read the detail of one of the tasks in sight. */
  detailed(taskId: string, detail: TaskDetail): void;
  /** Somebody else is signed in, or the settings lead elsewhere: everything is forgotten first. */
  restart(): void;
  /** Told when something of the sight has changed; gives what stops that. */
  onChange(listener: () => void): () => void;
  dispose(): void;
}

/** How the tasks are arranged on screen. */
export interface Arrangement {
  readonly by: 'state' | 'target' | 'none';
  /** Empty: all. */
  readonly only: readonly TaskGroup[];
}

/** What this window remembers of how its tasks are arranged. */
export interface Arrangements {
  current(): Arrangement;
  change(arrangement: Arrangement): Promise<void>;
  /** Gives what stops it. */
  onChange(listener: () => void): () => void;
}
