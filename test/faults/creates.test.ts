import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { faults } from '../support/network/faults.ts';
import { cancels } from './createPlan.ts';
import { type Record, recordSchema } from './record.ts';
import { creates, repeatedBy, seed } from './runSettings.ts';
import { assertNeverTwice, assertNoSecondPost, assertNoted, assertSeen, assertTrue, tableOf } from './verdicts.ts';

/** From how many creates on everything has its turn, and shares say something. */
const enoughForAll = 2000;
const enoughForShares = 200;

/** In as many threads as there are processors: nearly all of it is work. */
async function runAll(): Promise<Record[]> {
  const workers = Math.min(availableParallelism(), 4);
  const shares = Array.from({ length: workers }, (_, worker) => runShare({ seed, creates, worker, workers }));
  const records = (await Promise.all(shares)).flat();
  return records.sort((one, other) => one.number - other.number);
}

function runShare(workerData: object): Promise<Record[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./creates.worker.js', import.meta.url), { workerData });
    worker.on('message', (records: unknown) => resolve(z.array(recordSchema).parse(records)));
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A thread ended with ${code} and without its records.`)));
  });
}

describe(`${creates} faulted creates (${repeatedBy})`, function () {
  this.timeout(60 * 60_000);
  let records: Record[] = [];

  before(async () => {
    records = await runAll();
    console.log(`  seed ${seed}\n${tableOf(records)}`);
  });

  for (const [what, verdict] of Object.entries({
    'no task was created twice': assertNeverTwice,
    'nothing was sent again that may have been carried out': assertNoSecondPost,
    'every answer was true': assertTrue,
    'the journal holds what is unknown, and only that': assertNoted,
    'no task stayed unseen': assertSeen,
  })) {
    it(what, () => {
      assert.equal(records.length, creates);
      const wrong = records.flatMap((record) => {
        try {
          verdict(record);
          return [];
        } catch (error) {
          if (!(error instanceof assert.AssertionError)) throw error;
          return [`create ${record.number}: ${error.message} · ${JSON.stringify(record)}`];
        }
      });
      assert.deepEqual(wrong, []);
    });
  }

  it('the run is worth something', () => {
    const met = new Set(records.flatMap(({ posts }) => posts));
    const missed = faults.map(({ name }) => name).filter((name) => !met.has(name));
    const uncalled = cancels.filter((cancel) => !records.some((record) => record.cancel === cancel));
    if (creates >= enoughForAll) assert.deepEqual([...missed, ...uncalled], []);
    // What had no answer and may be looked for is found, nearly always: not looking would be true as well.
    const lost = records.filter(
      ({ cancel, shard, ledger, told }) =>
        ledger.length > 0 &&
        shard.denied === undefined &&
        cancel !== 'looking' &&
        cancel !== 'thirdLook' &&
        !(told.kind === 'created' && told.how === 'answered'),
    );
    const found = lost.filter(({ told }) => told.kind === 'created');
    if (creates < enoughForShares) return;
    assert.ok(lost.length > creates / 10 && found.length > lost.length * 0.8, `${found.length} of ${lost.length}`);
  });
});
