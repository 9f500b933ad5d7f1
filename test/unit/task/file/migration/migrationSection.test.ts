import assert from 'node:assert/strict';
import { offsetOfField, parseTaskFile, requestBodySchema } from '../../../../../src/task/file/taskFile.ts';
import { draw, fileWith, marked } from '../marked.ts';
import { fileOf, sectionWith, sourceWith } from './section.ts';

const target = '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';

/** The sample of SetOnlineMigrationTask in the API reference, with a variable in place of its password. */
const documented = `{
  "migration_method": "full_amount_migration",
  "resume_mode": "auto",
  "bandwidth_limit_mb": 10,
  "source_instance": {
    "id": null,
    "addrs": "192.168.1.1:6379,192.168.0.0:6379",
    "password": "\${env:REDIS_SOURCE_PASSWORD}"
  },
  "target_instance": {
    "id": "${target}",
    "addrs": null,
    "password": null
  }
}`;

describe('the migration section', () => {
  it('takes the documented request body, passwords aside, and gives it in the order of the documentation', () => {
    const reversed = `{${documented
      .slice(1, -1)
      .split(/,\n {2}(?=")/)
      .reverse()
      .join()}}`;
    for (const section of [documented, reversed]) {
      const { problems, migration } = parseTaskFile(fileOf(section));
      assert.deepEqual(problems, []);
      assert.equal(JSON.stringify(migration), JSON.stringify(JSON.parse(documented.replace('10,', '"10",'))));
    }
  });

  for (const [written, digits] of [
    ['10', '10'],
    ['"10"', '10'],
    ['1', '1'],
    ['"10240"', '10240'],
    ['null', null],
    [undefined, undefined],
  ] as const) {
    it(`has the bandwidth ${written} as ${digits}`, () => {
      const { problems, migration } = parseTaskFile(fileOf(sectionWith({ bandwidth_limit_mb: written })));
      assert.deepEqual(problems, []);
      assert.equal(migration?.bandwidth_limit_mb, digits);
    });
  }

  it('has as a value what the file has, and no key more', () => {
    const { migration } = parseTaskFile(fileOf(sectionWith({ bandwidth_limit_mb: undefined })));
    assert.deepEqual(migration, {
      migration_method: 'incremental_migration',
      resume_mode: 'auto',
      source_instance: { addrs: '192.168.1.1:6379', password: '${env:REDIS_SOURCE_PASSWORD}' },
      target_instance: { id: target },
    });
  });

  it('has a value where the rest of the file has mistakes, and none where its text does not parse', () => {
    const { task, migration } = parseTaskFile(fileWith({ name: undefined, migration: sectionWith() }));
    assert.equal(task, undefined);
    assert.equal(migration?.resume_mode, 'auto');
    assert.equal(parseTaskFile(fileOf(sectionWith()).slice(0, -3)).migration, undefined);
    assert.equal(parseTaskFile(fileWith()).migration, undefined);
  });

  it('has no value where it, or a field in it, stands twice', () => {
    const twice = fileWith({ migration: sectionWith(), '"\\u006digration"': sectionWith() });
    const inside = fileOf(sourceWith({ '"addrs"': '"10.0.0.9:1"' }));
    for (const [text, code] of [
      [twice, 'duplicateField'],
      [inside, 'duplicateSetting'],
    ] as const) {
      const { problems, migration } = parseTaskFile(text);
      assert.deepEqual(
        problems.map((problem) => problem.code),
        [code],
      );
      assert.equal(migration, undefined);
    }
  });

  it('has its fields found behind however many others', () => {
    const others = Array.from({ length: 20_000 }, (_, index) => `"k${index}": {"id": 1}`).join();
    const source = sourceWith({}).replace('"addrs"', `${others}, "addrs"`);
    const { offsets, problems } = parseTaskFile(fileOf(source.replace('{', `{${others},`)));
    assert.ok(offsets.has('migration.target_instance.id') && offsets.has('migration.source_instance.password'));
    assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(['unknownSetting']));
  });

  it('does not let a file change what objects inherit', () => {
    parseTaskFile(fileOf(sectionWith({ '"__proto__"': '{"polluted": true}' })));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});

describe('the migration section and the create', () => {
  const bare = JSON.stringify(requestBodySchema.parse(parseTaskFile(fileWith()).task));

  /** Files of 0.1.0 may have them: the field was reserved. */
  const odd = [
    ...['true', 'false', '3', '-0.5e3', '"x"', '""', 'null', '[]', '[[1]]', '{}', '{"a":1}', '{"method":"full"}'],
    '{"name":"other","vpc_id":"v","subnet_id":"s","security_group_id":"g"}',
    `{"source_instance":${'['.repeat(50)}${']'.repeat(50)}}`,
    `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
    '{"source_instance":{"id":{"id":{"id":1}}},"target_instance":[{"id":1}]}',
    '{"migration":{"migration":{}}}',
    `{${Array.from({ length: 1000 }, (_, index) => `"k${index}":${index}`).join()}}`,
  ];

  for (const section of odd) {
    it(`marks what a file of 0.1.0 may hold, and refuses nothing: ${section.slice(0, 60)}`, () => {
      const { problems, task, migration } = parseTaskFile(fileOf(section));
      assert.notEqual(problems.length, 0);
      assert.ok(problems.every(({ severity }) => severity === 'warning'));
      assert.equal(JSON.stringify(requestBodySchema.parse(task)), bare);
      assert.equal(migration, undefined);
    });
  }

  for (const section of [sectionWith(), documented, sourceWith({ password: '"hunter2"' })]) {
    it(`sends the same bytes with it as without: ${section.slice(0, 60)}`, () => {
      const { task } = parseTaskFile(fileOf(section));
      assert.ok(task);
      assert.equal('migration' in task, false);
      assert.equal(JSON.stringify(requestBodySchema.parse(task)), bare);
    });
  }
});

describe('the place of a field in the migration section', () => {
  for (const [field, drawn] of [
    ['migration.resume_mode', fileOf(sectionWith({ resume_mode: '«"auto"»' }))],
    ['migration.source_instance.addrs', fileOf(sourceWith({ addrs: '«"10.0.0.1:6379"»' }))],
    ['migration.target_instance.addrs', fileOf(sectionWith({ target_instance: '«{ "id": null }»' }))],
    ['migration.target_instance.id', fileOf(sectionWith({ target_instance: '«5»' }))],
    ['migration.target_instance.id', fileOf('«{}»')],
    ['migration.target_instance.id', '«{»}'],
    ['migration.target_instance.id', '{ "migration": { "target_instance": { «"id"» } } }'],
  ] as const) {
    it(`${field} in ${drawn.slice(-120)}`, () => {
      const { text } = marked(drawn);
      assert.equal(draw(text, [offsetOfField(parseTaskFile(text), field)]), drawn);
    });
  }
});
