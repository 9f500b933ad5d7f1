import { canonicalCode } from './errorCode.ts';
import { type CloudError, Refused, Unintelligible } from './errors.ts';

/**
 * Whether the service itself cannot have seen the request: no byte of it can have left, or the gateway in front says that it
 * turned it away. Source: devg-apisign, api-sign-0001: the gateway answers its own codes before it passes a request on, except
 * those with a 5xx status, where the backend may have been reached.
 */
export function wasNotPassedOn(error: CloudError): boolean {
  if (error.mayHaveTakenEffect || error instanceof Unintelligible) return false;
  return !(error instanceof Refused) || isOfGateway(error);
}

/** Whether the gateway turned the request away because there were too many. Whoever else says so may be anybody on the way. */
export function isThrottled(error: unknown): error is Refused {
  return error instanceof Refused && error.facts.status === 429 && isOfGateway(error);
}

/** Whether a service behind the gateway refused, so that the gateway let the request through. */
export function wasPassedOn(error: unknown): boolean {
  return error instanceof Refused && /^(?!APIGW\.)[A-Z]+\.\d+$/.test(codeOf(error));
}

function isOfGateway(error: Refused): boolean {
  return /^APIGW\.\d{4}$/.test(codeOf(error));
}

function codeOf({ facts }: Refused): string {
  return canonicalCode(facts.code ?? '');
}
