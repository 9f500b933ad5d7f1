/**
 * Whether a base URL may get signed requests: over HTTPS only; plain HTTP is for the loopback interface, where the sandbox
 * lives. Without query and fragment, which would swallow the path of the request.
 */
export function isSafeEndpoint(url: string): boolean {
  if (!URL.canParse(url) || /[?#]/.test(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Whether a host name, as `URL` spells it, is this computer. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
