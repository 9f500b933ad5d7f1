import { canonicalCode } from './errorCode.ts';
import { type CloudError, Refused, Unintelligible } from './errors.ts';

/**
 * Whether the service itself cannot have seen the request: no byte of it can have left, or the gateway in front says that it
 * turned it away. Source: devg-apisign, api-sign-0001: the gateway answers its own codes before it passes a request on, except
 * those with a 5xx status, where the backend may have been reached.
 */
export function wasNotPassedOn(error: CloudError): boolean {
  if (error.mayHaveTakenEffect || error instanceof Unintelligible) return false;
  if (!(error instanceof Refused)) return true;
  const { status, code = '' } = error.facts;
  return status === 429 || /^APIGW\.\d{4}$/.test(canonicalCode(code));
}
