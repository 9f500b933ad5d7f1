import { window } from 'vscode';
import { Cancelled } from '../cloud/errors.ts';
import { exchangeText } from '../cloud/explain/exchangeText.ts';
import type { Translate } from '../cloud/translate.ts';
import type { Log } from '../desk/ports.ts';
import { plainLines } from './plainText.ts';

export function createLog(t: Translate): Log & { dispose(): void } {
  const channel = window.createOutputChannel('DCS Migration', { log: true });
  return {
    exchange(exchange) {
      const text = plainLines(exchangeText(exchange, t));
      if (exchange.failure && !(exchange.failure instanceof Cancelled)) channel.error(text);
      else channel.info(text);
    },
    info: (message) => channel.info(plainLines(message)),
    error: (message) => channel.error(plainLines(message)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
