import type * as z from 'zod';
import { type Answer, dcsError } from '../answer.ts';
import type { Call } from './route.ts';

/** The parsed body, or the code of what stands against it. */
export function readJson({
  headers,
  body,
}: Call): { readonly code: 'DCS.4004' | 'DCS.4005' } | { readonly code?: undefined; readonly value: unknown } {
  if (body.length === 0) return { code: 'DCS.4004' };
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return { code: 'DCS.4005' };
  try {
    // A byte order mark is left in, for JSON.parse to refuse.
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) };
  } catch {
    return { code: 'DCS.4005' };
  }
}

const refusals = {
  'DCS.4004': 'The request body is empty.',
  'DCS.4005': 'The request body is not in JSON format or contains invalid characters.',
} as const;

/** The body by its schema, or the refusal that names the first field which does not fit. Source: DCS API reference, "Error codes". */
export function bodyOf<Schema extends z.ZodType>(
  call: Call,
  schema: Schema,
): { readonly refusal: Answer } | { readonly refusal?: undefined; readonly data: z.infer<Schema> } {
  const json = readJson(call);
  if (json.code !== undefined) return { refusal: dcsError(400, json.code, refusals[json.code]) };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { data: parsed.data };
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  if (path === '') return { refusal: dcsError(400, 'DCS.4005', refusals['DCS.4005']) };
  return { refusal: dcsError(400, 'DCS.4063', `The request parameter ${path} is invalid.`) };
}
