import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { RedisFailure, type RedisFailureKind } from '../redisFailure.ts';
import { hostAndPort, type RedisAddress } from './redisAddress.ts';

export interface SocketOptions {
  /** Checked against the authorities of this computer and, where one is given, that one. Undefined: no TLS. */
  readonly tls: { readonly authority?: string | undefined } | undefined;
  /** Milliseconds until it is connected, the handshake included. */
  readonly connectTime: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A socket that is connected and, with TLS, whose certificate fits. Over one that does not, nothing is sent.
 * @throws {RedisFailure}
 */
export async function openSocket(address: RedisAddress, options: SocketOptions): Promise<Socket> {
  const { tls, connectTime, signal } = options;
  const name = hostAndPort(address);
  if (signal?.aborted) throw new RedisFailure('cancelled', name);
  const socket = tls === undefined ? connectPlain(address) : secure(address, tls.authority);
  const fail = (kind: RedisFailureKind) => socket.destroy(new RedisFailure(kind, name));
  const late = () => fail(tls !== undefined && !socket.connecting ? 'notTls' : 'connectTimedOut');
  const timer = setTimeout(late, connectTime);
  const cancel = () => fail('cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await connected(socket, tls === undefined ? 'connect' : 'secureConnect', name);
    socket.setNoDelay(true);
    return socket;
  } catch (error) {
    socket.destroy();
    throw failureOf(error, name, tls !== undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** An error that comes before anybody listens again is seen in that the socket is destroyed. */
function connected(socket: Socket, event: 'connect' | 'secureConnect', name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject);
    socket.once('close', () => reject(new RedisFailure('closedAtOnce', name)));
  });
}

function secure({ host, port }: RedisAddress, authority: string | undefined): Socket {
  return connectTls({
    host,
    port,
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authority === undefined ? {} : { ca: [...rootCertificates, authority] }),
  });
}

const kinds: Readonly<Record<string, RedisFailureKind>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'nameNotFound',
  EAI_FAIL: 'nameNotFound',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'noRoute',
  ENETUNREACH: 'noRoute',
  ENETDOWN: 'noRoute',
  EADDRNOTAVAIL: 'noRoute',
  ETIMEDOUT: 'connectTimedOut',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
  CERT_HAS_EXPIRED: 'certificateDates',
  CERT_NOT_YET_VALID: 'certificateDates',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknownAuthority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
};

/** What a socket threw, by its code: its words may quote what was sent. */
export function failureOf(error: unknown, name: string, isTls: boolean): RedisFailure {
  if (error instanceof RedisFailure) return error;
  const code = codeOf(error);
  const known = kinds[code];
  if (known !== undefined) return new RedisFailure(known, name, code);
  if (/CERTIFICATE_REQUIRED|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE/.test(code))
    return new RedisFailure('clientCertificate', name, code);
  if (/^(CERT_|CRL_|ERR_TLS_CERT|INVALID_|PATH_LENGTH|HOSTNAME_|UNABLE_TO_|ERROR_IN_C)/.test(code))
    return new RedisFailure('certificate', name, code);
  const isHandshake =
    isTls && (code === 'EPROTO' || code === 'ECONNRESET' || code === 'EPIPE' || /^ERR_SSL_/.test(code));
  return new RedisFailure(isHandshake ? 'notTls' : 'lost', name, code === '' ? undefined : code);
}

/** Of several addresses of a name, the first that says anything. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== '') ?? '';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : '';
}
