import assert from 'node:assert/strict';
import { isCloudField, isOffered, type Suggestion, suggestAt } from '../../../src/editor/completions.ts';
import { setField } from '../../../src/editor/fixEdits.ts';
import { valueCaret } from '../../../src/editor/valueCaret.ts';
import { play, type SceneOptions, world } from '../../support/desk/deskAndCloud.ts';
import { english } from '../../support/desk/english.ts';
import { applied, caretIn, scanWhole } from './caretText.ts';
import { projectNamed, readIn, settle, subnetNamed, vpcNamed } from './fileScene.ts';

const style = { tabSize: 2, insertSpaces: true, eol: '\n' };

interface Offered {
  readonly items: readonly Suggestion[];
  readonly chosen: boolean;
  /** In the order that the editor shows them in. */
  readonly names: readonly string[];
  /** The text after a suggestion was accepted, with what it sets besides. */
  readonly accept: (name: string) => string;
  readonly requests: () => number;
}

async function offeredIn(
  marked: string,
  act: (offered: Offered) => unknown,
  options: SceneOptions = {},
): Promise<void> {
  await play(options, async (scene) => {
    const { text, caret } = caretIn(marked);
    const file = await readIn(scene, text);
    const at = valueCaret(text, file.scanned, caret);
    assert.ok(at, marked);
    await settle(file, at);
    const { items, chosen, pending } = suggestAt(at, file.written, file.view, scene.desk.t);
    assert.equal(pending.length, 0);
    await act({
      items,
      chosen,
      names: items.map(({ name }) => name),
      requests: () => scene.desk.exchanges.length,
      accept(name) {
        const item = items.find((one) => one.name === name);
        assert.ok(item, name);
        const extra =
          item.alsoSet === undefined
            ? []
            : setField(text, scanWhole(text), item.alsoSet.field, item.alsoSet.value, style);
        return applied(text, [{ ...at.replace, text: item.insert }, ...extra]);
      },
    });
  });
}

describe('completion: VPCs', () => {
  it('by name, with CIDR and ID to be found by', () =>
    offeredIn('{"vpc_id": "vp|"}', ({ items, names, accept }) => {
      const { id } = vpcNamed('vpc-dev');
      const dev = items.find(({ name }) => name === 'vpc-dev');
      assert.deepEqual([dev?.id, dev?.remark], [id, '10.10.0.0/16']);
      assert.deepEqual(names.slice(0, 3), ['vpc-dev', 'vpc-empty', 'vpc-example']);
      assert.equal(accept('vpc-dev'), `{"vpc_id": "${id}"}`);
    }));

  it('without quotes where none are written', () =>
    offeredIn('{"vpc_id": vpc-d|', ({ accept }) => {
      assert.equal(accept('vpc-dev'), `{"vpc_id": "${vpcNamed('vpc-dev').id}"`);
    }));

  it('tells what it knows of each', () =>
    offeredIn('{"vpc_id": |}', ({ items }) => {
      const facts = items.find(({ name }) => name === 'vpc-dev')?.facts.map(({ label, value }) => `${label}: ${value}`);
      assert.deepEqual(facts, [
        'CIDR block: 10.10.0.0/16',
        'Status: ACTIVE',
        'Description: Sandbox: development',
        `ID: ${vpcNamed('vpc-dev').id}`,
      ]);
    }));
});

describe('completion: subnets', () => {
  it('those of the VPC of the file, what cannot be used last', () =>
    offeredIn(`{"vpc_id": "${vpcNamed('vpc-dev').id}", "subnet_id": "|"}`, ({ items, names }) => {
      assert.deepEqual(names, ['subnet-dev-app', 'subnet-dev-cache', 'subnet-dev-small', 'subnet-dev-static']);
      const unusable = items.find(({ name }) => name === 'subnet-dev-static');
      assert.equal(unusable?.obstacle, 'Cannot be used: DHCP is off');
      assert.ok(items.every(({ alsoSet }) => alsoSet === undefined));
    }));

  for (const [what, before, after] of [
    [
      'no VPC',
      '{\n  "name": "a",\n  "subnet_id": "staging-app|"\n}',
      '{\n  "name": "a",\n  "vpc_id": "VPC",\n  "subnet_id": "ID"\n}',
    ],
    ['an empty VPC', '{"vpc_id": "", "subnet_id": staging-app|}', '{"vpc_id": "VPC", "subnet_id": "ID"}'],
    ['a VPC without a value', '{"vpc_id": , "subnet_id": staging-app|}', '{"vpc_id": "VPC" , "subnet_id": "ID"}'],
    [
      'an unknown VPC',
      `{"subnet_id": "staging-app|", "vpc_id": "${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}"}`,
      '{"subnet_id": "ID", "vpc_id": "VPC"}',
    ],
  ] as const) {
    it(`all of them where the file has ${what}, and the choice sets the VPC`, () =>
      offeredIn(before, ({ items, accept }) => {
        const subnet = subnetNamed('subnet-staging-app');
        assert.deepEqual(
          items.filter(({ id }) => id === subnet.id).map(({ id, remark }) => [id, remark]),
          [[subnet.id, '10.20.0.0/23 · vpc-staging']],
        );
        assert.equal(accept('subnet-staging-app'), after.replace('VPC', subnet.vpcId).replace('ID', subnet.id));
      }));
  }
});

describe('completion: more than anyone reads', () => {
  const large = vpcNamed('vpc-large');
  const textWith = (typed: string) => `{"vpc_id": "${large.id}", "subnet_id": "${typed}|"}`;
  const last = large.subnets.at(-1);
  assert.ok(last && large.subnets.length > 2000);

  for (const [typed, first] of [
    ['', 'subnet-large-0001'],
    [last.name, last.name],
    ['LARGE-2299', 'subnet-large-2299'],
    ['10.64.7.', 'subnet-large-0008'],
    [last.id, last.name],
    ['large23', 'subnet-large-0023'],
    ['nothing like it', undefined],
  ] as const) {
    it(`gives what fits "${typed}", the best first`, () =>
      offeredIn(textWith(typed), ({ names, chosen }) => {
        assert.equal(names[0], first);
        assert.ok(chosen && names.length <= 200);
      }));
  }
});

describe('completion: the other fields', () => {
  it('security groups by name', () =>
    offeredIn('{"security_group_id": "|"}', ({ names }) => {
      assert.deepEqual(names.length, world.securityGroups.length);
      assert.equal(names[0], 'default');
    }));

  it('projects of the region of the file', () =>
    offeredIn('{"region": "cn-north-4", "project_id": "|"}', ({ names }) => assert.deepEqual(names, ['cn-north-4'])));

  it('where the file names no region, the others too, and the choice sets the region', () =>
    offeredIn('{\n  "project_id": "|"\n}', ({ names, accept }) => {
      assert.deepEqual(names, ['cn-north-4', 'sandbox-1', 'sandbox-1_team-a']);
      const { id } = projectNamed('sandbox-1_team-a');
      assert.equal(accept('sandbox-1_team-a'), `{\n  "region": "sandbox-1",\n  "project_id": "${id}"\n}`);
    }));

  it('regions by name, without asking anybody', () => {
    const { text, caret } = caretIn('{"region": "|"}');
    const at = valueCaret(text, scanWhole(text), caret);
    assert.ok(at);
    const { items, pending } = suggestAt(at, new Map(), undefined, english);
    assert.equal(pending.length, 0);
    const beijing = items.find(({ id }) => id === 'cn-north-4');
    assert.deepEqual([beijing?.name, beijing?.insert], ['CN North-Beijing4', '"cn-north-4"']);
    assert.ok(items.some(({ id }) => id === 'sandbox-1') && items.every(({ id }) => id !== 'af-north-1'));
  });

  it('nothing for names and descriptions, and nothing without a view', () => {
    for (const marked of ['{"name": "|"}', '{"vpc_id": "|"}', '{"constructor": "|"}']) {
      const { text, caret } = caretIn(marked);
      const at = valueCaret(text, scanWhole(text), caret);
      assert.ok(at);
      assert.deepEqual(suggestAt(at, new Map(), undefined, english), { items: [], chosen: false, pending: [] });
    }
  });
});

describe('completion: the migration section', () => {
  const offeredTo = (marked: string) => {
    const { text, caret } = caretIn(marked);
    const at = valueCaret(text, scanWhole(text), caret);
    assert.ok(at);
    const { items, chosen, pending } = suggestAt(at, new Map(), undefined, english);
    assert.deepEqual([chosen, pending], [false, []]);
    assert.equal(isOffered(at.field), items.length > 0 || isCloudField(at.field));
    return items.map(({ insert, remark, snippet }) => [insert, remark, ...(snippet === undefined ? [] : [snippet])]);
  };

  for (const [marked, offered] of [
    [
      '{"migration": {"migration_method": "|"}}',
      [
        ['"full_amount_migration"', 'full copy only'],
        ['"incremental_migration"', 'full copy, then incremental'],
      ],
    ],
    [
      '{"migration": {"resume_mode":| "x": 1}}',
      [
        [' "auto",', 'reconnects without end'],
        [' "manual",', 'waits for a restart'],
      ],
    ],
    [
      '{"migration": {"source_instance": {"password": "|"}}}',
      [
        [
          '"${env:REDIS_SOURCE_PASSWORD}"',
          'The environment variable that holds the password',
          String.raw`"\${env:${'${1:REDIS_SOURCE_PASSWORD}'}}"`,
        ],
      ],
    ],
    [
      '{"migration": {"target_instance": {"password":|',
      [
        [
          ' "${env:REDIS_TARGET_PASSWORD}"',
          'The environment variable that holds the password',
          String.raw` "\${env:${'${1:REDIS_TARGET_PASSWORD}'}}"`,
        ],
      ],
    ],
    ['{"migration": {"source_instance": {"addrs": "|"}}}', []],
    ['{"migration": {"source_instance": {"id": "|"}}}', []],
    ['{"migration": {"bandwidth_limit_mb": "|"}}', []],
    ['{"migration": "|"}', []],
  ] as const) {
    it(marked, () => assert.deepEqual(offeredTo(marked), offered));
  }

  it('asks nobody, and shows no value of the environment', () => {
    process.env['REDIS_SOURCE_PASSWORD'] = 'canary-in-environment';
    try {
      const offered = JSON.stringify(offeredTo('{"migration": {"source_instance": {"password": "|"}}}'));
      assert.ok(!offered.includes('canary'), offered);
    } finally {
      delete process.env['REDIS_SOURCE_PASSWORD'];
    }
  });
});

describe('completion: the cloud is slow, or says no', () => {
  it('gives what has come, and says that more is coming', () =>
    play({}, async (scene) => {
      const text = '{"vpc_id": "|"}';
      const { text: plain, caret } = caretIn(text);
      const file = await readIn(scene, plain);
      const at = valueCaret(plain, file.scanned, caret);
      assert.ok(at);
      const first = suggestAt(at, file.written, file.view, scene.desk.t);
      assert.deepEqual([first.items.length, first.pending.length], [0, 1]);
      await Promise.all(first.pending);
      const second = suggestAt(at, file.written, file.view, scene.desk.t);
      assert.deepEqual([second.items.length, second.pending.length], [world.vpcs.length, 0]);
      assert.equal(scene.desk.exchanges.length, 1);
    }));

  it('gives nothing where the list is denied, and does not ask at every keystroke', () =>
    offeredIn(
      '{"vpc_id": "|"}',
      ({ items, requests }) => {
        assert.deepEqual([items.length, requests()], [0, 1]);
      },
      { cloud: { denied: new Set(['vpc:vpcs:list'] as const) } },
    ));
});
