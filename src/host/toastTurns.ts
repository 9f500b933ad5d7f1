/** Notifications that the editor shows within the span below; a further one goes, unseen, to its list behind the bell. Source: VS Code, NotificationsToasts. */
const mostAtOnce = 3;

/** Milliseconds; the editor's own is 800, by a clock of another process. */
const span = 1000;

/** Spreads notifications, so that none is put out of sight for coming too soon after others. */
interface ToastTurns {
  /** One is shown now, whatever the others do. */
  shown(): void;
  /** Milliseconds until the next one can be seen; it is taken to be shown then. */
  next(): number;
}

export function createToastTurns(now: () => number): ToastTurns {
  let times: number[] = [];
  const take = (time: number) => {
    times = [...times, time].sort((a, b) => a - b).slice(-mostAtOnce);
  };
  return {
    shown: () => take(now()),
    next() {
      const current = now();
      const earlier = times.length < mostAtOnce ? undefined : times[0];
      const time = Math.max(current, earlier === undefined ? current : earlier + span);
      take(time);
      return time - current;
    },
  };
}
