import assert from 'node:assert/strict';
import { findingsIn } from '../../../src/editor/findings.ts';
import { editsOf, setField } from '../../../src/editor/fixEdits.ts';
import { type Fix, safeFixes } from '../../../src/editor/fixes.ts';
import { plainName } from '../../../src/editor/plainName.ts';
import { parseTaskFile } from '../../../src/task/file/taskFile.ts';
import { consoleName } from '../../../src/task/file/taskFileRules.ts';
import { english } from '../../support/desk/english.ts';
import { sectionWith, sourceWith } from '../task/file/migration/section.ts';
import { applied, scanWhole } from './caretText.ts';

const style = { tabSize: 2, insertSpaces: true, eol: '\n' };

/** Every fix that a text has, by what it is called and what the text is afterwards. */
function fixed(text: string): Record<string, string> {
  const scanned = scanWhole(text);
  const fixes = findingsIn(text, scanned, english).flatMap((finding) => [...finding.fixes]);
  return Object.fromEntries(fixes.map((fix) => [fix.title, applied(text, editsOf(fix, text, scanned, style))]));
}

describe('fixes of the text', () => {
  for (const [text, title, after] of [
    ['{"vpcId": "x"}', 'Rename to "vpc_id"', '{"vpc_id": "x"}'],
    ['{"name": "orders" "vpcId": "x"', 'Rename to "vpc_id"', '{"name": "orders" "vpc_id": "x"'],
    [
      '{\n  "name": "orders", // the name\n  "password": "x"\n}',
      'Remove this field',
      '{\n  "name": "orders" // the name\n}',
    ],
    [
      '{\n  "password": "x", // gone\n  "name": "orders"\n}',
      'Remove this field',
      '{\n   // gone\n  "name": "orders"\n}',
    ],
    ['{\r\n\t"password": "x",\r\n\t"name": "orders"\r\n}', 'Remove this field', '{\r\n\t"name": "orders"\r\n}'],
    ['{"password": "x", "name": "orders"}', 'Remove this field', '{ "name": "orders"}'],
    ['{"password": "x"}', 'Remove this field', '{}'],
    ['{"name": "orders", "password": }', 'Remove this field', '{"name": "orders"  }'],
    ['{"name": "orders", "name": "other"}', 'Remove this field', '{"name": "orders" }'],
    ['{"name": "orders", "region": ""}', 'Remove this field', '{"name": "orders" }'],
    [
      '{"vpc_id": " 5e37b3be-950a-48e1-b498-65b63d336481 "}',
      'Remove the blanks',
      '{"vpc_id": "5e37b3be-950a-48e1-b498-65b63d336481"}',
    ],
    ['{"region": "cn-nort-4"}', 'Change to cn-north-4', '{"region": "cn-north-4"}'],
    ['{"name": "1. Aufträge (prod)"}', 'Make it a name that the console takes', '{"name": "task-1-Auftra-ge-prod"}'],
    [
      '{"task": {"name": "orders", "vpc_id": "x",}, "region": "cn-north-4"}',
      'Move the fields of "task" to the top',
      '{\n  "name": "orders",\n  "vpc_id": "x",\n  "region": "cn-north-4"\n}',
    ],
    [
      '{\n  "migration_task": {\n    // which?\n    "vpc_id": "x"\n  }\n}',
      'Move the fields of "migration_task" to the top',
      '{\n  // which?\n  "vpc_id": "x"\n}',
    ],
  ] as const) {
    it(`${title}: ${text}`, () => assert.equal(fixed(text)[title], after));
  }

  for (const [section, title, after] of [
    ['{"source": {}}', 'Rename to "source_instance"', '{"source_instance": {}}'],
    ['{"source_instance": {"pwd": 1}}', 'Rename to "password"', '{"source_instance": {"password": 1}}'],
    ['{"colour": 1, "resume_mode": "auto"}', 'Remove this field', '{ "resume_mode": "auto"}'],
    ['{"resume_mode": "AUTO"}', 'Change to auto', '{"resume_mode": "auto"}'],
    ['{"resume_mode": "x"}', 'Change to manual', '{"resume_mode": "manual"}'],
    [
      sourceWith({ password: '"hunter2"' }),
      'Change to ${env:REDIS_SOURCE_PASSWORD}',
      sourceWith({ password: '"${env:REDIS_SOURCE_PASSWORD}"' }),
    ],
    [
      sourceWith({ password: '12' }),
      'Remove this field',
      sourceWith({ password: undefined }).replace('" }, "t', '"  }, "t'),
    ],
    [
      sectionWith({ target_instance: '{"id": "x", "password": "hunter2"}' }),
      'Change to ${env:REDIS_TARGET_PASSWORD}',
      sectionWith({ target_instance: '{"id": "x", "password": "${env:REDIS_TARGET_PASSWORD}"}' }),
    ],
    [
      sourceWith({ addrs: '" redis://:hunter2@10.0.0.1:6379， 10.0.0.2:6379,"' }),
      'Keep ip:port alone',
      sourceWith({ addrs: '"10.0.0.1:6379,10.0.0.2:6379"' }),
    ],
    [
      sectionWith({ target_instance: '{"id": " 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809"}' }),
      'Remove the blanks',
      sectionWith({ target_instance: '{"id": "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809"}' }),
    ],
    ['{"source_instance": {"id": null}}', 'Add "id"', '{"source_instance": {"id": ""}}'],
    [
      '{"source_instance": {"id": null}}',
      'Add "addrs"',
      '{\n    "source_instance": {\n      "id": null,\n      "addrs": ""\n    }\n  }',
    ],
  ] as const) {
    it(`in the migration section, ${title}: ${section}`, () => {
      const text = (inside: string) => `{\n  "migration": ${inside}\n}`;
      assert.equal(fixed(text(section))[title], text(after));
    });
  }

  it('adds what is missing in the migration section, in the order of the documentation', () => {
    const text = (inside: string) => `{\n  "name": "a",\n  "migration": {\n${inside}\n  }\n}`;
    const values = {
      migration_method: '    "migration_method": "incremental_migration"',
      resume_mode: '    "resume_mode": "manual"',
      source_instance: '    "source_instance": {\n      "addrs": ""\n    }',
      target_instance: '    "target_instance": {\n      "id": ""\n    }',
    };
    const { migration_method: method, resume_mode: mode, source_instance: source, target_instance: target } = values;
    const fixes = (...present: readonly string[]) => fixed(text(present.join(',\n')));
    assert.equal(fixes(method, source, target)['Add "resume_mode": "manual"'], text(Object.values(values).join(',\n')));
    assert.equal(fixes(method, mode, source)['Add "target_instance"'], text(Object.values(values).join(',\n')));
    const empty = [method, mode].map((one) => one.replace(/: ".*"/, ': ""'));
    const own = findingsIn(text(target), scanWhole(text(target)), english).flatMap(({ fixes: all }) => all);
    const add = own.find((fix) => fix.kind === 'add' && fix.fields.includes('migration.resume_mode'));
    assert.ok(add);
    const after = applied(text(target), editsOf(add, text(target), scanWhole(text(target)), style));
    assert.equal(after, text([...empty, source, target].join(',\n')));
  });

  it('are applied together in both instances, and never take a password away unasked', () => {
    const text = '{"migration": {"source_instance": {"addr": "x"}, "target_instance": {"addr": "y", "password": "p"}}}';
    const scanned = scanWhole(text);
    const safe = safeFixes(findingsIn(text, scanned, english).flatMap(({ fixes }) => fixes));
    const after = applied(
      text,
      safe.flatMap((fix) => editsOf(fix, text, scanned, style)),
    );
    assert.equal(after, text.replaceAll('"addr"', '"addrs"'));
  });

  it('adds what is missing, in the order of the documentation', () => {
    const text = '{\n  // orders\n  "name": "orders",\n  "subnet_id": "s"\n}\n';
    assert.equal(
      fixed(text)['Add the missing fields'],
      '{\n  // orders\n  "name": "orders",\n  "vpc_id": "",\n  "subnet_id": "s",\n  "security_group_id": ""\n}\n',
    );
    assert.equal(
      fixed('{"name": "orders", "vpc_id": "v", "subnet_id": "s"}')['Add "security_group_id"'],
      '{\n  "name": "orders",\n  "vpc_id": "v",\n  "subnet_id": "s",\n  "security_group_id": ""\n}',
    );
  });

  it('keeps the body of a request as the documentation prints it', () => {
    const request =
      'POST https://{dcs_instance_endpoint}/v2/{project_id}/migration/instance\n\n{\n  "name": "orders",\n  "vpc_id": "x"\n}\n';
    assert.equal(fixed(request)['Make a task file of this request'], '{\n  "name": "orders",\n  "vpc_id": "x"\n}\n');
  });

  it('keeps the body of a curl command, with the region and the project of its address', () => {
    const id = '0123456789abcdef0123456789abcdef';
    const curl = `curl -X POST 'https://dcs.cn-north-4.myhuaweicloud.com/v2/${id}/migration/instance' -H 'X-Auth-Token: secret' -d '{"name": "orders", "vpc_id": "x"}'`;
    const after = fixed(curl)['Make a task file of this request'] ?? '';
    assert.deepEqual(JSON.parse(after), { region: 'cn-north-4', project_id: id, name: 'orders', vpc_id: 'x' });
    assert.ok(!after.includes('secret'));
  });

  it('changes nothing where a request has no body that can be read', () => {
    for (const text of ['curl https://x', 'POST /v2/x\n{"name": }', 'curl -d \'{"name": "a"\' }']) {
      assert.equal(fixed(text)['Make a task file of this request'], text);
    }
  });

  it('are edits that do not overlap, whichever are applied together', () => {
    const text = '{"vpcId": "x", "subnetId": " 5e37b3be-950a-48e1-b498-65b63d336481 ", "region": "cn-nort-4"}';
    const scanned = scanWhole(text);
    const safe = safeFixes(findingsIn(text, scanned, english).flatMap(({ fixes }) => fixes));
    const after = applied(
      text,
      safe.flatMap((fix) => editsOf(fix, text, scanned, style)),
    );
    assert.match(after, /"vpc_id": "x", "subnet_id"/);
  });

  it('take no longer for a hostile text', () => {
    const wide = `{"task": {"vpc_id": "x"${' '.repeat(900_000)}}, "name": "${'_'.repeat(400_000)}a"}`;
    const after = fixed(wide);
    assert.match(after['Move the fields of "task" to the top'] ?? '', /^\{\n {2}"vpc_id": "x"/);
    assert.match(after['Make it a name that the console takes'] ?? '', /"name": "task"\}$/);
    const fields = Array.from({ length: 50_000 }, (_, index) => `"key-${index}":${index}`).join();
    const long = fixed(`{"task":{"vpc_id":"x",${fields}}}`)['Move the fields of "task" to the top'] ?? '';
    assert.ok(long.startsWith('{\n  "vpc_id": "x",\n  "key-0": 0,\n') && long.endsWith('"key-49999": 49999\n}'));
  });

  it('never give two fields one name', () => {
    assert.deepEqual(
      Object.keys(fixed('{"vpc_id": "a", "vpcId": "b"}')).filter((title) => /Rename/.test(title)),
      [],
    );
    const text = '{"vpcId": "a", "vpc": "b"}';
    const fixes = findingsIn(text, scanWhole(text), english).flatMap((finding) => finding.fixes);
    assert.deepEqual(
      safeFixes(fixes).map((fix) => 'at' in fix && fix.at),
      [1],
    );
  });

  it('do nothing in a text that has changed under them', () => {
    const fix: Fix = { kind: 'rename', title: '', at: 400, to: 'vpc_id', safe: true };
    assert.deepEqual(editsOf(fix, '{}', scanWhole('{}'), style), []);
  });
});

describe('fixes: a field is set', () => {
  for (const [text, after] of [
    ['{"vpc_id": "old"}', '{"vpc_id": "new"}'],
    ['{"vpc_id": 7}', '{"vpc_id": "new"}'],
    ['{"vpc_id":}', '{"vpc_id": "new"}'],
    ['{}', '{\n  "vpc_id": "new"\n}'],
    ['{\n  "name": "a",\n  "subnet_id": "s"\n}', '{\n  "name": "a",\n  "vpc_id": "new",\n  "subnet_id": "s"\n}'],
    ['{\n\t"subnet_id": "s" // here\n}', '{\n\t"vpc_id": "new",\n\t"subnet_id": "s" // here\n}'],
    ['{\n  "name": "a"\n}', '{\n  "name": "a",\n  "vpc_id": "new"\n}'],
    ['{"migration": {"vpc_id": "x"}}', '{\n  "vpc_id": "new",\n  "migration": {\n    "vpc_id": "x"\n  }\n}'],
  ] as const) {
    it(text, () => {
      const own = text.includes('\t') ? { ...style, insertSpaces: false } : style;
      assert.equal(applied(text, setField(text, scanWhole(text), 'vpc_id', 'new', own)), after);
      assert.ok(parseTaskFile(after).problems.every(({ code }) => code !== 'syntax'));
    });
  }
});

describe('a plain name', () => {
  for (const [name, plain] of [
    ['orders.prod', 'orders-prod'],
    ['1. orders', 'task-1-orders'],
    ['a', 'task-a'],
    ['', 'task'],
    ['订单迁移', 'task'],
    ['--orders--', 'orders'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ] as const) {
    it(`${name.slice(0, 20)} becomes ${plain.slice(0, 20)}`, () => {
      assert.equal(plainName(name), plain);
      assert.match(plain, consoleName);
    });
  }
});
