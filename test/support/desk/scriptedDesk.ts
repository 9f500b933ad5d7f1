import assert from 'node:assert/strict';
import { type Accounts, createAccounts, type SandboxAccount, type WindowMemory } from '../../../src/account/account.ts';
import { createRedisPasswords } from '../../../src/account/redisPasswords.ts';
import type { Exchange, Transport } from '../../../src/cloud/connection.ts';
import { exchangeText } from '../../../src/cloud/explain/exchangeText.ts';
import { createKeyWatch, type RefusedKeys } from '../../../src/cloud/keyWatch.ts';
import { createLookUps } from '../../../src/cloud/services/lookUps.ts';
import type { Translate } from '../../../src/cloud/translate.ts';
import { tellSandboxAfresh } from '../../../src/commands/account/useSandbox.ts';
import { createEndsSeen } from '../../../src/desk/cutOver/endsSeen.ts';
import { createTargetsInUse } from '../../../src/desk/cutOver/targetsInUse.ts';
import type { Button, ConfirmedHosts, Desk, Settings } from '../../../src/desk/ports.ts';
import type { StatusText } from '../../../src/desk/statusLine.ts';
import { createChanges } from '../../../src/desk/tasks/changes.ts';
import type { FollowedTask } from '../../../src/desk/tasks/following.ts';
import { createListeners } from '../../../src/desk/tasks/listeners.ts';
import type { LiveText } from '../../../src/desk/tasks/liveText.ts';
import { createLogFilters } from '../../../src/desk/tasks/logFilters.ts';
import { createMigrationRecords } from '../../../src/desk/tasks/migrationRecords.ts';
import { placeOfTasks } from '../../../src/desk/tasks/taskPlace.ts';
import type { Arrangement, Arrangements } from '../../../src/desk/tasks/taskSight.ts';
import { openChangeNotes } from '../../../src/task/journal/changeNotes.ts';
import { openJournal } from '../../../src/task/journal/journal.ts';
import { createOwnChangeNotes } from '../../../src/task/journal/ownChangeNotes.ts';
import { openPlans } from '../../../src/task/journal/plans.ts';
import { openSharedLooks } from '../../../src/task/journal/sharedLooks.ts';
import { createOwnRecords, openRecords } from '../../../src/task/record/records.ts';
import { createOwnUsedTargets, openUsedTargets } from '../../../src/task/record/usedTargets.ts';
import { liveTaskLog } from '../../../src/views/log/liveTaskLog.ts';
import { createStatusLine } from '../../../src/views/statusLine.ts';
import { readReport, reportOfGone } from '../../../src/views/tasks/readReport.ts';
import { shareAmong } from '../../../src/views/watch/lookTogether.ts';
import { createTaskWatch } from '../../../src/views/watch/taskWatch.ts';
import { english } from './english.ts';
import { type MemoryDocuments, memoryDocuments } from './memoryDocuments.ts';
import { type MemorySecrets, memoryOfWindow, memorySecrets } from './memoryStores.ts';
import type { Answer } from './script.ts';
import { type Asked, createScript, scriptedPrompter } from './scriptedPrompter.ts';
import type { VirtualClock } from './virtualClock.ts';

/** A notification that was shown. */
export interface Told {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
  readonly press: (label: string) => Promise<void>;
}

/** A `Desk` without an editor: a script answers its questions, and it keeps whatever it was asked to show, write or send. */
export interface ScriptedDesk extends Desk {
  readonly documents: MemoryDocuments;
  readonly accounts: Accounts;
  /** The environment. */
  variables: Readonly<Record<string, string>>;
  /** What the settings say from now on. */
  setting: Settings;
  /** What the default terminal profile starts from now on. */
  shell: string;
  expect(...answers: readonly Answer[]): void;
  /** @throws where an answer was never asked for */
  finish(): void;
  readonly asked: Asked[];
  readonly told: Told[];
  readonly progresses: { readonly title: string; readonly reports: string[]; readonly cancel: () => void }[];
  readonly copied: string[];
  readonly exchanges: Exchange[];
  /** The log as it is read. */
  readonly logged: string[];
  /** What it has of each exchange where it is to have everything. */
  readonly traced: string[];
  logShown: number;
  /** `POST /v2/…/migration/instance`, as handed to the network. */
  readonly requests: string[];
  /** Created tasks that were to be followed, which nobody does here. */
  readonly followed: FollowedTask[];
  /** By name. */
  readonly restarted: string[];
  readonly stopping: string[];
  readonly exchanging: string[];
  readonly actedOn: string[];
  /** Commands that were run on tasks: `dcs.setBackChanges`, with their IDs. */
  readonly ran: string[];
  /** What the settings were opened at. */
  readonly openedSettings: string[];
  readonly openedAddresses: string[];
  /** The logs of tasks that are open. */
  readonly shownLogs: LiveText[];
  /** The tasks whose pages were opened. */
  readonly shownPages: string[];
  /** What the status bar says. */
  statusText: StatusText | undefined;
}

export interface DeskParts {
  readonly secrets?: MemorySecrets;
  readonly window?: WindowMemory;
  readonly startSandbox: () => Promise<SandboxAccount>;
  /** By default every host has been confirmed. */
  readonly hosts?: ConfirmedHosts;
  readonly setting: Settings;
  /** Of the whole scene. */
  readonly clock: VirtualClock;
  /** Another clock for this computer alone. */
  readonly now?: () => Date;
  /** Shared by the windows of an editor. */
  readonly journalFolder: string;
  /** Shared by the windows of an editor. */
  readonly refusedKeys?: RefusedKeys | undefined;
  readonly transport?: Transport;
  readonly translate?: Translate;
}

export function createScriptedDesk(parts: DeskParts): ScriptedDesk {
  const { secrets = memorySecrets(), window = memoryOfWindow(), startSandbox, clock } = parts;
  const now = parts.now ?? clock.now;
  const script = createScript();
  const t = strict(parts.translate ?? english);
  const asked: Asked[] = [];
  const agreed = new Set<string>();
  const exchanges: Exchange[] = [];
  const keys = createKeyWatch(parts.refusedKeys);
  const onSandboxAfresh = () => tellSandboxAfresh(desk, () => undefined);
  const accounts = createAccounts({ secrets, window, startSandbox, keys, onSandboxAfresh });
  const lookUps = createLookUps();
  accounts.onChange(lookUps.drop);
  accounts.onChange(() => desk.tasks.restart());
  const desk: ScriptedDesk = {
    t,
    prompter: scriptedPrompter(script, asked),
    notifier: {
      tell: (level, message, buttons = []) => void desk.told.push({ level, message, ...pressable(buttons) }),
      async progress(title, work) {
        const stop = new AbortController();
        const reports: string[] = [];
        desk.progresses.push({ title, reports, cancel: () => stop.abort() });
        return work(stop.signal, (message) => void reports.push(message));
      },
      copy: async (text) => void desk.copied.push(text),
    },
    log: {
      exchange(exchange) {
        exchanges.push(exchange);
        desk.logged.push(exchangeText(exchange, t));
        desk.traced.push(exchangeText(exchange, t, true));
      },
      info: (message) => void desk.logged.push(message),
      error: (message) => void desk.logged.push(message),
      show() {
        desk.logShown += 1;
      },
    },
    documents: memoryDocuments(script),
    creations: { underWay: new Set() },
    journal: openJournal(parts.journalFolder, { now }),
    status: createStatusLine((text) => {
      desk.statusText = text;
    }, t),
    tasks: createTaskWatch({
      now,
      wait: clock.wait,
      place: () => placeOfTasks(desk),
      share: shareAmong(openSharedLooks(parts.journalFolder, now)),
      cutOverLag: () => desk.settings().cutOverLag,
      onError: throwLater,
    }),
    arrangements: memoryOfArrangement(),
    logEnds: {
      look: () => () => undefined,
      open: () => () => undefined,
      endOf: () => undefined,
      onChange: () => () => undefined,
      dispose: () => undefined,
    },
    logFilters: createLogFilters(),
    taskNotices: {
      mark: async () => assert.fail('Nobody is told here'),
      unmark: async () => assert.fail('Nobody is told here'),
      isMarked: () => false,
      onChange: () => () => undefined,
      follow: (task) => void desk.followed.push(task),
      awaitMachine: () => ({ end: new Promise(() => undefined), failure: () => '', stop: () => undefined }),
      exchanging: async (_, { task }) => {
        desk.exchanging.push(task.task_name);
        return { begun: Promise.resolve(), end: Promise.resolve('left'), withdraw: async () => undefined };
      },
      exchangeAskedAt: () => undefined,
      actedOn: (_, { task }) => void desk.actedOn.push(task.task_name),
      stopping: (_, { task }) => void desk.stopping.push(task.task_name),
      restarted: (_, { task }) => void desk.restarted.push(task.task_name),
      idle: async () => undefined,
      resume: async () => undefined,
      dispose: () => undefined,
    },
    plans: () => openPlans(parts.journalFolder, now),
    changes: createChanges({ shared: openChangeNotes(parts.journalFolder, now), own: createOwnChangeNotes() }, now),
    endsSeen: createEndsSeen(),
    targetsInUse: createTargetsInUse(
      { shared: openUsedTargets(parts.journalFolder, now), own: createOwnUsedTargets() },
      now,
    ),
    records: createMigrationRecords({ shared: openRecords(parts.journalFolder, now), own: createOwnRecords() }, now),
    runOnTasks: (command, taskIds) => void desk.ran.push([command, ...taskIds].join(' ')),
    ran: [],
    taskTexts: { showLog: async (place, task) => void desk.shownLogs.push(liveTaskLog(desk, place, task)) },
    pages: {
      show: async (taskId) => void desk.shownPages.push(taskId),
      restore: async () => undefined,
      report: (taskId) => readReport(desk, desk.tasks.sight(), taskId),
      reportOfGone: (place, known) => reportOfGone(desk, desk.tasks.sight(), place, known),
    },
    wait: clock.wait,
    lookUps,
    accounts,
    keys,
    redisPasswords: createRedisPasswords(secrets),
    agreements: { has: (digest) => agreed.has(digest), add: async (digest) => void agreed.add(digest) },
    environment: (name) => desk.variables[name],
    variables: {},
    hosts: parts.hosts ?? { isConfirmed: () => true, confirm: async () => assert.fail('No host is asked about') },
    transport: async () => counted(parts.transport ?? hostFetch, desk.requests),
    now,
    settings: () => desk.setting,
    openExternal: async (address) => void desk.openedAddresses.push(address),
    openSettings: (query) => void desk.openedSettings.push(query),
    defaultShell: () => desk.shell,
    shell: '/bin/bash',
    setting: parts.setting,
    expect: script.expect,
    finish: script.finish,
    asked,
    told: [],
    progresses: [],
    copied: [],
    exchanges,
    logged: [],
    traced: [],
    logShown: 0,
    requests: [],
    followed: [],
    restarted: [],
    stopping: [],
    exchanging: [],
    actedOn: [],
    statusText: undefined,
    openedSettings: [],
    openedAddresses: [],
    shownLogs: [],
    shownPages: [],
  };
  return desk;
}

function throwLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

function memoryOfArrangement(): Arrangements {
  const listeners = createListeners();
  let arrangement: Arrangement = { by: 'state', only: [] };
  return {
    current: () => arrangement,
    async change(changed) {
      arrangement = changed;
      listeners.tell();
    },
    onChange: listeners.add,
  };
}

const hostFetch: Transport = (url, init) => globalThis.fetch(url, init);

function counted(transport: Transport, requests: string[]): Transport {
  return (url, init) => {
    requests.push(`${init.method} ${new URL(url).pathname}`);
    return transport(url, init);
  };
}

function pressable(buttons: readonly Button[]): Pick<Told, 'buttons' | 'press'> {
  const labels = buttons.map(({ label }) => label);
  return {
    buttons: labels,
    async press(label) {
      const button = buttons.find((one) => one.label === label);
      assert.ok(button, `No button "${label}" among ${labels.join(', ')}`);
      await button.run();
    },
  };
}

/** Every placeholder must be given, and whatever is given must be used: what a person would read as `{name}` is a mistake. */
function strict(translate: Translate): Translate {
  return (message, values = {}) => {
    const placeholders = new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    assert.deepEqual(new Set(Object.keys(values)), placeholders, `Placeholders of: ${message}`);
    return translate(message, values);
  };
}
