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

export function readHeaders(response: Response, now: Date, reply: Reply): void {
  const { headers } = response;
  reply.status = response.status;
  reply.requestId = headers.get('x-request-id') ?? headers.get('x-iam-trace-id') ?? undefined;
  reply.location = headers.get('location') ?? undefined;
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
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws {Refused | Unintelligible} unless the answer is a success that fits the schema */
export function interpret<T>(schema: z.ZodType<T>, name: RequestName, reply: Reply, secrets: readonly string[]): T {
  const { status = 0, requestId, text = '' } = reply;
  const unintelligible = (reason: Unintelligible['facts']['reason'], detail?: string) =>
    new Unintelligible(name, { reason, status, requestId, detail: detail && redactText(detail, secrets) });
  if (status >= 300 && status < 400) throw unintelligible('redirect', reply.location);

  const json = parseJson(text);
  reply.body = json ? json.value : redactText(text.slice(0, 2000), secrets);
  if (status >= 400) {
    const { code, message, requestId: inBody } = readErrorBody(json?.value);
    reply.requestId ??= inBody;
    const cloudMessage = message === undefined ? undefined : redactText(message, secrets);
    const { clockSkewSeconds } = reply;
    throw new Refused(name, { status, code, cloudMessage, requestId: reply.requestId, clockSkewSeconds });
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
