const second = 1000;

/** A limit as the gateway states it. */
export interface StatedLimit {
  readonly requests: number;
  /** Milliseconds. */
  readonly period: number;
}

const periods: Readonly<Record<string, number>> = {
  second,
  minute: 60 * second,
  hour: 3600 * second,
  day: 86_400 * second,
};

/** `limit:20,time:1 second`, as APIGW.0308 says it. */
export function readLimit(message: string | undefined): StatedLimit | undefined {
  const [, requests, count, unit = ''] =
    /limit:\s*(\d{1,9})\s*,\s*time:\s*(\d{1,6})\s*(second|minute|hour|day)/i.exec(message ?? '') ?? [];
  const limit = { requests: Number(requests), period: Number(count) * (periods[unit.toLowerCase()] ?? 0) };
  return limit.requests > 0 && limit.period > 0 ? limit : undefined;
}

export function perSecond({ requests, period }: StatedLimit): number {
  return (requests * second) / period;
}
