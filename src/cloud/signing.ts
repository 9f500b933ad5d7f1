import { createHash, createHmac } from 'node:crypto';

/** Source: Huawei Cloud API Request Signing Guide, "Signing algorithm". One HMAC over the canonical request; no derived keys, no scope. */
export const algorithm = 'SDK-HMAC-SHA256';

/** A request as it goes over the wire. `headers` need not name Host or X-Sdk-Date; `body` is hashed as its UTF-8 bytes. */
interface RequestToSign {
  readonly method: string;
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A long-term access key, or with `securityToken` a temporary one. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly securityToken?: string | undefined;
}

/**
 * Whether a text may be the ID of an access key, and so be shown: capitals and digits. Permanent ones have 20 (Source: API Request
 * Signing Guide, "AK/SK signing"); of temporary ones the documentation shows no whole one. A secret has small letters as well.
 */
export function looksLikeAccessKeyId(text: string): boolean {
  return /^[A-Z0-9]{16,32}$/.test(text);
}

/** What of a key no text may show. */
export function secretsOf(key: AccessKey | undefined): readonly string[] {
  if (key === undefined) return [];
  const { accessKeyId, secretAccessKey, securityToken = '' } = key;
  // The gateway echoes an ID that it does not know. Fewer characters are no secret, and would be masked in every other word.
  const mistyped = looksLikeAccessKeyId(accessKeyId) || accessKeyId.length < 4 ? '' : accessKeyId;
  return [secretAccessKey, mistyped, securityToken];
}

/** Every step of a signature, so that both sides of a disagreement can be compared. */
interface Signature {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * The headers to send with a request, signature included: those given, then Host, X-Sdk-Date, X-Security-Token where the key has one, Authorization.
 * An X-Sdk-Date given by the caller is used as it is. The gateway accepts 15 minutes between that date and its clock.
 */
export function sign(request: RequestToSign, key: AccessKey, now: Date): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name] = value.trim();
  setUnlessGiven(headers, 'host', hostOf(request.url));
  setUnlessGiven(headers, 'X-Sdk-Date', sdkDate(now));
  if (key.securityToken !== undefined) setUnlessGiven(headers, 'X-Security-Token', key.securityToken);

  const signedHeaders = Object.keys(headers)
    .filter((name) => isSigned(name, headers[name] ?? ''))
    .map((name) => name.toLowerCase())
    .sort();
  const { signature } = computeSignature({ ...request, headers }, signedHeaders, key.secretAccessKey);
  headers['Authorization'] =
    `${algorithm} Access=${key.accessKeyId}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return headers;
}

/** The signature over exactly the named headers (lower case, in order): what a signer appends and a verifier expects. */
export function computeSignature(
  request: RequestToSign,
  signedHeaders: readonly string[],
  secretAccessKey: string,
): Signature {
  const values = new Map(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  );
  const { path, query } = splitUrl(request.url);
  const canonicalRequest = [
    request.method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${values.get(name) ?? ''}`),
    '',
    signedHeaders.join(';'),
    values.get('x-sdk-content-sha256') ?? sha256(request.body ?? ''),
  ].join('\n');
  const stringToSign = [algorithm, values.get('x-sdk-date') ?? '', sha256(canonicalRequest)].join('\n');
  const signature = createHmac('sha256', secretAccessKey).update(stringToSign, 'utf8').digest('hex');
  return { canonicalRequest, stringToSign, signature };
}

/** UTC as YYYYMMDDTHHMMSSZ. */
export function sdkDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The instant an X-Sdk-Date names, or undefined where it names none. */
export function parseSdkDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function setUnlessGiven(headers: Record<string, string>, name: string, value: string): void {
  const given = Object.keys(headers).some((other) => other.toLowerCase() === name.toLowerCase());
  if (!given) headers[name] = value;
}

/** The transport writes or replaces these after signing; a multipart boundary is not known yet. */
const setAfterSigning = new Set([
  'authorization',
  'connection',
  'accept',
  'accept-encoding',
  'content-length',
  'user-agent',
]);

function isSigned(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  return !setAfterSigning.has(lower) && !(lower === 'content-type' && /^multipart\/form-data/i.test(value));
}

function hostOf(url: string | URL): string {
  return new URL(url).host;
}

/** By hand, since `new URL` removes dot segments and re-encodes: what is signed is what was given. */
function splitUrl(url: string | URL): { path: string; query: string } {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)(?:\?([^#]*))?/i.exec(String(url));
  return { path: match?.[1] ?? '', query: match?.[2] ?? '' };
}

/** Each segment encoded once, whatever it was on the wire, and a slash at the end, which only the signature has. */
function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name: decode(name), value: decode(value.join('=')) };
    })
    .sort((a, b) => Buffer.compare(a.name, b.name) || Buffer.compare(a.value, b.value))
    .map(({ name, value }) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** The bytes a percent-encoded text stands for; a percent sign that starts no escape is itself. */
function decode(text: string): Buffer {
  const parts = text.split(/(%[0-9a-f]{2})/i);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'))),
  );
}

/** RFC 3986: only unreserved characters stay. */
function encode(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
