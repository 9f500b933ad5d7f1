import type { UnreachableReason } from './errorCatalogue.ts';

/** Why the network brought no answer, and whether any byte of the request can have left. */
export interface NetworkFailure {
  readonly reason: UnreachableReason;
  readonly detail: string;
  readonly mayHaveArrived: boolean;
}

const reasonByCode: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ERR_NAME_NOT_RESOLVED: 'dns',
  ECONNREFUSED: 'refused',
  ERR_CONNECTION_REFUSED: 'refused',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  ENETDOWN: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  ERR_INTERNET_DISCONNECTED: 'noRoute',
  ERR_PROXY_CONNECTION_FAILED: 'proxy',
  ERR_TUNNEL_CONNECTION_FAILED: 'proxy',
  UND_ERR_CONNECT_TIMEOUT: 'connectTimeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ERR_CONNECTION_RESET: 'reset',
};

const certificateCode = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|CRL/;
const tlsCode = /^(EPROTO|ERR_SSL_|ERR_TLS_)/;

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

/** Reads what `fetch` threw: undici hides the reason in `cause`, and one reason for each address in `errors`. */
export function readNetworkFailure(thrown: unknown): NetworkFailure {
  const chain = causes(thrown);
  const coded = chain.find((error) => error.code !== undefined);
  const detail = (coded ?? chain.at(-1))?.message || coded?.code || String(thrown);
  const reason = chain.map(reasonOf).find((found) => found !== 'other') ?? 'other';
  return { reason, detail: oneLine(detail), mayHaveArrived: !beforeSending.has(reason) };
}

interface Cause {
  readonly code: string | undefined;
  readonly message: string;
  readonly syscall: string | undefined;
}

function reasonOf({ code, message, syscall }: Cause): UnreachableReason {
  const proxyStatus = /Proxy response \((\d+)\)/.exec(message)?.[1];
  if (proxyStatus !== undefined) return proxyStatus === '407' ? 'proxyAuthentication' : 'proxy';
  if (/before secure TLS connection was established/.test(message)) return 'tls';
  const chromium = /net::(ERR_[A-Z_]+)/.exec(message)?.[1];
  const name = code ?? chromium;
  if (name === undefined) return 'other';
  if (name === 'ETIMEDOUT' && syscall === 'connect') return 'connectTimeout';
  const known = reasonByCode[name];
  if (known !== undefined) return known;
  if (certificateCode.test(name)) return 'certificate';
  return tlsCode.test(name) ? 'tls' : 'other';
}

function causes(thrown: unknown): Cause[] {
  const found: Cause[] = [];
  const queue: unknown[] = [thrown];
  while (queue.length > 0 && found.length < 16) {
    const error = queue.shift();
    if (!(error instanceof Error)) continue;
    found.push({ code: property(error, 'code'), message: error.message, syscall: property(error, 'syscall') });
    if (error instanceof AggregateError) queue.push(...error.errors);
    queue.push(error.cause);
  }
  return found;
}

function property(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
