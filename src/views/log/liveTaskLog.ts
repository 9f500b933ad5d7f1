import { CloudError } from '../../cloud/errors.ts';
import { reasonOf } from '../../cloud/explain/errorText.ts';
import { shortened } from '../../cloud/foreignText.ts';
import type { TaskLogLine } from '../../cloud/services/taskProgress.ts';
import type { Desk } from '../../desk/ports.ts';
import type { LiveText } from '../../desk/tasks/liveText.ts';
import { clockText } from '../../desk/tasks/phaseTexts.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import { isMoving } from '../watch/lookAtTasks.ts';
import { createTaskLog, levelOf, lineText } from './taskLog.ts';

/** Milliseconds between two readings while the task runs: with five that move, and a row of one open, forty requests a minute are the most. */
const whileMoving = 30_000;

type Parts = Pick<Desk, 't' | 'now' | 'tasks' | 'logFilters'>;

/** The log of a task as a text, read on while the task runs. It ends with whoever is signed in. */
export function liveTaskLog(desk: Parts, place: TaskPlace, { id, name }: { id: string; name: string }): LiveText {
  const { t, now, tasks, logFilters } = desk;
  const log = createTaskLog(place, id);
  const { over } = place.connection.session;
  let asOf: number | undefined;
  const shown = () => textLines(log.lines(), logFilters.levels(), [shortened(name), shortened(id)], asOf, t);
  const leftText = () =>
    `# ${t('You have signed out, or switched to another account: the log is not shown any more.')}\n`;
  const pause = () => {
    if (over.aborted) return undefined;
    const known = tasks.sight().tasks.find(({ task }) => task.task_id === id);
    return known !== undefined && isMoving(known, now().getTime()) ? whileMoving : undefined;
  };
  const read = async (signal: AbortSignal) => {
    try {
      if (!over.aborted) await log.read(signal);
      asOf = now().getTime();
      return over.aborted ? leftText() : `${shown().join('\n')}\n`;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      // Nothing of an account stays that ended meanwhile.
      if (over.aborted) return leftText();
      const failure = t('The log could not be read: {reason}', { reason: shortened(reasonOf(error, t), 500) });
      return `${[...shown(), `# ${failure}`].join('\n')}\n`;
    }
  };
  return { read, pause, onChange: (listener) => listen(desk, over, pause, listener) };
}

/** Also where a task that stood still moves again. */
function listen(
  { tasks, logFilters }: Pick<Parts, 'tasks' | 'logFilters'>,
  over: AbortSignal,
  pause: () => number | undefined,
  listener: () => void,
): () => void {
  let moves = pause() !== undefined;
  const unlisten = tasks.onChange(() => {
    const before = moves;
    moves = pause() !== undefined;
    if (moves && !before) listener();
  });
  const unfilter = logFilters.onChange(listener);
  over.addEventListener('abort', listener);
  return () => {
    unlisten();
    unfilter();
    over.removeEventListener('abort', listener);
  };
}

function textLines(
  all: readonly TaskLogLine[],
  levels: readonly string[],
  names: readonly string[],
  asOf: number | undefined,
  t: Desk['t'],
): readonly string[] {
  const lines = levels.length === 0 ? all : all.filter((line) => levels.includes(levelOf(line)));
  const filter = levels.length === 0 ? [] : [t('only {levels}', { levels: levels.join(', ') })];
  const age = asOf === undefined ? [] : [t('as of {time}', { time: clockText(asOf, t) })];
  const head = [...names, t('{count} lines', { count: lines.length }), ...filter, ...age].join(' · ');
  return [`# ${head}`, ...lines.map(lineText)];
}
