import { shortened } from '../cloud/foreignText.ts';
import type { Translate } from '../cloud/translate.ts';
import { grouped } from '../desk/grouped.ts';
import type { FollowedStage, StatusLine, StatusText } from '../desk/statusLine.ts';

/** Characters of a name between the words of the bar. */
const longestName = 30;

export function createStatusLine(show: (text: StatusText | undefined) => void, t: Translate): StatusLine {
  let unsettled = 0;
  let stages: Stages = new Map();
  const draw = () => {
    const [urgent] = stages;
    if (unsettled > 0) show(unsettledText(unsettled, stages.get('starting')?.length ?? 0, t));
    else show(urgent && followedText(urgent, stages, t));
  };
  return {
    unsettled(count) {
      unsettled = count;
      draw();
    },
    followed(tasks) {
      const byStage = grouped(tasks, ({ stage }) => stage);
      stages = new Map(byUrgency.flatMap((stage) => namesOf(stage, byStage.get(stage))));
      draw();
    },
  };
}

/** The names of those in each stage, the most urgent stage first; none is empty. */
type Stages = ReadonlyMap<FollowedStage, readonly string[]>;

const byUrgency: readonly FollowedStage[] = ['notStarted', 'failed', 'toConfigure', 'ready', 'starting'];

const icons: Readonly<Record<FollowedStage, string>> = {
  notStarted: 'error',
  failed: 'error',
  toConfigure: 'check',
  ready: 'pass-filled',
  starting: 'sync~spin',
};

function namesOf(
  stage: FollowedStage,
  tasks: readonly { readonly name: string }[] = [],
): readonly (readonly [FollowedStage, readonly string[]])[] {
  return tasks.length === 0 ? [] : [[stage, tasks.map(({ name }) => name)]];
}

/** What may cost money comes first, and hides nothing. */
function unsettledText(count: number, starting: number, t: Translate): StatusText {
  const uncertain = count === 1 ? t('DCS: 1 creation not certain') : t('DCS: {count} creations not certain', { count });
  const why = t('It is not known whether these tasks were created. Click to look for them.');
  return {
    icon: 'warning',
    text: starting === 0 ? uncertain : `${uncertain} · ${startingText(starting, t)}`,
    tooltip: starting === 0 ? why : `${why}\n${whatStarts(t)}`,
    command: 'dcs.settleCreations',
    warning: true,
  };
}

function startingText(count: number, t: Translate): string {
  return count === 1 ? t('1 task is starting') : t('{count} tasks are starting', { count });
}

function whatStarts(t: Translate): string {
  return t('The migration machine is being brought up; the task can be configured when it is ready.');
}

function followedText(
  [stage, names]: readonly [FollowedStage, readonly string[]],
  all: Stages,
  t: Translate,
): StatusText {
  const others = [...all].filter(([other]) => other !== stage);
  // One that was created just now may have the name of the other.
  const starting = stage === 'starting' ? 0 : (all.get('starting')?.length ?? 0);
  const text = stageText(stage, names, t);
  return {
    icon: icons[stage],
    text: starting === 0 ? text : `${text} · ${startingText(starting, t)}`,
    tooltip: [
      meaningOf(stage, names.length, t),
      ...others.map(([other, some]) => stageText(other, some, t)),
      clickText(t),
    ].join('\n'),
    command: 'dcs.migrationTasks.focus',
    warning: false,
  };
}

function clickText(t: Translate): string {
  return t('Click to see the migration tasks.');
}

function stageText(stage: FollowedStage, names: readonly string[], t: Translate): string {
  const count = names.length;
  const name = shortened(names[0] ?? '', longestName);
  const isOne = count === 1;
  switch (stage) {
    case 'starting':
      return isOne ? t('DCS: {name} is starting', { name }) : t('DCS: {count} tasks are starting', { count });
    case 'toConfigure':
      return isOne
        ? t('DCS: {name} can be configured', { name })
        : t('DCS: {count} tasks can be configured', { count });
    case 'notStarted':
      return isOne ? t('DCS: {name} did not start', { name }) : t('DCS: {count} tasks did not start', { count });
    case 'failed':
      return isOne ? t('DCS: {name} has failed', { name }) : t('DCS: {count} tasks have failed', { count });
    case 'ready':
      return isOne
        ? t('DCS: {name} is ready to cut over', { name })
        : t('DCS: {count} tasks are ready to cut over', { count });
  }
}

function meaningOf(stage: FollowedStage, count: number, t: Translate): string {
  switch (stage) {
    case 'starting':
      return whatStarts(t);
    case 'toConfigure':
      return count === 1 ? t('The task can be configured now.') : t('These tasks can be configured now.');
    case 'notStarted':
    case 'failed':
      return t('The view and the log say why.');
    case 'ready':
      return t('Applications can be switched over.');
  }
}
