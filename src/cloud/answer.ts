import type * as z from 'zod';
import { readErrorBody } from './errorBody.ts';
import { Refused, type RequestName, Unintelligible } from './errors.ts';
import { maskOf, redactText } from './redaction/maskText.ts';
import { shownUrl } from './redaction/shownUrl.ts';

const largestAnswer = 16 * 1024 * 1024;

/** Characters of the cloud's own words, and of a code or an ID, that are kept. */
const mostWords = 4000;
const longestId = 200;

/** What came back, filled in as it comes, so that the log has what there was when something failed midway. */
export interface Reply {
  status?: number;
  requestId?: string | undefined;
  location?: string | undefined;
  clockSkewSeconds?: number | undefined;
  /** Milliseconds. */
  retryAfter?: number | undefined;
  text?: string | undefined;
  /** The text, parsed, where it is JSON. */
  body: unknown;
}

export function readHeaders(response: Response, now: Date, reply: Reply, secrets: readonly string[]): void {
  const { headers } = response;
  reply.status = response.status;
  const id = (header: string) => redactText(headers.get(header) ?? '', secrets, longestId) || undefined;
  reply.requestId = id('x-request-id') ?? id('x-iam-trace-id');
  const location = headers.get('location') ?? '';
  const mask = maskOf(secrets);
  reply.location = mask(shownUrl(location, mask), mostWords) || undefined;
  const date = Date.parse(headers.get('date') ?? '');
  const known = !Number.isNaN(date);
  if (known) reply.clockSkewSeconds = Math.round((date - now.getTime()) / 1000);
  const retryAfter = readRetryAfter(headers.get('retry-after') ?? '', known ? date : now.getTime());
  if (retryAfter !== undefined) reply.retryAfter = retryAfter;
}

/** Seconds, or the date of an HTTP header (RFC 9110, 10.2.3), which is meant by the clock of who sent it. In milliseconds. */
function readRetryAfter(header: string, now: number): number | undefined {
  if (/^\d{1,9}(\.\d+)?$/.test(header)) return Number(header) * 1000;
  // Without a weekday it is no date of HTTP, though Date.parse would make one of nearly anything.
  const date = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** @throws {Unintelligible} beyond 16 MiB */
export async function readText(
  response: Response,
  name: RequestName,
  reply: Reply,
  stop: AbortController,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) {
      stop.abort();
      throw new Unintelligible(name, { reason: 'tooLarge', status: response.status, requestId: reply.requestId });
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** @throws {Refused | Unintelligible} unless the answer is a success that fits the schema */
export function interpret<T>(
  { answer, mayBeEmpty }: { readonly answer: z.ZodType<T>; readonly mayBeEmpty?: true },
  name: RequestName,
  reply: Reply,
  secrets: readonly string[],
): T {
  const { status = 0, requestId, text = '' } = reply;
  const shown = (words: string | undefined, most = mostWords) => words && redactText(words, secrets, most);
  const unintelligible = (reason: Unintelligible['facts']['reason'], detail?: string) =>
    new Unintelligible(name, { reason, status, requestId, detail: shown(detail) });
  if (status >= 300 && status < 400) throw unintelligible('redirect', reply.location);

  const isEmpty = text.trim() === '';
  const json = isEmpty && mayBeEmpty ? { value: null } : parseJson(text);
  reply.body = json?.value;
  if (status >= 400) {
    const { code, message, requestId: inBody } = readErrorBody(json?.value);
    reply.requestId ??= shown(inBody, longestId);
    const { clockSkewSeconds, requestId, retryAfter } = reply;
    const words = { code: shown(code, longestId), cloudMessage: shown(message) };
    throw new Refused(name, { status, ...words, requestId, clockSkewSeconds, retryAfter });
  }
  if (!json && isEmpty) throw unintelligible('empty');
  if (!json) throw unintelligible(isPage(text) ? 'html' : 'notJson');
  const parsed = answer.safeParse(json.value);
  if (!parsed.success || status > 204) {
    throw unintelligible(
      'shape',
      parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  return parsed.data;
}

/** Keeps of a reply what was read from it, and not the answer itself, which is long and may hold secrets. */
export function letGo(reply: Reply): void {
  reply.text = undefined;
  reply.body = undefined;
}

/** Whether a text is HTML rather than what the API promises. */
export function isPage(text: string): boolean {
  return /^\s*</.test(text);
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
