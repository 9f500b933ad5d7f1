import type { Transport } from './connection.ts';
import type { RequestName } from './errors.ts';

/** As much of a signed request as is handed over. */
interface Sendable extends RequestName {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * A request in the form in which `fetch` sends it once. After a 421 fetch sends it again on another connection unless its body
 * has no source, as a stream has none; the length keeps the stream from going out in chunks. After a 401 some versions of undici
 * send again and again where credentials may be included, which locks the key, or make a network error of it where the body is a
 * stream. Only a GET can still leave twice, after a 421.
 * Source: fetch standard, "HTTP-network-or-cache fetch"; undici 7.19 and 8.0.
 */
export function sentOnce({
  method,
  headers,
  body = '',
}: Sendable): Omit<Parameters<Transport>[1], 'signal' | 'redirect'> {
  if (method === 'GET') return { method, headers: { ...headers }, credentials: 'omit' };
  const bytes = new TextEncoder().encode(body);
  return {
    method,
    headers: { ...headers, 'Content-Length': String(bytes.byteLength) },
    body: streamOf(bytes),
    duplex: 'half',
    credentials: 'omit',
  };
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
