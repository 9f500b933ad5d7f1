import assert from 'node:assert/strict';
import { parseTaskFile } from '../../../../src/task/file/taskFile.ts';
import { requestFileName, taskFileName, taskFileText } from '../../../../src/task/file/writeTaskFile.ts';

const values = {
  name: 'dcs-migration-thrc',
  description: '创建在线数据迁移任务',
  vpc_id: '5e37b3be-950a-48e1-b498-65b63d336481',
  subnet_id: '40f15ed6-7f85-49d5-ba0e-65b940d4812c',
  security_group_id: '9df96622-24b7-4813-84b8-ab74552a21d7',
};
const place = { region: 'cn-north-4', project_id: '0123456789abcdef0123456789abcdef' };

describe('the text of a task file', () => {
  it('has region and project first and the names beside the IDs', () => {
    const text = taskFileText({ ...values, ...place }, { vpc: 'vpc-prod', subnet: '子网-a', securityGroup: 'default' });
    assert.equal(
      text,
      `{
  "region": "cn-north-4",
  "project_id": "0123456789abcdef0123456789abcdef",
  "name": "dcs-migration-thrc",
  "description": "创建在线数据迁移任务",
  "vpc_id": "5e37b3be-950a-48e1-b498-65b63d336481", // vpc-prod
  "subnet_id": "40f15ed6-7f85-49d5-ba0e-65b940d4812c", // 子网-a
  "security_group_id": "9df96622-24b7-4813-84b8-ab74552a21d7" // default
}
`,
    );
    const { problems, task } = parseTaskFile(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(task, { ...place, ...values });
  });

  it('leaves out what is not known', () => {
    const { description: _, ...required } = values;
    assert.deepEqual(parseTaskFile(taskFileText(required)).task, required);
    assert.deepEqual(parseTaskFile(taskFileText({ ...values, region: '', project_id: undefined })).task, values);
    assert.equal(parseTaskFile(taskFileText({ ...values, description: '' })).task?.description, '');
  });

  for (const name of [
    'a\n"evil": 1',
    'b\r\n}',
    'c\u2028"x"',
    '*/ /* //',
    '\u202Etxt.exe',
    '\0\u0007',
    '\ud800',
    'x'.repeat(10_000),
  ]) {
    it(`cannot be changed by a name: ${JSON.stringify(name.slice(0, 20))}`, () => {
      const text = taskFileText(values, { vpc: name, subnet: name, securityGroup: name });
      assert.deepEqual(parseTaskFile(text), { ...parseTaskFile(text), problems: [], task: values });
      assert.equal(text.split('\n').length, 8);
      assert.doesNotMatch(text, /[\p{Cf}\p{Cs}\p{Zl}]|(?!\n)\p{Cc}/u);
      assert.ok(text.split('\n').every((line) => line.length < 200));
    });
  }

  it('has the migration section last, a setting a line in the order of the documentation, as far as it is known', () => {
    const instance = { password: '${env:REDIS_A}', id: undefined, addrs: '10.0.0.1:6379' };
    const migration = { target_instance: { id: 'b' }, source_instance: instance, resume_mode: 'auto', owner: 'me' };
    const text = taskFileText({ ...values, migration }, { securityGroup: 'default' });
    assert.ok(
      text.endsWith(`  "security_group_id": "9df96622-24b7-4813-84b8-ab74552a21d7", // default
  "migration": {
    "resume_mode": "auto",
    "source_instance": { "addrs": "10.0.0.1:6379", "password": "\${env:REDIS_A}" },
    "target_instance": { "id": "b" }
  }
}
`),
      text,
    );
    assert.deepEqual(parseTaskFile(text).task, values);
    for (const none of [undefined, {}, { resume_mode: undefined }]) {
      assert.doesNotMatch(taskFileText({ ...values, migration: none }), /migration"/);
    }
  });

  it('gives back any text that can be sent', () => {
    for (const description of ['"', '\\', '\n\t', '\u2028', '😀', '// no comment', '/* no comment', '}', 'ÿ']) {
      assert.deepEqual(parseTaskFile(taskFileText({ ...values, description })).task, { ...values, description });
    }
  });
});

describe('the name of a task file', () => {
  for (const [name, file] of [
    ['dcs-migration-thrc', 'dcs-migration-thrc'],
    ['迁移 任务', '迁移-任务'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'migration-task'],
    ['', 'migration-task'],
    [' \t\n', 'migration-task'],
    ['.hidden.', 'hidden'],
    ['tail. . ', 'tail'],
    ['CON', 'task-CON'],
    ['nul.txt', 'task-nul.txt'],
    ['com1', 'task-com1'],
    ['LPT\u00b9', 'task-LPT\u00b9'],
    ['console', 'console'],
    ['x.dcsmigration.json', 'x'],
    ['x.DCSMigration.JSON', 'x'],
    ['a\u0000b\u202ec\ud800', 'a-b-c'],
    ['e\u0301', '\u00e9'],
    ['a\u200bb\u00adc\u3164d\ufe0fe\u2800f', 'a-b-c-d-e-f'],
    ['订单🚀👩🏽‍🚀', '订单🚀👩🏽‍🚀'],
    [`z${'\u0301'.repeat(500)}`, 'migration-task'],
  ] as const) {
    it(`${JSON.stringify(name)} -> ${file}`, () => assert.equal(taskFileName(name), `${file}.dcsmigration.json`));
  }

  it('is short enough for every file system and does not cut a character', () => {
    for (const character of ['x', '长', '😀', '👩🏽‍🚀']) {
      const file = taskFileName(character.repeat(1000));
      assert.ok(Buffer.byteLength(file) <= 143);
      assert.match(file, new RegExp(`^(?:${character})+\\.dcsmigration\\.json$`, 'u'));
    }
  });

  it('is found without going through a name of a megabyte', () => {
    assert.equal(taskFileName(`orders ${'\u0301\u0316'.repeat(500_000)}`), 'orders.dcsmigration.json');
    assert.equal(taskFileName(`orders${' /'.repeat(500_000)}x`), 'orders.dcsmigration.json');
  });
});

describe('the name of a request', () => {
  for (const [name, title] of [
    ['dcs-migration-thrc', 'dcs-migration-thrc.http'],
    ['../../a?b#c', 'a-b#c.http'],
    ['..', 'migration-task.http'],
    ['a\u202eptth.b', 'a-ptth.b.http'],
    ['x'.repeat(5000), `${'x'.repeat(120)}.http`],
  ] as const) {
    it(JSON.stringify(name.slice(0, 20)), () => assert.equal(requestFileName(name), title));
  }
});
