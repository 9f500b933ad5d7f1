import type * as z from 'zod';
import { readErrorBody } from './errorBody.ts';
import { Refused, type RequestName, Unintelligible } from './errors.ts';
import { redactText } from './redact.ts';

const largestAnswer = 16 * 1024 * 1024;

/** What came back, filled in as it comes, so that the log has what there was when something failed midway. */
export interface Reply {
  status?: number;
  requestId?: string | undefined;
  location?: string | undefined;
  clockSkewSeconds?: number | undefined;
  text?: string;
  body: unknown;
}

export function readHeaders(response: Response, now: Date, reply: Reply, secrets: readonly string[]): void {
  const { headers } = response;
  reply.status = response.status;
  const shown = (header: string) => redactText(headers.get(header) ?? '', secrets) || undefined;
  reply.requestId = shown('x-request-id') ?? shown('x-iam-trace-id');
  reply.location = shown('location');
  const date = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(date)) reply.clockSkewSeconds = Math.round((date - now.getTime()) / 1000);
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
export function interpret<T>(schema: z.ZodType<T>, name: RequestName, reply: Reply, secrets: readonly string[]): T {
  const { status = 0, requestId, text = '' } = reply;
  const shown = (words: string | undefined) => words && redactText(words, secrets);
  const unintelligible = (reason: Unintelligible['facts']['reason'], detail?: string) =>
    new Unintelligible(name, { reason, status, requestId, detail: shown(detail) });
  if (status >= 300 && status < 400) throw unintelligible('redirect', reply.location);

  const json = parseJson(text);
  reply.body = json ? json.value : redactText(text, secrets).slice(0, 2000);
  if (status >= 400) {
    const { code, message, requestId: inBody } = readErrorBody(json?.value);
    reply.requestId ??= shown(inBody);
    const { clockSkewSeconds, requestId } = reply;
    throw new Refused(name, { status, code: shown(code), cloudMessage: shown(message), requestId, clockSkewSeconds });
  }
  if (text.trim() === '') throw unintelligible('empty');
  if (!json) throw unintelligible(/^\s*</.test(text) ? 'html' : 'notJson');
  const parsed = schema.safeParse(json.value);
  if (!parsed.success || status > 204) {
    throw unintelligible(
      'shape',
      parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  return parsed.data;
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
