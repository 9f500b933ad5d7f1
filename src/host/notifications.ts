import { env, ProgressLocation, window } from 'vscode';
import type { Notifier } from '../desk/ports.ts';
import { pasteable, plainText } from './plainText.ts';
import { createToastTurns } from './toastTurns.ts';
import { wait } from './wait.ts';

const showers = {
  info: 'showInformationMessage',
  warning: 'showWarningMessage',
  error: 'showErrorMessage',
} as const;

/** Characters; behind 1000 code units the editor itself cuts a message, whatever stands there. */
const longestMessage = 900;
/** Characters of a progress, which has its title and how far it is in one message. */
const longestTitle = 300;
const longestReport = 300;

/** `onError` is told of what a button's work threw, since nobody waits for it. */
export function createNotifier(onError: (error: unknown) => void): Notifier {
  const turns = createToastTurns(() => performance.now());
  return {
    tell(level, message, buttons = []) {
      const labels = buttons.map(({ label }) => label);
      const show = () => window[showers[level]](plainText(message, longestMessage), ...labels);
      const delay = turns.next();
      Promise.resolve(delay === 0 ? show() : wait(delay).then(show))
        .then((chosen) => buttons.find(({ label }) => label === chosen)?.run())
        .catch(onError);
    },
    async progress(title, work) {
      turns.shown();
      return window.withProgress(
        { location: ProgressLocation.Notification, title: plainText(title, longestTitle), cancellable: true },
        (progress, token) => {
          const stop = new AbortController();
          token.onCancellationRequested(() => stop.abort());
          return work(stop.signal, (message) => progress.report({ message: plainText(message, longestReport) }));
        },
      );
    },
    async copy(text) {
      await env.clipboard.writeText(pasteable(text));
    },
  };
}

/** A moving line over a view, until that resolves. */
export function showProgressIn(viewId: string, until: Promise<void>): void {
  window.withProgress({ location: { viewId } }, () => until);
}
