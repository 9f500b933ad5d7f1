import { asSentence, shortened } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import type { ExchangeEnd } from '../../task/cutOver/exchangeEnd.ts';
import type { ExchangeNotice, MarkedTask } from '../../task/journal/notices.ts';

type Ended = Exclude<ExchangeEnd, { kind: 'underWay' }>;

/** How a swap of the addresses, or the way back, has ended, in words; nothing is said that nobody has seen. */
export function exchangeText({ name: given, exchange }: MarkedTask, end: Ended, t: Translate): string {
  const name = shortened(given);
  const ends = { source: exchange?.source ?? '', target: exchange?.target ?? '' };
  const isSwap = exchange?.kind !== 'rollBack';
  switch (end.kind) {
    case 'done':
      return isSwap
        ? t('The IPs of migration task {name} are swapped: the address of {source} leads to {target} now.', {
            name,
            ...ends,
          })
        : t('The IPs of migration task {name} are rolled back: {source} and {target} have their own addresses again.', {
            name,
            ...ends,
          });
    case 'failed': {
      const values = { name, reason: asSentence(shortened(end.reason, 300)) };
      return isSwap
        ? t('Since the IP swap of migration task {name} was asked for, the cloud reports an error: {reason}', values)
        : t(
            'Since the IP roll back of migration task {name} was asked for, the cloud reports an error: {reason}',
            values,
          );
    }
    case 'notKnown':
      return [unknownText(isSwap, end, name, t), t('Look at the addresses of both instances in the console.')].join(
        ' ',
      );
  }
}

function unknownText(
  isSwap: boolean,
  { why }: Extract<Ended, { kind: 'notKnown' }>,
  name: string,
  t: Translate,
): string {
  if (why === 'gone') {
    return isSwap
      ? t('It is not known how the IP swap of migration task {name} ended: the task has been deleted.', { name })
      : t('It is not known how the IP roll back of migration task {name} ended: the task has been deleted.', { name });
  }
  return isSwap
    ? t('It is not known how the IP swap of migration task {name} ended: after 30 minutes the cloud has not said.', {
        name,
      })
    : t(
        'It is not known how the IP roll back of migration task {name} ended: after 30 minutes the cloud has not said.',
        {
          name,
        },
      );
}

/** Of many at once. */
export function exchangeCountText(count: number, notice: ExchangeNotice, t: Translate): string {
  switch (notice) {
    case 'exchanged':
      return t('{count} IP swaps or roll backs are done.', { count });
    case 'exchangeFailed':
      return t('The cloud reports errors of {count} IP swaps or roll backs; the log has them.', { count });
    case 'exchangeNotKnown':
      return t('It is not known how {count} IP swaps or roll backs ended; the log names them.', { count });
  }
}
