import type { Transport } from '../../src/cloud/connection.ts';
import { type Body, bytesOf, type CloudAnswer, type Thrown } from './cloudAnswers.ts';
import { type EchoedSecrets, fillEchoes } from './echoes.ts';

/** A transport that answers with these, over and over, and what it has come to so far. */
export interface AnsweringTransport {
  readonly transport: Transport;
  /** Requests handed over. */
  readonly requests: number;
  /** Whatever no text that is shown may hold: the keys, and the header and the signature of each request. */
  readonly secrets: ReadonlySet<string>;
  /** The status and the whole text of the last answer; nothing where it broke off or never came. */
  readonly last: { readonly status: number; readonly text: string } | undefined;
}

/** More than the longest of these lists has pages, each repeated until patience ends. */
const mostRequests = 2000;

export function answerWith(answers: readonly CloudAnswer[], secretKey: string, token: string): AnsweringTransport {
  const secrets = new Set([secretKey, token]);
  let requests = 0;
  let last: { status: number; text: string } | undefined;
  const transport: Transport = async (_url, init) => {
    const answer = answers[requests % answers.length];
    requests += 1;
    if (requests > mostRequests) throw new RangeError('asked for ever');
    const authorization = init.headers['Authorization'] ?? '';
    const signature = authorization.split('Signature=')[1] ?? authorization;
    secrets.add(signature);
    last = undefined;
    if (answer === undefined) throw new RangeError('no answer to give');
    const echoed = { s: secretKey, t: token, a: authorization, g: signature };
    if ('thrown' in answer) throw asThrown(answer.thrown, echoed);
    const bytes = bytesOf(answer.body, echoed);
    const { response, whole } = respond(answer, bytes, echoed);
    if (whole) last = { status: response.status, text: response.body ? new TextDecoder().decode(bytes) : '' };
    return response;
  };
  return {
    transport,
    secrets,
    get requests() {
      return requests;
    },
    get last() {
      return last;
    },
  };
}

/** Statuses that have no body by the standard. */
const bodiless: readonly number[] = [204, 205, 304];

function respond(
  { status, headers, body }: Extract<CloudAnswer, { status: number }>,
  bytes: Uint8Array,
  echoed: EchoedSecrets,
): { response: Response; whole: boolean } {
  const filled = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    fillEchoes(value, echoed, false),
  ]);
  const content = bodiless.includes(status) ? null : streamOf(bytes, body);
  return { response: new Response(content, { status, headers: filled }), whole: content === null || !body.breaksOff };
}

function streamOf(bytes: Uint8Array, { breaksOff, pieces }: Body): ReadableStream<Uint8Array> {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  let place = 0;
  return new ReadableStream({
    pull(controller) {
      if (breaksOff && place > 0) return controller.error(new TypeError('terminated'));
      if (place >= bytes.length && !breaksOff) return controller.close();
      controller.enqueue(bytes.slice(place, place + size));
      place += size;
    },
  });
}

function asThrown({ code, syscall, message, form }: Thrown, echoed: EchoedSecrets): unknown {
  const words = fillEchoes(message, echoed, false);
  const inner = Object.assign(new Error(words), { ...(code && { code }), ...(syscall && { syscall }) });
  switch (form) {
    case 'cause':
      return new TypeError('fetch failed', { cause: inner });
    case 'aggregate':
      return new TypeError('fetch failed', { cause: new AggregateError([inner, inner], words) });
    case 'bare':
      return inner;
    case 'text':
      return words;
    default:
      return undefined;
  }
}
