import { cut, visible } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { markdownText } from '../../desk/markdownText.ts';
import { figure } from '../../desk/tasks/phaseTexts.ts';
import type { TaskReport } from '../../desk/tasks/taskPages.ts';
import type { KnownTask, TaskSight } from '../../desk/tasks/taskSight.ts';
import { timeText } from '../../desk/timeText.ts';
import { missingTexts } from '../progress/missingTexts.ts';
import { recordParts } from '../progress/recordTexts.ts';
import { recordTimes } from '../progress/recordTimes.ts';
import { chartOf } from './chartData.ts';
import { chartSvg } from './chartSvg.ts';
import { chartTime } from './chartTime.ts';
import { pageOf, pageTitle } from './pageData.ts';
import type { PageChart, PageSection } from './pageModel.ts';

/** Characters of one cell, and of what the cloud said. */
const longestCell = 500;
const longestNote = 4000;
const longestMessage = 20_000;

/** What the page of a task says, as a text to be kept; undefined where the task is not in sight. `now` in milliseconds since 1970. */
export function reportOf(sight: TaskSight, taskId: string, now: number, t: Translate): TaskReport | undefined {
  const known = sight.tasks.find(({ task }) => task.task_id === taskId);
  return known && reportOfTask(known, sight, now, t);
}

/** The same of one of those that are in sight. */
export function reportOfTask(known: KnownTask, sight: TaskSight, now: number, t: Translate): TaskReport {
  const name = pageTitle(sight, { taskId: known.task.task_id, elsewhere: false }, t);
  const chart = chartOf(known, t);
  return {
    name,
    svg: chart && chartSvg(chart, name, t),
    text: (picture) => textOf(known, sight, now, picture, t),
  };
}

function textOf(known: KnownTask, sight: TaskSight, now: number, picture: string | undefined, t: Translate): string {
  const { task_id: taskId, error_message: message = '' } = known.task;
  const { title, status, notices, sections, age } = pageOf(sight, { taskId, elsewhere: false }, now, t);
  const parts = [
    `# ${cell(title)}`,
    [status?.words ?? '', status?.raw ?? ''].filter(Boolean).map(cell).join(' · '),
    ...notices.map(({ text }) => cell(text)),
    ...sections.flatMap((section) => [`## ${section.heading}`, ...sectionParts(section, { message, picture }, t)]),
    ...recordSections(known, t),
    [timeText(new Date(now), t), age].filter(Boolean).join(' · '),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What was kept of it, and what is missing. */
function recordSections(known: KnownTask, t: Translate): readonly string[] {
  const parts = recordParts(known.record?.notes ?? [], t).flatMap(({ heading, notes }) => {
    const rows = notes.map(({ note, own, said }) => {
      const text = [own, said === '' ? '' : long(said)].filter(Boolean).join(' · ');
      return [timeText(new Date(note.at), t), cell(note.profile), text];
    });
    return [`## ${heading}`, tableOf([t('Time'), t('As'), ''], rows)];
  });
  const missing = missingTexts(known, t).map((text) => `- ${text}`);
  return [
    `## ${t('Times')}`,
    tableOf([t('What'), t('Time'), t('Known')], recordTimes(known, t)),
    ...parts,
    `## ${t('What Is Missing Here')}`,
    missing.join('\n'),
  ];
}

interface Beside {
  /** Of the cloud, as it is. */
  readonly message: string;
  readonly picture: string | undefined;
}

function sectionParts(section: PageSection, { message, picture }: Beside, t: Translate): readonly string[] {
  switch (section.kind) {
    case 'steps':
      return pairs(section.steps.map(({ label, note }) => [label, note]));
    case 'figures':
      return pairs(section.entries.map(({ label, value }) => [label, value]));
    case 'facts':
      return pairs(section.entries.map(({ label, value }) => [label, cell(value)]));
    case 'cause': {
      // What the cloud said stands below, whole.
      const entries = section.entries.filter(({ key }) => key !== 'message');
      return [
        ...pairs(entries.map(({ label, value }) => [label, cell(value)])),
        codeBlock(section.key === 'cause' ? message : ''),
      ];
    }
    case 'chart': {
      const image = picture === undefined ? [] : [`![${section.heading}](${linkTo(picture)})`];
      return [...image, section.chart.since, samplesTable(section.chart, t)];
    }
  }
}

function samplesTable({ times, panels, words }: PageChart, t: Translate): string {
  const columns = panels.flatMap(({ label, lines }) =>
    lines.map((line) => ({ name: lines.length > 1 ? `${label}: ${line.label}` : label, values: line.values })),
  );
  const rows = times.map((time, index) => {
    const values = columns.map(({ values }) => values[index] ?? undefined);
    return [
      chartTime(time, times, t),
      ...values.map((value) => (value === undefined ? words.unknown : figure(value, t))),
    ];
  });
  return tableOf([words.time, ...columns.map(({ name }) => name)], rows);
}

function pairs(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [tableOf(['', ''], rows)];
}

/** The cells are Markdown: words of ours, or such as can do no harm. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return markdownText(text, longestCell);
}

/** Of a note, which may name all that was found. */
function long(text: string): string {
  return markdownText(text, longestNote);
}

/** Nothing in it ends it, and nothing in it is read. */
function codeBlock(text: string): string {
  const plain = visible(cut(text.trim(), longestMessage));
  if (plain === '') return '';
  const longestRun = Math.max(2, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longestRun + 1);
  return `${fence}text\n${plain}\n${fence}`;
}

function linkTo(file: string): string {
  return encodeURIComponent(file).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
