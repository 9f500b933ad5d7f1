import assert from 'node:assert/strict';
import { atOnce } from '../../../../src/task/file/json/textWalk.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { checkRows, openSettings, type RowFile, type SharedValues } from '../../../../src/task/table/rowFiles.ts';
import { describeFinding } from '../../../../src/task/table/rowFindingText.ts';
import { readTaskTable, type TaskTable } from '../../../../src/task/table/taskTable.ts';
import { english } from '../../../support/desk/english.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

const vpc = { id: '5e37b3be-950a-48e1-b498-65b63d336481', name: 'vpc-prod' };
const subnet = { id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c', name: 'subnet-a' };
const securityGroup = { id: '9df96622-24b7-4813-84b8-ab74552a21d7', name: 'default' };
const place = { region: 'cn-north-4', projectId: '0123456789abcdef0123456789abcdef' };
const shared: SharedValues = { ...place, vpc, subnet, securityGroup };
const [sourceId, targetId] = ['1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809', '2c3d4e5f-6071-4829-83b4-c5d6e7f80910'];

function tableOf(text: string): TaskTable {
  const read = readTaskTable(text);
  assert.ok(!('problem' in read), 'problem' in read ? read.problem.code : '');
  return read;
}

function filesOf(text: string, values = shared, taken: readonly string[] = []): readonly RowFile[] {
  return atOnce(checkRows(tableOf(text), values, new Set(taken)));
}

function said(files: readonly RowFile[]): readonly (readonly string[])[] {
  return files.map(({ findings }) => findings.map((one) => `${one.severity}: ${describeFinding(one, english)}`));
}

describe('the files of rows', () => {
  it('are what the product writes, with the names of what was picked beside the IDs', () => {
    const [file] = filesOf('name,description\nmigration-orders,orders to DCS');
    assert.deepEqual(file, {
      row: 2,
      name: 'migration-orders',
      fileName: 'migration-orders.dcsmigration.json',
      findings: [],
      text: `{
  "region": "cn-north-4",
  "project_id": "0123456789abcdef0123456789abcdef",
  "name": "migration-orders",
  "description": "orders to DCS",
  "vpc_id": "5e37b3be-950a-48e1-b498-65b63d336481", // vpc-prod
  "subnet_id": "40f15ed6-7f85-49d5-ba0e-65b940d4812c", // subnet-a
  "security_group_id": "9df96622-24b7-4813-84b8-ab74552a21d7" // default
}
`,
    });
  });

  it('hold what a task is configured with, where columns give it', () => {
    const [first, second] = filesOf(
      `name,source,target,source password,Method,Auto-Reconnect,Bandwidth\n` +
        `migration-a,"10.0.0.1:6379,10.0.0.2:6379",${targetId},\${env:REDIS_A},incremental,on,10\nmigration-b,,,,,,`,
    );
    assert.deepEqual(first?.findings, []);
    assert.deepEqual(parseTaskFile(first?.text ?? '').migration, {
      migration_method: 'incremental_migration',
      resume_mode: 'auto',
      bandwidth_limit_mb: '10',
      source_instance: { addrs: '10.0.0.1:6379,10.0.0.2:6379', password: '${env:REDIS_A}' },
      target_instance: { id: targetId },
    });
    assert.deepEqual(second?.findings, []);
    assert.doesNotMatch(second?.text ?? '', /migration"/);
  });

  it('may lack what no column gives, which is said once and of the table', () => {
    const table = tableOf(`name,source,target\nmigration-a,${sourceId},${targetId}`);
    const [file] = atOnce(checkRows(table, shared, new Set()));
    assert.deepEqual(file?.findings, []);
    assert.deepEqual(openSettings(table), ['migration.migration_method', 'migration.resume_mode']);
    assert.deepEqual(openSettings(tableOf('name,method\na,full')), [
      'migration.resume_mode',
      'migration.source_instance',
      'migration.target_instance',
    ]);
    assert.deepEqual(openSettings(tableOf('name,description\na,b')), []);
  });

  it('say what a row lacks that others have', () => {
    const text = `name,source,target,method,mode\nmigration-a,${sourceId},${targetId},full,auto\nmigration-b,${sourceId},,full,`;
    const [complete = [], open = []] = said(filesOf(text));
    assert.deepEqual(complete, []);
    assert.equal(open.length, 2);
    for (const words of open)
      assert.match(words, /^warning: .*"migration\.(?:target_instance|resume_mode)" is missing/);
  });
});

describe('the files of rows: where they go', () => {
  it('is the region and project of the row, else those of the account', () => {
    const text =
      'name,region,project_id\nmigration-a,,\nmigration-b,cn-east-3,\nmigration-c,cn-east-3,abcdefabcdefabcdefabcdefabcdefab';
    const all = `${text.replace('project_id', 'project_id,vpc,subnet,sg').replaceAll(/(?<=\n.*)$/gm, `,${vpc.id},${subnet.id},${securityGroup.id}`)}`;
    const files = filesOf(all, place);
    assert.deepEqual(
      files.map((file) => {
        const { region, project_id } = parseTaskFile(file.text).task ?? {};
        return [region, project_id];
      }),
      [
        ['cn-north-4', place.projectId],
        ['cn-east-3', undefined],
        ['cn-east-3', 'abcdefabcdefabcdefabcdefabcdefab'],
      ],
    );
    assert.deepEqual(said(files), [
      [],
      [
        'warning: No project is known for the region cn-east-3. Add one in the column "project_id", or sign in for that region.',
      ],
      [],
    ]);
  });

  it('is no region other than that in which the network was picked', () => {
    const [, [words] = []] = said(filesOf('name,region\nmigration-a,cn-north-4\nmigration-b,cn-east-3'));
    assert.match(words ?? '', /^error: The task goes to region cn-east-3, but its network was picked in cn-north-4\./);
  });

  it('is left open where nobody is signed in', () => {
    const text = `name,vpc,subnet,sg\nmigration-a,${vpc.id},${subnet.id},${securityGroup.id}`;
    const [file] = filesOf(text, { region: '', projectId: '' });
    assert.deepEqual(file?.findings, []);
    assert.doesNotMatch(file?.text ?? '', /"region"|"project_id"/);
  });
});

describe('the files of rows: what is wrong', () => {
  for (const [what, text, words] of [
    ['no name', 'name,description\n,b\nmigration-b,c', /^error: Column "name": "name" is empty/],
    ['no region', 'name,Region\nmigration-a,nowhere!', /^error: Column "Region": "nowhere!" is not a region ID/],
    ['no project', 'name,project\nmigration-a,a/b', /^error: Column "project": The project ID becomes part/],
    [
      'no method',
      'name,method\nmigration-a,sideways',
      /^error: Column "method": "migration\.migration_method" must be one of/,
    ],
    ['no mode', 'name,mode\nmigration-a,perhaps', /^error: Column "mode": .* must be one of "auto", "manual"/],
    [
      'no bandwidth',
      'name,Bandwidth (MB/s)\nmigration-a,fast',
      /^error: Column "Bandwidth \(MB\/s\)": .* whole number of MB\/s/,
    ],
    ['no address', 'name,source\nmigration-a,redis-orders', /^error: Column "source": An address .* has no port/],
    ['no ID', 'name,target id\nmigration-a,dcs-orders', /^error: Column "target id": .* is not a UUID/],
    ['more cells than titles', 'name,desc\nmigration-a,b,c', /^error: It has more cells than the header has titles: 1/],
    ['a blank before a quotation mark', 'name,desc\nmigration-a, "b"', /^error: Column "desc": a blank stands before/],
  ] as const) {
    it(what, () => {
      const [[first = ''] = []] = said(filesOf(text));
      assert.match(first, words);
    });
  }

  it('what is unusual stands in the way of nothing', () => {
    const [[name = '', vpcId = ''] = []] = said(filesOf('name,VPC\nab,vpc-prod'));
    assert.match(name, /^warning: Column "name": The console asks of a task name/);
    assert.match(vpcId, /^warning: Column "VPC": "vpc_id" is not a UUID/);
  });

  it('one name twice, in all rows that have it', () => {
    assert.deepEqual(said(filesOf('name\nmigration-a\nmigration-b\nmigration-a\nmigration-a')), [
      ['error: Row 4 has the same name.'],
      [],
      ['error: Row 2 has the same name.'],
      ['error: Row 2 has the same name.'],
    ]);
  });

  it('no VPC in a row, where there is a column of them', () => {
    const files = filesOf(`name,VPC\nmigration-a,\nmigration-b,${vpc.id}`, { ...place, subnet, securityGroup });
    assert.deepEqual(said(files), [
      ['error: Column "VPC": "vpc_id" is empty. Fill it in; the task cannot be created without it.'],
      [],
    ]);
  });

  it('names that make one file name, also where only some file systems think so', () => {
    const files = filesOf('name\nmigration-a\nMigration-A\nmigration-\u00e9\nmigration-e\u0301');
    assert.deepEqual(
      files.map(({ findings }) => findings.at(-1)),
      [3, 2, 5, 4].map((row) => ({ severity: 'error', code: 'sameFile', row })),
    );
    assert.match(said(files)[0]?.[0] ?? '', /Row 3 has a name that makes the same file name/);
  });

  it('rows without a name are no twins', () => {
    const files = filesOf('name,desc\n,a\n,b', shared, ['migration-task.dcsmigration.json']);
    assert.deepEqual(
      files.map(({ findings }) => findings.length),
      [1, 1],
    );
  });

  it('a file that is there already, in whatever case', () => {
    assert.deepEqual(
      said(filesOf('name\nmigration-a\nmigration-b', shared, ['Migration-A.DCSMIGRATION.json', 'migration-c'])),
      [['error: There is a file of that name already. It is left as it is.'], []],
    );
  });
});

describe('the files of rows: passwords', () => {
  const canary = 'c4naRy-Pa55w0rd';

  it('are in no file that may be written, and in no word', () => {
    const files = filesOf(
      [
        'name,source,source password,target,description,region',
        `migration-a,10.0.0.1:6379,${canary},10.0.0.2:6379,,`,
        `migration-b,redis://:${canary}@10.0.0.1:6379,,10.0.0.2:6379,,`,
        `migration-c,10.0.0.1:6379,,10.0.0.2:6379,one, two,${canary}`,
      ].join('\n'),
    );
    const written = files.filter(({ findings }) => findings.every(({ severity }) => severity === 'warning'));
    assert.deepEqual(
      written.map(({ name }) => name),
      ['migration-a'],
    );
    assert.deepEqual(
      leaksOf([canary], [written, said(files), files.map(({ name, fileName }) => [name, fileName])]),
      [],
    );
    assert.match(said(files)[1]?.join(' ') ?? '', /A user or a password stands in an address/);
    assert.equal(files[2]?.findings.length, 1);
  });
});
