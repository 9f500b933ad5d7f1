import * as z from 'zod';

/** What an error answer says, whatever shape it has. */
interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/** The pairs of keys in use, in the order in which the official SDKs look for them. */
const shapes = [
  ['error_code', 'error_msg'],
  ['errorCode', 'errorMsg'],
  ['code', 'message'],
] as const;

const requestIds = ['request_id', 'requestId'] as const;

const deepest = 4;

const words = z.union([z.string(), z.number()]).nullish();

/** The documented fields of an error, wherever in it they stand: what of one may be shown. Not for parsing. */
export const errorAnswer: z.ZodType = z
  .object(
    Object.fromEntries(
      [...shapes.flat(), ...requestIds, 'title', 'error_ext_msg', 'ext_message'].map((name) => [name, words]),
    ),
  )
  .catchall(z.lazy(() => errorAnswer));

/**
 * Reads the error shapes of DCS, the API gateway, VPC v1, VPC v3 and IAM: `error_code`/`error_msg`, `errorCode`/`errorMsg`,
 * `code`/`message`, or any of them inside another object.
 */
export function readErrorBody(body: unknown, depth = 0): ErrorBody {
  if (!isRecord(body) || depth > deepest) return {};
  const [requestId] = requestIds.flatMap((name) => text(body[name]) ?? []);
  for (const [codeKey, messageKey] of shapes) {
    const code = text(body[codeKey]);
    const message = text(body[messageKey]) ?? (codeKey === 'code' ? text(body['title']) : undefined);
    if (code !== undefined || message !== undefined) return withoutUndefined(code, message, requestId);
  }
  for (const value of Object.values(body)) {
    const inner = readErrorBody(value, depth + 1);
    if (inner.code !== undefined || inner.message !== undefined) {
      return withoutUndefined(inner.code, inner.message, requestId ?? inner.requestId);
    }
  }
  return withoutUndefined(undefined, undefined, requestId);
}

function withoutUndefined(code?: string, message?: string, requestId?: string): ErrorBody {
  return {
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** IAM's codes are numbers. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
