import { shortenedPath } from '../../cloud/foreignText.ts';
import type { Desk } from '../../desk/ports.ts';
import { timeText } from '../../desk/timeText.ts';
import { refreshUnsettled } from '../../desk/unsettled.ts';
import { describeAside } from '../../task/journal/journal.ts';

/** Once a window, with the first command that sends: what was left open is offered, and nothing is asked. */
export async function offerToSettle(desk: Desk, settle: () => unknown): Promise<void> {
  const { t, notifier } = desk;
  const { creations = [], setAside = [] } = (await refreshUnsettled(desk)) ?? {};
  tellSetAside(desk, setAside);
  const { length: count } = creations;
  if (count === 0) return;
  const message =
    count === 1
      ? t('It is not known whether a task of an earlier window was created.')
      : t('It is not known whether {count} tasks of earlier windows were created.', { count });
  notifier.tell('warning', message, [{ label: t('Look for Them'), run: settle }]);
}

/** Every one into the log; of those of which a task may exist, one notification tells. */
export function tellSetAside(
  { t, log, notifier }: Pick<Desk, 't' | 'log' | 'notifier'>,
  paths: readonly string[],
): void {
  const messages: string[] = [];
  for (const fullPath of paths) {
    const path = shortenedPath(fullPath, 300);
    const { mayBeOpen, startedAt } = describeAside(fullPath);
    if (!mayBeOpen) {
      log.info(t('A note about a create cannot be read and was kept: {path}.', { path }));
      continue;
    }
    const message = t(
      'The note about a create of {time} cannot be read and was kept: {path}. Its task may exist: look for it in the DCS console under Data Migration, then delete the file.',
      { time: startedAt === undefined ? t('an unknown time') : timeText(startedAt, t), path },
    );
    log.error(message);
    messages.push(message);
  }
  const [only] = messages;
  if (only === undefined) return;
  const { length: count } = messages;
  const message =
    count === 1
      ? only
      : t(
          '{count} notes about creates cannot be read and were kept. Their tasks may exist: the log names the files, look for the tasks in the DCS console under Data Migration.',
          { count },
        );
  notifier.tell('warning', message, [{ label: t('Open Log'), run: () => log.show() }]);
}
