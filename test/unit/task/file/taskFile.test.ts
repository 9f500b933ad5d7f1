import assert from 'node:assert/strict';
import { offsetOfField, parseTaskFile, requestBodySchema } from '../../../../src/task/file/taskFile.ts';
import { draw, fileWith, marked } from './marked.ts';

/** The request body of the API's documentation, to the letter. */
const documented = `{
  "name" : "dcs-migration-thrc",
  "description" : "创建在线数据迁移任务",
  "vpc_id" : "5e37b3be-950a-48e1-b498-65b63d336481",
  "subnet_id" : "40f15ed6-7f85-49d5-ba0e-65b940d4812c",
  "security_group_id" : "9df96622-24b7-4813-84b8-ab74552a21d7"
}`;

const body = {
  name: 'dcs-migration-thrc',
  description: '创建在线数据迁移任务',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};

describe('task file', () => {
  it('takes the documented request body as it is printed', () => {
    const { problems, task } = parseTaskFile(documented);
    assert.deepEqual(problems, []);
    assert.deepEqual(task, body);
  });

  for (const [what, text] of [
    ['CRLF', documented.replaceAll('\n', '\r\n')],
    ['CR alone', documented.replaceAll('\n', '\r')],
    ['one line', documented.replaceAll('\n', ' ')],
    ['tabs', documented.replaceAll('  ', '\t')],
    ['a trailing comma', documented.replace('"\n}', '",\n}')],
    ['comments everywhere', `// a\n/* b */${documented.replaceAll(/([:,{}])/g, '/* { */$1/* " */')} // c\n/* d */`],
    ['escaped names and values', documented.replace('"name"', '"n\\u0061me"').replace('dcs-', '\\u0064cs-')],
  ] as const) {
    it(`reads the same task with ${what}`, () => {
      const { problems, task } = parseTaskFile(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(task, body);
    });
  }

  it('keeps region and project beside the body, and does not send them', () => {
    const text = fileWith({
      $schema: '"./dcsmigration.schema.json"',
      region: '"cn-north-4"',
      project_id: '"0123456789abcdef0123456789ABCDEF"',
    });
    const { problems, task } = parseTaskFile(text);
    assert.deepEqual(problems, []);
    assert.equal(task?.region, 'cn-north-4');
    assert.equal(task?.project_id, '0123456789abcdef0123456789ABCDEF');
    assert.deepEqual(Object.keys(requestBodySchema.parse(task)), ['name', 'vpc_id', 'subnet_id', 'security_group_id']);
  });

  it('sends the keys in the order of the documentation, whatever the order of the file', () => {
    const reversed = `{${Object.entries(body)
      .reverse()
      .map((entry) => entry.map((part) => JSON.stringify(part)).join(':'))}}`;
    assert.equal(JSON.stringify(requestBodySchema.parse(parseTaskFile(reversed).task)), JSON.stringify(body));
  });

  it('leaves an absent description out and sends an empty one', () => {
    const absent = requestBodySchema.parse(parseTaskFile(fileWith()).task);
    assert.equal('description' in absent, false);
    const empty = requestBodySchema.parse(parseTaskFile(fileWith({ description: '""' })).task);
    assert.equal(empty.description, '');
  });

  it('sends line and paragraph separators and astral characters as they are', () => {
    const description = 'a\u2028b\u2029c 😀 \n\t"\\';
    const { problems, task } = parseTaskFile(fileWith({ description: JSON.stringify(description) }));
    assert.deepEqual(problems, []);
    assert.equal(task?.description, description);
  });

  it('warns and still sends: values that are possible', () => {
    const { problems, task } = parseTaskFile(
      fileWith({ name: '"测试"', vpc_id: '"vpc-1"', migration: '{"method":"full"}' }),
    );
    assert.deepEqual(new Set(problems.map(({ severity }) => severity)), new Set(['warning']));
    assert.ok(problems.length > 3);
    assert.equal(task?.name, '测试');
    assert.equal(task !== undefined && 'migration' in task, false);
  });

  it('does not let a file change what objects inherit', () => {
    const { problems, task } = parseTaskFile(fileWith({ __proto_: '1', '"__proto__"': '{"polluted": true}' }));
    assert.equal(
      problems.some(({ code }) => code === 'forbiddenField'),
      true,
    );
    assert.equal(task, undefined);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});

describe('the place of a field', () => {
  for (const [field, drawn] of [
    ['subnet_id', fileWith({ subnet_id: '«"40f15ed6"»' })],
    ['name', fileWith({ name: undefined, '"n\\u0061me"': '«"escaped"»' })],
    ['vpc_id', '{ // no such field\n«{»'.replace('{ //', '//')],
    ['vpc_id', '{ "name": "x", «"vpc_id"» }'],
    ['vpc_id', '{ "vpc_id": «"first"», "vpc_id": "second" }'],
    ['vpc_id', '{ "vpc_id": «"not closed»\n}'],
    ['description', '  «{» "name": "x" }'],
    ['vpc_id', '«»'],
    ['vpc_id', '«»[1]'],
  ] as const) {
    it(`${field} in ${JSON.stringify(drawn)}`, () => {
      const { text } = marked(drawn);
      assert.equal(draw(text, [offsetOfField(parseTaskFile(text), field)]), drawn);
    });
  }
});
