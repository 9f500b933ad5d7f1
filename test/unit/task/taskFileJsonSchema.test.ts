import assert from 'node:assert/strict';
import * as z from 'zod';
import { findRegion } from '../../../src/cloud/regions.ts';
import { taskFileSchema } from '../../../src/task/taskFile.ts';
import { taskFileJsonSchema } from '../../../src/task/taskFileJsonSchema.ts';

const node = z.looseObject({ type: z.string().optional(), title: z.string(), description: z.string() });
const shape = z.looseObject({
  title: z.string(),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
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

  it('has the fields of the zod schema, and requires what it requires', () => {
    assert.deepEqual(Object.keys(schema.properties), Object.keys(taskFileSchema.shape));
    assert.deepEqual(schema.required, ['name', 'vpc_id', 'subnet_id', 'security_group_id']);
  });

  it('tells of each field what it is', () => {
    for (const [name, { type, title, description }] of Object.entries(schema.properties)) {
      assert.ok(title.length > 3 && description.length > 20, name);
      assert.equal(type, name === 'migration' ? undefined : 'string');
    }
    assert.match(schema.properties['subnet_id']?.description ?? '', /network ID.*not "neutron_subnet_id"/);
  });

  it('accepts the documented values by its patterns', () => {
    const { name, vpc_id, project_id } = schema.properties;
    assert.match('dcs-migration-thrc', new RegExp(String(name?.['pattern']), 'u'));
    assert.match('5e37b3be-950a-48e1-b498-65b63d336481', new RegExp(String(vpc_id?.['pattern']), 'u'));
    assert.match('0123456789abcdef0123456789abcdef', new RegExp(String(project_id?.['pattern']), 'u'));
    assert.doesNotMatch('vpc-prod', new RegExp(String(vpc_id?.['pattern']), 'u'));
  });

  it('offers the regions that have DCS and lets a new one pass', () => {
    const anyOf = z.tuple([
      z.object({ enum: z.array(z.string()), enumDescriptions: z.array(z.string()) }),
      z.object({ pattern: z.string() }),
    ]);
    const [offered, free] = anyOf.parse(schema.properties['region']?.['anyOf']);
    assert.ok(offered.enum.includes('cn-north-4') && offered.enum.length > 20);
    assert.ok(offered.enum.every((id) => findRegion(id)?.hasDcs));
    assert.equal(offered.enumDescriptions[offered.enum.indexOf('cn-north-4')], 'CN North-Beijing4');
    assert.match('xx-nowhere-77', new RegExp(free.pattern, 'u'));
    assert.doesNotMatch('evil.example/', new RegExp(free.pattern, 'u'));
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
    assert.deepEqual(translated.required, schema.required);
  });

  it('offers snippets that hold only fields of a task, and all that are required', () => {
    assert.equal(schema.defaultSnippets.length, 2);
    for (const { body } of schema.defaultSnippets) {
      for (const name of Object.keys(body)) assert.ok(name in schema.properties, name);
      for (const name of schema.required) assert.ok(name in body, name);
    }
  });
});
