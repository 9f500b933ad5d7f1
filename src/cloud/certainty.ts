import { canonicalCode } from './errorCode.ts';
import { type CloudError, Refused, Unintelligible } from './errors.ts';

/** Codes of the gateway that are about who signs; a clock that is wrong is among them. Source: devg-apisign, api-sign-0001. */
export const credentialCodes: readonly string[] = ['APIGW.0301', 'APIGW.0303', 'APIGW.0305'];

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
  if (!(error instanceof Refused) || error.facts.status !== 429) return false;
  return isOfGateway(error) && !credentialCodes.includes(codeOf(error));
}

/** Of the password of a Redis, whatever status they come with. */
const redisPasswordCodes: readonly string[] = ['DCS.4080', 'DCS.4845'];

/** Whether the gateway refused the key, or how it signed, when it was used: five times in a row lock it. */
export function isKeyRefusal(error: unknown): error is Refused {
  if (!(error instanceof Refused) || error.facts.withheld || error.mayHaveTakenEffect) return false;
  if (redisPasswordCodes.includes(codeOf(error))) return false;
  return error.facts.status === 401 || credentialCodes.includes(codeOf(error));
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
