import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusedKeysIn } from '../../../src/account/refusedKeys.ts';
import { Refused } from '../../../src/cloud/errors.ts';
import { explainRefusal } from '../../../src/cloud/explain/errorCatalogue.ts';
import { createKeyWatch, mostUnanswered } from '../../../src/cloud/keyWatch.ts';
import { temporaryFolder } from '../../support/suite/cleanup.ts';
import { until } from '../../support/suite/until.ts';

const key = { accessKeyId: 'HPUAQ7EXAMPLEKEYID01', secretAccessKey: 'kT3+zExampleSecret/Access/Key9fQwLmN0p4R' };
const request = { method: 'GET', url: 'https://dcs.example/v2/p' };

function refusalWith(cloudMessage: string): Refused {
  return new Refused(request, { status: 401, code: 'APIGW.0301', cloudMessage, requestId: 'r-1', clockSkewSeconds: 7 });
}

async function withFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const { path, remove } = await temporaryFolder('refused');
  try {
    await act(join(path, 'refusedKeys'));
  } finally {
    remove();
  }
}

describe('refused keys on disk', () => {
  it('one window tells the next, by a private file that tells nothing of the key', () =>
    withFolder(async (folder) => {
      const [one, two] = [createKeyWatch(refusedKeysIn(folder)), createKeyWatch(refusedKeysIn(folder))];
      const message = `verify aksk signature fail, canonicalRequest:GET|/${key.secretAccessKey}|ak:${key.accessKeyId}`;
      await (await one.turn(key, request))(refusalWith(message));
      await assert.rejects(two.turn(key, request), (error) => {
        assert.ok(error instanceof Refused);
        const { status, code, cloudMessage, requestId, clockSkewSeconds } = error.facts;
        assert.deepEqual(
          [status, code, cloudMessage, requestId, clockSkewSeconds],
          [401, 'APIGW.0301', 'signature fail', 'r-1', 7],
        );
        return true;
      });
      const [name = '', ...more] = await readdir(folder);
      assert.deepEqual(more, []);
      const text = name + (await readFile(join(folder, name), 'utf8'));
      for (const part of [key.accessKeyId, key.secretAccessKey, key.secretAccessKey.slice(0, 8)])
        assert.ok(!text.includes(part));
      if (process.platform === 'win32') return;
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
    }));

  for (const message of [
    'AK access failed to reach the limit,forbidden',
    'Get secretKey failed,ak:HPUAQ7EXAMPLEKEYID01,err:ak not exist',
    'signature expired, signature time:20260101T000000Z,server time:20260101T010000Z',
    'verify aksk signature fail, canonicalRequest:GET|token not found',
    'x-auth-token not found',
    'decrypt token fail',
    'something new',
  ]) {
    it(`says later what it said at once: ${message}`, () =>
      withFolder(async (folder) => {
        const facts = { status: 401, code: 'APIGW.0301' };
        const keys = refusedKeysIn(folder);
        await keys.add('mark', refusalWith(message).facts);
        const found = await keys.find('mark');
        assert.equal(explainRefusal({ ...facts, message: found?.cloudMessage }), explainRefusal({ ...facts, message }));
      }));
  }

  it('is empty when the person has acted, in every window', () =>
    withFolder(async (folder) => {
      const [one, two] = [createKeyWatch(refusedKeysIn(folder)), createKeyWatch(refusedKeysIn(folder))];
      await (await one.turn(key, request))(refusalWith('no'));
      await two.forgive();
      await (await one.turn(key, request))();
      assert.deepEqual(await readdir(folder), []);
    }));

  it('lets all windows together have no more signatures without an answer than one', () =>
    withFolder(async (folder) => {
      const windows = [1, 2, 3].map(() => createKeyWatch(refusedKeysIn(folder)));
      for (const window of windows) await (await window.turn(key, request))();
      const under: ((error?: unknown) => Promise<void>)[] = [];
      const stop = new AbortController();
      const turns = windows.flatMap((window) =>
        [1, 2, 3].map(() => window.turn(key, request, stop.signal).then((told) => under.push(told))),
      );
      await until('as many as one window may have', async () => under.length === mostUnanswered);
      // One more comes with an answer, and with a refusal none.
      await under[0]?.();
      await until('the next has its turn', async () => under.length === mostUnanswered + 1);
      await under[1]?.(refusalWith('verify signature fail'));
      const outcomes = await Promise.allSettled(turns);
      assert.equal(under.length, mostUnanswered + 1);
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      assert.ok(refused.length === 4 && refused.every((error) => error instanceof Refused && error.facts.withheld));
    }));

  it('takes the place of a window that is gone, and no other', () =>
    withFolder(async (folder) => {
      const keys = refusedKeysIn(folder);
      const all = await Promise.all(Array.from({ length: mostUnanswered }, () => keys.take('mark')));
      assert.ok(all.every((giveBack) => giveBack !== undefined));
      assert.equal(await keys.take('mark'), undefined);
      assert.ok(await keys.take('another'));
      const [name = ''] = (await readdir(folder)).filter((file) => file.startsWith('mark.'));
      // The greatest number that a process can have on Linux is below it.
      await writeFile(join(folder, name), '4194305');
      assert.ok(await keys.take('mark'));
      assert.equal(await keys.take('mark'), undefined);
    }));

  it('a file of a later version still says that the key was refused', () =>
    withFolder(async (folder) => {
      const keys = refusedKeysIn(folder);
      await keys.add('mark', refusalWith('no').facts);
      await writeFile(join(folder, 'mark.json'), '{"later":true}');
      assert.deepEqual(await keys.find('mark'), { status: 401 });
    }));

  it('where nothing can be written, this window knows all the same', () =>
    withFolder(async (folder) => {
      await writeFile(folder, 'no folder');
      const keys = createKeyWatch(refusedKeysIn(folder));
      await (await keys.turn(key, request))(refusalWith('no'));
      await assert.rejects(keys.turn(key, request), Refused);
      await keys.forgive();
      await (await keys.turn(key, request))();
    }));
});
