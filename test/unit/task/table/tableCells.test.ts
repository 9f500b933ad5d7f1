import assert from 'node:assert/strict';
import { readCells } from '../../../../src/task/table/tableCells.ts';

/** The cells of all rows, the header's first. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const read = readCells(text);
  assert.ok(!('problem' in read), 'problem' in read ? read.problem.code : '');
  return [read.header, ...read.rows.map(({ cells }) => cells)];
}

function numbersOf(text: string): readonly number[] {
  const read = readCells(text);
  return 'problem' in read ? [] : read.rows.map(({ number }) => number);
}

function problemOf(text: string) {
  const read = readCells(text);
  return 'problem' in read ? read.problem : undefined;
}

describe('the cells of a table: as RFC 4180 has them', () => {
  for (const [what, text, cells] of [
    [
      'lines that end in CRLF',
      'name,vpc\r\na,1\r\nb,2\r\n',
      [
        ['name', 'vpc'],
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'lines that end in LF, without an end of the last',
      'name,vpc\na,1',
      [
        ['name', 'vpc'],
        ['a', '1'],
      ],
    ],
    [
      'lines that end in CR',
      'name,vpc\ra,1',
      [
        ['name', 'vpc'],
        ['a', '1'],
      ],
    ],
    [
      'a comma in quotation marks',
      'name,desc\n"a","b, c"',
      [
        ['name', 'desc'],
        ['a', 'b, c'],
      ],
    ],
    [
      'a quotation mark written twice',
      'name,desc\na,"say ""b"""',
      [
        ['name', 'desc'],
        ['a', 'say "b"'],
      ],
    ],
    [
      'a line break in a cell',
      'name,desc\na,"b\r\nc"\r\nd,e',
      [
        ['name', 'desc'],
        ['a', 'b\nc'],
        ['d', 'e'],
      ],
    ],
    [
      'an empty cell in quotation marks',
      'name,desc\na,""',
      [
        ['name', 'desc'],
        ['a', ''],
      ],
    ],
    [
      'a quotation mark inside a cell',
      'name,desc\na,5" wide',
      [
        ['name', 'desc'],
        ['a', '5" wide'],
      ],
    ],
    [
      'blanks around cells',
      ' name , desc \n a , b ',
      [
        ['name', 'desc'],
        ['a', 'b'],
      ],
    ],
  ] as const) {
    it(what, () => assert.deepEqual(cellsOf(text), cells));
  }

  it('one column, too', () => assert.deepEqual(cellsOf('name\na\nb'), [['name'], ['a'], ['b']]));
});

describe('the cells of a table: what else there is', () => {
  const expected = [
    ['name', 'vpc'],
    ['a', '1'],
  ];

  for (const [what, text] of [
    ['tabs, as spreadsheets copy', 'name\tvpc\na\t1'],
    ['semicolons', 'name;vpc\na;1'],
    ['a byte order mark', '\uFEFFname,vpc\na,1'],
    ['a line that tells the delimiter', 'sep=;\r\nname;vpc\r\na;1'],
    ['a delimiter that is told and is none of the usual', '"sep=|"\nname|vpc\na|1'],
    ['empty lines everywhere', '\n\nname,vpc\n\n,,\n  \na,1\n\n'],
    ['columns without a title at the end', 'name,vpc,,\na,1,,'],
    ['a Markdown table', '| name | vpc |\n| --- | :-: |\n| a | 1 |'],
    ['a Markdown table inside a text', '# Plan\n\nThese:\n\nname | vpc\n---|---\na | `1`\n\nNo more | of | them.'],
  ] as const) {
    it(what, () => {
      const [header, row = []] = cellsOf(text);
      assert.deepEqual([header?.slice(0, 2), row.slice(0, 2)], expected);
    });
  }

  it('the delimiter is that by which most titles are known, whatever stands in them', () => {
    assert.deepEqual(cellsOf('name;vpc;owner, team, room\na;1;x')[0], ['name', 'vpc', 'owner, team, room']);
    assert.deepEqual(cellsOf('name,vpc,"a;b;c;d"\na,1,x')[0], ['name', 'vpc', 'a;b;c;d']);
  });

  it('a bar in a cell of a Markdown table', () => {
    assert.deepEqual(cellsOf('|name|desc|\n|-|-|\n|a|b \\| c &#124; d|')[1], ['a', 'b | c | d']);
  });

  it('a CSV table is not taken for a Markdown one by what is in it', () => {
    assert.deepEqual(cellsOf('name,desc\na,"x|y\n-|-\nz"')[1], ['a', 'x|y\n-|-\nz']);
  });

  it('rows are as long as they are, and count as in a spreadsheet', () => {
    assert.deepEqual(cellsOf('name,vpc\na\nb,1,2,3').slice(1), [['a'], ['b', '1', '2', '3']]);
    assert.deepEqual(numbersOf('name,desc\n\na,"x\ny\nz"\n,\nb,1'), [3, 5]);
  });

  it('a quotation mark behind a blank quotes nothing, which is known', () => {
    const read = readCells('name,desc,vpc\na, "b, c"');
    assert.ok(!('problem' in read));
    assert.equal(read.rows[0]?.strayQuote, 1);
  });
});

describe('the cells of a table: what is none', () => {
  const rows = (count: number) => `name\n${Array.from({ length: count }, (_, index) => `t${index}`).join('\n')}`;

  for (const [text, problem] of [
    ['', { code: 'empty' }],
    ['\uFEFF \r\n\t\n', { code: 'empty' }],
    [',,\n,', { code: 'empty' }],
    ['name,vpc\n\n,\n', { code: 'noRows' }],
    ['name,desc\na,b\nc,"d\ne,f', { code: 'openQuote', row: 3 }],
    ['name,desc\na,"b" c\n', { code: 'openQuote', row: 2 }],
    [rows(5001), { code: 'tooManyRows', most: 5000 }],
    [`name${'\n'.repeat(1_000_000)}a`, { code: 'tooManyRows', most: 5000 }],
    [`name${',vpc_idd'.repeat(200)}\na`, { code: 'tooManyColumns', most: 200 }],
  ] as const) {
    it(`${JSON.stringify(text.slice(0, 30))} (${text.length}): ${problem.code}`, () => {
      assert.deepEqual(problemOf(text), problem);
    });
  }

  it('5,000 rows are not too many', () => assert.equal(cellsOf(rows(5000)).length, 5001));

  // Were any of them quadratic, it would not end in the time that a test has.
  for (const text of [
    '"'.repeat(1_000_000),
    'name,"a" '.repeat(200_000),
    `name\n${'"a""'.repeat(400_000)}`,
    `name\n${','.repeat(1_500_000)}x`,
    `name${',name'.repeat(300_000)}\n${'x,'.repeat(300_000)}`,
    `${'| '.repeat(500_000)}\n${'-|'.repeat(500_000)}\nx|y`,
    `-${' '.repeat(1_000_000)}x`,
    '|-\n'.repeat(500_000),
    `name\t${'\t\r\n'.repeat(500_000)}`,
    'n'.repeat(2_000_000),
  ]) {
    it(`ends with ${JSON.stringify(text.slice(0, 12))}…`, () => assert.ok(readCells(text)));
  }
});
