// node journal.worker.js MODE FOLDER [ARGUMENT]: works on the journal in FOLDER, in a process of its own, as a window does.
//   many COUNT         prints a line, waits until its input ends, makes COUNT creations at once and prints what became of each
//   settle CREATIONS   prints a line, waits until its input ends, settles each of them in a way of its own
//   killed POINT       makes one creation, printing each step, and kills itself before the call numbered POINT to the file system
//   failing            makes one creation again and again, each time with another call to the file system that fails
//   once CREATION      tries each step by itself, `markSent` and `settle` also with what another process noted; prints the codes
import { writeSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { type Creation, type Ending, JournalProblem, openJournal } from '../../../../src/task/journal/journal.ts';
import { draft, filesIn } from './journalSample.ts';

const [, , mode, folder = '', argument = ''] = process.argv;
const creationSchema = z.looseObject({
  operationId: z.string(),
  startedAt: z.string(),
  sentAt: z.string().optional(),
  owner: z.object({ pid: z.number(), window: z.string() }),
});
const now = () => new Date();
const journal = openJournal(folder, { now });
const answered = (taskId: string): Ending => ({ kind: 'created', taskId, how: 'answered' });
const say = (value: unknown) => writeSync(1, `${JSON.stringify(value)}\n`);

function creationFrom(value: unknown): Creation {
  return { ...draft, ...creationSchema.parse(value) };
}

async function many(count: number): Promise<void> {
  say('ready');
  await text(process.stdin);
  const one = async (_: unknown, index: number) => {
    const creation = await journal.markSent(await journal.claim(draft));
    const end = (['created', 'notCreated', 'open'] as const)[index % 3] ?? 'open';
    if (end === 'created') await journal.close(creation, answered(`task-${creation.operationId}`));
    if (end === 'notCreated') await journal.close(creation, { kind: 'notCreated' });
    if (index % 10 === 0) await journal.open();
    return { operationId: creation.operationId, end };
  };
  say(await Promise.all(Array.from({ length: count }, one)));
}

async function settle(creations: readonly unknown[]): Promise<void> {
  say('ready');
  await text(process.stdin);
  await Promise.all(
    creations.map(async (value, index) => {
      const creation = creationFrom(value);
      const dismiss = (process.pid + index) % 3 === 0;
      await journal.close(creation, dismiss ? { kind: 'dismissed' } : answered(`task-${creation.operationId}`));
    }),
  );
  say('done');
}

/** Calls `before` ahead of every call that this process makes to the file system. */
async function watchFileSystem(before: (name: string) => void | Promise<void>, halfway: () => boolean): Promise<void> {
  const handle = await promises.open(process.execPath);
  const calls: readonly (readonly [owner: object, names: readonly string[]])[] = [
    [Object.getPrototypeOf(handle), ['writeFile', 'utimes', 'sync']],
    [promises, ['open', 'mkdir', 'rename', 'unlink', 'rm', 'readdir', 'readFile', 'lstat', 'utimes']],
  ];
  await handle.close();
  for (const [owner, names] of calls) {
    for (const name of names) {
      const original: unknown = Reflect.get(owner, name);
      if (typeof original !== 'function') throw new Error(`There is no ${name}.`);
      Reflect.set(owner, name, async function (this: unknown, ...values: unknown[]) {
        await before(name);
        if (name === 'writeFile' && halfway()) {
          await Reflect.apply(original, this, [String(values[0]).slice(0, 100)]);
          await before(name);
        }
        return Reflect.apply(original, this, values);
      });
    }
  }
  syncBuiltinESMExports();
}

async function killed(point: number): Promise<void> {
  let calls = 0;
  const die = () => {
    calls += 1;
    if (calls === point) process.kill(process.pid, 'SIGKILL');
  };
  // Halfway through the writing is a point of its own; a process that lives on writes all of it.
  await watchFileSystem(die, () => calls + 1 === point);
  const claimed = await journal.claim(draft);
  say({ step: 'claimed', creation: claimed });
  const creation = await journal.markSent(claimed);
  say({ step: 'sent', creation });
  await journal.close(creation, answered('task-1'));
  say({ step: 'settled', creation });
}

async function failing(): Promise<void> {
  let calls = 0;
  let point = 0;
  let call = '';
  await watchFileSystem(
    (name) => {
      calls += 1;
      // What takes a file away is not among what a full disk stops.
      if (calls !== point || name === 'rm') return;
      call = name;
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
    () => calls + 1 === point,
  );
  const reports: unknown[] = [];
  for (let last = 1; point <= last; last = calls) {
    calls = 0;
    point += 1;
    call = '';
    const place = join(folder, String(point));
    const report = await failOnce(place);
    reports.push({ ...report, call, files: filesBelow(place) });
  }
  say(reports);
}

async function failOnce(place: string): Promise<{ step: string; code: string; operationId?: string }> {
  const own = openJournal(place, { now });
  let step = 'claim';
  let operationId = '';
  try {
    const claimed = await own.claim(draft);
    operationId = claimed.operationId;
    step = 'markSent';
    const creation = await own.markSent(claimed);
    step = 'settle';
    await own.close(creation, answered('task-1'));
    return { step: 'none', code: '', operationId };
  } catch (error) {
    if (!(error instanceof JournalProblem)) throw error;
    return { step, code: error.code, operationId };
  }
}

function filesBelow(place: string): string[] {
  try {
    return filesIn(place);
  } catch {
    return [];
  }
}

async function once(values: readonly unknown[]): Promise<void> {
  const code = (work: Promise<unknown>) =>
    work.then(
      () => '',
      (error: unknown) => (error instanceof JournalProblem ? error.code : String(error)),
    );
  const [claimed, sent] = values;
  say({
    claim: await code(journal.claim(draft)),
    ...(claimed === undefined ? {} : { markSent: await code(journal.markSent(creationFrom(claimed))) }),
    ...(sent === undefined ? {} : { settle: await code(journal.close(creationFrom(sent), answered('task-1'))) }),
  });
}

const listIn = (json: string) => z.array(z.unknown()).parse(JSON.parse(json || '[]'));
if (mode === 'many') await many(Number(argument));
if (mode === 'settle') await settle(listIn(argument));
if (mode === 'killed') await killed(Number(argument));
if (mode === 'failing') await failing();
if (mode === 'once') await once(listIn(argument));
// The process ends by itself: the heartbeat of what is open must not keep a window from closing.
