import type { Desk } from '../../desk/ports.ts';

/** Forgets what is known of the cloud, also that it refused the key; open task files ask again. */
export function refreshCloudData({ t, lookUps, notifier, log }: Desk): void {
  lookUps.drop();
  const message = t('What was known of the cloud is forgotten; open task files ask it again.');
  log.info(message);
  notifier.tell('info', message);
}
