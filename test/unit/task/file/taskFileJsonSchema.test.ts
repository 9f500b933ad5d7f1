import assert from 'node:assert/strict';
import * as z from 'zod';
import { taskFileJsonSchema } from '../../../../src/task/file/taskFileJsonSchema.ts';
import { taskFileSchema } from '../../../../src/task/file/taskFileSchema.ts';

const node = z.looseObject({ type: z.array(z.string()).optional(), title: z.string(), description: z.string() });
const shape = z.looseObject({
  title: z.string(),
  required: z.undefined().optional(),
  additionalProperties: z.undefined().optional(),
  allowComments: z.literal(true),
  allowTrailingCommas: z.literal(true),
  properties: z.record(z.string(), node),
  defaultSnippets: z.array(
    z.object({ label: z.string(), description: z.string(), body: z.record(z.string(), z.string()) }),
  ),
});

const schema = shape.parse(taskFileJsonSchema((text) => text));
const translated = shape.parse(taskFileJsonSchema((text) => `<${text}>`));

describe('the JSON schema of task files', () => {
  it('is draft 7 with comments and trailing commas', () => {
    assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
    assert.equal(schema['type'], 'object');
  });

  it('has the fields of the zod schema', () => {
    assert.deepEqual(Object.keys(schema.properties), Object.keys(taskFileSchema.shape));
  });

  it('tells of each field what it is', () => {
    for (const [name, { type, title, description }] of Object.entries(schema.properties)) {
      assert.ok(title.length > 3 && description.length > 20, name);
      assert.equal(type?.[0], name === 'migration' ? undefined : 'string', 'completion writes a text');
    }
    assert.match(schema.properties['subnet_id']?.description ?? '', /network ID.*not "neutron_subnet_id"/);
  });

  it('says nothing of what the extension itself marks, with a fix, so that nothing is marked twice', () => {
    const keywords = Object.values(schema.properties).flatMap((property) => Object.keys(property));
    for (const keyword of ['pattern', 'enum', 'anyOf', 'minLength']) assert.ok(!keywords.includes(keyword), keyword);
  });

  it('translates every text for people and nothing else', () => {
    const strings = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : Object.values(typeof value === 'object' && value !== null ? value : {}).flatMap(strings);
    const plain = new Set(strings(schema));
    for (const text of strings(translated)) assert.ok(plain.has(text) || plain.has(text.slice(1, -1)), text);
    const left = strings(translated).filter((text) => /[a-z]{3,} [a-z]{2,}/.test(text) && !text.startsWith('<'));
    assert.deepEqual(left, []);
    assert.deepEqual(
      translated.defaultSnippets.map(({ body }) => body),
      schema.defaultSnippets.map(({ body }) => body),
    );
  });

  it('offers snippets that hold only fields of a task, and all that are required', () => {
    assert.equal(schema.defaultSnippets.length, 2);
    for (const { body } of schema.defaultSnippets) {
      for (const name of Object.keys(body)) assert.ok(name in schema.properties, name);
      for (const name of ['name', 'vpc_id', 'subnet_id', 'security_group_id']) assert.ok(name in body, name);
    }
  });
});
