import { shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { delayOf } from '../../desk/tasks/causes.ts';
import { daysIdle } from '../../desk/tasks/idleMachine.ts';
import { clockText, phaseText } from '../../desk/tasks/phaseTexts.ts';
import { type KnownTask, lifeOf, type TaskSight } from '../../desk/tasks/taskSight.ts';
import type { Lifecycle } from '../../task/lifecycle.ts';
import { groupOf, type TaskGroup } from '../../task/taskGroups.ts';
import { levelOf, lineTime } from '../log/taskLog.ts';
import { leftBehind } from '../progress/leftBehind.ts';
import { nowAndNext } from '../progress/nowAndNext.ts';
import { chartOf } from './chartData.ts';
import { cutOverSection } from './cutOverSection.ts';
import { anewButtons, helpButtons, pageButtons } from './pageButtons.ts';
import type { PageButton, PageEntry, PageModel, PageSection, Tone } from './pageModel.ts';
import { noticesOfIdle, noticesOfOld, noticesOfTrap, noticesWithoutTask } from './pageNotices.ts';
import { phaseSteps } from './phaseSteps.ts';
import { taskFacts } from './taskFacts.ts';

/** Characters. */
const longestTitle = 100;

interface Wanted {
  readonly taskId: string;
  /** The task was in sight before, in a project that is another than this. */
  readonly elsewhere: boolean;
  /** What it was called where it was in sight before, in this project. */
  readonly before?: string | undefined;
}

/** What its tab says, which is seen also while the page is not. */
export function pageTitle({ state, tasks }: TaskSight, { taskId, elsewhere, before }: Wanted, t: Translate): string {
  const task = tasks.find(({ task }) => task.task_id === taskId)?.task;
  if (task !== undefined) return shortened(task.task_name, longestTitle) || task.task_id;
  return state === 'known' && !elsewhere && before !== undefined ? before : t('Migration Task');
}

/** What the page of a task says now. `now` in milliseconds since 1970. */
export function pageOf(sight: TaskSight, wanted: Wanted, now: number, t: Translate): PageModel {
  const { taskId, elsewhere } = wanted;
  const known = sight.tasks.find(({ task }) => task.task_id === taskId);
  const head = { taskId, language: t('en-US'), title: pageTitle(sight, wanted, t) };
  if (known !== undefined) return { ...head, ...pageOfTask(known, sight, now, t) };
  return { ...head, notices: noticesWithoutTask(sight, elsewhere, t), actions: [], sections: [], age: '' };
}

function pageOfTask(known: KnownTask, sight: TaskSight, now: number, t: Translate) {
  const life = lifeOf(known, now);
  return {
    status: statusOf(known, life, sight, t),
    notices: [
      ...noticesOfTrap(known, life, t),
      ...noticesOfOld(sight, t),
      ...noticesOfIdle(daysIdle(known, life, sight.place, now), life, t),
    ],
    actions: pageButtons(known, life, t),
    sections: sectionsOf(known, life, sight, now, t),
    age: ageText(life, sight, t),
  };
}

function statusOf(known: KnownTask, life: Lifecycle, { place }: TaskSight, t: Translate) {
  const words = phaseText(known, life, t);
  const raw = shortened(known.task.status);
  const where = place?.sandbox === true ? t('Local Sandbox') : place?.connection.region;
  const parts = [...(raw === '' || raw === words ? [] : [raw]), ...(where === undefined ? [] : [where])];
  return { words, raw: parts.join(' · '), tone: tones[groupOf(life)] };
}

const tones: Readonly<Record<TaskGroup, Tone>> = {
  failed: 'bad',
  toConfigure: 'waiting',
  ready: 'good',
  inSync: 'good',
  running: 'busy',
  other: 'quiet',
  done: 'quiet',
};

function ageText({ figures }: Lifecycle, { asOf }: TaskSight, t: Translate): string {
  const times = [
    ...(asOf === undefined ? [] : [t('as of {time}', { time: clockText(asOf, t) })]),
    ...(figures === undefined ? [] : [t('figures as of {time}', { time: clockText(figures.at, t) })]),
  ];
  return times.join(' · ');
}

const figureKeys = ['progress', 'lag', 'keys', 'traffic'];
const causeKeys = ['cause', 'action', 'message'];

function sectionsOf(
  known: KnownTask,
  life: Lifecycle,
  sight: TaskSight,
  now: number,
  t: Translate,
): readonly PageSection[] {
  const facts = taskFacts(known, life, t);
  const entries = (isMeant: (key: string) => boolean): readonly PageEntry[] =>
    facts.filter(({ key }) => isMeant(key)).map(({ key, label, value }) => ({ key, label, value }));
  const [cause, figures] = [causeKeys, figureKeys].map((keys) => entries((key) => keys.includes(key)));
  const others = entries((key) => ![...causeKeys, ...figureKeys].includes(key));
  const chart = chartOf(known, t);
  return [
    ...nextSection(nowAndNext(known, life, now, t), t),
    { key: 'steps', heading: t('Phases'), kind: 'steps', steps: phaseSteps(known, life, t), buttons: [] },
    ...cutOverSection(known, life, sight, now, t),
    ...causeSection(causeHeading(known, life, cause, t), cause, helpButtons(known, life, t)),
    ...leftSection(leftBehind(known, life, t), anewButtons(life, t), t),
    ...someEntries('figures', t('Figures'), figures),
    ...(chart === undefined ? [] : [{ key: 'chart', heading: t('Over Time'), kind: 'chart', chart } as const]),
    ...someEntries('facts', t('Details'), others),
    ...logSection(known, t),
  ];
}

function nextSection(entries: readonly PageEntry[], t: Translate): readonly PageSection[] {
  return entries.length === 0 ? [] : [{ key: 'next', heading: t('Now and Next'), kind: 'facts', entries }];
}

function leftSection(
  entries: readonly PageEntry[],
  buttons: readonly PageButton[],
  t: Translate,
): readonly PageSection[] {
  if (entries.length === 0) return [];
  return [{ key: 'left', heading: t('What Is There Now'), kind: 'cause', entries, buttons }];
}

function causeHeading(known: KnownTask, life: Lifecycle, entries: readonly PageEntry[] = [], t: Translate): string {
  if (life.phase === 'failed') return t('Why It Failed');
  if (delayOf(known, life) !== undefined) return t('Why It Falls Behind');
  return entries.some(({ key }) => key === 'action') ? t('What Comes Next') : t('What the Cloud Says');
}

function causeSection(
  heading: string,
  entries: readonly PageEntry[] | undefined,
  buttons: readonly PageButton[],
): readonly PageSection[] {
  return entries === undefined || entries.length === 0
    ? []
    : [{ key: 'cause', heading, kind: 'cause', entries, buttons }];
}

/** Characters of a line of the log. */
const longestLine = 300;

/** Lines on a page; the whole of it is a text of its own. */
const mostLines = 10;

function logSection({ log = [] }: KnownTask, t: Translate): readonly PageSection[] {
  const lines = log.slice(-mostLines);
  if (lines.length === 0) return [];
  const entries = lines.map((line, index) => ({
    key: `line ${index}`,
    label: lineTime(line, t),
    value: shortened([levelOf(line), line.message].filter(Boolean).join(' · '), longestLine),
  }));
  return [{ key: 'log', heading: t('End of the Log'), kind: 'facts', entries }];
}

function someEntries(
  kind: 'figures' | 'facts',
  heading: string,
  entries: readonly PageEntry[] = [],
): readonly PageSection[] {
  return entries.length === 0 ? [] : [{ key: kind, heading, kind, entries }];
}
