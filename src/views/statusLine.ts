import { shortened } from '../cloud/foreignText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { StatusLine, StatusText } from '../desk/statusLine.ts';

/** Characters of a name between the words of the bar. */
const longestName = 30;

export function createStatusLine(show: (text: StatusText | undefined) => void, t: Translate): StatusLine {
  let unsettled = 0;
  let starting: readonly string[] = [];
  let last: Parameters<StatusLine['ended']>[0];
  const draw = () => {
    if (unsettled > 0) show(unsettledText(unsettled, starting.length, t));
    else if (starting.length > 0) show(startingText(starting, t));
    else show(last && endedText(last, t));
  };
  return {
    unsettled(count) {
      unsettled = count;
      draw();
    },
    starting(names) {
      starting = names;
      draw();
    },
    ended(end) {
      last = end;
      draw();
    },
  };
}

/** What may cost money comes first, and hides nothing. */
function unsettledText(count: number, starting: number, t: Translate): StatusText {
  const uncertain = count === 1 ? t('DCS: 1 creation not certain') : t('DCS: {count} creations not certain', { count });
  const others = starting === 1 ? t('1 task is starting') : t('{count} tasks are starting', { count: starting });
  const why = t('It is not known whether these tasks were created. Click to look for them.');
  return {
    icon: 'warning',
    text: starting === 0 ? uncertain : `${uncertain} · ${others}`,
    tooltip: starting === 0 ? why : `${why}\n${startingTooltip(t)}`,
    command: 'dcs.settleCreations',
    warning: true,
  };
}

function startingTooltip(t: Translate): string {
  return t('The migration machine is being brought up; the task can be configured when it is ready.');
}

function startingText(names: readonly string[], t: Translate): StatusText {
  const name = shortened(names[0] ?? '', longestName);
  const count = names.length;
  return {
    icon: 'sync~spin',
    text: count === 1 ? t('DCS: {name} is starting', { name }) : t('DCS: {count} tasks are starting', { count }),
    tooltip: startingTooltip(t),
    command: 'dcs.showLog',
    warning: false,
  };
}

function endedText(end: { readonly name: string; readonly ready: boolean }, t: Translate): StatusText {
  const { ready } = end;
  const name = shortened(end.name, longestName);
  return {
    icon: ready ? 'check' : 'error',
    text: ready ? t('DCS: {name} is ready', { name }) : t('DCS: {name} did not start', { name }),
    tooltip: ready
      ? t('The task can be configured now. Click to open the log.')
      : t('The log says why. Click to open it.'),
    command: 'dcs.showLog',
    warning: false,
  };
}
