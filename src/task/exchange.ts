/**
 * How far a swap of the IP addresses is. `exchanging`: also on the way back; `exchangeFailed`: by a value that no source has, and that is
 * inferred.
 */
export type Exchange = 'exchanging' | 'exchanged' | 'rolledBack' | 'exchangeFailed';

/** By the `task_status` of the detail. */
export function exchangeOf(status = ''): Exchange | undefined {
  switch (status.trim().toUpperCase()) {
    case 'EXCHANGING':
      return 'exchanging';
    case 'EXCHANGE_SUCCESS':
      return 'exchanged';
    case 'ROLLBACK_SUCCESS':
      return 'rolledBack';
    case 'EXCHANGE_FAILED':
      return 'exchangeFailed';
    default:
      return undefined;
  }
}

/** Whether each end has the address of the other, or may have it. */
export function isSwapped(exchange: Exchange | undefined): boolean {
  return exchange === 'exchanging' || exchange === 'exchanged';
}
