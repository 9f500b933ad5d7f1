import assert from 'node:assert/strict';
import { describeProblem } from '../../../../../src/task/file/problemText.ts';
import { parseTaskFile } from '../../../../../src/task/file/taskFile.ts';
import type { TaskFileProblem } from '../../../../../src/task/file/taskFileProblems.ts';
import { english } from '../../../../support/desk/english.ts';
import { draw, marked } from '../marked.ts';
import { fileOf, sectionWith, sourceWith } from './section.ts';

/** The section with the place of each problem, `code path` of each in the order of the text, and what the messages must say. */
type Row = readonly [section: string, problems: readonly string[], says: RegExp];

const id = '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809';

const tables: Readonly<Record<string, readonly Row[]>> = {
  'the section itself': [
    ['«true»', ['settingType migration'], /^"migration" holds true or false, but must be an object\./],
    ['«3»', ['settingType migration'], /a number/],
    ['«"x"»', ['settingType migration'], /a text/],
    ['«[]»', ['settingType migration'], /a list/],
    ['«null»', ['settingType migration'], /^"migration" is null/],
    [
      sectionWith({ resume_mode: undefined }).replace('{', '«{»'),
      ['missingSetting migration.resume_mode'],
      /"migration\.resume_mode" is missing.*created without it/,
    ],
    [
      sectionWith({ '«"colour"»': '1' }),
      ['unknownSetting migration.colour'],
      /not a field of the migration settings\. Remove/,
    ],
    [sectionWith({ '«"__proto__"»': '{}' }), ['unknownSetting migration.__proto__'], /Remove/],
    [
      sectionWith({ '«"password"»': '"x"' }),
      ['unknownSetting migration.password'],
      /looks like a credential.*\$\{env:/,
    ],
    [
      sectionWith({ resume_mode: undefined, '«"resumeMode"»': '"auto"' }),
      ['unknownSetting migration.resumeMode'],
      /Did you mean "resume_mode"\?/,
    ],
    [
      sectionWith({ source_instance: undefined, '«"source"»': '{}' }),
      ['unknownSetting migration.source'],
      /Did you mean "source_instance"\?/,
    ],
    [
      sectionWith({ '«"resumeMode"»': '"manual"' }),
      ['unknownSetting migration.resumeMode'],
      /not a field of the migration settings\. Remove it/,
    ],
    [sectionWith({ '«"resume_mode"»': '"manual"' }), ['duplicateSetting migration.resume_mode'], /second time/],
    [
      sectionWith({ '«"a"»': '1', '«"\\u0061"»': '2' }),
      ['unknownSetting migration.a', 'duplicateSetting migration.a'],
      /a/,
    ],
  ],
  'method, mode and bandwidth': [
    [
      sectionWith({ migration_method: '«"incremental"»' }),
      ['unknownChoice migration.migration_method'],
      /one of "full_amount_migration", "incremental_migration"\. Did you mean "incremental_migration"\?/,
    ],
    [sectionWith({ resume_mode: '«"AUTO"»' }), ['unknownChoice migration.resume_mode'], /Did you mean "auto"\?/],
    [sectionWith({ resume_mode: '«"never"»' }), ['unknownChoice migration.resume_mode'], /one of "auto", "manual"\.$/],
    [sectionWith({ resume_mode: '«""»' }), ['unknownChoice migration.resume_mode'], /one of/],
    [sectionWith({ resume_mode: '«null»' }), ['settingType migration.resume_mode'], /is null, but must be a text/],
    [sectionWith({ resume_mode: '«{ "a": 1 }»' }), ['settingType migration.resume_mode'], /holds an object/],
    ...[
      '"0"',
      '"10241"',
      '0',
      '10241',
      '-1',
      '1.5',
      '10.0',
      '1e1',
      '"010"',
      '" 10"',
      '"10 MB"',
      '1e999',
      '9'.repeat(400),
    ].map(
      (value): Row => [
        sectionWith({ bandwidth_limit_mb: `«${value}»` }),
        ['bandwidthRange migration.bandwidth_limit_mb'],
        /whole number of MB\/s from 1 to 10240/,
      ],
    ),
    [sectionWith({ bandwidth_limit_mb: '«""»' }), ['emptySetting migration.bandwidth_limit_mb'], /is empty/],
    [sectionWith({ bandwidth_limit_mb: '«true»' }), ['settingType migration.bandwidth_limit_mb'], /must be a number/],
  ],
  instances: [
    [sectionWith({ target_instance: '«"x"»' }), ['settingType migration.target_instance'], /must be an object/],
    [sectionWith({ target_instance: '«{» }' }), ['noInstance migration.target_instance'], /names no Redis/],
    [
      sectionWith({ target_instance: '«{» "id": null, "addrs": null }' }),
      ['noInstance migration.target_instance'],
      /names no Redis/,
    ],
    [sectionWith({ target_instance: '{ "id": «5» }' }), ['settingType migration.target_instance.id'], /must be a text/],
    [
      sectionWith({ target_instance: '{ "id": «"dcs-1"» }' }),
      ['instanceNotUuid migration.target_instance.id'],
      /not a UUID/,
    ],
    [
      sectionWith({ target_instance: `{ "id": «" ${id}"» }` }),
      ['instanceNotUuid migration.target_instance.id'],
      /blank/,
    ],
    [sectionWith({ target_instance: '{ "id": «""» }' }), ['emptySetting migration.target_instance.id'], /is empty/],
    [
      sectionWith({ target_instance: `{ "id": "${id}", «"ip"»: "10.0.0.1:6379" }` }),
      ['unknownSetting migration.target_instance.ip'],
      /Did you mean "addrs"/,
    ],
  ],
  addresses: [
    [sourceWith({ addrs: '"«10.0.0.1»"' }), ['addressMistake migration.source_instance.addrs'], /has no port/],
    [
      sourceWith({ addrs: '"10.0.0.1:6379,«10.0.0.2:99999»"' }),
      ['addressMistake migration.source_instance.addrs'],
      /65535/,
    ],
    [
      sourceWith({ addrs: '"«:1»,10.0.0.1:6379«,»"' }),
      ['addressMistake migration.source_instance.addrs', 'addressMistake migration.source_instance.addrs'],
      /only a port[\s\S]*is empty/,
    ],
    [sourceWith({ addrs: '"« »10.0.0.1:6379"' }), ['addressMistake migration.source_instance.addrs'], /A blank/],
    [sourceWith({ addrs: '"«10.0.0.1：6379»"' }), ['addressMistake migration.source_instance.addrs'], /full-width/],
    [sourceWith({ addrs: '"«10.0.0.999:6379»"' }), ['addressMistake migration.source_instance.addrs'], /an IP address/],
    [
      sourceWith({ addrs: '"«redis://»«:hunter2@»10.0.0.1:6379"' }),
      ['addressMistake migration.source_instance.addrs', 'addressMistake migration.source_instance.addrs'],
      /ip:port[\s\S]*before the @/,
    ],
    [sourceWith({ addrs: '«"10.0.0.1\\u003a1,x"»' }), ['addressMistake migration.source_instance.addrs'], /no port/],
    [
      sourceWith({ addrs: '«"10.0.0.1\u200b:6379"»' }),
      ['unseenCharacter migration.source_instance.addrs'],
      /\(U\+200B\)/,
    ],
    [sourceWith({ addrs: '«"10.0.0.1:6379\\n"»' }), ['unseenCharacter migration.source_instance.addrs'], /\(U\+000A\)/],
    [sourceWith({ addrs: '«"\\ud800:6379"»' }), ['unseenCharacter migration.source_instance.addrs'], /\(U\+D800\)/],
    [sourceWith({ addrs: '«["10.0.0.1:6379"]»' }), ['settingType migration.source_instance.addrs'], /holds a list/],
  ],
  passwords: [
    ...['"hunter2"', '12345678', 'true', '["a"]', '{ "value": "a" }', '"${REDIS}"', '"$REDIS"'].map(
      (value): Row => [
        sourceWith({ password: `«${value}»` }),
        ['literalPassword migration.source_instance.password'],
        /never belongs in them: write \$\{env:REDIS_SOURCE_PASSWORD\}/,
      ],
    ),
    [
      sectionWith({ target_instance: `{ "id": "${id}", "password": «"x"» }` }),
      ['literalPassword migration.target_instance.password'],
      /\$\{env:REDIS_TARGET_PASSWORD\}/,
    ],
    [sourceWith({ password: '«""»' }), ['emptySetting migration.source_instance.password'], /is empty/],
    [
      sourceWith({ password: '«"${env:1}"»' }),
      ['variableName migration.source_instance.password'],
      /begins with no digit/,
    ],
    [
      sourceWith({ password: '«"${env:hw_SECRET}"»' }),
      ['credentialVariable migration.source_instance.password'],
      /hw_SECRET may hold a credential/,
    ],
  ],
};

function told(problem: TaskFileProblem): string {
  return 'field' in problem ? `${problem.code} ${problem.field}` : problem.code;
}

for (const [what, rows] of Object.entries(tables)) {
  describe(`problems of the migration section: ${what}`, () => {
    for (const [section, wanted, says] of rows) {
      it(`${wanted[0]} in ${section.slice(0, 200)}`, () => {
        const drawn = fileOf(section);
        const { text } = marked(drawn);
        const { problems, task, migration } = parseTaskFile(text);
        assert.deepEqual(problems.map(told), wanted);
        assert.equal(draw(text, problems), drawn);
        assert.match(problems.map((problem) => describeProblem(problem, english)).join('\n'), says);
        assert.ok(problems.every(({ severity }) => severity === 'warning'));
        assert.equal(task?.name, 'dcs-migration-thrc');
        assert.equal(migration, undefined);
      });
    }
  });
}

describe('problems of the migration section: all at once', () => {
  it('names everything that is missing, at the brace that it is missing behind', () => {
    const { text, marks } = marked(fileOf('«{» "source_instance": {"id": null} }'));
    const { problems } = parseTaskFile(text);
    assert.deepEqual(
      problems.filter(({ offset }) => offset === marks[0]?.offset).map(told),
      ['migration_method', 'resume_mode', 'target_instance'].map((name) => `missingSetting migration.${name}`),
    );
  });

  it('marks both id and addrs, which the API takes, and keeps the section', () => {
    const drawn = fileOf(sectionWith({ target_instance: `{ "id": "${id}", «"addrs"»: "10.0.0.1:6379" }` }));
    const { text } = marked(drawn);
    const { problems, migration } = parseTaskFile(text);
    assert.deepEqual(problems.map(told), ['idAndAddrs migration.target_instance']);
    assert.equal(draw(text, problems), drawn);
    assert.match(problems.map((problem) => describeProblem(problem, english)).join(), /Keep one of the two/);
    assert.equal(migration?.target_instance.id, id);
  });

  it('never drives out what keeps the task from being created', () => {
    const unknown = Array.from({ length: 300 }, (_, index) => `"k${index}": 1`).join();
    const bad = sectionWith({ source_instance: `{${unknown}}`, target_instance: `{"addrs": "${','.repeat(300)}"}` });
    const { problems, task } = parseTaskFile(`{"migration": ${bad.replace('{', `{${unknown},`)}, "name": ""}`);
    assert.ok(problems.some(({ code }) => code === 'emptyField'));
    assert.ok(problems.length <= 100);
    assert.equal(problems.filter((problem) => 'section' in problem).length, 20);
    assert.equal(task, undefined);
  });

  it('shows a hostile name harmless and short', () => {
    const name = JSON.stringify(`\u202eevil\n${'x'.repeat(100_000)}`);
    const [problem] = parseTaskFile(fileOf(sectionWith({ [name]: '1' }))).problems;
    assert.ok(problem);
    const words = describeProblem(problem, english);
    assert.match(words, /^"migration\.‹U\+202E›evil‹U\+000A›x+…" is not a field/);
    assert.ok(words.length < 200);
  });
});

describe('a password in the migration section', () => {
  const secret = 'hUnter2-canary';
  const everywhere = [
    ...['password', 'addrs', 'id', 'pwd', 'x'].flatMap((name) =>
      [`"${secret}"`, `"redis://:${secret}@10.0.0.1:6379"`, `"${secret},:${secret}@a:${secret}"`, `["${secret}"]`].map(
        (value) => sourceWith({ [name]: value }),
      ),
    ),
    ...['"$hUnter2-canary"', `"\${env:${secret}}"`, `{"a": "${secret}"}`].map((value) =>
      sourceWith({ password: value }),
    ),
    ...['migration_method', 'resume_mode', 'bandwidth_limit_mb', 'source_instance', 'password'].map((name) =>
      sectionWith({ [name]: `"${secret}"` }),
    ),
    `"${secret}"`,
    `["${secret}"]`,
  ];

  for (const section of everywhere) {
    it(`is in no problem and no message: ${section.slice(0, 160)}`, () => {
      const { problems } = parseTaskFile(fileOf(section));
      assert.notEqual(problems.length, 0);
      const words = problems.map((problem) => describeProblem(problem, english));
      assert.ok(!JSON.stringify([problems, words]).includes(secret), words.join('\n'));
    });
  }

  it('is in none either where it is a number', () => {
    const { problems } = parseTaskFile(fileOf(sourceWith({ password: '8675309', addrs: '8675309', id: '8675309' })));
    assert.ok(problems.length >= 3);
    const words = problems.map((problem) => describeProblem(problem, english));
    assert.ok(!JSON.stringify([problems, words]).includes('8675309'));
  });
});
