import { redactText } from '../cloud/redaction/maskText.ts';
import type { Desk } from '../desk/ports.ts';
import { SettingProblem } from '../desk/ports.ts';

/** What no command foresaw, and settings that cannot be used. */
export function tellUnexpected({ t, notifier, log, openSettings }: Desk, error: unknown): void {
  const openLog = { label: t('Open Log'), run: () => log.show() };
  if (error instanceof SettingProblem) {
    log.error(error.message);
    const open = { label: t('Open Settings'), run: () => openSettings(error.setting) };
    notifier.tell('error', error.message, [open, openLog]);
    return;
  }
  // Nobody knows what it quotes.
  const reason = redactText(error instanceof Error ? error.message : String(error), []);
  log.error(error instanceof Error && error.stack !== undefined ? redactText(error.stack, []) : reason);
  notifier.tell('error', t('Something unexpected went wrong: {reason} The log has the details.', { reason }), [
    openLog,
  ]);
}
