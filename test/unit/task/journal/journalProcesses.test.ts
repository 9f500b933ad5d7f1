import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Creation, type Journal, openJournal } from '../../../../src/task/journal/journal.ts';
import { draft, filesIn, inFolder, source } from './journalSample.ts';

const windows = 6;
// Its own address: what the tests share is built into another folder.
const worker = fileURLToPath(new URL('./journal.worker.js', import.meta.url));
const now = () => new Date();

/** Starts a worker for each list of arguments, lets all begin at the same time, and gives the last line of each. */
async function together(all: readonly (readonly string[])[]): Promise<unknown[]> {
  const started = all.map((values) => spawn(process.execPath, [worker, ...values]));
  const outputs = started.map(({ stdout }) => text(stdout));
  const errors = started.map(({ stderr }) => text(stderr));
  await Promise.all(started.map(({ stdout }) => Promise.race([once(stdout, 'data'), once(stdout, 'end')])));
  for (const { stdin } of started) stdin.end();
  for (const error of await Promise.all(errors)) assert.equal(error, '');
  return (await Promise.all(outputs)).map((output) => JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}

const madeSchema = z.array(z.object({ operationId: z.string(), end: z.enum(['created', 'notCreated', 'open']) }));

describe('journal: several processes on one folder', function () {
  this.timeout(60_000);

  it('600 creates at once: none is lost and none doubled', () =>
    inFolder(async (folder) => {
      const reports = await together(Array.from({ length: windows }, () => ['many', folder, '100']));
      const made = reports.flatMap((report) => madeSchema.parse(report));
      const idsOf = (wanted: string) =>
        made
          .filter(({ end }) => end === wanted)
          .map(({ operationId }) => operationId)
          .sort();
      assert.equal(new Set(made.map(({ operationId }) => operationId)).size, 600);

      const journal = openJournal(folder, { now });
      const { creations, setAside } = await journal.open();
      assert.deepEqual(setAside, []);
      assert.deepEqual(creations.map(({ operationId }) => operationId).sort(), idsOf('open'));
      assert.ok(creations.every(({ underWay }) => !underWay));
      const settled = await journal.createdFrom(source);
      assert.deepEqual(settled.map(({ operationId }) => operationId).sort(), idsOf('created'));
      for (const { operationId, ending } of settled)
        assert.deepEqual(ending, { kind: 'created', taskId: `task-${operationId}`, how: 'answered' });
      assert.equal(filesIn(folder).length, creations.length + settled.length);
    }));

  it('the same creates settled by all at once: each once', () =>
    inFolder(async (folder) => {
      const journal = openJournal(folder, { now });
      const sent: Creation[] = [];
      for (let count = 0; count < 60; count += 1) sent.push(await journal.markSent(await journal.claim(draft)));
      await together(Array.from({ length: windows }, () => ['settle', folder, JSON.stringify(sent)]));
      assert.deepEqual(await journal.open(), { creations: [], setAside: [] });
      const settled = await journal.closedSince(new Date(0));
      assert.deepEqual(
        settled.map(({ operationId }) => operationId).sort(),
        sent.map(({ operationId }) => operationId).sort(),
      );
      assert.equal(filesIn(folder).length, 60);
      journal.dispose();
    }));
});

const stepSchema = z.object({
  step: z.enum(['claimed', 'sent', 'settled']),
  creation: z.looseObject({ operationId: z.string(), sentAt: z.string().optional() }),
});
type Step = z.infer<typeof stepSchema>;

/** The steps that a process reported before it killed itself there; `whole` where it came to its end. */
async function killAt(folder: string, point: number): Promise<{ steps: Step[]; whole: boolean }> {
  const child = spawn(process.execPath, [worker, 'killed', folder, String(point)]);
  const [output, error] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  assert.equal(error, '');
  const steps = output
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => stepSchema.parse(JSON.parse(line)));
  return { steps, whole: child.signalCode === null };
}

/** What another window makes of what is left; the name of it. */
async function judge(journal: Journal, steps: readonly Step[]): Promise<string> {
  const { creations, setAside } = await journal.open();
  const settled = await journal.createdFrom(source);
  assert.deepEqual(setAside, []);
  assert.ok(creations.length + settled.length <= 1);
  assert.ok(creations.every(({ underWay }) => !underWay));
  const sent = steps.find(({ step }) => step === 'sent');
  const last = steps.at(-1)?.step ?? 'nothing';
  if (sent !== undefined) {
    const left = [...creations.map(({ underWay: _, ...creation }) => creation), ...settled];
    assert.equal(left.length, 1, 'a create that may have been sent is lost');
    assert.deepEqual({ ...left[0], ...sent.creation }, left[0]);
  }
  if (last === 'settled') assert.equal(settled.length, 1);
  if (settled.length === 1) assert.equal(settled[0]?.ending.kind, 'created');
  return `${last}, ${creations.length === 1 ? 'open' : settled.length === 1 ? 'settled' : 'nothing'}`;
}

describe('journal: a process killed at each of its steps', function () {
  this.timeout(120_000);

  it('what reached the mark is still there and readable, and its window counts as dead at once', async () => {
    const seen = new Map<string, number>();
    const judgeAt = (point: number) =>
      inFolder(async (folder) => {
        const { steps, whole } = await killAt(folder, point);
        const state = await judge(openJournal(folder, { now }), steps);
        seen.set(state, (seen.get(state) ?? 0) + 1);
        const claimed = join(folder, 'claimed');
        assert.deepEqual(existsSync(claimed) ? readdirSync(claimed) : [], []);
        return whole;
      });
    for (let point = 1; ; point += 4) {
      const ended = await Promise.all([0, 1, 2, 3].map((more) => judgeAt(point + more)));
      if (ended.every((whole) => whole)) break;
      assert.ok(point < 200);
    }
    // All that can be met at a crash was met.
    for (const state of [
      'nothing, nothing',
      'claimed, nothing',
      'claimed, open',
      'sent, open',
      'sent, settled',
      'settled, settled',
    ])
      assert.ok(seen.has(state), `${state} is not among ${[...seen.keys()].join('; ')}`);
    assert.equal(seen.size, 6);
  });
});
