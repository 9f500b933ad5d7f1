import assert from 'node:assert/strict';
import * as z from 'zod';
import { taskFileJsonSchema } from '../../../../src/task/file/taskFileJsonSchema.ts';
import { taskFileSchema } from '../../../../src/task/file/taskFileSchema.ts';

const node = z.looseObject({
  type: z.array(z.string()),
  title: z.string(),
  description: z.string(),
  get properties() {
    return z.record(z.string(), node).optional();
  },
});

type Node = z.infer<typeof node>;

/** A node and all inside it, by their paths. */
function nodesOf(
  properties: Readonly<Record<string, Node>>,
  within = '',
): readonly (readonly [path: string, node: Node])[] {
  return Object.entries(properties).flatMap(([name, one]) => [
    [`${within}${name}`, one] as const,
    ...nodesOf(one.properties ?? {}, `${within}${name}.`),
  ]);
}

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

const snippets = z.array(
  z.object({ label: z.string(), description: z.string(), body: z.record(z.string(), z.unknown()) }),
);

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
    for (const [path, { type, title, description, properties }] of nodesOf(schema.properties)) {
      assert.ok(title.length > 3 && description.length > 20, path);
      assert.equal(type[0], properties === undefined ? 'string' : 'object', 'completion writes it');
      assert.deepEqual(type.toSorted(), ['array', 'boolean', 'null', 'number', 'object', 'string'], path);
    }
    assert.match(schema.properties['subnet_id']?.description ?? '', /network ID.*not "neutron_subnet_id"/);
  });

  it('says nothing of what the extension itself marks, with a fix, so that nothing is marked twice', () => {
    const keywords = nodesOf(schema.properties).flatMap(([, property]) => Object.keys(property));
    const told = ['pattern', 'enum', 'anyOf', 'minLength', 'required', 'additionalProperties'];
    for (const keyword of told) assert.ok(!keywords.includes(keyword), keyword);
  });

  it('has the fields of the migration section, so that they complete and are explained', () => {
    const paths = nodesOf(schema.properties).map(([path]) => path);
    const instance = (name: string) => [name, ...['id', 'addrs', 'password'].map((key) => `${name}.${key}`)];
    const keys = ['migration_method', 'resume_mode', 'bandwidth_limit_mb'];
    assert.deepEqual(paths.slice(paths.indexOf('migration')), [
      'migration',
      ...[...keys, ...instance('source_instance'), ...instance('target_instance')].map((key) => `migration.${key}`),
    ]);
  });

  it('offers a whole migration section, without the text of a password', () => {
    const [snippet] = snippets.parse(schema.properties['migration']?.['defaultSnippets']);
    assert.deepEqual(Object.keys(snippet?.body ?? {}), [
      ...['migration_method', 'resume_mode', 'source_instance', 'target_instance'],
    ]);
    const text = JSON.stringify(snippet?.body);
    assert.ok(text.includes(JSON.stringify(String.raw`^"\${env:${'${4:REDIS_SOURCE_PASSWORD}'}}"`)), text);
    assert.ok(text.includes('${2|auto,manual|}'), text);
    const [chinese] = snippets.parse(translated.properties['migration']?.['defaultSnippets']);
    assert.equal(chinese?.label, `<${snippet?.label}>`);
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
