import assert from 'node:assert/strict';
import { newTaskFilesFromTable } from '../../../../src/commands/table/newTaskFilesFromTable.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { sizeLimit } from '../../../../src/task/file/taskFileRules.ts';
import { cloudProject, cloudRegion, everythingShown, play } from '../../../support/desk/deskAndCloud.ts';
import { type Answer, left, picked, ticked, typed, unlisted, wentBack } from '../../../support/desk/script.ts';
import type { ScriptedDesk } from '../../../support/desk/scriptedDesk.ts';
import { asksSignIn } from '../../../support/desk/signInAnswers.ts';
import { asks, exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';
import { chosen, created } from '../batch/batchFiles.ts';

const asksSource = 'Where is the table?';
const asksFile = 'Choose the File of a Table';
const asksFolder = 'Choose the Folder for the Task Files';
const asksRows = 'Tick the rows to write a task file for';
const noRow = 'No file can be written from this table';
const folder = '/workspace/tasks';

const inFolder = picked(asksFolder, folder);
const networks: readonly [Answer, Answer, Answer] = [
  picked(asks.vpc, 'vpc-example'),
  picked(asks.subnet, 'subnet-example'),
  picked(asks.securityGroup, 'sg-example'),
];
const { vpc_id: vpc, subnet_id: subnet, security_group_id: group } = exampleNetworks;

/** A table whose rows name their networks themselves. */
function wholeTable(...names: readonly string[]): string {
  return ['name,vpc_id,subnet_id,security_group_id', ...names.map((name) => [name, vpc, subnet, group].join())].join(
    '\n',
  );
}

/** Runs the command on a file of this text. */
async function run(desk: ScriptedDesk, text: string | Uint8Array, ...answers: readonly Answer[]): Promise<void> {
  desk.expect(...answers);
  await newTaskFilesFromTable(desk, desk.documents.put('/workspace/plan.csv', text), []);
}

const filesIn = (desk: ScriptedDesk) => [...desk.documents.textsIn(folder).keys()];
const lastTold = (desk: ScriptedDesk) => desk.told.at(-1);
const rowsShown = (desk: ScriptedDesk) => desk.asked.at(-1)?.choices ?? [];

describe('new task files from a table', () => {
  it('are written one a row, with the networks picked once, and created by a button', () =>
    play({}, async ({ desk, cloud }) => {
      const rows = ['Row 2 · migration-orders', 'Row 3 · migration-users'];
      await run(
        desk,
        'Name;Description\nmigration-orders;orders\nmigration-users;\n',
        ...networks,
        inFolder,
        ticked(asksRows, rows),
      );
      assert.deepEqual(filesIn(desk), ['migration-orders.dcsmigration.json', 'migration-users.dcsmigration.json']);
      const text = desk.documents.textsIn(folder).get('migration-orders.dcsmigration.json') ?? '';
      assert.deepEqual(parseTaskFile(text).task, {
        region: cloudRegion,
        project_id: cloudProject,
        name: 'migration-orders',
        description: 'orders',
        ...exampleNetworks,
      });
      assert.match(text, /\/\/ vpc-example\n.*\/\/ subnet-example\n.*\/\/ sg-example\n/);
      assert.deepEqual([lastTold(desk)?.level, lastTold(desk)?.message], ['info', 'Task files written to tasks: 2.']);
      assert.deepEqual(cloud.ledger, []);
      desk.expect(...chosen(['tasks/migration-orders.dcsmigration.json', 'tasks/migration-users.dcsmigration.json']));
      await lastTold(desk)?.press('Create the Tasks…');
      assert.deepEqual(created(cloud), ['migration-orders', 'migration-users']);
    }));

  it('ask nothing of the cloud, and nobody to sign in, where the table has it all', () =>
    play({ signedIn: false }, async ({ desk }) => {
      await run(desk, wholeTable('migration-a'), inFolder, ticked(asksRows, ['Row 2 · migration-a']));
      assert.deepEqual(desk.requests, []);
      const [text = ''] = desk.documents.textsIn(folder).values();
      assert.deepEqual(parseTaskFile(text).task, { name: 'migration-a', ...exampleNetworks });
    }));

  it('start no sandbox for a region that is written in a column', () =>
    play({ signedIn: false }, async ({ desk, sandboxes }) => {
      const text = wholeTable('migration-a')
        .replace('name,', 'region,name,')
        .replace('migration-a', 'sandbox-1,migration-a');
      await run(desk, text, inFolder, ticked(asksRows, ['Row 2 · migration-a']));
      assert.equal(filesIn(desk).length, 1);
      assert.equal(sandboxes.length, 0);
    }));

  it('begin with what was picked before, and take nothing of it for what a column gives', () =>
    play({}, async ({ desk }) => {
      await run(desk, 'name\nmigration-a', ...networks, left(asksFolder));
      const text = `name,security group\nmigration-a,${group}\nmigration-b,`;
      await run(desk, text, networks[0], networks[1], inFolder, ticked(asksRows, ['Row 2 · migration-a']));
      const active = desk.asked.slice(3).map(({ choices }) => choices.find((one) => one.active)?.label);
      assert.deepEqual(active.slice(0, 2), ['vpc-example', 'subnet-example']);
      const [written = ''] = desk.documents.textsIn(folder).values();
      assert.doesNotMatch(written, /sg-example/);
      assert.match(rowsShown(desk)[0]?.detail ?? '', /^Column "security group": "security_group_id" is empty/);
    }));

  it('sign in where something is to be picked, and end where that is called off', () =>
    play({ signedIn: false }, async ({ desk }) => {
      await run(desk, 'name\nmigration-a', left(asksSignIn.region));
      assert.deepEqual(filesIn(desk), []);
    }));

  it('ask for a subnet of the VPC that all rows have, and take an ID where there is no list', () =>
    play({ cloud: { denied: new Set(['vpc:securityGroups:get'] as const) } }, async ({ desk }) => {
      const answers = [
        picked(asks.subnet, 'subnet-example'),
        unlisted(asks.securityGroup),
        typed('ID of the security group', group),
      ];
      await run(
        desk,
        `name,VPC\nmigration-a,${vpc}\nmigration-b,${vpc}\nmigration-c,`,
        ...answers,
        inFolder,
        ticked(asksRows, ['Row 2 · migration-a', 'Row 3 · migration-b']),
      );
      const [text = ''] = desk.documents.textsIn(folder).values();
      assert.deepEqual(parseTaskFile(text).task, {
        region: cloudRegion,
        project_id: cloudProject,
        name: 'migration-a',
        ...exampleNetworks,
      });
    }));

  it('cannot share a subnet of several VPCs, which is said before anything is asked', () =>
    play({}, async ({ desk }) => {
      await run(desk, `name,VPC\nmigration-a,${vpc}\nmigration-b,${subnet}`);
      assert.match(lastTold(desk)?.message ?? '', /^The rows are in several VPCs.*Add a column "subnet_id"/);
      assert.deepEqual(desk.asked, []);
    }));

  it('go to the region of all rows, by its own lists', () =>
    play({}, async ({ desk }) => {
      await run(desk, 'name,region\nmigration-a,cn-east-3');
      assert.match(
        lastTold(desk)?.message ?? '',
        /cn-east-3.*, for which no project is known\. Add a column "project_id"/,
      );
      const project = 'abcdef0123456789abcdef0123456789';
      const answers = [unlisted(asks.vpc), left('ID of the VPC')];
      await run(desk, `name,region,project_id\nmigration-a,cn-east-3,${project}`, ...answers);
      assert.match(desk.asked[0]?.title ?? '', / · cn-east-3$/);
      assert.ok(desk.requests.includes(`GET /v3/${project}/vpc/vpcs`), desk.requests.join());
    }));

  it('go back over what was picked', () =>
    play({}, async ({ desk }) => {
      await run(
        desk,
        'name\nmigration-a',
        picked(asks.vpc, 'vpc-example'),
        wentBack(asks.subnet),
        ...networks,
        left(asksFolder),
      );
      assert.deepEqual(filesIn(desk), []);
    }));
});

describe('new task files from a table: where it comes from', () => {
  const rows = ticked(asksRows, ['Row 2 · migration-a']);

  it('a file that is chosen, without a question where there is no other way', () =>
    play({}, async ({ desk }) => {
      desk.documents.put('/workspace/plan.tsv', wholeTable('migration-a').replaceAll(',', '\t'));
      desk.expect(picked(asksFile, '/workspace/plan.tsv'), inFolder, rows);
      await newTaskFilesFromTable(desk);
      assert.equal(filesIn(desk).length, 1);
      desk.expect(left(asksFile));
      await newTaskFilesFromTable(desk);
    }));

  it('the clipboard, where it holds more than one line', () =>
    play({}, async ({ desk }) => {
      desk.documents.clipboard = wholeTable('migration-a').replaceAll(',', '\t').replaceAll('\n', '\r\n');
      desk.expect(picked(asksSource, 'From the Clipboard'), inFolder, rows);
      await newTaskFilesFromTable(desk);
      assert.equal(filesIn(desk).length, 1);
      assert.deepEqual(
        desk.asked[0]?.choices.map(({ label }) => label),
        ['From the Clipboard', 'Choose a File…'],
      );
      desk.documents.clipboard = 'one line\n';
      desk.expect(left(asksFile));
      await newTaskFilesFromTable(desk);
    }));

  it('the active editor, with what is not saved', () =>
    play({}, async ({ desk }) => {
      desk.documents.open(
        desk.documents.put('/workspace/notes.md', '# Nothing yet\n'),
        `# Plan\n\n|name|vpc|subnet|sg|\n|-|-|-|-|\n|migration-a|${vpc}|${subnet}|${group}|\n`,
      );
      desk.expect(picked(asksSource, 'From the Active Editor'), inFolder, rows);
      await newTaskFilesFromTable(desk);
      assert.equal(filesIn(desk).length, 1);
      assert.equal(desk.asked[0]?.choices[0]?.description, 'notes.md');
    }));

  for (const [what, text, words] of [
    [
      'too large',
      new Uint8Array(sizeLimit + 1).fill(97),
      /^No task file can be made from plan\.csv\. It has 2\.?\d? MB/,
    ],
    ['GBK', Buffer.from([110, 97, 109, 101, 10, 0xb6, 0xa9]), /not UTF-8/],
    ['without a header', 'migration-a,hunter2\nmigration-b,hunter3', /no title that is known/],
    ['without names', `vpc_id\n${vpc}`, /None of its columns is called "name"/],
  ] as const) {
    it(`none that is ${what}, which is said`, () =>
      play({}, async ({ desk }) => {
        await run(desk, text);
        assert.equal(lastTold(desk)?.level, 'error');
        assert.match(lastTold(desk)?.message ?? '', words);
        assert.doesNotMatch(everythingShown(desk), /hunter/);
        await lastTold(desk)?.press('Open the File');
        assert.deepEqual(
          desk.documents.revealed.map(({ path }) => path),
          ['/workspace/plan.csv'],
        );
        assert.deepEqual(desk.requests, []);
      }));
  }

  it('none that cannot be read, and a clipboard that is no table, which is said', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put('/workspace/plan.csv', '');
      desk.documents.remove(uri);
      await newTaskFilesFromTable(desk, uri, []);
      assert.equal(lastTold(desk)?.message, 'plan.csv cannot be read (There is no such file).');
      desk.documents.clipboard = 'two\nlines';
      desk.expect(picked(asksSource, 'From the Clipboard'));
      await newTaskFilesFromTable(desk);
      assert.match(lastTold(desk)?.message ?? '', /^No task file can be made from the clipboard\./);
      assert.deepEqual(lastTold(desk)?.buttons, []);
    }));
});

describe('new task files from a table: what is wrong', () => {
  it('stands in one list with its row and column, and only the rest is written', () =>
    play({}, async ({ desk }) => {
      desk.documents.put(`${folder}/Migration-There.dcsmigration.json`, 'mine');
      const text = [
        'name,owner,region,vpc_id,subnet_id,security_group_id',
        ...[
          'migration-a,me,',
          'migration-b,me,nowhere!',
          'migration-there,,',
          'migration-twin,,',
          'migration-twin,,',
          'ab,,',
        ].map((cells) => `${cells},${vpc},${subnet},${group}`),
      ].join('\n');
      await run(
        desk,
        text,
        inFolder,
        ticked(asksRows, ['Row 7 · ab', 'Row 2 · migration-a'], ['Row 7 · ab'], { aside: true }),
      );
      assert.deepEqual(
        rowsShown(desk).map(({ group: heading, label, detail }) => [heading, label, detail.slice(0, 60)]),
        [
          ['About the Columns', 'Column "owner"', 'The column "owner" is no field of a task file, and is not us'],
          ['Cannot be written', 'Row 3 · migration-b', 'Column "region": "nowhere!" is not a region ID; one looks li'],
          [
            'Cannot be written',
            'Row 4 · migration-there',
            'There is a file of that name already. It is left as it is.',
          ],
          ['Cannot be written', 'Row 5 · migration-twin', 'Row 6 has the same name.'],
          ['Cannot be written', 'Row 6 · migration-twin', 'Row 5 has the same name.'],
          ['Unusual or incomplete', 'Row 7 · ab', 'Column "name": The console asks of a task name: 4 to 64 lett'],
          ['Nothing speaks against it', 'Row 2 · migration-a', ''],
        ],
      );
      assert.match(desk.asked.at(-1)?.title ?? '', /tasks · rows: 6, wrong: 4$/);
      assert.deepEqual(filesIn(desk), ['Migration-There.dcsmigration.json', 'migration-a.dcsmigration.json']);
      assert.equal(desk.documents.textsIn(folder).get('Migration-There.dcsmigration.json'), 'mine');
      assert.equal(
        lastTold(desk)?.message,
        'Task files written to tasks: 1. Rows with mistakes: 4; nothing was written of them.',
      );
      await lastTold(desk)?.press('Open Report');
      const [plan = '', report = ''] = desk.documents.reports;
      assert.match(plan, /^# Task Files to Be Written\n\nNothing has been written yet\.\n/);
      assert.match(report, /\| 2 \| migration-a \| `migration-a\.dcsmigration\.json` \| written \| {2}\|/);
      assert.match(report, /\| 5 \| migration-twin \|.*\| wrong row \| Row 6 has the same name\. \|/);
      assert.match(report, /\| 7 \| ab \|.*\| not chosen \|/);
    }));

  it('may be all of it, or everything may be unticked: nothing is written then', () =>
    play({}, async ({ desk }) => {
      await run(desk, wholeTable('migration-a', 'migration-a'), inFolder, ticked(noRow, []));
      assert.equal(lastTold(desk)?.message, 'Nothing was ticked, so nothing was written.');
      await run(
        desk,
        wholeTable('migration-a'),
        inFolder,
        ticked(asksRows, ['Row 2 · migration-a'], ['Row 2 · migration-a']),
      );
      assert.deepEqual(filesIn(desk), []);
    }));

  it('may be the folder', () =>
    play({}, async ({ desk }) => {
      desk.documents.refuses = (name) => (name === folder ? 'you have no permission to read it' : undefined);
      await run(desk, wholeTable('migration-a'), inFolder);
      assert.equal(
        lastTold(desk)?.message,
        'The folder tasks cannot be read (you have no permission to read it). No file was written.',
      );
    }));

  it('what no column gives of a migration is said once', () =>
    play({}, async ({ desk }) => {
      const text = wholeTable('migration-a').replaceAll(/$/gm, ',10.0.0.1:6379').replace('10.0.0.1:6379', 'source');
      await run(desk, text, inFolder, ticked(asksRows, ['Row 2 · migration-a']));
      const [first] = rowsShown(desk);
      assert.equal(first?.label, 'Missing columns');
      assert.match(
        first?.detail ?? '',
        /^No column gives "migration\.migration_method", "migration\.resume_mode", "migration\.target_instance"\./,
      );
      const [text2 = ''] = desk.documents.textsIn(folder).values();
      assert.match(text2, /"migration": \{\n {4}"source_instance": \{ "addrs": "10\.0\.0\.1:6379" \}\n {2}\}/);
    }));
});

describe('new task files from a table: when writing fails or is called off', () => {
  const names = Array.from({ length: 60 }, (_, index) => `migration-${index + 10}`);
  const rows = names.map((name, index) => `Row ${index + 2} · ${name}`);

  it('says of each file why, and writes the others', () =>
    play({}, async ({ desk }) => {
      desk.documents.refuses = (name) => (name.startsWith('migration-11') ? 'there is no room left' : undefined);
      await run(desk, wholeTable('migration-10', 'migration-11'), inFolder, ticked(asksRows, rows.slice(0, 2)));
      assert.deepEqual(filesIn(desk), ['migration-10.dcsmigration.json']);
      assert.deepEqual(
        [lastTold(desk)?.level, lastTold(desk)?.message],
        ['warning', 'Task files written to tasks: 1. Not written: 1; the report says why.'],
      );
      assert.ok(desk.logged.includes('migration-11.dcsmigration.json: there is no room left'));
      await lastTold(desk)?.press('Open Report');
      assert.match(
        desk.documents.reports[0] ?? '',
        /\| 3 \| migration-11 \|.*\| not written \| there is no room left \|/,
      );
    }));

  it('leaves what has come to exist since the list was shown', () =>
    play({}, async ({ desk }) => {
      desk.documents.refuses = (name) => {
        if (name.startsWith('migration-10')) desk.documents.put(`${folder}/${name}`, 'mine');
        return undefined;
      };
      await run(desk, wholeTable('migration-10'), inFolder, ticked(asksRows, rows.slice(0, 1)));
      assert.equal(desk.documents.textsIn(folder).get('migration-10.dcsmigration.json'), 'mine');
      assert.match(lastTold(desk)?.message ?? '', /Left as they are, because they have come to exist: 1\./);
      assert.deepEqual(lastTold(desk)?.buttons, ['Open Report']);
    }));

  it('stops where it is called off, and says how far it is', () =>
    play({}, async ({ desk }) => {
      desk.documents.refuses = (name) => {
        if (name.startsWith('migration-15')) desk.progresses.at(-1)?.cancel();
        return undefined;
      };
      await run(desk, wholeTable(...names), inFolder, ticked(asksRows, rows));
      const count = filesIn(desk).length;
      assert.ok(count >= 6 && count < 30, `${count}`);
      assert.equal(lastTold(desk)?.message, `Task files written to tasks: ${count}. Not started: ${60 - count}.`);
    }));

  for (const [what, text, answers] of [
    ['the source', undefined, [left(asksSource)]],
    ['the VPC', 'name\nmigration-a', [left(asks.vpc)]],
    ['the subnet', 'name\nmigration-a', [networks[0], left(asks.subnet)]],
    ['the security group', 'name\nmigration-a', [networks[0], networks[1], left(asks.securityGroup)]],
    ['the folder', wholeTable('migration-a'), [left(asksFolder)]],
    ['the rows', wholeTable('migration-a'), [inFolder, left(asksRows)]],
  ] as const) {
    it(`writes and says nothing where ${what} is called off`, () =>
      play({}, async ({ desk }) => {
        if (text === undefined) {
          desk.documents.clipboard = 'name\na';
          desk.expect(...answers);
          await newTaskFilesFromTable(desk);
        } else await run(desk, text, ...answers);
        assert.deepEqual([filesIn(desk), desk.told], [[], []]);
      }));
  }

  it('writes nothing where the check is called off', () =>
    play({}, async ({ desk }) => {
      desk.documents.refuses = () => {
        setImmediate(() => desk.progresses.at(-1)?.cancel());
        return undefined;
      };
      const many = Array.from({ length: 3000 }, (_, index) => `migration-${index}`);
      await run(desk, wholeTable(...many), inFolder);
      assert.deepEqual([filesIn(desk), desk.told], [[], []]);
    }));
});

describe('new task files from a table: passwords', () => {
  it('are in no file, no message, no report and no log; the names of variables are', () =>
    play({}, async ({ desk }) => {
      const canary = 'c4naRy-Pa55w0rd';
      const text = [
        'name,source,source password,密码,target,vpc_id,subnet_id,security_group_id',
        `migration-a,10.0.0.1:6379,${canary},${canary},10.0.0.2:6379,${vpc},${subnet},${group}`,
        `migration-b,10.0.0.1:6379,\${env:REDIS_B},,10.0.0.2:6379,${vpc},${subnet},${group}`,
        `migration-c,redis://:${canary}@10.0.0.1:6379,,,10.0.0.2:6379,${vpc},${subnet},${group}`,
        `migration-d,10.0.0.1:6379,,10.0.0.2:6379,${canary},${canary},${vpc},${subnet},${group}`,
      ].join('\n');
      const rows = ['Row 2 · migration-a', 'Row 3 · migration-b'];
      await run(desk, text, inFolder, ticked(asksRows, rows, [], { aside: true }));
      await lastTold(desk)?.press('Open Report');
      assert.deepEqual(
        rowsShown(desk).map(({ label }) => label),
        ['Column "密码"', 'Column "source password"', 'Missing columns', 'Row 4 · migration-c', 'Row 5', ...rows],
      );
      assert.match(
        rowsShown(desk)[1]?.detail ?? '',
        /: 1\. They are left out: passwords are never written to files, and you are asked/,
      );
      const texts = [...desk.documents.textsIn(folder)];
      assert.match(texts[1]?.[1] ?? '', /"password": "\$\{env:REDIS_B\}"/);
      assert.equal(desk.documents.reports.length, 2);
      assert.deepEqual(leaksOf([canary], [texts, desk.documents.reports, everythingShown(desk)]), []);
    }));
});

describe('new task files from a table: very many rows', () => {
  it('5,000 are written, and more are said to be too many', () =>
    play({}, async ({ desk }) => {
      const names = Array.from({ length: 5000 }, (_, index) => `migration-${index}`);
      await run(
        desk,
        wholeTable(...names),
        inFolder,
        ticked(
          asksRows,
          names.map((name, index) => `Row ${index + 2} · ${name}`),
        ),
      );
      assert.equal(filesIn(desk).length, 5000);
      await run(desk, wholeTable(...names, 'one-more'));
      assert.match(lastTold(desk)?.message ?? '', /It has more than 5000 rows/);
    }));
});
