import type { Desk, Notifier } from '../../desk/ports.ts';

/** Work of several steps under one notification: the editor shows three at a time, and a finished one stays for a moment. */
export function underOneNotification<T>(desk: Desk, title: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  return desk.notifier.progress(title, (signal, report) => {
    const progress: Notifier['progress'] = (step, stepWork) => {
      if (step !== title) report(step);
      return stepWork(signal, (message) => report(step === title ? message : `${step}: ${message}`));
    };
    return work({ ...desk, notifier: { ...desk.notifier, progress } });
  });
}
