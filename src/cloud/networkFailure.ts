import type { UnreachableReason } from './errors.ts';
import { upTo } from './foreignText.ts';

/** Why the network brought no answer, and whether any byte of the request can have left. */
interface NetworkFailure {
  readonly reason: UnreachableReason;
  readonly detail: string;
  readonly mayHaveArrived: boolean;
}

/** Codes of Node, of undici and, behind `net::`, of Chromium. */
const reasonByCode: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ERR_NAME_NOT_RESOLVED: 'dns',
  ERR_NAME_RESOLUTION_FAILED: 'dns',
  ECONNREFUSED: 'refused',
  ERR_CONNECTION_REFUSED: 'refused',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  ENETDOWN: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  ERR_ADDRESS_UNREACHABLE: 'noRoute',
  ERR_INTERNET_DISCONNECTED: 'noRoute',
  ERR_PROXY_CONNECTION_FAILED: 'proxy',
  ERR_TUNNEL_CONNECTION_FAILED: 'proxy',
  ERR_PROXY_AUTH_UNSUPPORTED: 'proxyAuthentication',
  UND_ERR_CONNECT_TIMEOUT: 'connectTimeout',
  ERR_CONNECTION_TIMED_OUT: 'connectTimeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ERR_TIMED_OUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ERR_CONNECTION_CLOSED: 'reset',
  ERR_CONNECTION_RESET: 'reset',
  ERR_EMPTY_RESPONSE: 'reset',
};

/** Node's names of what is wrong with a certificate, and Chromium's. Anchored: `..._CONTENT_LENGTH_MISMATCH` is none. */
const certificateCode = new RegExp(
  '^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|ERR_TLS_CERT_|ERR_CERT_)|' +
    '^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$',
);
const tlsCode = /^(EPROTO|ERR_SSL_|ERR_TLS_(?!CERT))/;

/** What only a handshake fails with; any other TLS error can also break a connection that has carried the request. */
const handshake = new RegExp(
  'wrong version number|unsupported protocol|protocol version|handshake failure|unrecognized name|' +
    'no (ciphers|protocols|shared)|insufficient security|inappropriate fallback|key too small|md too weak|' +
    'legacy renegotiation disabled|before secure tls connection was established|version or cipher mismatch',
);

/** Nothing was sent where the connection itself did not come about. */
const beforeSending: ReadonlySet<UnreachableReason> = new Set([
  'dns',
  'refused',
  'noRoute',
  'tls',
  'certificate',
  'proxy',
  'proxyAuthentication',
  'connectTimeout',
]);

/** What `fetch` itself refuses to send: a port that browsers block, and headers that HTTP cannot carry. */
const neverSent = /^bad port$|is an invalid header value|to a ByteString/;

/**
 * Reads what `fetch` threw: undici hides the reason in `cause`, and one reason for each address in `errors`. `clean` takes
 * secrets out of the words, which may quote a header.
 */
export function readNetworkFailure(thrown: unknown, clean: (words: string) => string): NetworkFailure {
  const chain = causes(thrown);
  const coded = chain.find((error) => error.code !== undefined);
  const detail = (coded ?? chain.findLast(({ message }) => message !== ''))?.message || coded?.code || String(thrown);
  const reason = chain.map(reasonOf).find((found) => found !== 'other') ?? 'other';
  const unsent = beforeSending.has(reason) || chain.some(({ message }) => neverSent.test(message));
  // Cleaned first: a secret that is cut or joined from two lines would no longer be found.
  return { reason, detail: oneLine(clean(detail)), mayHaveArrived: !unsent };
}

interface Cause {
  readonly code: string | undefined;
  readonly message: string;
  readonly syscall: string | undefined;
}

function reasonOf({ code, message, syscall }: Cause): UnreachableReason {
  const proxyStatus = /Proxy response \((\d+)\)/.exec(message)?.[1];
  if (proxyStatus !== undefined) return proxyStatus === '407' ? 'proxyAuthentication' : 'proxy';
  if (/^proxy authentication required$/i.test(message)) return 'proxyAuthentication';
  const name = code ?? /net::(ERR_[A-Z0-9_]+)/.exec(message)?.[1];
  if (name === undefined) return 'other';
  if (tlsCode.test(name) || /secure TLS connection/.test(message)) return tlsReason(`${name} ${message}`);
  const known = reasonByCode[name] ?? (certificateCode.test(name) ? 'certificate' : 'other');
  if (syscall === 'connect') return whileConnecting(known);
  // The same codes, on a connection that was open already: the request may have left on it.
  if (syscall === 'read' || syscall === 'write') return known === 'timeout' ? 'timeout' : 'reset';
  return known;
}

function whileConnecting(known: UnreachableReason): UnreachableReason {
  if (known === 'timeout') return 'connectTimeout';
  return beforeSending.has(known) ? known : 'refused';
}

/** OpenSSL's reasons, in the code with underscores or in the message in words. */
function tlsReason(text: string): UnreachableReason {
  return handshake.test(text.toLowerCase().replaceAll('_', ' ')) ? 'tls' : 'reset';
}

function causes(thrown: unknown): Cause[] {
  const found: Cause[] = [];
  const queue: unknown[] = [thrown];
  while (queue.length > 0 && found.length < 16) {
    const error = queue.shift();
    if (!(error instanceof Error)) continue;
    const several = error instanceof AggregateError;
    // Its code is that of the first address, without the system call that tells when it happened.
    const code = several && error.errors.length > 0 ? undefined : property(error, 'code');
    found.push({ code, message: error.message, syscall: property(error, 'syscall') });
    if (several) queue.push(...error.errors);
    queue.push(error.cause);
  }
  return found;
}

function property(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

function oneLine(text: string): string {
  return upTo(text.replace(/\s+/g, ' ').trim(), 300);
}
