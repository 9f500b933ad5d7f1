import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { unsentFaults } from '../../support/network/faults.ts';
import { creates, repeatedBy, seed } from '../runSettings.ts';
import { type Swapped, swappedSchema } from './faultedSwap.ts';

/** Half as many as there are creates: each has a window and a cloud of its own. */
const count = Math.ceil(creates / 2);

/** What a message says, and whether that is so by the ledger. */
const truths: readonly (readonly [RegExp, (ran: Swapped) => boolean])[] = [
  [/ (?:are swapped|are rolled back): /, ({ done, end }) => done === 1 && end === 'succeeds'],
  [/ the cloud reports an error: (?:exchange|rollback) ip failed\.$/, ({ done, end }) => done === 1 && end === 'fails'],
  [/This (?:swap|roll back) of the IPs .* was not carried out: /, ({ done }) => done === 0],
  [/[Nn]othing was sent/, ({ sent, done }) => sent.length === 0 && done === 0],
  [/It is not known how the IP (?:swap|roll back) of .* ended: after 30 minutes/, isSilent],
  [/is watched no longer; you are told how it ended/, () => true],
  [/It is not known whether the IPs of .* are being /, () => true],
];

/** Nobody could see it come to an end. */
function isSilent({ done, end }: Swapped): boolean {
  return done === 0 || end === 'hangs';
}

function runShare(workerData: object): Promise<Swapped[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./swaps.worker.js', import.meta.url), { workerData });
    worker.on('message', (found: unknown) => {
      resolve(z.array(swappedSchema).parse(found));
      void worker.terminate();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A thread ended with ${code} and without what came of its swaps.`)));
  });
}

/** How it ended: told once. */
const final = / are swapped: | are rolled back: | reports an error: | is not known how the IP /;

describe(`${count} faulted swaps and roll backs (${repeatedBy})`, function () {
  this.timeout(60 * 60_000);
  let all: readonly Swapped[] = [];

  before(async () => {
    const workers = Math.min(availableParallelism(), 4);
    const shares = Array.from({ length: workers }, (_, worker) => runShare({ seed, count, worker, workers }));
    all = (await Promise.all(shares)).flat();
  });

  const wrong = (isRight: (ran: Swapped) => boolean) =>
    all.filter((ran) => !isRight(ran)).map((ran) => JSON.stringify(ran));

  it('every message was true', () => {
    assert.equal(all.length, count);
    const isTrue = (ran: Swapped) =>
      ran.told.every((message) => {
        const saying = truths.find(([words]) => words.test(message));
        return saying?.[1](ran) === true;
      });
    assert.deepEqual(wrong(isTrue), []);
  });

  it('nothing is called under way that was not begun', () => {
    const isSaid = ({ shown }: Swapped) => shown.some((title) => /are being (?:swapped|rolled back)…$/.test(title));
    assert.deepEqual(
      wrong((ran) => !isSaid(ran) || ran.done === 1),
      [],
    );
  });

  it('nothing was sent twice', () => {
    const isRight = ({ sent, done }: Swapped) =>
      done <= 1 && sent.slice(0, -1).every((fault) => unsentFaults.has(fault));
    assert.deepEqual(wrong(isRight), []);
  });

  it('how it ended is told once, and never left out', () => {
    const isRight = ({ told, done }: Swapped) => {
      const times = told.filter((message) => final.test(message)).length;
      return times === 1 || (times === 0 && done === 0);
    };
    assert.deepEqual(wrong(isRight), []);
  });

  it('what was done is known, also where the window was killed', () => {
    const done = all.filter((ran) => ran.done === 1 && ran.end !== 'hangs');
    const known = done.filter(({ told }) => told.some((message) => final.test(message) && !/not known/.test(message)));
    assert.equal(known.length, done.length);
    console.log(`  seed ${seed}: ${done.length} of ${all.length} were done, and are known to be`);
  });
});
