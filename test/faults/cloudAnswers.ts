// Answers near to those of the cloud: good ones, good ones bent, errors of every shape, and what is no answer of an API at all.
import fc from 'fast-check';
import { type Asked, failure, odd, successes, words } from './cloudBodies.ts';
import { type EchoedSecrets, echo, fillEchoes } from './echoes.ts';

/** Texts that JSON.stringify never writes. */
const deepText = fc
  .tuple(fc.constantFrom('[', '{"error":', '{"instance_id":'), fc.constantFrom(3, 5, 8, 40, 400, 20_000), fc.boolean())
  .map(([open, depth, closed]) => {
    const close = open === '[' ? ']' : '}';
    return `${open.repeat(depth)}1${closed ? close.repeat(depth) : ''}`;
  });

/** A body, whether `fetch` gets to the end of it, and how many pieces it comes in. */
export interface Body {
  readonly content: Content;
  readonly breaksOff: boolean;
  readonly pieces: number;
}

type Content =
  /** `share` of it where it is cut. */
  | { readonly form: 'whole' | 'cut' | 'twice' | 'bom' | 'utf16'; readonly json: string; readonly share: number }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'bytes'; readonly bytes: Uint8Array };

const form = fc.constantFrom('whole', 'whole', 'whole', 'whole', 'whole', 'whole', 'cut', 'twice', 'bom', 'utf16');

function jsonFor(asked: Asked): fc.Arbitrary<Content> {
  const value = fc.oneof(
    { weight: 8, arbitrary: successes[asked] },
    { weight: 1, arbitrary: fc.oneof(...Object.values(successes)) },
    { weight: 4, arbitrary: failure },
    { weight: 1, arbitrary: odd },
  );
  const json = value.map((one) => JSON.stringify(one).replaceAll('"⟦huge⟧"', '1e999'));
  return fc.record({ form, json, share: fc.double({ min: 0, max: 1, noNaN: true }) });
}

/** The bytes of a body, once it is known what it echoes. */
export function bytesOf({ content }: Body, secrets: EchoedSecrets): Uint8Array {
  if (content.form === 'bytes') return content.bytes;
  if (content.form === 'text') return encode(fillEchoes(content.text, secrets, false));
  const whole = fillEchoes(content.json, secrets, true);
  switch (content.form) {
    case 'utf16':
      return new Uint8Array(Buffer.from(whole, 'utf16le'));
    case 'bom':
      return encode(`\ufeff${whole}`);
    case 'twice':
      return encode(whole + whole);
    case 'cut':
      return encode(whole.slice(0, Math.floor(whole.length * content.share)));
    default:
      return encode(whole);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const plainTexts = fc.oneof(
  words,
  deepText,
  fc.constantFrom('', ' ', '\n', '<html><title>502</title>', '{"__proto__":{"instance_id":"x"}}', '1e999'),
);
const other: fc.Arbitrary<Content> = fc.oneof(
  plainTexts.map((text): Content => ({ form: 'text', text })),
  fc.uint8Array({ maxLength: 20 }).map((bytes): Content => ({ form: 'bytes', bytes })),
);

function bodyFor(asked: Asked): fc.Arbitrary<Body> {
  return fc.record({
    content: fc.oneof({ weight: 6, arbitrary: jsonFor(asked) }, { weight: 1, arbitrary: other }),
    breaksOff: fc.constantFrom(false, false, false, false, false, false, false, true),
    pieces: fc.constantFrom(1, 1, 1, 2, 7),
  });
}

const status = fc.oneof(
  { weight: 14, arbitrary: fc.constant(200) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      201,
      202,
      203,
      204,
      206,
      301,
      302,
      303,
      304,
      307,
      400,
      401,
      403,
      404,
      408,
      429,
      460,
      494,
      499,
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(500, 501, 502, 503, 504, 511) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

const headerText = fc.oneof(
  fc.constantFrom('', '5', '-5', '1e9', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon'),
  fc.stringMatching(/^[ -~\xa0-\xff]{0,20}$/),
  echo,
);
const headers = fc.dictionary(
  fc.constantFrom('x-request-id', 'x-iam-trace-id', 'location', 'date', 'retry-after', 'content-type', 'server'),
  headerText,
  { maxKeys: 3 },
);

/** What `fetch` throws in place of an answer. */
const thrown = fc.record({
  code: fc.constantFrom(
    'ECONNRESET',
    'ECONNREFUSED',
    'ENOTFOUND',
    'UND_ERR_SOCKET',
    'CERT_HAS_EXPIRED',
    'EPROTO',
    undefined,
  ),
  syscall: fc.constantFrom('connect', 'read', 'write', undefined),
  message: fc.oneof(words, fc.constantFrom('bad port', 'Proxy response (407) !== 200', 'net::ERR_FAILED')),
  form: fc.constantFrom('cause', 'aggregate', 'bare', 'text', 'nothing'),
});

export type Thrown = typeof thrown extends fc.Arbitrary<infer T> ? T : never;

export type CloudAnswer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Body }
  | { readonly thrown: Thrown };

/** One answer to this call, or what became of it on the way. */
export function answersTo(asked: Asked): fc.Arbitrary<CloudAnswer> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ status, headers, body: bodyFor(asked) }) },
    { weight: 1, arbitrary: fc.record({ thrown }) },
  );
}
