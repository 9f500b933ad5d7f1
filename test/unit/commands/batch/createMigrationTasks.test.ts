import assert from 'node:assert/strict';
import { createMigrationTasks } from '../../../../src/commands/batch/createMigrationTasks.ts';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import { cloudProject, cloudRegion, play, world } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked, ticked } from '../../../support/desk/script.ts';
import { asksSignIn, signInAnswers } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { renderMarkdown } from '../../../support/project/renderedMarkdown.ts';
import { asksBatch, asksTable, chosen, created, fileOf, manyNames, posts, putTasks, taskText } from './batchFiles.ts';

const counts = (created: number, existed: number, refused: number, unknown: number, rest: number) =>
  `${created} created, ${existed} existed already, ${refused} refused, ${unknown} not certain, ${rest} not started.`;

describe('create migration tasks: which files', () => {
  it('those that are selected, each once', () =>
    play({}, async ({ desk, cloud }) => {
      const [a, b] = putTasks(desk, 'orders', 'users', 'other');
      desk.expect(...chosen(['orders', 'users'].map(fileOf)));
      await createMigrationTasks(desk, a, [a, b, a]);
      assert.deepEqual(created(cloud), ['orders', 'users']);
      assert.deepEqual(
        desk.told.map(({ level, message }) => [level, message]),
        [['info', `cn-north-4: ${counts(2, 0, 0, 0, 0)}`]],
      );
      assert.deepEqual(desk.told[0]?.buttons, ['Open Report', 'Open Log']);
    }));

  it('those below a folder, and nothing else', () =>
    play({}, async ({ desk, cloud }) => {
      for (const path of ['a/orders', 'a/b/users', 'other']) {
        desk.documents.put(`/workspace/${fileOf(path)}`, taskText(path.replaceAll('/', '-')));
      }
      desk.documents.put('/workspace/a/README.md', '# Nothing to create');
      desk.expect(...chosen(['a/orders', 'a/b/users'].map(fileOf)));
      await createMigrationTasks(desk, desk.documents.folder('/workspace/a'), []);
      assert.deepEqual(created(cloud), ['a-b-users', 'a-orders']);
    }));

  it('all of the workspace from the palette', () =>
    play({}, async ({ desk, cloud }) => {
      putTasks(desk, 'orders', 'users');
      desk.expect(...chosen(['orders', 'users'].map(fileOf)));
      await createMigrationTasks(desk);
      assert.equal(cloud.ledger.length, 2);
    }));

  it('several selected for the single command come into the table too, one does not', () =>
    play({}, async ({ desk, cloud }) => {
      const [a, b] = putTasks(desk, 'orders', 'users');
      desk.expect(left(asksTable));
      await createMigrationTaskFromFile(desk, a, [a, b]);
      assert.deepEqual(cloud.ledger, []);
      await createMigrationTaskFromFile(desk, a, [a]);
      assert.deepEqual(created(cloud), ['orders']);
    }));

  it('none, which is said', () =>
    play({}, async ({ desk }) => {
      await createMigrationTasks(desk, desk.documents.folder('/workspace/empty'), []);
      assert.match(desk.told[0]?.message ?? '', /^There is no \*\.dcsmigration\.json file there/);
      assert.deepEqual(desk.requests, []);
    }));

  it('more than are shown, which is said', () =>
    play({}, async ({ desk }) => {
      desk.documents.most = 2;
      desk.expect(left(asksTable));
      await createMigrationTasks(desk, undefined, putTasks(desk, 'a', 'b', 'c'));
      assert.match(desk.asked[0]?.title ?? '', /files: 2, .* · there are more files than these$/);
    }));
});

describe('create migration tasks: the table', () => {
  it('shows what is wrong first, then what needs a look, then the rest, with nothing sent but lists', () =>
    play({}, async ({ desk, cloud }) => {
      await createMigrationTaskFromFile(desk, putTasks(desk, 'exists')[0]);
      const before = desk.requests.length;
      const uris = putTasks(desk, 'clear', 'gone');
      const gone = uris[1];
      assert.ok(gone);
      desk.documents.remove(gone);
      const put = (name: string, text: string) => desk.documents.put(`/workspace/${fileOf(name)}`, text);
      uris.push(
        put('exists', taskText('exists')),
        put('mistake', '{\n  "nome": 7\n}'),
        put('elsewhere', taskText('elsewhere', { region: 'cn-east-3' })),
        put('unusual', taskText('订单')),
        put('twin', taskText('clear')),
      );
      desk.expect(left(asksTable));
      await createMigrationTasks(desk, undefined, uris);
      const [asked] = desk.asked.slice(-1);
      assert.equal(asked?.title, 'Run Many Task Files · cn-north-4 · files: 7, wrong: 3, existing already: 1');
      assert.deepEqual(
        asked?.choices.map(({ label, group, ticked, unusable }) => [label, group, ticked, unusable !== undefined]),
        [
          [fileOf('gone'), 'Cannot be created', false, true],
          [fileOf('mistake'), 'Cannot be created', false, true],
          [fileOf('elsewhere'), 'Cannot be created', false, true],
          [fileOf('exists'), 'Exists already or is unusual', false, false],
          [fileOf('unusual'), 'Exists already or is unusual', false, false],
          [fileOf('twin'), 'Exists already or is unusual', false, false],
          [fileOf('clear'), 'Nothing speaks against it', true, false],
        ],
      );
      const details = new Map(asked?.choices.map(({ label, detail }) => [label, detail]));
      const [{ taskId } = { taskId: '' }] = cloud.ledger;
      assert.equal(details.get(fileOf('gone')), 'There is no such file');
      assert.match(details.get(fileOf('mistake')) ?? '', /^1:1: .* \(and \d more\)$/);
      assert.match(details.get(fileOf('elsewhere')) ?? '', /^Goes to region cn-east-3, but .* cn-north-4/);
      // Status and time before the ID: a row is cut at its end.
      assert.match(
        details.get(fileOf('exists')) ?? '',
        new RegExp(`^Exists in this project: CREATING · .*\\d{4}, .* · ${taskId}$`),
      );
      assert.match(details.get(fileOf('unusual')) ?? '', /4 to 64 letters/);
      assert.equal(details.get(fileOf('twin')), 'The same name as in clear.dcsmigration.json');
      assert.equal(details.get(fileOf('clear')), '');
      assert.equal(asked?.choices.at(-1)?.description, 'clear · cn-north-4');
      assert.deepEqual(desk.requests.slice(before), [`GET /v2/${cloudProject}/migration-tasks`]);
      assert.equal(cloud.ledger.length, 1);
    }));

  it('can be read as a table without an end of the question', () =>
    play({}, async ({ desk, cloud }) => {
      const uris = putTasks(desk, 'orders');
      uris.push(desk.documents.put(`/workspace/${fileOf('x|y')}`, taskText('[a](command:b)|<img>\u202e')));
      desk.expect(...chosen([fileOf('orders')], [], { aside: true }));
      await createMigrationTasks(desk, undefined, uris);
      const [table = ''] = desk.documents.reports;
      const rows = table.split('\n').filter((line) => line.startsWith('| '));
      assert.equal(rows[0], '| File | Name | Region | What Is Wrong or Unusual | What Exists Already |');
      assert.equal(rows.length, 4);
      const { cells, elements } = renderMarkdown(table);
      const at = cells.indexOf('x|y.dcsmigration.json');
      assert.deepEqual(cells.slice(at, at + 3), [fileOf('x|y'), '[a](command:b)|<img>‹U+202E›', 'cn-north-4']);
      assert.ok(!elements.includes('img') && !elements.includes('a'), table);
      assert.equal(cloud.ledger.length, 1);
    }));

  it('Esc and no tick create nothing', () =>
    play({}, async ({ desk }) => {
      const uris = putTasks(desk, 'orders');
      desk.expect(left(asksTable), ...chosen([fileOf('orders')], [fileOf('orders')]));
      await createMigrationTasks(desk, undefined, uris);
      assert.deepEqual(desk.told, []);
      await createMigrationTasks(desk, undefined, uris);
      assert.deepEqual(
        desk.told.map(({ message }) => message),
        ['Nothing was ticked, so nothing was created.'],
      );
      assert.deepEqual(posts(desk), []);
    }));

  it('what exists needs a tick and a yes', () =>
    play({}, async ({ desk, cloud }) => {
      const [uri] = putTasks(desk, 'orders');
      await createMigrationTaskFromFile(desk, uri);
      const twice = `${asksBatch}1? Of these exist already, or may exist: 1.`;
      desk.expect(
        ...[ticked(asksTable, [], [fileOf('orders')]), left(twice)],
        ...[ticked(asksTable, [], [fileOf('orders')]), agreed(twice)],
      );
      await createMigrationTasks(desk, uri, []);
      assert.equal(cloud.ledger.length, 1);
      await createMigrationTasks(desk, uri, []);
      assert.deepEqual(created(cloud), ['orders', 'orders']);
      assert.match(
        desk.asked.at(-1)?.notice ?? '',
        /^cn-north-4, project .*: 1\n\norders: Exists in this project: .*\n\nThis starts as many migration machines, .*: 1\.$/,
      );
    }));

  it('what this file created under another name, and what another window is creating, exist as well', () =>
    play({}, async ({ desk, anotherDesk }) => {
      const [uri] = putTasks(desk, 'renamed');
      await createMigrationTaskFromFile(desk, uri);
      desk.documents.put(`/workspace/${fileOf('renamed')}`, taskText('new-name'));
      const other = anotherDesk();
      const body = { name: 'busy', ...exampleNetworks };
      const place = { profile: 'default', region: 'cn-north-4', projectId: cloudProject };
      await other.journal.claim({ ...place, body, knownTaskIds: [] });
      desk.expect(left(asksTable));
      await createMigrationTasks(desk, undefined, [...desk.documents.selection(uri, []), ...putTasks(desk, 'busy')]);
      const rows = desk.asked[0]?.choices.map(({ detail, ticked }) => [detail.split(':')[0], ticked]);
      assert.deepEqual(rows, [
        ['Created from this file', false],
        ['Being created at this moment', false],
      ]);
    }));

  it('what is unusual needs the tick alone', () =>
    play({}, async ({ desk, cloud }) => {
      const uri = desk.documents.put(`/workspace/${fileOf('unusual')}`, taskText('订单'));
      desk.expect(...chosen([], [fileOf('unusual')]));
      await createMigrationTasks(desk, uri, []);
      assert.deepEqual(created(cloud), ['订单']);
    }));

  it('where listing is not permitted it says so and creates all the same', () =>
    play({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async ({ desk, cloud }) => {
      desk.expect(...chosen([fileOf('orders')]));
      await createMigrationTasks(desk, undefined, putTasks(desk, 'orders'));
      assert.match(desk.asked[0]?.choices[0]?.detail ?? '', /^What exists could not be checked: /);
      assert.deepEqual(created(cloud), ['orders']);
    }));

  it('where the list fails nothing can be created', () =>
    play(
      { transport: () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'CERT_HAS_EXPIRED' } })) },
      async ({ desk }) => {
        desk.expect(left('None of these files can be created from as it is'));
        await createMigrationTasks(desk, undefined, putTasks(desk, 'orders'));
        assert.match(
          desk.asked[0]?.choices[0]?.unusable ?? '',
          /^The migration tasks of the project could not be listed: /,
        );
      },
    ));

  it('a folder setting that cannot be used is told of the file', () =>
    play({}, async ({ desk }) => {
      const { SettingProblem } = await import('../../../../src/desk/ports.ts');
      const broken = {
        ...desk,
        settings: () => {
          throw new SettingProblem('dcs.region', 'The setting dcs.region cannot be used');
        },
      };
      desk.expect(left('None of these files'));
      await createMigrationTasks(broken, undefined, putTasks(desk, 'orders'));
      assert.equal(desk.asked[0]?.choices[0]?.unusable, 'The setting dcs.region cannot be used');
    }));

  it('names two projects of one region apart, and the sandbox and the cloud', () =>
    play({}, async ({ desk, cloud, sandboxes }) => {
      const uris = putTasks(desk, 'here');
      const elsewhere =
        world.projects.find(({ region, id }) => region === cloudRegion && id !== cloudProject)?.id ?? '0'.repeat(32);
      const put = (name: string, fields: object) =>
        uris.push(desk.documents.put(`/workspace/${fileOf(name)}`, taskText(name, { ...fields })));
      put('there', { project_id: elsewhere });
      put('local', { region: 'sandbox-1' });
      desk.expect(...chosen(['here', 'there', 'local'].map(fileOf), ['here', 'there'].map(fileOf)));
      await createMigrationTasks(desk, undefined, uris);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ description }) => description),
        [`here · cn-north-4 · ${cloudProject}`, `there · cn-north-4 · ${elsewhere}`, 'local · Local Sandbox'],
      );
      assert.deepEqual([created(cloud), sandboxes.map(created)], [[], [['local']]]);
    }));

  it('signs in once, and Esc there ends it', () =>
    play({ signedIn: false }, async ({ desk, cloud }) => {
      const uris = putTasks(desk, 'orders', 'users');
      desk.expect(...signInAnswers().slice(0, 3), left(asksSignIn.project));
      await createMigrationTasks(desk, undefined, uris);
      desk.expect(...signInAnswers(), ...chosen(['orders', 'users'].map(fileOf)));
      await createMigrationTasks(desk, undefined, uris);
      assert.equal(cloud.ledger.length, 2);
    }));

  it('in the sandbox says that nothing is real', () =>
    play({ signedIn: false }, async ({ desk, sandboxes }) => {
      desk.expect(
        picked(asksSignIn.region, 'Local Sandbox'),
        ticked('Nothing in the sandbox is real or billed', [fileOf('orders')]),
        agreed(asksBatch),
      );
      await createMigrationTasks(desk, undefined, putTasks(desk, 'orders'));
      assert.match(desk.asked.at(-2)?.title ?? '', /^Run Many Task Files · Local Sandbox · files: 1,/);
      assert.match(
        desk.asked.at(-1)?.notice ?? '',
        /^Local Sandbox, project .*: 1\n\nNothing in the sandbox is real or billed$/,
      );
      assert.match(desk.told.at(-1)?.message ?? '', /^Sandbox: 1 created/);
      assert.deepEqual(sandboxes.map(created), [['orders']]);
      assert.equal(desk.followed[0]?.sandbox, true);
    }));

  it('takes thousands of files and can be called off meanwhile', () =>
    play({}, async ({ desk }) => {
      const uris = putTasks(desk, ...manyNames(5000));
      desk.expect(left(asksTable));
      await createMigrationTasks(desk, undefined, uris);
      assert.equal(desk.asked[0]?.choices.length, 5000);
      const reading = createMigrationTasks(desk, undefined, uris);
      const title = 'Checking task files';
      const earlier = desk.progresses.length;
      for (;;) {
        await new Promise(setImmediate);
        const progress = desk.progresses.slice(earlier).find((one) => one.title === title);
        if ((progress?.reports.length ?? 0) < 3) continue;
        progress?.cancel();
        break;
      }
      await reading;
      assert.deepEqual([desk.asked.length, desk.told, posts(desk)], [1, [], []]);
    }));
});
