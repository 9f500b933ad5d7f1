import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Translate } from '../../../../src/cloud/translate.ts';
import type { KnownTask } from '../../../../src/desk/tasks/taskSight.ts';
import type { MigrationRecord } from '../../../../src/task/record/records.ts';
import { reportOf } from '../../../../src/views/tasks/taskReport.ts';
import { english } from '../../../support/desk/english.ts';
import { renderMarkdown } from '../../../support/project/renderedMarkdown.ts';
import { knownTask, now, samplesOf, sightOf } from './knownTask.ts';

const texts = z.record(z.string(), z.string());
const bundle = texts.parse(JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')));
const chinese: Translate = (message, values) => english(bundle[message] ?? message, values);

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
    assert.equal(text.match(/^WRONGPASS/gm)?.length, 1);
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

describe('the report of what was kept', () => {
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const profile = 'cn-north-4 · 0123';
  const record: MigrationRecord = {
    notes: [
      { at: at(90), profile, kind: 'checked', passed: 30, open: ['repl-timeout is 60 s.'], notChecked: 2 },
      { at: at(89), profile, kind: 'waived', what: `repl-timeout is 60 s. ${hostile}` },
      { at: at(88), profile, kind: 'changed', what: '10.0.0.1 was added to the whitelist of carts.' },
      { at: at(87), profile, kind: 'asked', action: 'configure', outcome: 'accepted' },
      { at: at(20), profile, kind: 'ticked', item: 'writesStopped', isTicked: true },
      { at: at(19), profile, kind: 'compared', outcome: 'different', summary: '3 keys differ' },
      { at: at(10), profile, kind: 'asked', action: 'stop', outcome: 'unclear', reason: 'No answer.' },
      { at: at(9), profile, kind: 'ended', action: 'stop', outcome: 'done' },
      { at: at(5), profile, kind: 'setBack', what: '10.0.0.1 is not in the whitelist of carts any more.' },
    ],
    samples: [
      { at: now - 80 * 60_000, status: 'FULLMIGRATING', stats: { full_migration_progress: 40 } },
      { at: now - 79 * 60_000, status: 'INCRMIGEATING', stats: { offset: 5 } },
      { at: now - 78 * 60_000, status: 'INCRMIGEATING', stats: { offset: 4 } },
      { at: now - 30 * 60_000, status: 'INCRMIGEATING', stats: { offset: 3 } },
    ],
    unread: 2,
  };
  const created_at = { text: '', time: new Date(now - 100 * 60_000) };
  const known = { ...knownTask({ status: 'TERMINATED', created_at }), record };
  const textIn = (t: Translate, one: KnownTask = known) =>
    reportOf(sightOf([one]), 'task-1', now, t)?.text('c.svg') ?? '';
  const text = textIn(english);

  it('has the times, the checks, what was waived, ticked, compared, changed, asked, and as whom', () => {
    for (const part of [
      /^\| Configured and started \| .+ \| from here \|$/m,
      /^\| Full copy done \| .+ \| by what was seen \|$/m,
      /^\| First seen ready to cut over \| .+ \| by what was seen \|$/m,
      /^\| Machine up \| not known \| {2}\|$/m,
      /^\| Stopped \| .+ \| from here \|$/m,
      /## Checks Before the Start\n\n.+\n.+\n\| .+ \| cn-north-4 · 0123 \| Passed: 30\. Errors and warnings: 1\. Not checked: 2\. · repl-timeout is 60 s\./,
      /## What Was Waived\n/,
      /ticked · Nothing writes to the source any more/,
      /different · 3 keys differ/,
      /Stop · not known whether it arrived · No answer\./,
      /Stop · done/,
      /any more\. \|$/m,
    ])
      assert.match(text, part);
  });

  it('begins its chart with what was kept, and has a gap where nobody looked', () => {
    assert.match(text, /^Since .+, as it was kept on disk$/m);
    const rows = text.split('\n').filter((line) => /\| not known \|/.test(line) && /\d+:\d+/.test(line));
    assert.ok(rows.length >= 1, text);
  });

  it('says what is missing', () => {
    const missing = text.slice(text.indexOf('## What Is Missing Here'));
    assert.match(missing, /could not be read: 2\./);
    assert.match(missing, /There are no figures of the time before/);
    assert.match(missing, /There are no figures between .+ and .+\./);
    const bare = textIn(english, knownTask({ status: 'TERMINATED' }));
    assert.match(bare, /What was kept on disk of this task could not be read/);
    assert.match(bare, /There are no figures: nobody looked/);
  });

  it('lets nothing of a note become a link, a picture or HTML', () => {
    const { elements } = renderMarkdown(text);
    assert.deepEqual(
      ['img', 'a', 'strong', 'h1', 'script'].map((name) => elements.filter((one) => one === name).length),
      [1, 0, 0, 1, 0],
    );
    assert.doesNotMatch(text, /[\p{Bidi_Control}]|(?!\n)\p{Cc}/u);
  });

  it('is whole in Chinese', () => {
    const chineseText = textIn(chinese);
    for (const part of [
      '## 启动前检查',
      '## 已忽略的警告',
      '## 本报告缺少的内容',
      '停止 · 不确定请求是否到达',
      '首次查询到可割接',
    ])
      assert.ok(chineseText.includes(part), part);
    const ours = chineseText.replace(/repl-timeout[^|]*|10\.0\.0\.1[^|]*|3 keys differ|No answer\./g, '');
    assert.doesNotMatch(ours, /\b(?:the|was|not|known|from|here|seen)\b/);
  });
});
