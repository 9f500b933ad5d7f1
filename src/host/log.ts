import { LogLevel, window } from 'vscode';
import { Cancelled } from '../cloud/errors.ts';
import { exchangeText } from '../cloud/explain/exchangeText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Log } from '../desk/ports.ts';
import { logEntry } from './plainText.ts';

/** Characters of an entry; an answer of the cloud is shortened before. */
const longestEntry = 50_000;

export function createLog(t: Translate): Log & { dispose(): void } {
  const channel = window.createOutputChannel('DCS Migration', { log: true });
  const shown = (text: string) => logEntry(text, longestEntry);
  return {
    exchange(exchange) {
      const failed = exchange.failure !== undefined && !(exchange.failure instanceof Cancelled);
      const level = failed ? LogLevel.Error : LogLevel.Info;
      if (channel.logLevel === LogLevel.Off || channel.logLevel > level) return;
      const text = shown(exchangeText(exchange, t, channel.logLevel === LogLevel.Trace));
      if (failed) channel.error(text);
      else channel.info(text);
    },
    info: (message) => channel.info(shown(message)),
    error: (message) => channel.error(shown(message)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
