import assert from 'node:assert/strict';
import { reportOf } from '../../../../src/views/tasks/taskReport.ts';
import { english } from '../../../support/desk/english.ts';
import { renderMarkdown } from '../../../support/project/renderedMarkdown.ts';
import { knownTask, now, samplesOf, sightOf } from './knownTask.ts';

const hostile =
  '<img src=x onerror=alert(1)> [a](command:x) **b** | c \u202E\u001B[31m `d` ![e](https://evil.example/f)';

describe('the report of a task', () => {
  const known = knownTask(
    { status: 'FAILED', task_name: hostile, error_message: `WRONGPASS invalid password\n\`\`\`\n# ${hostile}` },
    samplesOf([{ offset: 900, source_dbsize: 1000 }, undefined, { offset: 4, source_dbsize: 1001 }]),
  );
  const report = reportOf(sightOf([known]), 'task-1', now, english);
  const text = report?.text('orders (1).svg') ?? '';

  it('has the phases, the cause with the words of the cloud, the figures and the picture', () => {
    for (const part of ['## Phases', '## Why It Failed', '## Over Time', '## Details', 'WRONGPASS invalid password'])
      assert.ok(text.includes(part), part);
    assert.match(text, /^\| Catch Up \| failed \|$/m);
    assert.match(text, /^!\[Over Time\]\(orders%20%281%29\.svg\)$/m);
    assert.match(text, /\| not known \|/);
  });

  it('has no picture where there is none', () => {
    const bare = reportOf(sightOf([knownTask({})]), 'task-1', now, english);
    assert.equal(bare?.svg, undefined);
    assert.doesNotMatch(bare?.text(undefined) ?? '', /!\[/);
  });

  it('lets nothing of what others wrote become a link, a picture, HTML, or go unseen', () => {
    const { elements } = renderMarkdown(text);
    const count = (name: string) => elements.filter((one) => one === name).length;
    assert.deepEqual([count('img'), count('a'), count('strong'), count('h1'), count('script')], [1, 0, 0, 1, 0]);
    assert.doesNotMatch(text, /[\p{Bidi_Control}]|(?!\n)\p{Cc}/u);
  });

  it('is not there where the task is not', () => {
    assert.equal(reportOf(sightOf([]), 'task-1', now, english), undefined);
  });
});

describe('the picture of a chart', () => {
  const svgOf = (samples: Parameters<typeof samplesOf>[0], task_name = 'orders') =>
    reportOf(sightOf([knownTask({ task_name }, samplesOf(samples))]), 'task-1', now, english)?.svg ?? '';
  const linesIn = (svg: string) => [...svg.matchAll(/<path d="(M[^"]*)" fill="none"/g)].map(([, d = '']) => d);

  it('has a line from the first figure to the last', () => {
    const [line = ''] = linesIn(svgOf([{ offset: 1000 }, { offset: 500 }, { offset: 0 }]));
    assert.equal(line, 'M90 38h0L485 103L880 168');
  });

  it('has a gap where nothing is known, and a dot for what stands alone', () => {
    const [line = ''] = linesIn(svgOf([{ offset: 1000 }, undefined, { offset: 0 }]));
    assert.equal(line, 'M90 38h0M880 168h0');
  });

  it('is an image of its own: nothing in it runs, and nothing comes from elsewhere', () => {
    const svg = svgOf([{ offset: 1 }, { offset: 2 }], '</title><script>alert(1)</script>"\'&');
    assert.doesNotMatch(svg, /<script|<image|<foreignObject|href|url\(|\son\w+=/);
    assert.match(svg, /<title>&#60;\/title&#62;&#60;script&#62;/);
  });
});
