/**
 * A base URL that may get signed requests, in the one form in which it is used: origin and path, without a slash at the end. Over
 * HTTPS only; plain HTTP is for the loopback interface, where the sandbox lives. Undefined for all else: what has a query or a
 * fragment, which would swallow the path of the request, and what one reader takes for another host than the next.
 */
export function parseEndpoint(text: string): string | undefined {
  if (/[\\@?#\s\p{C}]/u.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return undefined;
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** Whether a host name, as `URL` spells it, is this computer. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** A port of this computer. */
export interface LoopbackAddress {
  /** An IP address: a name could lead elsewhere. */
  readonly host: string;
  readonly port: number;
}

const form = /^(?:(localhost)|(127(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|\[(::1)\]):([1-9]\d{0,4})$/;

/** Undefined for what is no `host:port`, or not of this computer. */
export function parseLoopbackAddress(text: string): LoopbackAddress | undefined {
  const [, name, v4, v6, digits] = form.exec(text) ?? [];
  const host = v4 ?? v6 ?? (name === undefined ? undefined : '127.0.0.1');
  const port = Number(digits);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}

export function loopbackText({ host, port }: LoopbackAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
