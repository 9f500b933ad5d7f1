import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createMigrationTaskFromFile } from '../../../../src/commands/file/createMigrationTaskFromFile.ts';
import { cloudProject, play, sandboxProject } from '../../../support/desk/deskAndCloud.ts';
import { journalState } from '../../../support/desk/journalState.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { asksSignIn, signInAnswers } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { sectionWith } from '../../task/file/migration/section.ts';

const path = '/workspace/orders.dcsmigration.json';
const task = { name: 'dcs-migration-orders', ...exampleNetworks };
const text = JSON.stringify(task, null, 2);

function hangingPost({ method }: { readonly method: string }): Promise<void> {
  return method === 'POST' ? new Promise(() => {}) : Promise.resolve();
}

describe('create migration task from file: what is sent', () => {
  it('the documented example as printed', () =>
    play({}, async ({ desk, cloud }) => {
      const example = await readFile('media/samples/example.dcsmigration.json', 'utf8');
      await createMigrationTaskFromFile(desk, desk.documents.put(path, example));
      assert.deepEqual(
        cloud.ledger.map(({ body, projectId }) => [body, projectId]),
        [
          [
            {
              name: 'dcs-migration-thrc',
              description: '创建在线数据迁移任务',
              vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
              subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
              security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
            },
            cloudProject,
          ],
        ],
      );
      assert.deepEqual(
        desk.told.map(({ level, buttons }) => [level, buttons]),
        [['info', ['Copy Task ID', 'Open Log']]],
      );
    }));

  it('the body alone: comments, $schema, region and project stay here', () =>
    play({}, async ({ desk, cloud }) => {
      const whole = `// orders\n${JSON.stringify({ $schema: 'https://example.com/s.json', region: 'cn-north-4', project_id: cloudProject, ...task })}`;
      await createMigrationTaskFromFile(desk, desk.documents.put(path, whole.replace(/}$/, ',}')));
      assert.deepEqual(cloud.ledger[0]?.body, task);
    }));

  it('the unsaved text, and it is said', () =>
    play({}, async ({ desk, cloud }) => {
      const uri = desk.documents.put(path, text);
      desk.documents.open(uri, text.replace('orders', 'unsaved'));
      await createMigrationTaskFromFile(desk, uri);
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body['name']),
        ['dcs-migration-unsaved'],
      );
      const [{ taskId } = { taskId: '' }] = cloud.ledger;
      assert.equal(
        desk.told[0]?.message,
        `cn-north-4: Migration task dcs-migration-unsaved was created from the unsaved text of orders.dcsmigration.json with task ID ${taskId}.`,
      );
      assert.match(desk.progresses[0]?.title ?? '', /from the unsaved text of orders\.dcsmigration\.json$/);
    }));

  it('mistakes of the unsaved text count, not those of the file', () =>
    play({}, async ({ desk, cloud }) => {
      const uri = desk.documents.put(path, text);
      desk.documents.open(uri, text.replace('"name"', '"nome"'));
      await createMigrationTaskFromFile(desk, uri);
      assert.deepEqual([cloud.ledger, desk.requests], [[], []]);
      assert.match(desk.told[0]?.message ?? '', /^orders\.dcsmigration\.json:2:3: "nome" .* "name"\?/);
    }));

  it('from the palette, the file of the active editor', () =>
    play({}, async ({ desk, cloud }) => {
      desk.documents.open(desk.documents.put(path, text));
      await createMigrationTaskFromFile(desk, undefined);
      assert.equal(cloud.ledger.length, 1);
    }));

  it('from the palette without such an editor, the file picked; Esc ends it', () =>
    play({}, async ({ desk, cloud }) => {
      desk.documents.put(path, text);
      desk.documents.put('/workspace/eu/users.dcsmigration.json', text.replace('orders', 'users'));
      desk.expect(left('Pick the task file'), picked('Pick the task file', 'eu/users.dcsmigration.json'));
      await createMigrationTaskFromFile(desk, undefined);
      assert.deepEqual([cloud.ledger, desk.told], [[], []]);
      await createMigrationTaskFromFile(desk, undefined);
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body['name']),
        ['dcs-migration-users'],
      );
    }));

  it('nothing where there is no file, which is said', () =>
    play({}, async ({ desk }) => {
      await createMigrationTaskFromFile(desk, undefined);
      assert.match(desk.told[0]?.message ?? '', /There is no \*\.dcsmigration\.json file in this workspace/);
      assert.deepEqual(desk.requests, []);
    }));
});

describe('create migration task from file: warnings need a yes', () => {
  const suspicious = text.replace('dcs-migration-orders', '订单');

  it('Create Anyway sends', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(agreed('Create the task of orders.dcsmigration.json as it is?'));
      await createMigrationTaskFromFile(desk, desk.documents.put(path, suspicious));
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body['name']),
        ['订单'],
      );
      assert.match(desk.asked[0]?.notice ?? '', /^orders\.dcsmigration\.json:2:11: .*4 to 64 letters/);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ label }) => label),
        ['Create Anyway'],
      );
    }));

  it('Esc sends nothing', () =>
    play({}, async ({ desk, cloud }) => {
      desk.expect(left('Create the task of'));
      await createMigrationTaskFromFile(desk, desk.documents.put(path, suspicious));
      assert.deepEqual([cloud.ledger, desk.requests, desk.told], [[], [], []]);
    }));

  it('mistakes in the migration section need one, and change nothing of what is sent', () =>
    play({}, async ({ desk, cloud }) => {
      const withSection = text.replace('{', '{"migration": {"source_instance": {"password": "hunter2"}},');
      desk.expect(agreed('Create the task of orders.dcsmigration.json as it is?'));
      await createMigrationTaskFromFile(desk, desk.documents.put(path, withSection));
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [JSON.parse(text)],
      );
      const told = JSON.stringify([desk.asked, desk.told, desk.exchanges]);
      assert.match(told, /"migration\.resume_mode\W+ is missing/);
      assert.ok(!told.includes('hunter2'));
    }));

  it('a migration section without a mistake needs none', () =>
    play({}, async ({ desk, cloud }) => {
      await createMigrationTaskFromFile(
        desk,
        desk.documents.put(path, text.replace('{', `{"migration": ${sectionWith()},`)),
      );
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [JSON.parse(text)],
      );
    }));

  it('all of them are told at once', () =>
    play({}, async ({ desk }) => {
      desk.expect(left('Create the task of'));
      const both = suspicious.replace('"vpc_id": "', '"vpc_id": "vpc-');
      await createMigrationTaskFromFile(desk, desk.documents.put(path, both));
      assert.equal(desk.asked[0]?.notice.split('\n\n').length, 2);
    }));
});

describe('create migration task from file: once for each wish', () => {
  it('a double click creates one task and says why', () =>
    play({}, async ({ desk, cloud }) => {
      const uri = desk.documents.put(path, text);
      await Promise.all([createMigrationTaskFromFile(desk, uri), createMigrationTaskFromFile(desk, uri)]);
      assert.equal(cloud.ledger.length, 1);
      assert.match(desk.told[0]?.message ?? '', /is being created already/);
      assert.match(desk.told[1]?.message ?? '', /was created with task ID/);
    }));

  it('two files at once make two tasks', () =>
    play({}, async ({ desk, cloud }) => {
      const uris = ['a', 'b'].map((name) =>
        desk.documents.put(`/workspace/${name}.dcsmigration.json`, text.replace('orders', name)),
      );
      await Promise.all(uris.map((uri) => createMigrationTaskFromFile(desk, uri)));
      const names = cloud.ledger.map(({ body }) => body['name']);
      assert.deepEqual(new Set(names), new Set(['dcs-migration-a', 'dcs-migration-b']));
      assert.equal(names.length, 2);
    }));

  const another = 'Create another migration task named dcs-migration-orders?';

  it('after a failure a first task needs no yes, a second one does', () =>
    play({}, async ({ desk, cloud }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, '{'));
      const uri = desk.documents.put(path, text);
      await createMigrationTaskFromFile(desk, uri);
      desk.expect(left(another));
      await createMigrationTaskFromFile(desk, uri);
      assert.equal(cloud.ledger.length, 1);
      assert.deepEqual(await journalState(desk.journal), {
        open: 0,
        underWay: 0,
        closed: [{ kind: 'created', taskId: cloud.ledger[0]?.taskId, how: 'answered' }],
      });
      desk.expect(agreed(another));
      await createMigrationTaskFromFile(desk, uri);
      assert.equal(cloud.ledger.length, 2);
    }));

  it('the yes is asked for in another window and after a reload too, also where the list cannot be read', () =>
    play({ cloud: { denied: new Set(['dcs:migrationTask:list']) } }, async ({ desk, cloud, anotherDesk }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
      const later = anotherDesk();
      later.expect(left('Create another migration task named dcs-migration-renamed?'));
      const renamed = text.replace('orders', 'renamed');
      await createMigrationTaskFromFile(later, later.documents.put(path, renamed));
      assert.match(
        later.asked[0]?.notice ?? '',
        new RegExp(`^Created from this file: .* · ${cloud.ledger[0]?.taskId}$`, 'm'),
      );
      later.expect(left(another));
      await createMigrationTaskFromFile(later, later.documents.put(path, text));
      assert.deepEqual([cloud.ledger.length, later.told], [1, []]);
      // Neither the name nor the file is known.
      const copy = text.replace('orders', 'users');
      await createMigrationTaskFromFile(later, later.documents.put('/workspace/users.dcsmigration.json', copy));
      assert.equal(cloud.ledger.length, 2);
    }));

  it('a task that may exist is as good as one that does', () =>
    play(
      {
        cloud: {
          listLag: Number.POSITIVE_INFINITY,
          latency: ({ method }) => (method === 'POST' ? Promise.reject() : Promise.resolve()),
        },
      },
      async ({ desk, cloud, anotherDesk }) => {
        const uri = desk.documents.put(path, text);
        await createMigrationTaskFromFile(desk, uri);
        for (const window of [desk, anotherDesk()]) {
          window.expect(left(another));
          await createMigrationTaskFromFile(window, window.documents.put(path, text));
          const [line = '', ...others] = window.asked.at(-1)?.notice.split('\n') ?? [];
          assert.match(line, /^Without a known outcome: dcs-migration-orders · ./);
          assert.deepEqual(others, ['', 'Another one is another machine and another bill.']);
        }
        assert.equal(cloud.ledger.length, 1);
      },
    ));

  it('a time-out is not repeated; the task is looked for', () =>
    play({ setting: { timeout: 300 }, cloud: { latency: hangingPost } }, async ({ desk, cloud }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
      const posts = desk.requests.filter((request) => request.startsWith('POST'));
      assert.deepEqual([cloud.ledger.length, posts.length, desk.told.length], [1, 1, 1]);
      assert.match(
        desk.told[0]?.message ?? '',
        new RegExp(`^cn-north-4: Migration task .* task ID ${cloud.ledger[0]?.taskId}\\. The answer was lost; `),
      );
      assert.match(desk.logged.join('\n'), /Looking whether .* was created: .*did not answer in time/);
    }));

  it('a time-out is not certain where the list does not show the task, and not repeated', () =>
    play(
      { setting: { timeout: 300 }, cloud: { listLag: Number.POSITIVE_INFINITY, latency: hangingPost } },
      async ({ desk, cloud }) => {
        await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
        const posts = desk.requests.filter((request) => request.startsWith('POST'));
        assert.deepEqual([cloud.ledger.length, posts.length, desk.told.length], [1, 1, 1]);
        assert.match(desk.told[0]?.message ?? '', /^cn-north-4: It is not certain .*did not answer in time/);
        assert.deepEqual(desk.told[0]?.buttons, ['Look Again', 'Create Anyway', 'Open Log']);
      },
    ));
});

describe('create migration task from file: the cloud refuses a value', () => {
  const refusals: readonly (readonly [field: string, value: string, code: string])[] = [
    ['vpc_id', '11111111-2222-4333-8444-555555555555', 'DCS.4068'],
    ['subnet_id', '11111111-2222-4333-8444-555555555555', 'DCS.4016'],
    ['security_group_id', '11111111-2222-4333-8444-555555555555', 'DCS.4046'],
  ];
  for (const [field, value, code] of refusals) {
    it(`${code}: Open the File leads to ${field}`, () =>
      play({}, async ({ desk, cloud }) => {
        const wrong = JSON.stringify({ ...task, [field]: value }, null, 2);
        await createMigrationTaskFromFile(desk, desk.documents.put(path, wrong));
        const [told] = desk.told;
        assert.ok(told);
        assert.ok(told.message.includes(`(${code} · HTTP 400 · request ID `), told.message);
        assert.deepEqual(told.buttons, ['Open the File', 'Open Log']);
        await told.press('Open the File');
        const [place] = desk.documents.revealed;
        assert.equal(wrong.slice(place?.offset, (place?.offset ?? 0) + (place?.length ?? 0)), `"${value}"`);
        assert.deepEqual(cloud.ledger, []);
      }));
  }
});

describe('create migration task from file: signed out', () => {
  it('signs in and goes on with the file', () =>
    play({ signedIn: false }, async ({ desk, cloud }) => {
      desk.expect(...signInAnswers());
      await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
      assert.deepEqual(
        cloud.ledger.map(({ body }) => body),
        [task],
      );
      assert.equal(desk.told.length, 2);
    }));

  it('goes on in the sandbox where that was chosen', () =>
    play({ signedIn: false }, async ({ desk, cloud, sandboxes }) => {
      desk.expect(picked(asksSignIn.region, 'Local Sandbox'));
      await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
      assert.deepEqual(
        sandboxes[0]?.ledger.map(({ projectId }) => projectId),
        [sandboxProject],
      );
      assert.deepEqual(cloud.ledger, []);
    }));

  it('Esc in the sign-in ends it', () =>
    play({ signedIn: false }, async ({ desk, cloud }) => {
      desk.expect(...signInAnswers().slice(0, 3), left(asksSignIn.project));
      await createMigrationTaskFromFile(desk, desk.documents.put(path, text));
      assert.deepEqual([cloud.ledger, desk.told], [[], []]);
    }));

  it('a file with a mistake does not ask for a key first', () =>
    play({ signedIn: false }, async ({ desk }) => {
      await createMigrationTaskFromFile(desk, desk.documents.put(path, '{}'));
      assert.deepEqual([desk.asked, desk.told.length], [[], 1]);
    }));
});

describe('create from file: called by something else than a click', () => {
  for (const argument of [{ configuration: 'of a task' }, 'file:///workspace/orders.dcsmigration.json', null, 7]) {
    it(`with ${JSON.stringify(argument)}: asks, with the place by name, before anything is sent`, () =>
      play({}, async ({ desk, cloud }) => {
        const uri = desk.documents.put(path, JSON.stringify({ ...task, name: 'orders' }));
        const documents = { ...desk.documents, given: () => uri };
        desk.expect(left('Create migration task orders?'));
        await createMigrationTaskFromFile({ ...desk, documents }, argument);
        assert.deepEqual([cloud.ledger.length, desk.requests], [0, []]);
        assert.match(
          desk.asked[0]?.notice ?? '',
          /CN North-Beijing4 \(cn-north-4\), project cn-north-4\.\n\nIt starts .* billed\.$/,
        );
        desk.expect(agreed('Create migration task orders?'));
        await createMigrationTaskFromFile({ ...desk, documents }, argument);
        assert.equal(cloud.ledger.length, 1);
      }));
  }
});
