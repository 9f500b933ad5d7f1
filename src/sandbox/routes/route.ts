import type { Answer } from '../answer.ts';
import type { Backings } from '../backing/backings.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Pace } from '../life/pace.ts';
import type { RedisBook } from '../redis/redisBook.ts';
import type { TaskBook } from '../taskBook.ts';
import type { Project, World } from '../world.ts';

/** What a policy can deny. Names as IAM spells them, apart from the first two of IAM's own, which documentation spells in several ways. */
export type Action =
  | 'iam:projects:list'
  | 'iam:projects:listProjectsForUser'
  | 'vpc:vpcs:list'
  | 'vpc:subnets:get'
  | 'vpc:securityGroups:get'
  | 'vpc:securityGroupRules:get'
  | 'vpc:peerings:get'
  | 'vpc:routeTables:list'
  | 'vpc:routeTables:get'
  | 'dcs:migrationTask:create'
  | 'dcs:migrationTask:list'
  | 'dcs:migrationTask:get'
  | 'dcs:migrationTask:modify'
  | 'dcs:migrationTask:delete'
  | 'dcs:job:get'
  | 'dcs:instance:list'
  | 'dcs:instance:get'
  | 'dcs:instance:getConfiguration'
  | 'dcs:instance:modifyConfiguration'
  | 'dcs:whitelist:list'
  | 'dcs:whitelist:modify'
  | 'dcs:ssl:get'
  | 'dcs:instance:webcli';

/** What the account holds and what has been done with it. */
export interface Cloud {
  readonly world: World;
  readonly tasks: TaskBook;
  /** What has been set on the instances, which the world does not know of. */
  readonly redis: RedisBook;
  /** What of the instances a Redis of this computer stands behind. */
  readonly backings: Backings;
  /** Tasks a project may have. */
  readonly taskQuota: number;
  /** Milliseconds until the list and the detail know a new task. */
  readonly listLag: number;
  readonly pace: Pace;
  /** Asked once for each task, as it is created. */
  readonly machineFails: (entry: LedgerEntry) => boolean;
  readonly now: () => Date;
}

/** A request that got past the gateway. */
export interface Call {
  /** The account's default project where the path names none. */
  readonly project: Project;
  /** What the path put into the placeholders of the route, as written. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly requestId: string;
  /** Scheme and host as the client wrote them, for links. */
  readonly origin: string;
}

/** One published API. */
export interface Route {
  readonly service: 'dcs' | 'vpc' | 'iam';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` stands for any one segment; `{project_id}` must be a project of the account. */
  readonly path: string;
  /** Missing where no policy is needed. */
  readonly action?: Action;
  /** The service's own words for an action that a policy denies. */
  readonly denied: (action: Action, requestId: string) => Answer;
  readonly answer: (call: Call, cloud: Cloud) => Answer | Promise<Answer>;
}
