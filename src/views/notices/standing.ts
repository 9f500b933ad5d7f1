import { shortened } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import type { FollowedStage } from '../../desk/statusLine.ts';
import type { MarkedTask } from '../../task/journal/notices.ts';
import type { Stage } from './stageOf.ts';

export interface Standing {
  /** The newest of a task. */
  set(mark: MarkedTask, stage: Stage): void;
  /** It is not known any more; said of a machine that is awaited. */
  stop(mark: MarkedTask, reason: string): void;
  /** It cannot be asked about. */
  refuse(mark: MarkedTask, reason: string): void;
  forget(taskId: string): void;
  /** Nobody knows any more whether these are ready to cut over. */
  withdraw(marks: readonly MarkedTask[]): void;
  /** Nobody may look at these now: whoever did has signed out. */
  leave(marks: readonly MarkedTask[]): void;
  /** Those whose machines are awaited. */
  awaited(marks: readonly MarkedTask[]): readonly MarkedTask[];
  draw(): void;
}

/** What the followed tasks have come to: in the status bar, and in the log where one is not followed any further. */
export function createStanding({ t, log, status }: Pick<Desk, 't' | 'log' | 'status'>): Standing {
  const shown = new Map<string, { readonly mark: MarkedTask; readonly stage: FollowedStage }>();
  const isAwaited = (taskId: string) => shown.get(taskId)?.stage === 'starting';
  const refuse = ({ taskId, name, region }: MarkedTask, reason: string) => {
    const text = t('Migration task {name} is not followed any further: {reason}', { name: shortened(name), reason });
    log.info(`${region}: ${text}`);
    shown.delete(taskId);
  };
  const stop = (mark: MarkedTask, reason: string) => {
    if (isAwaited(mark.taskId)) refuse(mark, reason);
    else shown.delete(mark.taskId);
  };
  return {
    set(mark, stage) {
      const { taskId } = mark;
      if (stage.kind === 'late' && isAwaited(taskId)) log.info(lateText(mark, t));
      const now = stageShown(stage);
      if (now === undefined) shown.delete(taskId);
      else shown.set(taskId, { mark, stage: now });
    },
    stop,
    refuse,
    withdraw(marks) {
      for (const { taskId } of marks) if (shown.get(taskId)?.stage === 'ready') shown.delete(taskId);
    },
    forget: (taskId) => void shown.delete(taskId),
    leave(marks) {
      for (const mark of marks) stop(mark, t('You have signed out, or switched to another account.'));
    },
    awaited: (marks) => marks.filter(({ taskId }) => isAwaited(taskId)),
    draw: () => status.followed([...shown.values()].map(({ mark: { name }, stage }) => ({ name, stage }))),
  };
}

function lateText({ name, region }: MarkedTask, t: Desk['t']): string {
  const text = t('Migration task {name} was not ready after 30 minutes; from now on it is looked at once a minute.', {
    name: shortened(name),
  });
  return `${region}: ${text}`;
}

function stageShown(stage: Stage): FollowedStage | undefined {
  switch (stage.kind) {
    case 'starting':
    case 'notStarted':
      return stage.kind;
    case 'told':
      return stage.notice === 'finished' || stage.notice === 'stopped' ? undefined : stage.notice;
    default:
      return undefined;
  }
}
