import assert from 'node:assert/strict';
import { Refused } from '../../../../src/cloud/errors.ts';
import { planText, reportText } from '../../../../src/commands/batch/batchReport.ts';
import type { BatchResult } from '../../../../src/commands/batch/batchResult.ts';
import { english } from '../../../support/desk/english.ts';
import { memoryDocuments } from '../../../support/desk/memoryDocuments.ts';
import { createScript } from '../../../support/desk/scriptedPrompter.ts';
import { renderMarkdown } from '../../../support/project/renderedMarkdown.ts';

const texts = [
  'https://evil.example/x?y',
  'see www.evil.com, a@evil.com or <https://evil.example>.',
  '![x](http://evil.example/x.png)[y](command:z)',
  '<img src="x" onerror="y">|`|`|',
  '订单：https://evil.example。',
  'a\n| b | c |\n\n# d',
  'a\u200b\u202eb',
];
const shown = [...texts.slice(0, 5), 'a | b | c | # d', 'a‹U+200B U+202E›b'];
const allowed = ['h1', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code'];

/** The cells of one column, without its head. */
function column(cells: readonly string[], width: number, index: number): string[] {
  return cells.filter((_, at) => at % width === index).slice(1);
}

const uri = memoryDocuments(createScript()).put('/workspace/a.dcsmigration.json', '');

function fileNamed(path: string): BatchResult['file'] {
  return { uri, path };
}

describe('reports of a batch', () => {
  it('what became of it: words of files and of the cloud stay words', () => {
    const request = { method: 'POST', url: 'https://dcs.example/' };
    const results = texts.map((text): BatchResult => {
      const error = new Refused(request, { status: 400, code: text, cloudMessage: text });
      const outcome = { kind: 'wrong', reasons: [text] } as const;
      return {
        file: fileNamed(text),
        name: text,
        region: text,
        outcome: text === texts[0] ? { kind: 'broken', error } : outcome,
      };
    });
    const { elements, cells } = renderMarkdown(reportText(results, new Date(0), english));
    assert.deepEqual(
      [...new Set(elements)].filter((name) => !allowed.includes(name)),
      [],
    );
    for (const index of [0, 1, 5]) assert.deepEqual(column(cells, 7, index), shown);
    assert.deepEqual(column(cells, 7, 4).slice(1), shown.slice(1));
  });

  it('what would be done, too', () => {
    const wrong = texts.map((text) => ({ file: fileNamed(text), name: text, region: text, reasons: [text, text] }));
    const { elements, cells } = renderMarkdown(
      planText({ wrong, tasks: [], complete: true, seen: new Set() }, english),
    );
    assert.deepEqual(
      [...new Set(elements)].filter((name) => !allowed.includes(name)),
      [],
    );
    for (const index of [0, 1, 2]) assert.deepEqual(column(cells, 5, index), shown);
    assert.deepEqual(
      column(cells, 5, 3),
      shown.map((text) => `${text} ${text}`),
    );
  });

  it('says once where all of it is, also beside a file that is nowhere, and breaks no task ID', () => {
    const taskId = '23f1c590-c8db-4120-a222-26a134d15e4f';
    const wrong: BatchResult = { file: fileNamed('a'), outcome: { kind: 'wrong', reasons: ['no'] } };
    const created: BatchResult = {
      ...{ file: fileNamed('b'), name: 'b', region: 'cn-north-4' },
      outcome: { kind: 'created', taskId, jobId: undefined, how: 'answered' },
    };
    const text = reportText([wrong, created], new Date(0), english);
    assert.match(text, /^Region · Project: cn-north-4$/m);
    assert.match(text, /^\| File \| Name \| Outcome \| Task ID \| Details \|$/m);
    assert.ok(text.includes(`| <nobr>${taskId}</nobr> |`), text);
    const elsewhere = { ...created, region: 'cn-east-3' };
    assert.match(reportText([created, elsewhere], new Date(0), english), /\| Details \| Region \| Project \|$/m);
  });

  it('a cell has an end', () => {
    const wrong = [{ file: fileNamed('x'.repeat(5000)), reasons: ['😀'.repeat(5000)] }];
    const { cells } = renderMarkdown(planText({ wrong, tasks: [], complete: true, seen: new Set() }, english));
    assert.deepEqual([cells[5], cells[8]], [`${'x'.repeat(499)}…`, `${'😀'.repeat(499)}…`]);
  });
});
