import assert from 'node:assert/strict';
import type { Translate } from '../../../src/cloud/translate.ts';
import { cloudFindings, placeFindings } from '../../../src/editor/cloudFindings.ts';
import { tracked } from '../../../src/editor/cloudView.ts';
import { documentationOf } from '../../../src/editor/documentation.ts';
import type { Finding } from '../../../src/editor/finding.ts';
import { findingsIn, nameElsewhere } from '../../../src/editor/findings.ts';
import { editsOf } from '../../../src/editor/fixEdits.ts';
import { play, type SceneOptions } from '../../support/desk/deskAndCloud.ts';
import { english } from '../../support/desk/english.ts';
import { sectionWith, sourceWith } from '../task/file/migration/section.ts';
import { scanWhole } from './caretText.ts';
import {
  example,
  type FileScene,
  groupNamed,
  projectNamed,
  readIn,
  subnetNamed,
  textOf,
  vpcNamed,
  withFile,
} from './fileScene.ts';

const unknownId = '12345678-1234-1234-1234-123456789abc';

/** As far as addresses depend on it. */
const chinese: Translate = (message, values) => (message === 'en-US' ? 'zh-CN' : english(message, values));

/** `severity code "what is marked"`. */
function lines(text: string, findings: readonly Finding[]): string[] {
  return findings.map(
    ({ severity, code, offset, length }) => `${severity} ${code} ${text.slice(offset, offset + length)}`,
  );
}

describe('findings: a text that is no task file', () => {
  it('is only measured where it is larger than one may be', () => {
    const findings = findingsIn('x', scanWhole(' '.repeat(3 * 1024 * 1024)), english);
    assert.deepEqual(lines('', findings), ['error tooLarge ']);
    assert.match(findings[0]?.message ?? '', /has 3 MB; a task file may have 2 MB/);
  });

  it('has not more found in it than a person reads', () => {
    for (const field of ['"region": "af-north-1"', '"vpc_id": "x"', '"password": 1']) {
      const text = `{${`${field},`.repeat(50_000)}}`;
      const findings = findingsIn(text, scanWhole(text), english);
      assert.ok(findings.length > 1 && findings.length <= 302, String(findings.length));
    }
  });
});

describe('findings: what the text alone tells', () => {
  for (const [text, wanted] of [
    [textOf(example), []],
    ['', []],
    ['{}', []],
    ['[]', []],
    ['{"name": 7, "subnet_id": 12}', ['error wrongType 7', 'error wrongType 12']],
    ['{"vpc_id": null, "region": ["x"]}', ['error wrongType null', 'error wrongType ["x"]']],
    ['{"name": tru, "vpc_id": 5e37b3be-950a', []],
    ['{"name": ""}', ['error emptyField ""']],
    ['{"name": "1. orders"}', ['warning nameOutsideConsoleRule "1. orders"']],
    ['{"name": "orders" "password": "x"', ['error forbiddenField "password"']],
    ['{"endpoint": "https://evil.example"}', ['error forbiddenField "endpoint"']],
    ['{"vpcId": "x", "colour": 1}', ['error unknownField "vpcId"', 'error unknownField "colour"']],
    ['{"vpc_id": "my-vpc"}', ['warning idNotUuid "my-vpc"']],
    ['{"name": "orders", "name": "other"}', ['error duplicateField "name"']],
    ['{"region": "af-north-1"}', ['warning regionWithoutService "af-north-1"']],
    ['{"region": "Beijing"}', ['error invalidRegion "Beijing"']],
    ['{"region": "cn-north-5"}', ['warning unknownRegion "cn-north-5"']],
    ['{"project_id": "cn-north-4"}', ['warning projectIdUnusual "cn-north-4"']],
    ['{"task": {"vpc_id": "x"}}', ['error unknownField "task"']],
    ['curl -X POST https://x', ['error syntax curl -X POST https://x']],
    [`{"x": ${'['.repeat(70)}`, ['error unknownField "x"', 'error tooDeep [']],
  ] as const) {
    it(text.slice(0, 60), () => {
      const findings = findingsIn(text, scanWhole(text), english).filter(({ code }) => code !== 'missingField');
      assert.deepEqual(lines(text, findings), wanted);
    });
  }

  for (const [section, wanted] of [
    ['true', ['warning settingType true']],
    ['tru', []],
    ['', []],
    ['{}', ['warning missingSetting {']],
    ['{"resume_mode": aut', ['warning missingSetting {']],
    [sectionWith(), []],
    [sectionWith({ resume_mode: 'aut' }), []],
    [sectionWith({ resume_mode: '' }), []],
    [sectionWith({ resume_mode: 'null' }), ['warning settingType null']],
    [sectionWith({ resume_mode: '"AUTO"' }), ['warning unknownChoice "AUTO"']],
    [sectionWith({ bandwidth_limit_mb: '0' }), ['warning bandwidthRange 0']],
    [sectionWith({ target_instance: '{' }), ['warning noInstance {']],
    [sectionWith({ target_instance: '{"id":}' }), []],
    [sourceWith({ pwd: '1' }), ['warning unknownSetting "pwd"']],
    [
      sourceWith({ addrs: '"10.0.0.1, :a@10.0.0.2:1"' }),
      ['addressMistake 10.0.0.1', 'addressMistake  ', 'addressMistake :a@'].map((one) => `warning ${one}`),
    ],
    [sourceWith({ addrs: '"10.0.0.1:\n' }), ['warning addressMistake 10.0.0.1:']],
    [sourceWith({ password: '"hunter2"' }), ['warning literalPassword "hunter2"']],
    [sourceWith({ password: 'hunter2' }), []],
    [sourceWith({ password: '"${env:HW_SK}"' }), ['warning credentialVariable "${env:HW_SK}"']],
  ] as const) {
    it(`in the migration section: ${section}`, () => {
      const text = `${textOf(example).slice(0, -2)}, "migration": ${section}}`;
      const findings = findingsIn(text, scanWhole(text), english);
      assert.deepEqual(lines(text, findings), wanted);
    });
  }

  it('what is missing in the migration section, in one place an object, with a page of its own', () => {
    const text = `${textOf(example).slice(0, -2)}, "migration": {"source_instance": {}}}`;
    const [missing, nobody] = findingsIn(text, scanWhole(text), english);
    assert.match(
      missing?.message ?? '',
      /^"migration\.migration_method", "migration\.resume_mode", "migration\.target_instance" are missing\..*created/,
    );
    assert.deepEqual(
      [missing, nobody].map((one) => one?.fixes.map(({ title }) => title)),
      [['Add the missing fields'], ['Add "id"', 'Add "addrs"']],
    );
    assert.match(documentationOf(missing?.code ?? '', english), /SetOnlineMigrationTask/);
  });

  for (const [text, message] of [
    ['{}', /^"name", "vpc_id", "subnet_id", "security_group_id" are missing\./],
    [textOf({ ...example, vpc_id: undefined }), /^"vpc_id" is missing\./],
    [textOf({ ...example, vpc_id: undefined, vpcId: 'x' }), undefined],
    [`${textOf({ ...example, vpc_id: undefined }).slice(0, -2)}\n "vpc_id": \n}`, undefined],
    ['[]', undefined],
    ['', undefined],
  ] as const) {
    it(`what is missing, in one place: ${text.slice(0, 30)} ${message ?? 'nothing'}`, () => {
      const missing = findingsIn(text, scanWhole(text), english).filter(({ code }) => code === 'missingField');
      assert.equal(missing.length, message === undefined ? 0 : 1);
      if (message === undefined) return;
      assert.match(missing[0]?.message ?? '', message);
      assert.deepEqual(lines(text, missing), ['error missingField {']);
    });
  }

  it('what is expected in place of a number, and quotes where they are all that is missing', () => {
    const text = `{"name": 7, "subnet_id": 12, "vpc_id": true, "project_id": ${'1'.repeat(32)}}`;
    const found = findingsIn(text, scanWhole(text), english).filter(({ code }) => code === 'wrongType');
    assert.deepEqual(
      found.map(({ fixes }) => fixes.map(({ title }) => title)),
      [
        ['Put it in double quotes'],
        ['Pick a subnet…'],
        ['Pick a VPC…'],
        ['Put it in double quotes', 'Pick a project…'],
      ],
    );
    assert.equal(
      found[1]?.message,
      '"subnet_id" holds a number, but must be the network ID of a subnet in double quotes.',
    );
    const [quote] = found[0]?.fixes ?? [];
    assert.ok(quote);
    const edits = editsOf(quote, text, scanWhole(text), { tabSize: 2, insertSpaces: true, eol: '\n' });
    assert.deepEqual(edits, [{ offset: 9, length: 1, text: '"7"' }]);
  });

  it('each with a page of the documentation, in the language of the editor', () => {
    const text = '{"name": "", "password": "x", "region": "af-north-1"}';
    for (const { code } of findingsIn(text, scanWhole(text), english)) {
      assert.match(documentationOf(code, english), /^https:\/\/\w+\.huaweicloud\.com\/intl\/en-us\//);
      assert.match(documentationOf(code, chinese), /^https:\/\/\w+\.huaweicloud\.com\/(?!intl)/);
    }
    assert.equal(documentationOf('constructor', english), documentationOf('emptyField', english));
  });

  it('the same name in another file, with the place of that file', () => {
    const text = textOf(example);
    const namesakes = [
      { uri: 'file:///b.dcsmigration.json', path: 'b.dcsmigration.json', at: { line: 3, column: 10, length: 20 } },
    ];
    const [finding] = nameElsewhere(scanWhole(text), namesakes, english);
    assert.deepEqual(lines(text, finding ? [finding] : []), ['warning sameName "dcs-migration-thrc"']);
    assert.match(finding?.message ?? '', /^b\.dcsmigration\.json has a task of the same name/);
    assert.equal(finding?.elsewhere?.uri, namesakes[0]?.uri);
    assert.deepEqual(finding?.elsewhere?.at, namesakes[0]?.at);
    assert.deepEqual(nameElsewhere(scanWhole(text), [], english), []);
    assert.deepEqual(nameElsewhere(scanWhole('{}'), namesakes, english), []);
  });
});

describe('findings: a region without a project', () => {
  const marksOf = (
    text: string,
    act: (marks: readonly Finding[], file: FileScene) => void,
    options: SceneOptions = {},
  ) =>
    withFile(text, options, async (file) => {
      const { scanned, found } = file;
      assert.ok(!('connection' in found));
      const begun = found.projects?.lookUps.projects(found.projects.connection);
      await begun?.done;
      act(placeFindings(scanned, found, english), file);
    });
  const elsewhere = { region: 'cn-east-3', ...example };
  const titlesOf = ([mark]: readonly Finding[]) => mark?.fixes.map(({ title }) => title);

  it('is marked, with a field to be filled in from the list of its projects', () =>
    marksOf(textOf(elsewhere), (marks, { text, scanned, found }) => {
      assert.deepEqual(lines(text, marks), ['error noProject "cn-east-3"']);
      assert.match(marks[0]?.message ?? '', /^No project of cn-east-3 is known; your profile belongs to cn-north-4\./);
      const add = marks[0]?.fixes.at(-1);
      assert.ok(add);
      assert.deepEqual([add.title, add.kind], ['Add project_id…', 'addAndPick']);
      const style = { tabSize: 2, insertSpaces: true, eol: '\n' };
      const [edit] = editsOf(add, text, scanned, style);
      assert.match(edit?.text ?? '', /"project_id": ""/);
      assert.ok('projects' in found);
      assert.equal(found.projects?.target.region, 'cn-east-3');
    }));

  it('with the project itself where there is one; the sandbox says that it is one', () =>
    play({}, async (scene) => {
      await scene.desk.accounts.useSandbox();
      const file = await readIn(scene, textOf({ ...example, region: 'cn-north-4' }));
      assert.ok(!('connection' in file.found) && file.found.projects !== undefined);
      await file.found.projects.lookUps.projects(file.found.projects.connection).done;
      const marks = placeFindings(file.scanned, file.found, english);
      assert.deepEqual(titlesOf(marks), ['Add project_id of cn-north-4', 'Add project_id…']);
      assert.match(marks[0]?.message ?? '', /this window uses the local sandbox/);
    }));

  it('where the projects may not be listed, with the field alone', () =>
    marksOf(textOf(elsewhere), (marks) => assert.deepEqual(titlesOf(marks), ['Add project_id…']), {
      cloud: { denied: new Set(['iam:projects:list', 'iam:projects:listProjectsForUser'] as const) },
    }));

  it('not where a project is there to be mended', () =>
    marksOf(textOf({ ...elsewhere, project_id: '' }), (marks) => assert.deepEqual(marks, [])));
});

describe('findings: what the cloud knows better', () => {
  const found = (
    values: object,
    act: (lines: string[], findings: readonly Finding[], file: FileScene) => unknown,
    options: SceneOptions = {},
  ) => {
    const text = textOf(values);
    return withFile(text, options, (file) => {
      const findings = 'connection' in file.found ? cloudFindings(file.scanned, file.written, file.view, english) : [];
      return Promise.resolve(act(lines(text, findings), findings, file)).then(() => undefined);
    });
  };
  const staging = subnetNamed('subnet-staging-app').id;
  const ofDev = (name: string) => ({ ...example, vpc_id: vpcNamed('vpc-dev').id, subnet_id: subnetNamed(name).id });

  it('nothing of a sound file', () => found(example, (all) => assert.deepEqual(all, [])));

  it('a subnet of another VPC, and which', () =>
    found({ ...example, subnet_id: staging }, (all, [finding]) => {
      assert.deepEqual(all, [`error subnetOfAnotherVpc "${staging}"`]);
      assert.equal(
        finding?.message,
        'The subnet subnet-staging-app belongs to the VPC vpc-staging, not to the one of this file.',
      );
      assert.deepEqual(
        finding?.fixes.map(({ title }) => title),
        ['Set vpc_id to vpc-staging, the VPC of this subnet', 'Pick a subnet…'],
      );
    }));

  it('the same where the VPC of the file is unknown', () =>
    found({ ...example, vpc_id: unknownId }, (all) => {
      assert.deepEqual(all, [`warning unknownId "${unknownId}"`, `error subnetOfAnotherVpc "${example.subnet_id}"`]);
    }));

  it('a subnet without DHCP, and one without a free address', async () => {
    await found(ofDev('subnet-dev-static'), (all) => assert.match(all.join(), /^error dhcpOff "/));
    const full = subnetNamed('subnet-prod-full');
    await found({ ...example, vpc_id: full.vpcId, subnet_id: full.id }, (all) =>
      assert.match(all.join(), /^error noFreeAddress "/),
    );
  });

  it('IDs that are not there, wherever', () =>
    found({ ...example, subnet_id: unknownId, security_group_id: vpcNamed('vpc-dev').id }, (all, [first]) => {
      assert.deepEqual(all, [`warning unknownId "${unknownId}"`, `warning unknownId "${vpcNamed('vpc-dev').id}"`]);
      assert.match(first?.message ?? '', /no subnet with this network ID in region cn-north-4, project [0-9a-f]{32}/);
    }));

  it('a project of another region, and one that the key does not see', async () => {
    const { id } = projectNamed('sandbox-1');
    await found({ ...example, region: 'cn-north-4', project_id: id }, (all, [finding]) => {
      assert.deepEqual(all, [`error projectOfAnotherRegion "${id}"`]);
      assert.equal(finding?.fixes[0]?.title, 'Set region to sandbox-1');
    });
    await found({ ...example, project_id: 'a'.repeat(32) }, (all) =>
      assert.ok(all.includes(`warning unknownId "${'a'.repeat(32)}"`), all.join()),
    );
    const mos = projectNamed('MOS').id;
    await found({ ...example, project_id: mos }, (_, findings) => {
      const titles = findings.find(({ code }) => code === 'projectOfAnotherRegion')?.fixes.map(({ title }) => title);
      assert.deepEqual(titles, ['Pick a project…']);
    });
  });

  it('nothing of IDs in capitals, which the cloud takes as well', () =>
    found({ ...example, vpc_id: example.vpc_id.toUpperCase(), subnet_id: example.subnet_id.toUpperCase() }, (all) =>
      assert.deepEqual(all, []),
    ));

  it('nothing where it may not look: that is no mistake of the file, and the reason is told once', () =>
    found(
      { ...example, subnet_id: unknownId, security_group_id: unknownId },
      (all, _, { scanned, written, view }) => {
        assert.deepEqual(all, []);
        const seen = tracked(view);
        cloudFindings(scanned, written, seen.view, english);
        const { reason, pending } = seen.state(english);
        assert.equal(pending.length, 0);
        assert.match(reason ?? '', /A policy denies this operation in the VPC service.*request ID/);
      },
      { cloud: { denied: new Set(['vpc:vpcs:list', 'vpc:subnets:get', 'vpc:securityGroups:get'] as const) } },
    ));

  it('nothing of what an old list lacks that cannot be read again', () =>
    found({ ...example, vpc_id: unknownId }, (_, __, { scanned, written, view }) => {
      const { vpcs } = view.lookUps;
      const stale = { ...view.lookUps, vpcs: () => ({ ...vpcs(view.connection), failure: new Error('refused') }) };
      const all = cloudFindings(scanned, written, { ...view, lookUps: stale }, english);
      assert.deepEqual(
        all.filter(({ code }) => code === 'unknownId'),
        [],
      );
    }));

  it('nothing signed out', () =>
    found({ ...example, vpc_id: unknownId }, (all) => assert.deepEqual(all, []), { signedIn: false }));

  it('which group a security group ID is, by its list alone', () =>
    found({ security_group_id: groupNamed('sg-migration').id }, (all, _, { scene }) => {
      assert.deepEqual(all, []);
      assert.equal(scene.desk.exchanges.length, 1);
    }));
});
