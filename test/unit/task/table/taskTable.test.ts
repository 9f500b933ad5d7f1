import assert from 'node:assert/strict';
import { atOnce } from '../../../../src/task/file/json/textWalk.ts';
import type { ColumnRemark, TableProblem } from '../../../../src/task/table/tableProblems.ts';
import { describeColumn, describeTableProblem } from '../../../../src/task/table/tableProblemText.ts';
import { tableInBytes, tableInText, tooLargeTable } from '../../../../src/task/table/tableText.ts';
import { readTaskTable, type TaskTable } from '../../../../src/task/table/taskTable.ts';
import { english } from '../../../support/desk/english.ts';
import { leaksOf } from '../../../support/project/secretSearch.ts';

function tableOf(text: string): TaskTable {
  const read = readTaskTable(text);
  assert.ok(!('problem' in read), 'problem' in read ? read.problem.code : '');
  return read;
}

function problemIn(read: ReturnType<typeof readTaskTable>): TableProblem {
  assert.ok('problem' in read);
  return read.problem;
}

const valuesOf = (text: string) => tableOf(text).rows.map(({ values }) => Object.fromEntries(values));
const id = '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';

describe('a table of tasks', () => {
  it('gives each row what its columns say, under the names of the fields', () => {
    assert.deepEqual(valuesOf('Task Name,VPC ID,Source IP,Method,Auto-Reconnect\na,v1,10.0.0.1:6379,Full,yes\nb,,,,'), [
      {
        name: 'a',
        vpc_id: 'v1',
        'migration.source_instance.addrs': '10.0.0.1:6379',
        'migration.migration_method': 'full_amount_migration',
        'migration.resume_mode': 'auto',
      },
      { name: 'b' },
    ]);
  });

  it('takes an ID as well as an address where a column says only which instance', () => {
    const table = tableOf(`name,source,target\na,10.0.0.1:6379,${id}\nb,${id},`);
    assert.deepEqual(
      table.rows.map(({ values }) => Object.fromEntries(values)),
      [
        { name: 'a', 'migration.source_instance.addrs': '10.0.0.1:6379', 'migration.target_instance.id': id },
        { name: 'b', 'migration.source_instance.id': id },
      ],
    );
    assert.equal(table.columns.get('migration.source_instance.addrs'), 'source');
    assert.equal(table.columns.get('migration.source_instance.id'), 'source');
  });

  for (const cell of [
    '1.1.1.1:1;1.1.1.2:2',
    '"1.1.1.1:1, 1.1.1.2:2"',
    '"1.1.1.1:1\n1.1.1.2:2"',
    '1.1.1.1:1 1.1.1.2:2',
    '1.1.1.1:1；1.1.1.2:2',
  ]) {
    it(`parts addresses: ${JSON.stringify(cell)}`, () => {
      assert.equal(
        valuesOf(`name,source addrs\na,${cell}`)[0]?.['migration.source_instance.addrs'],
        '1.1.1.1:1,1.1.1.2:2',
      );
    });
  }

  it('names the columns that it does not use, and is silent about those that are empty', () => {
    const { remarks, columns } = tableOf('name,owner,vpc_idd,,region,State\na,me,v,x,,\n');
    assert.deepEqual(remarks, [
      { code: 'unknownColumn', title: 'owner' },
      { code: 'unknownColumn', title: 'vpc_idd', nearest: 'vpc_id' },
      { code: 'unknownColumn', title: '#4' },
    ]);
    assert.deepEqual([...columns], [['name', 'name']]);
    const untitled = tableOf(`name,vpc${','.repeat(300)}\na,v,x`);
    assert.deepEqual(untitled.remarks, [{ code: 'unknownColumn', title: '#3' }]);
    assert.equal(untitled.rows[0]?.extraCells, 0);
  });

  it('knows cells under no title, and quotation marks that quote nothing', () => {
    const { rows } = tableOf('name,desc\na,b,c,,d\ne, "f",\n');
    assert.deepEqual(
      rows.map(({ number, extraCells, strayQuote }) => ({ number, extraCells, strayQuote })),
      [
        { number: 2, extraCells: 2, strayQuote: undefined },
        { number: 3, extraCells: 0, strayQuote: 'desc' },
      ],
    );
  });
});

describe('a table of tasks: passwords', () => {
  const canary = 'c4naRy-Pa$$w0rd';

  it('gets the names of variables, and of nothing else', () => {
    const { rows, remarks } = tableOf(
      `name,source password,密码,目标端密码\na,\${env:REDIS_A},${canary},${canary}\nb,${canary},,\${env:HUAWEICLOUD_SDK_SK}\nc,\${env:${canary}},,\n`,
    );
    assert.deepEqual(
      rows.map(({ values }) => values.get('migration.source_instance.password')),
      ['${env:REDIS_A}', undefined, undefined],
    );
    assert.ok(rows.every(({ values }) => !values.has('migration.target_instance.password')));
    assert.deepEqual(remarks, [
      { code: 'secretColumn', title: '密码' },
      { code: 'withheld', title: 'source password', count: 2 },
      { code: 'withheld', title: '目标端密码', count: 2 },
    ]);
    assert.deepEqual(leaksOf([canary], [rows, remarks]), []);
    for (const remark of remarks)
      assert.match(describeColumn(remark, english), /never written to files.*you are asked/);
  });

  it('may stand one cell further on where a row has a cell too many, be it empty', () => {
    for (const title of ['source password', '密码']) {
      const { rows } = tableOf(
        `name,${title},description\norders, first,${canary},\nusers,\${env:REDIS_A},b,\nlogs,${canary},c\nmore,,d,`,
      );
      assert.deepEqual(
        rows.map(({ extraCells }) => extraCells),
        [1, 0, 0, 0],
      );
    }
  });
});

describe('a table of tasks: what is none', () => {
  for (const [text, problem] of [
    ['migration-orders,5e37b3be,hunter2\nmigration-users,5e37b3be,hunter3', { code: 'noHeader' }],
    ['VPC,Region\nv,r', { code: 'noName', known: ['VPC', 'Region'] }],
    ['name,VPC,vpc_id\na,b,c', { code: 'sameField', titles: ['VPC', 'vpc_id'] }],
    ['name,source,source id\na,b,c', { code: 'sameField', titles: ['source', 'source id'] }],
    ['name,Task name\na,b', { code: 'sameField', titles: ['name', 'Task name'] }],
  ] as const) {
    it(`${problem.code}: ${text.split('\n')[0]}`, () => {
      const found = problemIn(readTaskTable(text));
      assert.deepEqual(found, problem);
      const words = describeTableProblem(found, english);
      if ('titles' in problem) for (const title of problem.titles) assert.ok(words.includes(`"${title}"`), words);
      assert.doesNotMatch(words, /hunter|migration-orders/);
    });
  }

  it('two columns of the same are one where the other is empty', () => {
    assert.deepEqual(valuesOf('name,VPC,vpc_id\na,,c'), [{ name: 'a', vpc_id: 'c' }]);
  });
});

describe('a table of tasks: its bytes', () => {
  const inBytes = (bytes: Uint8Array) => atOnce(tableInBytes(bytes));
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const words = (read: ReturnType<typeof readTaskTable>) => describeTableProblem(problemIn(read), english);

  it('are UTF-8, with or without a byte order mark', () => {
    const text = '名称,描述\n订单,迁移';
    const expected = readTaskTable(text);
    assert.ok(!('problem' in expected));
    assert.deepEqual(inBytes(utf8(text)), expected);
    assert.deepEqual(inBytes(utf8(`\uFEFF${text}`)), expected);
    assert.deepEqual(tableInText(text), expected);
  });

  it('of another encoding are said to be it', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\tvpc\na\tb', 'utf16le')]);
    assert.match(words(inBytes(utf16)), /UTF-16 LE; tables are read as UTF-8/);
    const gbk = Buffer.concat([utf8('name,desc\na,'), Buffer.from([0xb6, 0xa9, 0xb5, 0xa5])]);
    assert.match(words(inBytes(gbk)), /line 2, column 3 is not UTF-8; the file may be saved as GBK/);
    assert.match(
      words(inBytes(Buffer.from('PK\u0003\u0004\0\0\0\u0001abc\0', 'latin1'))),
      /binary file.*Save it there as CSV/,
    );
  });

  it('are 2 MB at most, copied ones too', () => {
    const large = `name\n${'a\n'.repeat(1_100_000)}`;
    for (const read of [inBytes(utf8(large)), tableInText(large), tooLargeTable(2_200_005)]) {
      assert.match(words(read), /^It has 2\.1 MB, and 2 MB of a table are read/);
    }
  });
});

describe('a table of tasks: its words', () => {
  it('say what to do of every problem', () => {
    const problems: TableProblem[] = [
      { code: 'empty' },
      { code: 'noRows' },
      { code: 'noHeader' },
      { code: 'noName', known: Array.from({ length: 30 }, (_, index) => `t${index}`) },
      { code: 'sameField', titles: ['a', 'b'] },
      { code: 'tooManyRows', most: 5000 },
      { code: 'tooManyColumns', most: 200 },
      { code: 'openQuote', row: 3 },
    ];
    for (const problem of problems)
      assert.match(describeTableProblem(problem, english), /(?:Write|write|Add|remove|Remove|Divide|Put) .*\.$/);
    assert.match(describeTableProblem(problems[3] ?? { code: 'empty' }, english), /"t9", …\. Add/);
  });

  it('show a title as what it is', () => {
    const remark: ColumnRemark = { code: 'unknownColumn', title: `a\u200b\n${'b'.repeat(500)}` };
    const words = describeColumn(remark, english);
    assert.ok(
      words.startsWith('The column "a‹U+200B U+000A›bbb') || words.startsWith('The column "a‹U+200B›‹U+000A›bbb'),
      words,
    );
    assert.ok(words.length < 200);
  });
});
