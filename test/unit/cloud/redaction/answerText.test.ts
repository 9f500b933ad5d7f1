import assert from 'node:assert/strict';
import * as z from 'zod';
import { errorAnswer } from '../../../../src/cloud/errorBody.ts';
import { answerText } from '../../../../src/cloud/redaction/answerText.ts';
import { declaredBy } from '../../../../src/cloud/redaction/declaredFields.ts';
import { maskOf } from '../../../../src/cloud/redaction/maskText.ts';
import { english } from '../../../support/desk/english.ts';

const mask = '••••••';
const task = z.looseObject({
  id: z.string(),
  port: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  description: z.string().nullish(),
  enabled: z.boolean().optional(),
  source: z.looseObject({ ip: z.string() }).optional().catch(undefined),
});
const page = z
  .unknown()
  .transform((value) => value)
  .pipe(z.object({ tasks: z.array(task.optional().catch(undefined)) }));

interface Wishes {
  readonly trace?: boolean;
  readonly most?: number;
  readonly schemas?: readonly z.ZodType[];
}

function shown(value: unknown, { trace = false, most = 4000, schemas = [page] }: Wishes = {}) {
  return answerText(value, schemas, maskOf(['sk/1']), { trace, most, t: english });
}

/** On one line, since the lines are not what is looked at. */
function line(value: unknown, wishes: Wishes = {}): string {
  return shown(value, wishes).text.replace(/\n */g, '');
}

describe('answerText: what is declared and what is not', () => {
  it('shows what the schema declares with its value, and the rest by name and kind', () => {
    const value = {
      tasks: [
        { id: 'a', port: 6379, description: null, enabled: true, secret_sauce: 'x', more: { a: 1 }, other: [1, 2, 3] },
      ],
      count: 7,
      ok: false,
      nothing: null,
      text: 'hunter2',
    };
    assert.equal(
      shown(value).text,
      [
        '{',
        '  "tasks": [',
        '    {',
        '      "id": "a",',
        '      "port": 6379,',
        '      "description": null,',
        '      "enabled": true,',
        '      "secret_sauce": (text),',
        '      "more": (object),',
        '      "other": (list of 3)',
        '    }',
        '  ],',
        '  "count": (number),',
        '  "ok": (true or false),',
        '  "nothing": null,',
        '  "text": (text)',
        '}',
      ].join('\n'),
    );
  });

  it('shows no value where another kind of thing stands than is declared', () => {
    const odd = [
      [{ tasks: 'redis://:pw@host' }, '{"tasks": (text)}'],
      [{ tasks: { id: 'a' } }, '{"tasks": (object)}'],
      [{ tasks: [['a'], 'b', 3] }, '{"tasks": [(list of 1),(text),(number)]}'],
      [
        { tasks: [{ id: { a: 'x' }, description: ['x'], source: 'x' }] },
        '{"tasks": [{"id": (object),"description": (list of 1),"source": (text)}]}',
      ],
      [['a'], '(list of 1)'],
      ['a', '(text)'],
      [1, '(number)'],
      [null, 'null'],
      [{}, '{}'],
      [{ tasks: [] }, '{"tasks": []}'],
    ] as const;
    for (const [value, expected] of odd) assert.equal(line(value), expected);
  });

  it('shows the documented fields of an error, however deep, and nothing else of it', () => {
    const body = {
      error: { code: 403, message: 'no', title: 'Forbidden', detail: 'x' },
      error_code: 'DCS.1',
      error_ext_msg: null,
      request_id: 'r',
      encoded_authorization_message: 'x',
      token: { code: 'x' },
      list: [{ code: 'x' }],
      a: { b: { errorCode: 'c', errorMsg: 'm', requestId: 'i', ext_message: 'e' } },
    };
    assert.equal(
      line(body, { schemas: [page, errorAnswer] }),
      [
        '{"error": {"code": 403,"message": "no","title": "Forbidden","detail": (text)},"error_code": "DCS.1",',
        '"error_ext_msg": null,"request_id": "r","encoded_authorization_message": (text),"token": (object),"list": (list of 1),',
        '"a": {"b": {"errorCode": "c","errorMsg": "m","requestId": "i","ext_message": "e"}}}',
      ].join(''),
    );
  });

  it('shows everything at Trace, but for what has the shape of a secret', () => {
    const value = {
      tasks: [
        { id: 'a', ip: '10.0.0.1', n: 1, requirepass: 'x', sk: 2, nested: { auth: ['x'], b: { c: 'redis://:x@h' } } },
      ],
      parameters: [
        { key: 'password', value: 'x', type: 'y' },
        { key: 'timeout', value: 5 },
      ],
      command: ['config', 'set', 'requirepass', 'x', { y: 1 }],
      private_key: '-----BEGIN',
      text: 'password=x',
      no_token: null,
    };
    assert.equal(
      line(value, { trace: true }),
      [
        `{"tasks": [{"id": "a","ip": "10.0.0.1","n": 1,"requirepass": "${mask}","sk": "${mask}",`,
        `"nested": {"auth": "${mask}","b": {"c": "redis://${mask}@h"}}}],`,
        `"parameters": [{"key": "password","value": "${mask}","type": "${mask}"},{"key": "timeout","value": 5}],`,
        `"command": ["config","set","requirepass","${mask}","${mask}"],`,
        `"private_key": "${mask}","text": "password=${mask}","no_token": null}`,
      ].join(''),
    );
  });

  it('masks what is declared by its shape too, and known secrets in names and values', () => {
    const value = { tasks: [{ id: 'sk%2F1', description: 'from redis://:x@h, requirepass y', 'of sk\\/1': 1 }] };
    for (const trace of [false, true]) {
      const text = line(value, { trace });
      assert.match(text, /"id": "••••••","description": "from redis:\/\/••••••@h, requirepass ••••••","of ••••••": /);
    }
  });

  it('cuts a name to what fits', () => {
    assert.equal(line({ 'a\nb': 1 }), '{"a\\nb": (number)}');
    assert.equal(line({ ['x'.repeat(65)]: 1 }), `{"${'x'.repeat(64)}…": (number)}`);
    const body: unknown = JSON.parse('{"__proto__": {"a": "x"}, "constructor": "x"}');
    assert.equal(line(body), '{"__proto__": (object),"constructor": (text)}');
  });
});

describe('answerText: no more than what fits', () => {
  it('cuts at the limit and says so', () => {
    const value = { tasks: [{ id: 'x'.repeat(100) }] };
    const whole = shown(value);
    assert.equal(whole.cut, false);
    for (const most of [0, 1, 20, whole.text.length - 1, whole.text.length]) {
      const { text, cut } = shown(value, { most });
      assert.deepEqual([text.length <= most, cut], [true, most < whole.text.length], String(most));
    }
  });

  it('shows of a secret at the limit nothing, wherever the limit is', () => {
    const value = { tasks: [{ id: 'a', description: 'redis://:hunter2@h sk/1' }] };
    for (let most = 0; most < 200; most += 1) assert.doesNotMatch(shown(value, { most }).text, /hun|sk\//);
  });

  /** Objects and lists that count how often they are looked into. */
  function counted<T extends object>(value: T, looks: { count: number }): T {
    return new Proxy(value, {
      get(target, name) {
        looks.count += 1;
        const inner: unknown = Reflect.get(target, name);
        return typeof inner === 'object' && inner !== null ? counted(inner, looks) : inner;
      },
    });
  }

  it('looks at no more than what is shown, at either level', () => {
    const looksAt = (tasks: number, trace: boolean) => {
      const looks = { count: 0 };
      const list = Array.from({ length: tasks }, (_, index) => ({
        id: `task-${index}`,
        description: 'd',
        other: { a: ['x'] },
      }));
      shown(counted({ tasks: list }, looks), { trace });
      return looks.count;
    };
    for (const trace of [false, true]) {
      assert.ok(looksAt(100, trace) > 100);
      assert.equal(looksAt(50_000, trace), looksAt(100, trace));
    }
  });

  it('looks into nothing that is not declared', () => {
    const looks = { count: 0 };
    const other = counted({ a: { b: { c: 'x' } } }, looks);
    shown({ tasks: [{ id: 'a', other }], other });
    assert.equal(looks.count, 0);
  });

  it('ends in whatever depth, and with however many names', () => {
    const deep: unknown = JSON.parse(`${'[{"a":'.repeat(50_000)}"x"${'}]'.repeat(50_000)}`);
    assert.equal(line(deep), '(list of 1)');
    assert.match(line(deep, { trace: true }), /^(?:\[\{"a": ){16}…/);
    const error: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    assert.match(line(error, { schemas: [errorAnswer] }), /^(?:\{"a": ){32}…/);
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`name-${index}`, index]));
    assert.deepEqual([shown(many).cut, shown(many).text.length], [true, 4000]);
  });
});

describe('declaredBy', () => {
  it('finds what a schema names, whatever is wrapped around it', () => {
    const inner = z.object({ a: z.string() });
    const wrapped = [
      inner,
      inner.optional(),
      inner.nullable(),
      inner.catch({ a: '' }),
      inner.default({ a: '' }),
      inner.readonly(),
      z.lazy(() => inner),
      inner.transform(String),
      z.unknown().pipe(inner),
      z.union([z.string(), inner]),
      inner.and(z.object({ b: z.string() })),
      inner.refine(() => true),
      z.looseObject(inner.shape),
    ];
    for (const schema of wrapped) assert.ok(declaredBy([schema]).fields.has('a'), schema.def.type);
    assert.equal(declaredBy([z.array(inner)]).items.length, 1);
    assert.equal(declaredBy([z.record(z.string(), z.number())]).others.length, 1);
  });

  it('finds nothing where nothing is named', () => {
    for (const schema of [
      z.unknown(),
      z.any(),
      z.record(z.string(), z.unknown()),
      z.looseObject({}),
      z.custom(() => true),
    ]) {
      const { value, fields, others, items } = declaredBy([schema]);
      assert.deepEqual([value, fields.size, others.length, items.length], [false, 0, 0, 0], schema.def.type);
    }
  });

  it('knows what may be shown as it is', () => {
    for (const schema of [
      z.string(),
      z.int(),
      z.boolean(),
      z.enum(['a']),
      z.literal(1),
      z.uuid(),
      z.string().transform(Number),
    ]) {
      assert.equal(declaredBy([schema]).value, true, schema.def.type);
    }
  });
});
