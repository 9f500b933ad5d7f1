import { type Answer, gatewayError } from './answer.ts';
import type { Route } from './routes/route.ts';

export interface ThrottleOptions {
  /** Requests of one API (method and path pattern) in any second. */
  readonly perSecond: number;
  /** Seconds, for the header Retry-After; the header is missing without it. */
  readonly retryAfter?: number;
}

export interface Throttle extends ThrottleOptions {
  /** When the requests of the last second were let through, in milliseconds since 1970, oldest first. */
  readonly passed: Map<Route, number[]>;
}

export function createThrottle(options: ThrottleOptions): Throttle {
  return { ...options, passed: new Map() };
}

/** Whether one more request fits into the second that ends now; if so it is counted. A refused one is not counted. */
export function letThrough({ perSecond, passed }: Throttle, route: Route, now: Date): boolean {
  const time = now.getTime();
  const recent = (passed.get(route) ?? []).filter((earlier) => earlier > time - 1000);
  const fits = recent.length < perSecond;
  passed.set(route, fits ? [...recent, time] : recent);
  return fits;
}

/** Source: API Gateway documentation, "Error codes", and its FAQ on the error APIG.0308. */
export function throttled({ perSecond, retryAfter }: Throttle, requestId: string): Answer {
  const message = `The throttling threshold has been reached: policy api over ratelimit,limit:${perSecond},time:1 second`;
  const refusal = gatewayError(429, 'APIGW.0308', message, requestId);
  return retryAfter === undefined ? refusal : { ...refusal, headers: { 'Retry-After': String(retryAfter) } };
}
