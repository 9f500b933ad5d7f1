import assert from 'node:assert/strict';
import fc from 'fast-check';
import Papa from 'papaparse';
import { atOnce } from '../../../../src/task/file/json/textWalk.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { checkRows } from '../../../../src/task/table/rowFiles.ts';
import { describeFinding } from '../../../../src/task/table/rowFindingText.ts';
import { describeTableProblem } from '../../../../src/task/table/tableProblemText.ts';
import { tableInBytes, tableInText } from '../../../../src/task/table/tableText.ts';
import { english } from '../../../support/desk/english.ts';

/** What a cell may hold, as it comes back: without blanks around it, line breaks as LF. NUL is of binary files. */
const filled = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim())
  .filter((text) => text !== '');
const words = fc.oneof(
  filled,
  fc.constantFrom('"', 'a "b" c', 'a,b;c\td', 'x\ny', '=1+1', "'x", '订单 🚀', '`|`', '$(x)'),
);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const uuid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-'));
const address = fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}:${port}`);
const addresses = fc.array(address, { minLength: 1, maxLength: 3 }).map((list) => list.join());
const variable = fc.stringMatching(/^R[A-Z0-9_]{0,10}$/).map((name) => `\${env:${name}}`);

const task = fc.record({
  name: words,
  description: fc.option(words, { nil: undefined }),
  region: fc.constantFrom('cn-north-4', 'eu-west-101'),
  project_id: hex(32),
  vpc_id: uuid,
  subnet_id: uuid,
  security_group_id: uuid,
  migration_method: fc.constantFrom('full_amount_migration', 'incremental_migration'),
  resume_mode: fc.constantFrom('auto', 'manual'),
  bandwidth_limit_mb: fc.option(fc.integer({ min: 1, max: 10_240 }).map(String), { nil: undefined }),
  'source_instance.addrs': addresses,
  'source_instance.password': fc.option(variable, { nil: undefined }),
  'target_instance.id': uuid,
});

const delimiter = fc.constantFrom(',', ';', '\t');
const newline = fc.constantFrom('\n', '\r\n', '\r');

describe('any table', () => {
  it('gives files that hold the same values, one a row, however it is written', () => {
    const tables = fc.tuple(
      fc.uniqueArray(task, { minLength: 1, maxLength: 8, selector: ({ name }) => name.toLowerCase() }),
      delimiter,
      newline,
      fc.boolean(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(tables, ([tasks, separator, end, quotes, marked]) => {
        const columns = Object.keys(tasks[0] ?? {});
        const text = Papa.unparse(
          { fields: columns, data: tasks.map((one) => Object.values(one)) },
          { delimiter: separator, newline: end, quotes },
        );
        const table = atOnce(tableInBytes(new TextEncoder().encode(marked ? `\uFEFF${text}` : text)));
        assert.ok(!('problem' in table), 'problem' in table ? describeTableProblem(table.problem, english) : '');
        const files = atOnce(checkRows(table, { region: 'cn-north-4', projectId: '' }, new Set()));
        assert.equal(files.length, tasks.length);
        for (const [index, one] of tasks.entries()) {
          const { task: body, migration } = parseTaskFile(files[index]?.text ?? '');
          const { description, ...given } = one;
          const { name, region, project_id, vpc_id, subnet_id, security_group_id, ...settings } = given;
          assert.deepEqual(body, {
            name,
            region,
            project_id,
            vpc_id,
            subnet_id,
            security_group_id,
            ...(description === undefined ? {} : { description }),
          });
          const { bandwidth_limit_mb: bandwidth, 'source_instance.password': password } = settings;
          assert.deepEqual(migration, {
            migration_method: settings.migration_method,
            resume_mode: settings.resume_mode,
            ...(bandwidth === undefined ? {} : { bandwidth_limit_mb: bandwidth }),
            source_instance: {
              addrs: settings['source_instance.addrs'],
              ...(password === undefined ? {} : { password }),
            },
            target_instance: { id: settings['target_instance.id'] },
          });
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('whatever it is, is read or has a problem that can be told, and its rows findings', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            'name',
            'vpc',
            'source',
            '密码',
            '"',
            '""',
            ',',
            ';',
            '\t',
            '\n',
            '\r\n',
            '|',
            '-',
            ' ',
            'a',
            '\u0000',
            '\ud800',
            'sep=;',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
      fc
        .array(fc.constantFrom('"', ',', '\n', 'x', ' '), { maxLength: 60 })
        .map((parts) => `name,vpc,region\n${parts.join('')}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const table = tableInText(any);
        if ('problem' in table) return assert.notEqual(describeTableProblem(table.problem, english), '');
        for (const { findings, text: written } of atOnce(checkRows(table, { region: '', projectId: '' }, new Set()))) {
          assert.ok(findings.every((one) => describeFinding(one, english) !== ''));
          if (findings.every(({ severity }) => severity === 'warning')) assert.ok(parseTaskFile(written).task);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
