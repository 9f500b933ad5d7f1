import assert from 'node:assert/strict';
import { describeProblem } from '../../../../src/task/file/problemText.ts';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { english } from '../../../support/desk/english.ts';
import { draw, fileWith, marked } from './marked.ts';

/** The text with the place of each problem, the codes in the order of the text, and what the first message must say. */
type Row = readonly [drawn: string, codes: string, says: RegExp];

const id = '5e37b3be-950a-48e1-b498-65b63d336481';

const tables: Readonly<Record<string, readonly Row[]>> = {
  'errors in the text': [
    ['«»', 'emptyFile', /empty/],
    ['«» \r\n\t', 'emptyFile', /empty/],
    ['«»// only\n/* comments */', 'emptyFile', /empty/],
    ['«\uFEFF»{}', 'byteOrderMark', /byte order mark.*Save with Encoding/],
    ['{"name": "«\0»"}', 'binary', /binary/],
    ['«[{"name": "x"}]»', 'notAnObject', /list.*one task/],
    [' «"name"» ', 'notAnObject', /holds a text/],
    ['«12»', 'notAnObject', /holds a number/],
    ['«true»', 'notAnObject', /holds true or false/],
    ['«null»', 'notAnObject', /holds null/],
    [`${'['.repeat(64)}«[»]`, 'tooDeep', /more than 64/],
    [`{"a": ${'{"a":'.repeat(63)}«{»`, 'tooDeep', /more than 64/],
  ],
  'mistakes of syntax': [
    ['{ «name»: "x" }', 'syntax', /double quotes/],
    ["{ «'name'»: 'x' }", 'syntax', /single quotes/],
    ['{ «“name”：“x”» }', 'syntax', /“ is full-width/],
    ['{ "name": "x"«，»\n "vpc_id": "y" }', 'syntax', /， is full-width/],
    ['{\n«\u00a0»"name": "x" }', 'syntax', /invisible character \(U\+00A0\)/],
    ['{ "name": «True» }', 'syntax', /without quotes/],
    ['{ «#» no comment\n}', 'syntax', /means nothing/],
    ['{ "name" «"x"» }', 'syntax', /colon/],
    ['{ "name": «}»', 'syntax', /value was expected/],
    ['{ "name": "x"\n  «"vpc_id"»: "y" }', 'syntax', /comma.*between two fields/],
    ['{ "name": "x",«,» }', 'syntax', /name of a field/],
    ['{ "name": "x"«»', 'syntax', /closing brace/],
    ['{ "name": ["x"«»', 'syntax', /closing bracket/],
    ['{ "name": "x" } «{» }', 'syntax', /should end here.*one task/],
    ['{ "name": «"x»\n}', 'syntax', /closing double quote/],
    ['{ "name": «"C:\\dcs"» }', 'syntax', /backslash/i],
    ['{ "name": «"\\u12"» }', 'syntax', /four hexadecimal digits/],
    ['{ "name": «"a\tb"» }', 'syntax', /tab/],
    ['{ "name": «1.» }', 'syntax', /number/],
    ['{} «/* no end»', 'syntax', /comment does not end/],
    ['{ «a»: 1,\n  «b»: 2,\n  "c": «d»\n}', 'syntax syntax syntax', /without quotes/],
    [
      `«curl -X POST https://dcs» \\\n -d '{}'`.replace('»', '').replace(' \\\n', ' \\»\n'),
      'syntax',
      /command.*request body/,
    ],
    ["«curl -d '{}'»", 'syntax', /command.*request body/],
    ['\n«POST https://{dcs_endpoint}/v2/{project_id}/migration/instance»\n\n{}', 'syntax', /HTTP request/],
  ],
  'names of fields': [
    [fileWith({ vpc_id: undefined }).replace('{', '«{»'), 'missingField', /"vpc_id" is missing/],
    [fileWith({ '«"vpcs_id"»': `"${id}"`, vpc_id: undefined }), 'unknownField', /Did you mean "vpc_id"/],
    [fileWith({ '«"subnetId"»': `"${id}"`, subnet_id: undefined }), 'unknownField', /Did you mean "subnet_id"/],
    [fileWith({ '«"colour"»': '1' }), 'unknownField', /not a field of a migration task. Remove it/],
    [fileWith({ '«""»': '1' }), 'unknownField', /not a field/],
    [fileWith({ '«"toString"»': '1' }), 'unknownField', /not a field/],
    [fileWith({ '«"constructor"»': '{}' }), 'unknownField', /not a field/],
    [`{ «"task"»: ${fileWith()} }`, 'unknownField', /inside "task"/],
    [fileWith({ '«"name"»': '"again"' }), 'duplicateField', /second time/],
    [fileWith({ '«"n\\u0061me"»': '"again"' }), 'duplicateField', /"name" stands here a second time/],
    [fileWith({ '«"__proto__"»': '{}' }), 'forbiddenField', /programs misuse/],
    [fileWith({ '«"\\u005f_proto__"»': '{}' }), 'forbiddenField', /programs misuse/],
    [fileWith({ '«"sk"»': '"x"' }), 'forbiddenField', /credential.*Sign In/],
    [fileWith({ '«"X-Auth-Token"»': '"x"' }), 'forbiddenField', /credential/],
    [fileWith({ '«"dcs_endpoint"»': '"x"' }), 'forbiddenField', /address of a server.*dcs\.endpoints/],
  ],
  values: [
    [fileWith({ name: '«""»' }), 'emptyField', /"name" is empty. Fill it in; the task cannot/],
    [fileWith({ subnet_id: '«" \\t"»' }), 'emptyField', /"subnet_id" is empty/],
    [fileWith({ region: '«""»' }), 'emptyField', /remove the field to use/],
    [fileWith({ name: '«5»' }), 'wrongType', /holds a number, but must be a text/],
    [fileWith({ name: '«["x"]»' }), 'wrongType', /holds a list/],
    [fileWith({ name: '«{ "a": 1 }»' }), 'wrongType', /holds an object/],
    [fileWith({ description: '«null»' }), 'wrongType', /is null.*remove the field/],
    [fileWith({ $schema: '«false»' }), 'wrongType', /holds true or false/],
    [fileWith({ description: '«"\\ud83d"»' }), 'loneSurrogate', /lone surrogate/],
    [fileWith({ vpc_id: '«"\\udc00"»' }), 'loneSurrogate', /lone surrogate/],
    [fileWith({ project_id: '«"../admin"»' }), 'unsafeProjectId', /address/],
    [fileWith({ project_id: `«"${'a'.repeat(65)}"»` }), 'unsafeProjectId', /at most 64/],
    [fileWith({ region: '«"cn-north-4.evil.example/"»' }), 'invalidRegion', /not a region ID/],
    [fileWith({ region: '«"CN-NORTH-4"»' }), 'invalidRegion', /Did you mean cn-north-4/],
    [fileWith({ region: '«"redis://:hunter2@cn-north-4"»' }), 'invalidRegion', /^"redis:\/\/••••••@cn-north-4" is not/],
    [fileWith({ region: '«"cn-nort-4"»' }), 'unknownRegion', /Did you mean cn-north-4/],
    [fileWith({ region: '«"xx-nowhere-77"»' }), 'unknownRegion', /new region can be used/],
    [fileWith({ vpc_id: '«"vpc-prod"»' }), 'idNotUuid', /"vpc_id" is not a UUID/],
    [fileWith({ vpc_id: `«" ${id}"»` }), 'idNotUuid', /starts or ends with a blank/],
    [fileWith({ name: '«"1st"»' }), 'nameOutsideConsoleRule', /4 to 64/],
    [fileWith({ name: '«"迁移任务"»' }), 'nameOutsideConsoleRule', /4 to 64/],
    [fileWith({ name: '«"a\\u0000b"»' }), 'controlCharacter', /\(U\+0000\)/],
    [fileWith({ description: `«"${'长'.repeat(1025)}"»` }), 'descriptionTooLong', /1025 characters.*1024/],
    [fileWith({ description: `«"${'😀'.repeat(1025)}"»` }), 'descriptionTooLong', /1025 characters.*1024/],
    [fileWith({ description: '«"\uFFFD\uFFFD"»' }), 'replacementCharacter', /wrong encoding/],
    [fileWith({ project_id: '«"my-project"»' }), 'projectIdUnusual', /32 hexadecimal digits/],
  ],
};

for (const [what, rows] of Object.entries(tables)) {
  describe(`problems of a task file: ${what}`, () => {
    for (const [drawn, codes, says] of rows) {
      it(`${codes} in ${JSON.stringify(drawn.length > 120 ? `${drawn.slice(0, 120)}…` : drawn)}`, () => {
        const { text } = marked(drawn);
        const { problems, task } = parseTaskFile(text);
        assert.equal(draw(text, problems), drawn);
        assert.equal(problems.map(({ code }) => code).join(' '), codes);
        assert.match(problems.map((problem) => describeProblem(problem, english)).join('\n'), says);
        assert.equal(
          task === undefined,
          problems.some(({ severity }) => severity === 'error'),
        );
      });
    }
  });
}

describe('the words of a problem', () => {
  it('tell every missing field', () => {
    const problems = parseTaskFile('{}').problems.map((problem) => ('field' in problem ? problem.field : problem.code));
    assert.deepEqual(problems, ['name', 'vpc_id', 'subnet_id', 'security_group_id']);
  });

  it('never hold a value that could be a secret', () => {
    const secret = 'hQ7vFakeSecretKey0123456789';
    for (const text of [
      fileWith({
        secret_access_key: `"${secret}"`,
        name: `"${secret} "`,
        project_id: `"${secret}/"`,
        vpc_id: `"${secret}"`,
      }),
      fileWith({ password: secret }),
      fileWith({ password: `'${secret}'` }),
      fileWith({ password: `"${secret}` }),
      fileWith({ password: `“${secret}”` }),
      `curl -H 'X-Auth-Token: ${secret}' https://dcs`,
    ]) {
      const { problems } = parseTaskFile(text);
      assert.notEqual(problems.length, 0);
      const told = JSON.stringify([problems, problems.map((problem) => describeProblem(problem, english))]);
      assert.equal(told.includes(secret), false, told);
    }
  });

  it('show a hostile name harmless and short', () => {
    const name = `\u202Eevil\u0007\n${'x'.repeat(500_000)}`;
    const [problem] = parseTaskFile(fileWith({ [JSON.stringify(name)]: '1' })).problems;
    assert.ok(problem);
    const told = describeProblem(problem, english);
    assert.match(told, /^"‹U\+202E›evil‹U\+0007›‹U\+000A›x+…" is not a field/);
    assert.ok(told.length < 200);
  });
});
