import { placed } from '../../desk/placed.ts';
import type { Button, Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { End } from './lookAfter.ts';

/** What became of it, in words; `name` is fit to be shown. */
export interface EndWords {
  readonly done: (name: string) => string;
  readonly doneAll: (count: number) => string;
  readonly refused: (name: string, reason: string) => string;
  /** `state`: the phase in words, when it was last read. */
  readonly unclear: (name: string, reason: string, state: string) => string;
  /** Where all went well. */
  readonly buttons?: readonly Button[];
}

/** Names in a notification; the log has all. */
const mostNamed = 5;

/** One notification, and a line in the log for each task. `offers`: what leads on, however it went. */
export function tellEnds(
  { t, notifier, log }: Pick<Desk, 't' | 'notifier' | 'log'>,
  place: TaskPlace,
  ends: readonly End[],
  words: EndWords,
  offers: readonly Button[] = [],
): void {
  const texts = ends.map((end) => ({ end, text: placed(textOf(end, words), place, t) }));
  for (const { end, text } of texts) {
    if (end.kind === 'done') log.info(text);
    else log.error(text);
  }
  const [problem, ...more] = texts.filter(({ end }) => end.kind !== 'done');
  const done = ends.length - more.length - (problem === undefined ? 0 : 1);
  const moreOf = (kind: End['kind']) =>
    namesText(
      more.flatMap(({ end }) => (end.kind === kind ? [end.task.name] : [])),
      t,
    );
  const [refused, unclear] = [moreOf('refused'), moreOf('unclear')];
  const [only] = texts;
  const success = ends.length === 1 && only !== undefined ? only.text : placed(words.doneAll(done), place, t);
  if (problem === undefined) {
    notifier.tell('info', success, [...(words.buttons ?? []), ...offers]);
    return;
  }
  const message = [
    problem.text,
    ...(refused === undefined ? [] : [t('Not done either, see the log: {names}.', { names: refused })]),
    ...(unclear === undefined ? [] : [t('Not known of others either, see the log: {names}.', { names: unclear })]),
    ...(done === 0 ? [] : [words.doneAll(done)]),
  ].join(' ');
  const level = problem.end.kind === 'unclear' ? 'warning' : 'error';
  notifier.tell(level, message, [...offers, { label: t('Open Log'), run: () => log.show() }]);
}

function namesText(names: readonly string[], t: Desk['t']): string | undefined {
  if (names.length === 0) return undefined;
  const [named, rest] = [names.slice(0, mostNamed).join(', '), names.length - mostNamed];
  return rest > 0 ? t('{names} and {count} more', { names: named, count: rest }) : named;
}

function textOf(end: End, words: EndWords): string {
  const { name, state } = end.task;
  if (end.kind === 'done') return words.done(name);
  return end.kind === 'refused' ? words.refused(name, end.reason) : words.unclear(name, end.reason, state);
}
