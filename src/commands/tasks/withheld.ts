import { accountChangedText } from '../../desk/accountChange.ts';
import type { Desk } from '../../desk/ports.ts';

/** Why nothing was sent. */
export interface Withheld {
  /** In the user's language. */
  readonly withheld: string;
  readonly level: 'warning' | 'error';
}

export function isWithheld(found: object): found is Withheld {
  return 'withheld' in found;
}

export function ofChangedAccount(t: Desk['t']): Withheld {
  return { withheld: accountChangedText(t), level: 'warning' };
}

/** In the log, and in a notification. */
export function tellWithheld({ t, log, notifier }: Pick<Desk, 't' | 'log' | 'notifier'>, why: Withheld): void {
  const { withheld, level } = why;
  log.error(withheld);
  notifier.tell(level, withheld, level === 'error' ? [{ label: t('Open Log'), run: () => log.show() }] : []);
}
