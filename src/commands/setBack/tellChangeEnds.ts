import { shortened } from '../../cloud/foreignText.ts';
import { placed } from '../../desk/placed.ts';
import type { Desk } from '../../desk/ports.ts';
import { noteHappened } from '../../desk/tasks/noteHappened.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { changeName } from './changeTexts.ts';
import type { ChangeEnd } from './seeSetBack.ts';

/** One notification, and a line in the log for each change. */
export function tellChangeEnds(desk: Desk, place: TaskPlace, ends: readonly ChangeEnd[]): void {
  const { t, notifier, log } = desk;
  const texts = ends.map((end) => ({ isDone: isWhole(end), kind: end.kind, text: placed(textOf(end, t), place, t) }));
  for (const { isDone, text } of texts) {
    if (isDone) log.info(text);
    else log.error(text);
  }
  const done = texts.filter(({ isDone }) => isDone);
  const [problem, ...more] = texts.filter(({ isDone }) => !isDone);
  const [only] = done;
  if (only === undefined && problem === undefined) return;
  const all = placed(t('Changes set back: {count}', { count: done.length }), place, t);
  if (problem === undefined) {
    notifier.tell('info', done.length === 1 && only !== undefined ? only.text : all);
    return;
  }
  const message = [
    problem.text,
    ...(more.length === 0 ? [] : [t('And {count} more, see the log.', { count: more.length })]),
    ...(done.length === 0 ? [] : [all]),
  ].join(' ');
  const level = problem.kind === 'refused' ? 'error' : 'warning';
  notifier.tell(level, message, [{ label: t('Open Log'), run: () => log.show() }]);
}

/** In the record of the task that it was changed for. */
export function noteSetBack(desk: Desk, place: TaskPlace, end: ChangeEnd): void {
  const { id } = end.change.task;
  if (id !== undefined && end.kind === 'done')
    noteHappened(desk, place, id, { kind: 'setBack', what: textOf(end, desk.t) });
}

function isWhole(end: ChangeEnd): boolean {
  return end.kind === 'done' && end.isMixed !== true;
}

function textOf(end: ChangeEnd, t: Desk['t']): string {
  const { instance, what } = end.change;
  const name = shortened(instance.name || instance.id);
  const change = changeName(end.change, t);
  if (end.kind === 'refused') return t('Not set back: {change}. {reason}', { change, reason: end.reason });
  if (end.kind === 'unclear')
    return t('It is not known whether this is set back, so it is offered again: {change}. {reason}', {
      change,
      reason: end.reason,
    });
  if (what.kind === 'parameter')
    return t('{parameter} of {name} is {value} again.', {
      ...{ name, parameter: shortened(what.name), value: shortened(what.from) },
    });
  const out = t('{address} is not in the whitelist of {name} any more.', { name, address: shortened(what.entry) });
  return !isWhole(end)
    ? t('{out} The whitelist holds something else than was sent: look at it, since somebody may have changed it.', {
        out,
      })
    : out;
}
