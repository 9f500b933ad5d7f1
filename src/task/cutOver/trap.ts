import type { Lifecycle, Phase } from '../lifecycle.ts';

const running: readonly Phase[] = ['fullCopy', 'catchingUp', 'inSync', 'ready', 'migrating', 'unknown'];

/**
 * Whether a migration may still overwrite a target that applications use: it goes on, or has failed and connects again by itself, and
 * then copies the source once more.
 */
export function isTrap(
  { phase, exchange }: Pick<Lifecycle, 'phase' | 'exchange'>,
  resumeMode: string | undefined,
): boolean {
  if (exchange === 'exchanged' || exchange === 'exchanging') return false;
  const isAuto = resumeMode?.trim().toLowerCase() === 'auto';
  return running.includes(phase) || (phase === 'failed' && isAuto);
}
