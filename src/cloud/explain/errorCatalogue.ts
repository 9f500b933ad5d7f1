import { credentialCodes } from '../certainty.ts';
import { canonicalCode } from '../errorCode.ts';
import type { UnintelligibleReason, UnreachableReason } from '../errors.ts';
import { dcsCodes } from './dcsCodes.ts';
import type { Explanation } from './explanation.ts';
import { credentialReasons, gatewayCodes, malformedByStatus } from './gatewayCodes.ts';
import { neighbourCodes, networkServiceByStatus } from './neighbourCodes.ts';
import { unintelligible, unreachable } from './networkExplanations.ts';
import { otherFailure, otherRefusal, statusExplanations, unexpectedStatus } from './statusExplanations.ts';

export type { Explanation, Remedy, TaskField } from './explanation.ts';

/** The gateway takes a signature whose time is at most this far from its own (devg-apisign, api-sign-0001). */
const allowedSkewSeconds = 900;

const malformed = 'APIGW.0201';
const credentialRefused = 'APIGW.0301';
const networkService = 'VPC.0105';

// Maps, because the codes come from the network and "constructor" is not one.
const byCode = new Map(Object.entries({ ...dcsCodes, ...gatewayCodes, ...neighbourCodes }));
const byStatus = byNumber(statusExplanations);
const malformedRequests = byNumber(malformedByStatus);
const networkServiceFailures = byNumber(networkServiceByStatus);

/** The codes that the services document, each in its one spelling. */
export const documentedCodes: readonly string[] = [...byCode.keys(), malformed, credentialRefused, networkService];

/** What IAM writes as `title` in place of a code, and the status that it stands for. */
const titles = new Map([
  ['bad request', 400],
  ['unauthorized', 401],
  ['forbidden', 403],
  ['not found', 404],
  ['method not allowed', 405],
  ['conflict', 409],
  ['request entity too large', 413],
  ['internal server error', 500],
  ['service unavailable', 503],
]);

/**
 * What a refusal means: by its code, else by the status (or the title of IAM that stands for one). Where the credential
 * is refused the message is read for the reason. `clockSkewSeconds` is the server's clock minus ours, where it is known.
 */
export function explainRefusal(refusal: {
  status: number;
  code?: string | undefined;
  message?: string | undefined;
  clockSkewSeconds?: number | undefined;
}): Explanation {
  const code = refusal.code === undefined ? '' : canonicalCode(refusal.code);
  const status = statusNamedBy(code) ?? refusal.status;
  const documented = explainCode(code, status);
  // These say no more than that the credential is not good; the message may say why.
  const isAboutCredential = credentialCodes.includes(code) || (documented === undefined && status === 401);
  const reason = isAboutCredential ? reasonInMessage(refusal.message ?? '') : undefined;
  const explanation = reason ?? documented ?? explainStatus(status);
  const clockIsOff = Math.abs(refusal.clockSkewSeconds ?? 0) > allowedSkewSeconds;
  // An unknown key stays unknown at any hour; every other advice to sign in would fail again until the clock is right.
  const clockExplainsIt = explanation.remedy === 'signIn' && explanation !== credentialReasons.unknownKey;
  return status === 401 && clockIsOff && clockExplainsIt ? credentialReasons.wrongClock : explanation;
}

export function explainUnreachable(reason: UnreachableReason): Explanation {
  return unreachable[reason];
}

export function explainUnintelligible(reason: UnintelligibleReason): Explanation {
  return unintelligible[reason];
}

/** Every explanation there is, for the tests of completeness and translation. */
export function allExplanations(): readonly Explanation[] {
  return [
    ...[byCode, byStatus, malformedRequests, networkServiceFailures].flatMap((table) => [...table.values()]),
    ...Object.values(credentialReasons),
    ...Object.values(unreachable),
    ...Object.values(unintelligible),
    ...[otherRefusal, otherFailure, unexpectedStatus],
  ];
}

function byNumber(table: Readonly<Record<number, Explanation>>): ReadonlyMap<number, Explanation> {
  return new Map(Object.entries(table).map(([status, explanation]) => [Number(status), explanation]));
}

/** IAM repeats the status as `code`, or names it in `title`. */
function statusNamedBy(code: string): number | undefined {
  return /^[45]\d\d$/.test(code) ? Number(code) : titles.get(code.toLowerCase());
}

function explainCode(code: string, status: number): Explanation | undefined {
  if (code === malformed)
    return malformedRequests.get(status) ?? (status < 500 ? malformedRequests.get(400) : undefined);
  if (code === credentialRefused) return credentialReasons.unaccepted;
  if (code === networkService) return networkServiceFailures.get(status < 500 ? 404 : 500);
  return byCode.get(code);
}

function explainStatus(status: number): Explanation {
  if (status === 407) return unreachable.proxyAuthentication;
  // 511 is what a captive portal should say (RFC 6585).
  if (status === 511) return unintelligible.html;
  const known = byStatus.get(status);
  if (known !== undefined) return known;
  if (status >= 400 && status < 500) return otherRefusal;
  return status >= 500 ? otherFailure : unexpectedStatus;
}

/** The texts of the gateway, as devg-apisign api-sign-0001 and apig-faq-0003 quote them. */
function reasonInMessage(message: string): Explanation | undefined {
  // What follows is our own request, echoed: its header names and values say nothing about the reason.
  const [text = ''] = message.split(/canonical ?request/i);
  if (/reach the limit/i.test(text)) return credentialReasons.lockedKey;
  if (/ak not exist|get secretkey failed/i.test(text)) return credentialReasons.unknownKey;
  if (/signature expired|signature time/i.test(text)) return credentialReasons.wrongClock;
  if (/signature/i.test(text)) return credentialReasons.wrongSignature;
  if (/token not found/i.test(text)) return credentialReasons.missingToken;
  if (/token/i.test(text)) return credentialReasons.expiredToken;
  return undefined;
}
