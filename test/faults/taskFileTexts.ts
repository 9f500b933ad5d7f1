// Texts near to task files: good ones, good ones bent at the level of the text, other JSON, and no text at all.
import fc from 'fast-check';

/** Stands in values; no message may hold it. */
export const secretValue = 'hunter2/S3cr3t Pw0rd';

const id = fc.uuid();
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(unitOf), maxLength: 8 }) },
);

/** Any UTF-16 code unit, half characters too. */
function unitOf(code: number): string {
  return String.fromCharCode(code);
}

const oddValues = fc.constantFrom(
  ...['null', 'true', 'false', '{}', '[]', '""', '" "', '"\\t"', '"\\ud800"', '"\ud800"', '"\\u0000"', '"\u202e"'],
  ...['-', '-0', '1.', '.5', '1e999', '-1e-999', '0x1F', '012', '1e', '9'.repeat(400), 'NaN', 'Infinity', 'undefined'],
  ...[
    "'single'",
    '"open',
    '"a\nb"',
    '"\\x"',
    '"\\u12"',
    '“curly”',
    '/* gone */',
    '{"vpc_id":"v","name":{}}',
    '"\u2028"',
  ],
  `"${'长'.repeat(1100)}"`,
  '{"__proto__":{"name":"abcd"}}',
);

const deep = fc
  .tuple(fc.constantFrom('[', '{"a":', '[{"b":', '{"c":['), fc.integer({ min: 1, max: 70 }), fc.boolean())
  .map(([open, depth, closed]) => {
    const close = [...open]
      .filter((character) => '[{'.includes(character))
      .map((character) => (character === '[' ? ']' : '}'));
    return `${open.repeat(depth)}1${closed ? close.reverse().join('').repeat(depth) : ''}`;
  });

const quotedText = text.map((value) => JSON.stringify(value));
const quotedId = id.map((value) => `"${value}"`);
const regionValue = fc.constantFrom('"cn-north-4"', '"cn-nort-4"', '"Beijing"', '"xx-new-9"', '"CN-NORTH-4 "');

const address = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })).map(([ip, port]) => `${ip}:${port}`),
  fc.constantFrom(
    '',
    ' ',
    '10.0.0.1',
    ':6379',
    'redis://:hunter2/x@10.0.0.1:6379',
    '10.0.0.1：6379',
    '10.0.0.1:6379 ',
    '\u200b:1',
  ),
);

const password = fc.constantFrom(
  ...['${env:REDIS_PASSWORD}', '${env:REDIS_PASSWORD}', '${env:HW_KEY}', '${env:1}', '${env:', '', 'hunter2/S3'],
);

const sectionKey = (key: string) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(key) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('id', 'addrs', 'password', 'pwd', 'source', '__proto__', 'a.b', '\u202ename', ''),
    },
  );

/** An object of fields, some of which are missing, and of odd values. */
function oddObject(values: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const fields = Object.entries(values).map(([key, value]) =>
    fc.option(
      fc
        .tuple(sectionKey(key), fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: oddValues }))
        .map(([name, written]) => `${JSON.stringify(name)}: ${written}`),
      { freq: 15 },
    ),
  );
  return fc.tuple(...fields).map((written) => `{${written.filter((one) => one !== null).join()}}`);
}

const nullOr = (value: fc.Arbitrary<string>) => fc.oneof(fc.constant('null'), value);
const quote = (value: fc.Arbitrary<string>) => value.map((one) => JSON.stringify(one));
const addresses = fc.array(address, { minLength: 1, maxLength: 3 }).map((parts) => parts.join());

const oddInstance = oddObject({
  id: nullOr(quote(id)),
  addrs: nullOr(quote(addresses)),
  password: nullOr(quote(password)),
});

/** The migration section as people may write it. */
const sectionValue = oddObject({
  migration_method: quote(fc.constantFrom('full_amount_migration', 'incremental_migration', 'incremental')),
  resume_mode: quote(fc.constantFrom('auto', 'manual', 'auto', 'AUTO')),
  bandwidth_limit_mb: fc.constantFrom('10', '"10"', 'null', '10240', '10241', '1e1', '0', '"hunter2/S3"'),
  source_instance: oddInstance,
  target_instance: oddInstance,
});

const anyValue = fc.oneof(
  { weight: 5, arbitrary: quotedId },
  { weight: 5, arbitrary: quotedText },
  { weight: 4, arbitrary: oddValues },
  { weight: 2, arbitrary: fc.constant(`"${secretValue}"`) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: sectionValue },
);

const goodFields = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{3,20}$/),
    fc.tuple(id, id, id),
    fc.option(text),
    fc.option(regionValue),
    fc.option(sectionValue),
  )
  .map(([name, [vpc, subnet, group], description, region, section]) => [
    ...(region === null ? [] : [`"region": ${region}`]),
    `"name": "${name}"`,
    ...(description === null ? [] : [`"description": ${JSON.stringify(description)}`]),
    `"vpc_id": "${vpc}"`,
    `"subnet_id": "${subnet}"`,
    `"security_group_id": "${group}"`,
    ...(section === null ? [] : [`"migration": ${section}`]),
  ]);

const fieldName = fc.oneof(
  fc.constantFrom('name', 'description', 'vpc_id', 'subnet_id', 'security_group_id', 'region', 'project_id', '$schema'),
  fc.constantFrom('migration', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'vpcId', 'subnet', 'sg', ''),
  fc.constantFrom(
    'password',
    'access_key',
    'endpoint',
    'X-Auth-Token',
    'n\\u0061me',
    '{field}',
    '\u202ename',
    'x'.repeat(300),
  ),
  text.map((value) => JSON.stringify(value).slice(1, -1)),
);

const oddField = fc
  .tuple(fieldName, fc.constantFrom('"', '"', '"', '"', "'", ''), fc.constantFrom(': ', ':', ' ', '='), anyValue)
  .map(([name, quote, colon, value]) => `${quote}${name}${quote}${colon}${value}`);

const gap = fc.constantFrom('', ' ', '\n', '\r\n', '\r', '\t', ' // c "x"\n', ' /* d */ ', '\u2028', '\n\n');
const comma = fc.constantFrom(',', ',', ',', ',', ',', ',', ',', ',', ',,', '', '，', ';');

/** An object from fields, with something between them, before and after. */
const objectText = fc
  .record({
    good: fc.oneof({ weight: 6, arbitrary: goodFields }, { weight: 1, arbitrary: fc.constant([]) }),
    odd: fc.array(fc.tuple(fc.nat(8), oddField), { maxLength: 4 }),
    gap,
    comma,
    trailing: fc.constantFrom('', '', ','),
    before: fc.constantFrom(
      '',
      '',
      '',
      '',
      '',
      '',
      '\ufeff',
      '// head\n',
      '/* head */',
      '\0',
      'curl -d ',
      'POST /v2/x\n',
      '[',
    ),
    after: fc.constantFrom('', '', '', '', '', '\n', '// end', '/* open', '}', '{}', '\0', ']'),
  })
  .map(({ good, odd, gap: between, comma: separator, trailing, before, after }) => {
    const fields = [...good];
    for (const [place, field] of odd) fields.splice(place % (fields.length + 1), 0, field);
    const body = fields.join(`${separator}${between}`);
    return `${before}{${between}${body}${fields.length > 0 ? trailing : ''}${between}}${after}`;
  });

const splinter = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '/*',
    '*/',
    '//',
    '\\',
    '\\u',
    '\u2028',
    '\ud800',
    '1e',
    '-',
    '\n',
  ),
  fc.constantFrom(
    '\r\n',
    '\0',
    '\ufeff',
    '\u200b',
    '：',
    '“',
    "'",
    '[[[[[[[[',
    '\\ud83d',
    '😀',
    '__proto__',
    '"name":',
  ),
  text,
);

const bend = fc.record({
  kind: fc.constantFrom('insert', 'replace', 'delete', 'cut', 'double', 'swap'),
  place: fc.nat(0xffff),
  length: fc.integer({ min: 1, max: 12 }),
  splinter,
});

type Bend = typeof bend extends fc.Arbitrary<infer T> ? T : never;

function bent(whole: string, { kind, place: drawn, length, splinter: piece }: Bend): string {
  const place = drawn % (whole.length + 1);
  const [before, after] = [whole.slice(0, place), whole.slice(place)];
  switch (kind) {
    case 'insert':
      return before + piece + after;
    case 'replace':
      return before + piece + after.slice(length);
    case 'delete':
      return before + after.slice(length);
    case 'double':
      return before + after.slice(0, length) + after;
    case 'swap':
      return after + before;
    default:
      return before;
  }
}

const bentText = fc
  .tuple(objectText, fc.array(bend, { minLength: 1, maxLength: 3 }))
  .map(([whole, bends]) => bends.reduce(bent, whole));

/** Texts as an editor may hold them. */
export const taskFileTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: objectText },
  { weight: 5, arbitrary: bentText },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: deep },
);

/** Bytes as a disk may hold them: texts in several encodings, bent ones, and any. */
export const taskFileBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: taskFileTexts.map((whole) => new TextEncoder().encode(whole)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(objectText, fc.array(fc.tuple(fc.nat(0xffff), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([whole, changes]) => {
        const bytes = new TextEncoder().encode(whole);
        for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
        return bytes;
      }),
  },
  { weight: 1, arbitrary: objectText.map((whole) => new Uint8Array(Buffer.from(whole, 'utf16le'))) },
  { weight: 1, arbitrary: objectText.map((whole) => new Uint8Array(Buffer.from(whole, 'latin1'))) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }) },
);
