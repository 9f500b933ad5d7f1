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
