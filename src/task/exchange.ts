import * as z from 'zod';

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

/** A swap of the addresses, or the way back, that was asked for from here, and how things were just before. */
export const askedExchange = z.object({
  kind: z.enum(['swap', 'rollBack']),
  /** Names of both ends, fit to be shown. */
  source: z.string(),
  target: z.string(),
  before: z.object({
    /** The `task_status`, as the cloud wrote it. */
    taskStatus: z.string(),
    /** The `error_message`. */
    message: z.string(),
    /**
     * When the newest line of its log was written, in milliseconds since 1970 by the cloud's own clock; 0 where there was none, absent
     * where the log could not be read, so that no line can be told to be newer.
     */
    logAt: z.number().optional(),
  }),
});

export type AskedExchange = Readonly<z.infer<typeof askedExchange>>;
