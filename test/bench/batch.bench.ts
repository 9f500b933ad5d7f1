// npm run bench: a batch of 500 files against a sandbox that takes 20 creates a second, beside the time that this limit alone takes.

import { setTimeout as delay } from 'node:timers/promises';
import type { Connection, Transport } from '../../src/cloud/connection.ts';
import { Refused } from '../../src/cloud/errors.ts';
import { call } from '../../src/cloud/http.ts';
import { createOnlineMigrationTaskRequest } from '../../src/cloud/services/migrationTasks.ts';
import { createMigrationTasks } from '../../src/commands/batch/createMigrationTasks.ts';
import { wait } from '../../src/host/wait.ts';
import { cloudProject, cloudRegion, key, noSettings, profile } from '../support/desk/deskAndCloud.ts';
import { memorySecrets } from '../support/desk/memoryStores.ts';
import { ticked, typed } from '../support/desk/script.ts';
import { createScriptedDesk } from '../support/desk/scriptedDesk.ts';
import { exampleNetworks } from '../support/desk/taskAnswers.ts';
import { sessionOf } from '../support/network/observedCall.ts';
import { temporaryFolder } from '../support/suite/cleanup.ts';
import { print, type Row } from './table.ts';
import {
  perSecond,
  reworded,
  startThrottledSandbox,
  type ThrottledSandbox,
  type Wording,
  wordings,
} from './throttledSandbox.ts';

const files = 500;
const limit = (files / perSecond) * 1000;
const names = Array.from({ length: files }, (_, index) => `bench-${String(index).padStart(3, '0')}`);

const realTime = { now: () => new Date(), wait, advance: () => undefined, waiting: 0 };

interface Measured {
  readonly took: number;
  readonly refusals: number;
  readonly created: number;
  readonly doubled: number;
  readonly lost: number;
}

/** Runs against a sandbox of its own. */
async function measured(
  wording: Wording,
  run: (cloud: ThrottledSandbox, transport: Transport) => Promise<void>,
): Promise<Measured> {
  const cloud = await startThrottledSandbox();
  const { transport, refusals } = reworded(wording);
  try {
    const start = performance.now();
    await run(cloud, transport);
    const took = performance.now() - start;
    const { created, different } = await cloud.count();
    return { took, refusals: refusals(), created, doubled: created - different, lost: files - different };
  } finally {
    await cloud.close();
  }
}

/** The command, from the click to the summary: 500 files, one table, one batch. */
async function runOurs({ url }: ThrottledSandbox, transport: Transport): Promise<void> {
  const { path: journalFolder, remove } = await temporaryFolder('bench');
  const desk = createScriptedDesk({
    clock: realTime,
    journalFolder,
    transport,
    secrets: memorySecrets({ 'dcs.profile.default': JSON.stringify(profile) }),
    startSandbox: () => Promise.reject(new Error('Not needed')),
    setting: { ...noSettings, endpoints: { dcs: url, vpc: url, iam: url } },
  });
  const uris = names.map((name) =>
    desk.documents.put(`/workspace/${name}.dcsmigration.json`, JSON.stringify({ name, ...exampleNetworks })),
  );
  desk.expect(
    ticked(
      'Each ticked task',
      names.map((name) => `${name}.dcsmigration.json`),
    ),
    typed('This starts as many', String(names.length)),
  );
  await createMigrationTasks(desk, undefined, uris);
  if (!desk.told[0]?.message.includes(`: ${files} created, `)) console.log(desk.told[0]?.message);
  desk.journal.dispose();
  remove();
}

/** What a script would do: eight at a time, each of which waits twice as long after each 429, with full jitter. */
async function runPeer({ url }: ThrottledSandbox, transport: Transport): Promise<void> {
  const endpoints = { dcs: url, vpc: url, iam: url };
  const connection: Connection = {
    transport,
    session: sessionOf(key),
    region: cloudRegion,
    endpoints,
    timeout: 30_000,
    now: realTime.now,
  };
  const left = names.values();
  const worker = async () => {
    for (const name of left) {
      const request = createOnlineMigrationTaskRequest(cloudProject, { name, ...exampleNetworks });
      for (let pause = 1000; ; pause = Math.min(60_000, pause * 2)) {
        try {
          await call(connection, request);
          break;
        } catch (error) {
          if (!(error instanceof Refused) || error.facts.status !== 429) throw error;
          await delay(Math.random() * pause);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

function rowOf(what: string, { took, refusals, created, doubled, lost }: Measured, aim: string): Row {
  const ratio = (took / limit).toFixed(2);
  const facts = `${created} created, ${doubled} doubled, ${lost} missing, ${refusals} times throttled`;
  return [what, `${ratio} times (${(took / 1000).toFixed(1)} s to ${limit / 1000} s; ${facts})`, aim];
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  const before = heap();
  const rssBefore = process.memoryUsage().rss;
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().heapUsed);
  }, 50);
  for (const [what, wording] of Object.entries(wordings)) {
    rows.push(rowOf(`batch of ${files}, ${what}`, await measured(wording, runOurs), 'under 1.2 times'));
    if (rows.length > 1) continue;
    clearInterval(watch);
    const after = heap();
    rows.push(
      ['  heap before, at most, after', [before, highest, after].map(megabytes).join(', '), ''],
      [
        '  RSS before and peak, with the sandbox',
        [rssBefore, process.resourceUsage().maxRSS * 1024].map(megabytes).join(', '),
        '',
      ],
    );
  }
  for (const [what, wording] of Object.entries(wordings)) {
    if (what === 'limit in the message') continue;
    rows.push(rowOf(`each file for itself, ${what}`, await measured(wording, runPeer), ''));
  }
  print(rows);
  console.log(
    `\nReal time, from the click to the summary, with the journal on disk; the limit is ${perSecond} creates in any second. Memory of the first batch.`,
  );
}

await main();
