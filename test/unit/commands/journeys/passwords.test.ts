import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { everythingShown } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked, ticked, typed, wentBack } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { asks as asksOne, passwords } from '../configure/wholeAnswers.ts';
import { idOf, playJourney, type Window } from '../journey/scene.ts';
import { accepts, asks, fileOf, password, put, putMany, run, samePassword } from './files.ts';

const readThem = 'Read these variables of the environment';

/** The file of a task that names variables for its passwords. */
function putNaming(window: Window, name: string, source: object = { id: idOf('carts-redis') }): Uri {
  const migration = {
    migration_method: 'full_amount_migration',
    resume_mode: 'manual',
    source_instance: { ...source, password: '${env:ALL_SOURCES}' },
    target_instance: { id: idOf('carts-redis-new'), password: '${env:ALL_TARGETS}' },
  };
  return put(window, name, 'carts-redis', 'carts-redis-new', { migration });
}

const rows = ({ desk }: Window) => desk.asked.at(-1)?.choices.map(({ label, detail }) => `${label}: ${detail}`) ?? [];

const lastRow = ({ desk }: Window, label: string) => desk.asked.at(-1)?.choices.find((one) => one.label === label);

describe('the passwords of many files', () => {
  it('are read from variables after one question for all, which names where each goes, and is not asked again', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      desk.variables = { ALL_SOURCES: passwords.source, ALL_TARGETS: passwords.target };
      const uris = ['task-1', 'task-2'].map((name) => putNaming(window, name));
      desk.expect(agreed(`${readThem}, which the files name: 2?`), left(asks.table));
      await run(window, uris);
      const question = desk.asked.find(({ words }) => words.startsWith(readThem));
      assert.match(question?.notice ?? '', /ALL_SOURCES: of the source carts-redis \([0-9a-f-]{36}\) \(files: 2\)\n/);
      assert.match(question?.notice ?? '', /ALL_TARGETS: of the target carts-redis-new \([0-9a-f-]{36}\) \(files: 2\)/);
      desk.expect(...accepts('task-1', 'task-2'));
      await run(window, uris);
      assert.deepEqual(answered(scene), ['configure true', 'configure true']);
      for (const canary of Object.values(passwords)) assert.ok(!everythingShown(desk).includes(canary));
    }));

  it('are asked for where a variable is not set, or may not be read', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const uris = ['task-1', 'task-2'].map((name) => putNaming(window, name));
      desk.variables = { ALL_SOURCES: passwords.source };
      desk.expect(left(readThem), left(asks.passwords));
      await run(window, uris);
      assert.deepEqual(
        rows(window).map((row) => row.replace(/ · .*/, '')),
        [
          'Go On: ',
          'The same password for all that are missing (2): ',
          'carts-redis: missing',
          'carts-redis-new: missing',
        ],
      );
      desk.expect(agreed(readThem), left(asks.passwords));
      await run(window, uris);
      const notSet = 'missing: the variable ALL_TARGETS is not set where VS Code was started';
      assert.ok(lastRow(window, 'carts-redis-new')?.detail.startsWith(notSet));
      assert.ok(lastRow(window, 'carts-redis')?.detail.startsWith('from the variable ALL_SOURCES'));
    }));

  it('are asked for where the question has no room for all that a variable goes to', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.variables = { ALL_SOURCES: passwords.source, ALL_TARGETS: passwords.target };
      const masters = Array.from({ length: 60 }, (_, at) => `10.0.0.${at + 1}:6379`).join();
      const uris = [putNaming(window, 'task-1', { addrs: masters }), putNaming(window, 'task-2')];
      desk.expect(agreed(readThem), left(asks.passwords));
      await run(window, uris);
      const question = desk.asked.find(({ words }) => words.startsWith(readThem));
      assert.match(
        question?.notice ?? '',
        /no room here for others that are named: 1\. Their passwords are asked for\./,
      );
      assert.ok(!question?.notice.includes('10.0.0.1'));
      assert.equal(lastRow(window, 'Go On')?.unusable, 'Passwords that are missing: 1');
    }));

  it('are entered one by one, for each side, and none for what needs none', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const uris = [
        put(window, 'task-1', 'sessions-redis'),
        put(window, 'task-2', 'carts-redis-new', 'orders-redis-new'),
      ];
      desk.expect(picked(asks.passwords, 'The same password for all that are missing (3)'), wentBack(asks.same));
      desk.expect(...samePassword(3).slice(0, 2));
      desk.expect(picked(asks.passwords, 'orders-redis-new'), left(asksOne.targetPassword));
      desk.expect(picked(asks.passwords, 'orders-redis-new'), typed(asksOne.targetPassword, passwords.target));
      desk.expect(picked(asks.passwords, 'Keep the passwords'), left(asks.passwords));
      await run(window, uris);
      const rows = desk.asked
        .at(-1)
        ?.choices.map(({ label, description, detail }) => `${label} · ${description} · ${detail.split(' · ')[0]}`);
      assert.deepEqual(rows, [
        'Go On ·  · ',
        'sessions-redis · source · files: 1 · needs none',
        'carts-redis-new · source · files: 1 · entered',
        'carts-redis-new · target · files: 1 · entered',
        'orders-redis-new · target · files: 1 · entered',
        'Keep the passwords · yes, those that were entered, in the secret storage · ',
      ]);
      assert.equal(desk.requests.filter((request) => /^POST .*\/migration\//.test(request)).length, 0);
      for (const canary of [password, passwords.target]) assert.ok(!everythingShown(desk).includes(canary));
    }));

  it('that were kept are taken, and stay', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      await desk.tasks.refresh();
      const { place } = desk.tasks.sight();
      assert.ok(place);
      for (const name of ['carts-redis', 'carts-redis-new']) {
        const of = {
          sandbox: true,
          projectId: place.projectId,
          region: place.connection.region,
          redis: idOf(name) ?? '',
        };
        await desk.redisPasswords.keep(of, password);
      }
      desk.expect(...accepts('task-1', 'task-2'));
      await run(window, putMany(window, 'task-1', 'task-2'));
      assert.deepEqual(answered(scene), ['configure true', 'configure true']);
      assert.equal((await scene.secrets.get('dcs.redisPasswords'))?.split(password).length, 3);
      assert.ok(!everythingShown(desk).includes(password));
    }));

  it('that were not taken are asked for again, and their files are left out without another one', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const uris = [put(window, 'task-1'), put(window, 'task-2', 'carts-redis', 'orders-redis-new')];
      desk.expect(picked(asks.passwords, 'The same password for all that are missing (3)'), typed(asks.same, password));
      desk.expect(picked(asks.passwords, 'carts-redis-new'), typed(asksOne.targetPassword, 'a wrong canary'));
      desk.expect(picked(asks.passwords, 'orders-redis-new'), typed(asksOne.targetPassword, 'a wrong canary'));
      desk.expect(picked(asks.passwords, 'Go On'));
      // Once more: one is put right, and the other one is not.
      desk.expect(picked(asks.passwords, 'orders-redis-new'), typed(asksOne.targetPassword, password));
      desk.expect(picked(asks.passwords, 'Go On'), ...accepts('task-2'));
      await run(window, uris);
      assert.deepEqual(answered(scene), ['configure true']);
      const tried = desk.asked.filter(({ words }) => words.startsWith(asks.passwords)).map(({ choices }) => choices);
      const wrong = tried.flatMap((rows) => rows.filter(({ detail }) => detail.startsWith('wrong: ')));
      assert.deepEqual([...new Set(wrong.map(({ label }) => label))].sort(), ['carts-redis-new', 'orders-redis-new']);
      assert.ok(!everythingShown(desk).includes('a wrong canary'));
    }));

  it('are not asked for of what has a mistake anyway', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const uris = [put(window, 'speaks-ssl', 'ledger-redis', 'orders-redis-new'), ...putMany(window, 'task-1')];
      desk.expect(...samePassword(2), ticked(asks.table, [fileOf('task-1')]), left(asks.batch));
      await run(window, uris);
    }));
});
