import type { CloudError, RequestName } from './errors.ts';
import type { Service } from './regions.ts';
import type { Session } from './session.ts';
import type { ShownAnswer } from './shownAnswer.ts';

/** What `fetch` is, as far as it is used here. */
export type Transport = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: ReadableStream<Uint8Array>;
    duplex?: 'half';
    credentials: 'omit';
    signal: AbortSignal;
    redirect: 'manual';
  },
) => Promise<Response>;

/** As whom, where and how to call the cloud. */
export interface Connection {
  readonly transport: Transport;
  readonly session: Session;
  readonly region: string;
  /** The IAM project of the region; unknown until it is chosen. */
  readonly projectId?: string | undefined;
  /** Base URLs without a trailing slash. */
  readonly endpoints: Readonly<Record<Service, string>>;
  /** Milliseconds for one request, from the first byte sent to the last byte read. */
  readonly timeout: number;
  readonly now: () => Date;
  /** Told of every exchange once, failed ones too. What it throws is dropped. */
  readonly record?: (exchange: Exchange) => void;
  /** How to wait between tries; without it nothing is tried twice. */
  readonly patience?: Patience | undefined;
}

/** One request and what came of it, without secrets: the material of the log. */
export interface Exchange extends RequestName {
  readonly time: Date;
  readonly region: string;
  readonly projectId?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Milliseconds. */
  readonly duration: number;
  /** What may be shown of the answer; nothing any more once `record` has returned, since the answer is let go then. */
  readonly response?: ShownAnswer | undefined;
  readonly failure?: CloudError | undefined;
}

/** How to wait before something is tried again, and whom to tell. */
export interface Patience {
  /** Resolves after that many milliseconds, or at once when the signal is aborted; never rejects. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** Told before each pause. What it throws is dropped. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/** One more try that is about to be waited for. */
export interface Retry {
  readonly error: CloudError;
  /** The number of the coming try, from 2. */
  readonly attempt: number;
  /** Milliseconds until it begins. */
  readonly delay: number;
}
