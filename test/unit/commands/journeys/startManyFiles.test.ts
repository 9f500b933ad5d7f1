import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everythingShown } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked, ticked, typed } from '../../../support/desk/script.ts';
import { answered } from '../../../support/desk/tasksOfSandbox.ts';
import { fileText, idOf, playJourney, putFile, type Window } from '../journey/scene.ts';
import { accepts, asks, fileOf, outcomesIn, password, put, putMany, reportOf, run, samePassword } from './files.ts';

const creates = ({ desk }: Window) => desk.requests.filter((one) => /^POST .*\/migration\/instance$/.test(one)).length;

const starts = ({ desk }: Window) =>
  desk.requests.filter((one) => /^POST .*\/migration\/[^/]+\/task$/.test(one)).length;

/** Everything that is on disk of a journal. */
async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))).join(
    '\n',
  );
}

async function assertNoPassword({ desk, scene }: Window, report: string): Promise<void> {
  const texts = [everythingShown(desk), report, await textsIn(scene.journalFolder), desk.requests.join()];
  for (const text of texts) assert.ok(!text.includes(password));
}

const six = [1, 2, 3, 4, 5, 6].map((number) => `task-${number}`);

/** Two with mistakes, one that the checks refuse, one that they warn of, and six. */
function putTen(window: Window) {
  const noSection = fileText('carts-redis', 'carts-redis-new', { name: 'no-section', migration: undefined });
  return [
    ...putMany(window, ...six),
    put(window, 'busy', 'reports-redis'),
    put(window, 'speaks-ssl', 'ledger-redis'),
    putFile(window, '{}', 'mistake'),
    putFile(window, noSection, 'no-section'),
  ];
}

describe('create, configure and start many files', () => {
  it('takes ten to what can be started of them, with one password, one table, one question and one report', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const all = 'Start Those With Warnings, Too (1)';
      desk.expect(...samePassword(3), ticked(asks.table, ['busy', ...six].map(fileOf)));
      desk.expect(picked(asks.warnings, all), agreed(asks.batch));
      await run(window, putTen(window));
      assert.deepEqual(
        answered(scene),
        Array.from({ length: 7 }, () => 'configure true'),
      );
      const report = await reportOf(window);
      const expected = Object.fromEntries(['busy', ...six].map((name) => [name, 'started']));
      const wrong = { mistake: 'wrong', 'no-section': 'wrong', 'speaks-ssl': 'wrong' };
      assert.deepEqual(outcomesIn(report), { ...expected, ...wrong });
      assert.match(report, /It has no .*migration.* section/);
      assert.match(report, /ledger-redis speaks SSL only/);
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        [
          'Sandbox: 7 started, 0 created and not started, 0 not certain, 0 existed already, 0 refused, 0 not begun. Files with mistakes: 3; nothing was sent of them.',
        ],
      );
      assert.deepEqual(desk.told[0]?.buttons, ['Open Report', 'Retry the Failed', 'Open Log']);
      const reports = desk.progresses.flatMap((progress) => progress.reports);
      assert.ok(
        reports.some((text) => text.startsWith('7 of 7 machines are up; ')),
        reports.join('\n'),
      );
      assert.deepEqual(await desk.plans(true).all(), []);
      await assertNoPassword(window, report);
    }));

  it('reads each instance once before anything is created', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.expect(...samePassword(2), left(asks.table));
      await run(window, putMany(window, ...six));
      const reads = desk.requests.filter((one) => /^GET .*\/instances?\/[0-9a-f-]+/.test(one));
      assert.equal(new Set(reads).size, 8, reads.join('\n'));
      assert.equal(reads.length, 8);
      assert.equal(creates(window), 0);
    }));

  it('has what is planned on disk before anything is sent', () => {
    const kept: number[] = [];
    let plans = async () => 0;
    return playJourney(
      async (window) => {
        const { desk } = window;
        plans = async () => (await desk.plans(true).all()).length;
        desk.expect(...samePassword(2), ...accepts('task-1', 'task-2'));
        await run(window, putMany(window, 'task-1', 'task-2'));
        assert.equal(kept.length, 2);
        assert.ok(kept[0] !== 0 && kept[1] === 2, kept.join());
      },
      {
        async transport(url, init) {
          if (init.method === 'POST' && url.endsWith('/migration/instance')) kept.push(await plans());
          return globalThis.fetch(url, init);
        },
      },
    );
  });

  it('says of a file that goes elsewhere why its task cannot be gone on with', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const elsewhere = put(window, 'elsewhere', 'carts-redis', 'carts-redis-new', { project_id: '0'.repeat(32) });
      desk.expect(...samePassword(2), left(asks.table));
      await run(window, [elsewhere, ...putMany(window, 'task-1')]);
      const row = desk.asked.at(-1)?.choices.find(({ label }) => label === fileOf('elsewhere'));
      assert.match(row?.unusable ?? '', /and not to the project whose migration tasks are shown here/);
    }));

  it('says in its table and its question what is migrated and what will be done', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.expect(
        ...samePassword(3),
        ticked(asks.table, ['task-1', 'task-2'].map(fileOf), [], { aside: true }),
        left(asks.batch),
      );
      await run(window, [...putMany(window, 'task-1'), put(window, 'task-2', 'carts-redis', 'orders-redis-new')]);
      const [preview = ''] = desk.documents.reports;
      assert.match(preview, /\| Source \| Target \| Method \| Checks \|/);
      assert.match(
        preview,
        /\| carts-redis \| orders-redis-new \| Full Copy \| \d+ of \d+ passed, \d+ not checked\. Its whitelists are checked/,
      );
      const { notice = '' } = desk.asked.at(-1) ?? {};
      assert.match(notice, /Each machine is added to the whitelists that keep it out\./);
      assert.match(notice, /keys of a target that its source has, too, are overwritten\./);
      assert.equal(creates(window), 0);
    }));

  it('says which of them write to a target that another one writes to', () =>
    playJourney(async (window) => {
      const { desk } = window;
      desk.expect(
        ...samePassword(2),
        ticked(asks.table, ['task-1', 'task-2'].map(fileOf), [], { aside: true }),
        left(asks.batch),
      );
      await run(window, putMany(window, 'task-1', 'task-2'));
      assert.match(desk.documents.reports[0] ?? '', /The same target as in `task-1\.dcsmigration\.json`\./);
      assert.match(desk.asked.at(-1)?.notice ?? '', /Migrations into a target that another one has, too: 1\./);
      assert.equal(creates(window), 0);
    }));

  it('creates nothing for what is warned of where that is not waived', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const uris = [put(window, 'busy', 'reports-redis'), ...putMany(window, 'task-1')];
      desk.expect(...samePassword(3), ticked(asks.table, ['busy', 'task-1'].map(fileOf)));
      desk.expect(picked(asks.warnings, 'Leave Those With Warnings Out (1)', ['reports-redis is busy: BACKUPING.']));
      desk.expect(agreed(asks.batch));
      await run(window, uris);
      assert.deepEqual([creates(window), answered(scene)], [1, ['configure true']]);
      const report = await reportOf(window);
      assert.deepEqual(outcomesIn(report), { busy: 'not started', 'task-1': 'started' });
      assert.match(report, /Not chosen\. reports-redis is busy/);
    }));

  it('lets three machines into one whitelist, and says of the fourth that there is no room', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const names = ['task-1', 'task-2', 'task-3', 'task-4'];
      desk.expect(...samePassword(2), ...accepts(...names));
      await run(
        window,
        names.map((name) => put(window, name, 'carts-redis', 'orders-redis-new')),
      );
      const report = await reportOf(window);
      const outcomes = Object.values(outcomesIn(report)).sort();
      assert.deepEqual(outcomes, ['created, not started', 'started', 'started', 'started']);
      assert.match(report, /The whitelist of orders-redis-new keeps the migration machine .* out\. There is no room/);
      const added = desk.logged.filter((line) => /Whitelist of orders-redis-new: .* is added as dcsmigr/.test(line));
      assert.equal(added.length, 3, added.join('\n'));
      assert.equal(answered(scene).length, 3);
      assert.equal((await desk.plans(true).all()).length, 1);
      assert.match(desk.told.at(-1)?.message ?? '', /Configure and Start… goes on with what was entered\.$/);
      assert.deepEqual(desk.told.at(-1)?.buttons, ['Open Report', 'Configure and Start…', 'Open Log']);
      assert.equal(desk.told.length, 1);
    }));

  it('asks for the number of more than ten', () =>
    playJourney(async (window) => {
      const { desk, scene } = window;
      const names = Array.from({ length: 12 }, (_, index) => `task-${String(index + 10)}`);
      desk.expect(...samePassword(2), ticked(asks.table, names.map(fileOf)));
      desk.expect(typed('Type 12 to create and start as many', '12', ['', '1', 'yes']));
      await run(window, putMany(window, ...names));
      assert.equal(answered(scene).length, 12);
      // As many lists as starts would be the square of the project.
      const lists = desk.requests.filter((request) => request.endsWith('/migration-tasks'));
      assert.ok(lists.length < 12, String(lists.length));
      assert.match(desk.told.at(-1)?.message ?? '', /^Sandbox: 12 started,/);
    }));

  it('keeps no plan of what was refused, and offers it again', () =>
    playJourney(async (window) => {
      const { desk } = window;
      const refused = put(window, 'refused', 'carts-redis', 'carts-redis-new', { subnet_id: idOf('carts-redis') });
      desk.expect(...samePassword(2), ...accepts('refused', 'task-1'));
      await run(window, [refused, ...putMany(window, 'task-1')]);
      assert.deepEqual(outcomesIn(await reportOf(window)), { refused: 'refused', 'task-1': 'started' });
      assert.deepEqual(await desk.plans(true).all(), []);
      desk.expect(...samePassword(2), left(asks.table));
      await desk.told.at(-1)?.press('Retry the Failed');
      assert.equal(creates(window), 2);
    }));

  it('goes with a folder, and with one file in it as with that file', () =>
    playJourney(async (window) => {
      const { desk } = window;
      putFile(window, fileText('carts-redis', 'carts-redis-new', { name: 'task-1' }), 'one/task-1');
      desk.expect(left('Password of the source'));
      await run(window, [desk.documents.folder('/workspace/one')]);
      putFile(window, fileText('carts-redis', 'carts-redis-new', { name: 'task-2' }), 'one/task-2');
      desk.expect(left(asks.passwords));
      await run(window, [desk.documents.folder('/workspace/one')]);
      assert.deepEqual([creates(window), starts(window)], [0, 0]);
    }));
});
