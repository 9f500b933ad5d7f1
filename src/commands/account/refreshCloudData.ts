import type { Desk } from '../../desk/ports.ts';

/** Forgets what is known of the cloud, also that it refused the key; open task files ask again. */
export async function refreshCloudData({ t, lookUps, keys, notifier, log }: Desk): Promise<void> {
  await keys.forgive();
  lookUps.drop();
  const message = t('What was known of the cloud is forgotten; open task files ask it again.');
  log.info(message);
  notifier.tell('info', message);
}
