/** Why no answer came. Only after `timeout`, `reset` and `other` can the request have reached the cloud. */
export type UnreachableReason =
  | 'dns'
  | 'refused'
  | 'noRoute'
  | 'tls'
  | 'certificate'
  | 'proxy'
  | 'proxyAuthentication'
  | 'connectTimeout'
  | 'timeout'
  | 'reset'
  | 'other';
/** Why an answer could not be read. */
export type UnintelligibleReason = 'html' | 'empty' | 'notJson' | 'shape' | 'tooLarge' | 'redirect';

/** Which request failed. `url` is as sent, but for values in it that may be secrets. */
export interface RequestName {
  readonly method: string;
  readonly url: string;
}

/**
 * Not a refusal: 408 says that the server stopped waiting, 460 and 499 that something on the way did. 421 invites whoever is on the
 * way to send once more on another connection (RFC 9110, 15.5.20): the last answer says nothing about what came before it.
 */
const noRefusals: readonly number[] = [408, 421, 460, 499];

/**
 * Whether an answer with this status leaves it open that the request was carried out: not where it was refused. A redirect
 * leaves it open too: whoever sends one may have acted before.
 */
export function mayHaveActed(status: number): boolean {
  return status < 400 || status >= 500 || noRefusals.includes(status);
}

/** A call to the cloud that brought no result. One subclass per kind of reaction; the wording is made where it is shown. */
export abstract class CloudError extends Error {
  readonly request: RequestName;
  /** Whether the cloud may have carried the request out although no usable answer came back. */
  readonly mayHaveTakenEffect: boolean;

  constructor(message: string, request: RequestName, mayHaveTakenEffect: boolean, options?: ErrorOptions) {
    super(`${request.method} ${request.url}: ${message}`, options);
    this.request = request;
    this.mayHaveTakenEffect = mayHaveTakenEffect;
  }
}

export interface RefusalFacts {
  readonly status: number;
  readonly code?: string | undefined;
  /** The cloud's own words, secrets removed. */
  readonly cloudMessage?: string | undefined;
  readonly requestId?: string | undefined;
  /** The cloud's clock minus ours, in seconds, where the answer told it. */
  readonly clockSkewSeconds?: number | undefined;
  /** Milliseconds, from the Retry-After header. */
  readonly retryAfter?: number | undefined;
  /** The key was refused before, so that this request was not even signed. */
  readonly withheld?: true;
}

/** The cloud answered, and the answer is no. After a 5xx, 408, 421, 460 or 499 it may have acted all the same. */
export class Refused extends CloudError {
  override readonly name = 'Refused';
  readonly facts: RefusalFacts;

  constructor(request: RequestName, facts: RefusalFacts) {
    const words = [`HTTP ${facts.status}`, facts.code, facts.cloudMessage].filter((part) => part !== undefined);
    super(words.join(' '), request, mayHaveActed(facts.status));
    this.facts = facts;
  }
}

/** No answer came. */
export class Unreachable extends CloudError {
  override readonly name = 'Unreachable';
  readonly reason: UnreachableReason;
  /** The network stack's own words, such as `connect ECONNREFUSED 127.0.0.1:9`. */
  readonly detail: string;

  constructor(request: RequestName, reason: UnreachableReason, detail: string, mayHaveTakenEffect: boolean) {
    super(`${reason} (${detail})`, request, mayHaveTakenEffect);
    this.reason = reason;
    this.detail = detail;
  }
}

interface UnintelligibleFacts {
  readonly reason: UnintelligibleReason;
  readonly status: number;
  readonly requestId?: string | undefined;
  /** What was wrong, for the log: the redirect's target, the missing field. */
  readonly detail?: string | undefined;
}

/** Something answered, but not with what the API promises: a captive portal, a cut body, another product. */
export class Unintelligible extends CloudError {
  override readonly name = 'Unintelligible';
  readonly facts: UnintelligibleFacts;

  constructor(request: RequestName, facts: UnintelligibleFacts) {
    super([facts.reason, facts.detail].filter(Boolean).join(': '), request, mayHaveActed(facts.status));
    this.facts = facts;
  }
}

/** The person has signed out, or switched to another account, since this was prepared. */
export class SignedOut extends CloudError {
  override readonly name = 'SignedOut';

  constructor(request: RequestName, mayHaveTakenEffect: boolean) {
    super('signed out', request, mayHaveTakenEffect);
  }
}

/** The person called it off. */
export class Cancelled extends CloudError {
  override readonly name = 'Cancelled';

  constructor(request: RequestName, mayHaveTakenEffect: boolean) {
    super('cancelled', request, mayHaveTakenEffect);
  }
}

/** The request id to quote to the cloud's support, where one is known. */
export function requestIdOf(error: CloudError): string | undefined {
  if (error instanceof Refused || error instanceof Unintelligible) return error.facts.requestId;
  return undefined;
}
