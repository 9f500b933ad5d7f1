import type { Uri } from 'vscode';
import type { Accounts } from '../account/account.ts';
import type { RedisPasswords } from '../account/redisPasswords.ts';
import type { Exchange, Patience, Transport } from '../cloud/connection.ts';
import type { LoopbackAddress } from '../cloud/endpoint.ts';
import type { KeyWatch } from '../cloud/keyWatch.ts';
import type { Service } from '../cloud/regions.ts';
import type { LookUps } from '../cloud/services/lookUps.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Journal } from '../task/journal/journal.ts';
import type { Plans } from '../task/journal/plans.ts';
import type { EndsSeen } from './cutOver/endsSeen.ts';
import type { TargetsInUse } from './cutOver/targetsInUse.ts';
import type { Documents } from './documents.ts';
import type { Button, Prompter } from './questions.ts';
import type { StatusLine } from './statusLine.ts';
import type { Changes } from './tasks/changes.ts';
import type { LogEnds } from './tasks/logEnds.ts';
import type { LogFilters } from './tasks/logFilters.ts';
import type { MigrationRecords } from './tasks/migrationRecords.ts';
import type { TaskNotices } from './tasks/taskNotices.ts';
import type { TaskPages } from './tasks/taskPages.ts';
import type { Arrangements, TaskWatch } from './tasks/taskSight.ts';
import type { TaskTexts } from './tasks/taskTexts.ts';

export type { Documents, TaskFileName, TaskFileNames, TaskSource } from './documents.ts';
export type {
  Button,
  Choice,
  Confirmation,
  Decision,
  InputQuestion,
  ListFailure,
  Picked,
  PickQuestion,
  Prompter,
  Question,
  Remark,
  Reply,
  Tickable,
  TickQuestion,
} from './questions.ts';

export interface Notifier {
  /** Does not wait for the person. */
  tell(level: 'info' | 'warning' | 'error', message: string, buttons?: readonly Button[]): void;
  /** Runs the work under a cancellable progress notification; `report` says how far it is. */
  progress<T>(title: string, work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T>;
  copy(text: string): Promise<void>;
}

export interface Log {
  exchange(exchange: Exchange): void;
  info(message: string): void;
  error(message: string): void;
  show(): void;
}

export interface Settings {
  readonly region: string;
  readonly projectId: string;
  readonly endpoints: Readonly<Partial<Record<Service, string>>>;
  /** What stands behind instances of the sandbox, by their names. */
  readonly sandboxRedis: Readonly<Record<string, LoopbackAddress>>;
  /** Milliseconds. */
  readonly timeout: number;
  /** The lag below which a migration is ready to cut over. */
  readonly cutOverLag: number;
}

/** The task files that are being created from in this window, by their URI. */
interface Creations {
  /** A second click must not make a second task. */
  readonly underWay: Set<string>;
}

/** Hosts beside those of the cloud that the person has said yes to, in all windows. */
export interface ConfirmedHosts {
  isConfirmed(host: string): boolean;
  confirm(hosts: readonly string[]): Promise<void>;
}

/** What the person has said yes to once and for all, in all windows, by a digest of all that it was about. */
export interface Agreements {
  has(digest: string): boolean;
  add(digest: string): Promise<void>;
}

/** What the editor gives to a command; made once, with the first command that runs. */
export interface Desk {
  readonly t: Translate;
  readonly prompter: Prompter;
  readonly notifier: Notifier;
  readonly log: Log;
  readonly documents: Documents;
  readonly accounts: Accounts;
  readonly keys: KeyWatch;
  readonly redisPasswords: RedisPasswords;
  readonly agreements: Agreements;
  /** A variable of the environment that VS Code was started in. */
  readonly environment: (name: string) => string | undefined;
  readonly hosts: ConfirmedHosts;
  readonly creations: Creations;
  /** What was sent and is not known to have had an answer, in whatever window. */
  readonly journal: Journal;
  /** What created tasks are to migrate; of the sandbox what ends with this window. */
  readonly plans: (sandbox: boolean) => Plans;
  readonly tasks: TaskWatch;
  readonly arrangements: Arrangements;
  readonly logEnds: LogEnds;
  readonly logFilters: LogFilters;
  readonly taskTexts: TaskTexts;
  readonly taskNotices: TaskNotices;
  /** What was changed at the ends of migrations and is not set back. */
  readonly changes: Changes;
  /** What is kept of migrations. */
  readonly records: MigrationRecords;
  /** What this window has seen of the ends of migrations. */
  readonly endsSeen: EndsSeen;
  /** The migrations whose targets applications use. */
  readonly targetsInUse: TargetsInUse;
  readonly pages: TaskPages;
  /** Runs a command of ours on tasks of the project that this window shows. */
  readonly runOnTasks: (command: string, taskIds: readonly string[]) => void;
  readonly status: StatusLine;
  readonly wait: Patience['wait'];
  readonly transport: () => Promise<Transport>;
  /** What the editor of task files knows of the cloud. */
  readonly lookUps: LookUps;
  readonly now: () => Date;
  /** @throws {SettingProblem} when a setting cannot be used */
  readonly settings: (resource?: Uri) => Settings;
  readonly openSettings: (query: string) => void;
  /** In the browser. */
  readonly openExternal: (address: string) => Promise<void>;
  /** The path of the program that the default terminal profile starts; empty where the editor has no terminal. */
  readonly defaultShell: () => string;
}

/** A setting whose value cannot be used. `problem` is in the user's language. */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem';
  readonly setting: string;

  constructor(setting: string, problem: string) {
    super(problem);
    this.setting = setting;
  }
}
