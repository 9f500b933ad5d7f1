import { createHash, timingSafeEqual } from 'node:crypto';
import { type AccessKey, algorithm, computeSignature, parseSdkDate, sdkDate } from '../cloud/signing.ts';

/** What is known of a request before its body is read. `url` holds the target as written, `headers` have their names in lower case. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedRequest extends RequestHead {
  readonly body: Uint8Array;
}

/** The failures of an access key in a row, and until when it is locked (milliseconds since 1970; 0: never was). */
export interface Attempts {
  readonly failures: number;
  readonly lockedUntil: number;
}

/** `refusal` is what follows "Incorrect IAM authentication information: ". */
interface Refusal {
  readonly attempts: Attempts;
  readonly refusal: string;
}

/** Without a refusal the request is let through. */
type Verdict = Refusal | { readonly attempts: Attempts; readonly refusal?: undefined };

/** Who signed, as the head says; only the body can prove it. */
interface Claim {
  readonly attempts?: undefined;
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export const noAttempts: Attempts = { failures: 0, lockedUntil: 0 };

/** Source: API Gateway FAQ, "AK access failed to reach the limit". */
const failuresToLock = 5;
const lockMilliseconds = 5 * 60_000;
/** Source: API Request Signing Guide, "Common errors". */
const skewMilliseconds = 15 * 60_000;
const contentHash = 'x-sdk-content-sha256';

/**
 * The gateway's check of an AK/SK-signed request, in its order. Texts as the gateway writes them where they are known.
 * Source: API Request Signing Guide, "Error codes"; API Gateway FAQ.
 */
export function authenticate(request: ReceivedRequest, key: AccessKey, attempts: Attempts, now: Date): Verdict {
  const claim = authenticateHead(request, key, attempts, now);
  if (claim.attempts !== undefined) return claim;
  const refusal = signatureRefusal(request, claim, key);
  return refusal === undefined ? { attempts: noAttempts } : { attempts: afterFailure(attempts, now), refusal };
}

/** The part of the check that needs no body and comes first. */
export function authenticateHead(head: RequestHead, key: AccessKey, attempts: Attempts, now: Date): Claim | Refusal {
  const claim = readClaim(head.headers);
  if (typeof claim === 'string') return { attempts, refusal: claim };
  if (claim.accessKeyId !== key.accessKeyId) {
    return { attempts, refusal: `Get secretKey failed,ak:${claim.accessKeyId},err:ak not exist` };
  }
  if (now.getTime() < attempts.lockedUntil) {
    return { attempts, refusal: 'AK access failed to reach the limit,forbidden' };
  }
  const refusal = dateRefusal(head, claim, now);
  return refusal === undefined ? claim : { attempts: afterFailure(attempts, now), refusal };
}

function readClaim(headers: Readonly<Record<string, string>>): Claim | string {
  const text = headers['authorization'];
  if (text === undefined)
    return headers['x-auth-token'] === undefined ? 'x-auth-token not found' : 'decrypt token fail';
  const [scheme = ''] = text.split(' ', 1);
  if (scheme !== algorithm) return `algorithm ${scheme} is not supported`;
  const match = /^ Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([^,\s]+)$/.exec(text.slice(scheme.length));
  const [, accessKeyId, signedHeaders, signature] = match ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) {
    return 'the Authorization header is not in the form SDK-HMAC-SHA256 Access=,SignedHeaders=,Signature=';
  }
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}

function dateRefusal({ headers }: RequestHead, { signedHeaders }: Claim, now: Date): string | undefined {
  const text = headers['x-sdk-date'];
  if (text === undefined || !signedHeaders.includes('x-sdk-date')) return 'x-sdk-date is not among the signed headers';
  const date = parseSdkDate(text);
  if (date === undefined) return `x-sdk-date ${text} is not in the form YYYYMMDDTHHMMSSZ`;
  if (Math.abs(now.getTime() - date.getTime()) <= skewMilliseconds) return undefined;
  return `signature expired, signature time:${text},server time:${sdkDate(now)}`;
}

function signatureRefusal(request: ReceivedRequest, claim: Claim, key: AccessKey): string | undefined {
  const { [contentHash]: declared } = request.headers;
  // Nobody vouches for a header that is not signed, and a hash that is not the body's proves nothing about the body.
  const unhashed = declared === 'UNSIGNED-PAYLOAD' && claim.signedHeaders.includes(contentHash);
  const hash = unhashed ? declared : sha256(request.body).toString('hex');
  const headers: Readonly<Record<string, string>> = { ...request.headers, [contentHash]: hash };
  const expected = computeSignature({ ...request, headers }, claim.signedHeaders, key.secretAccessKey);
  if (!sameText(expected.signature, claim.signature)) {
    return `verify aksk signature fail, canonicalRequest:${echo(expected.canonicalRequest)}`;
  }
  return sameText(headers['x-security-token'] ?? '', key.securityToken ?? '') ? undefined : 'decrypt token fail';
}

function afterFailure(attempts: Attempts, now: Date): Attempts {
  const failures = attempts.failures + 1;
  return failures < failuresToLock
    ? { failures, lockedUntil: 0 }
    : { failures: 0, lockedUntil: now.getTime() + lockMilliseconds };
}

/** The cloud echoes the token too; here it is masked, so that no log of a sandbox can hold one. */
function echo(canonicalRequest: string): string {
  return canonicalRequest.replace(/^x-security-token:.*$/m, 'x-security-token:***').replaceAll('\n', '|');
}

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
