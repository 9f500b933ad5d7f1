import assert from 'node:assert/strict';
import type { Instance } from '../../../../src/cloud/services/instances.ts';
import { cloudFindings } from '../../../../src/editor/cloudFindings.ts';
import { tracked } from '../../../../src/editor/cloudView.ts';
import { documentationOf } from '../../../../src/editor/documentation.ts';
import type { Finding } from '../../../../src/editor/finding.ts';
import { findingsIn, withoutRepeats } from '../../../../src/editor/findings.ts';
import { editsOf } from '../../../../src/editor/fixEdits.ts';
import type { SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { english } from '../../../support/desk/english.ts';
import { applied, scanWhole } from '../caretText.ts';
import { type FileScene, vpcNamed } from '../fileScene.ts';
import {
  addressOf,
  endsWith,
  fileWith,
  idOf,
  instanceOf,
  knowing,
  listsAsked,
  unknownInstance,
  withSandboxFile,
} from './instanceScene.ts';

const style = { tabSize: 2, insertSpaces: true, eol: '\n' };

/** `severity code where`, where the place is the path of the value in the section. */
function linesOf(text: string, findings: readonly Finding[]): string[] {
  return findings.map(({ severity, code, offset, length }) => {
    const [end] = /(?:source|target)(?=_instance"[^_]*$)/.exec(text.slice(0, offset)) ?? [];
    const field = /"(\w+)": $/.exec(text.slice(0, offset))?.[1];
    assert.ok(length > 0 && text[offset] === '"');
    return `${severity} ${code} ${end}.${field}`;
  });
}

function found(
  section: object,
  act: (lines: string[], findings: readonly Finding[], file: FileScene) => unknown,
  { values = {}, options = {} }: { values?: object; options?: SceneOptions } = {},
) {
  const text = fileWith(section, values);
  return withSandboxFile(
    text,
    (file) => {
      const findings = cloudFindings(file.scanned, file.written, file.view, english);
      return act(linesOf(text, findings), findings, file);
    },
    options,
  );
}

const titlesOf = (finding: Finding | undefined) => finding?.fixes.map(({ title }) => title);

/** The text after the first fix of a finding. */
function mended({ text, scanned }: FileScene, finding: Finding | undefined): ReturnType<typeof JSON.parse> {
  const [fix] = finding?.fixes ?? [];
  assert.ok(fix);
  return JSON.parse(applied(text, editsOf(fix, text, scanned, style)));
}

describe('findings: source and target, as the cloud knows them', () => {
  const good = endsWith(idOf('orders-redis'), idOf('orders-redis-new'));

  for (const [what, section, wanted] of [
    ['two that fit', good, []],
    ['IDs in capitals', endsWith(idOf('orders-redis').toUpperCase(), idOf('orders-redis-new').toUpperCase()), []],
    ['a source that is no instance', { ...good, source_instance: { addrs: '203.0.113.7:6379' } }, []],
    ['one end alone', { target_instance: { id: idOf('orders-redis-new') } }, []],
    [
      'IDs that are none',
      endsWith(unknownInstance, unknownInstance.replace('1', '2')),
      ['warning unknownId source.id', 'warning unknownId target.id'],
    ],
    [
      'an instance of another region',
      endsWith(idOf('beijing-redis'), idOf('orders-redis-new')),
      ['warning unknownId source.id'],
    ],
    ['another VPC', endsWith(idOf('carts-redis'), idOf('prod-redis')), ['warning instanceOfAnotherVpc target.id']],
    [
      'what does not run',
      endsWith(idOf('growing-redis'), idOf('orders-redis-new')),
      ['warning instanceNotRunning source.id'],
    ],
    ['a small target', endsWith(idOf('orders-redis'), idOf('tiny-redis')), ['warning targetTooSmall target.id']],
    ['an older target', endsWith(idOf('orders-redis-new'), idOf('carts-redis')), ['warning targetOlder target.id']],
    [
      'a source by its address',
      { ...good, source_instance: { addrs: addressOf('orders-redis') } },
      ['warning instanceByAddress source.addrs'],
    ],
    [
      'a source by its domain name',
      { ...good, source_instance: { addrs: `redis-${idOf('orders-redis').slice(0, 8)}.dcs.example.com:6379` } },
      ['warning instanceByAddress source.addrs'],
    ],
    [
      'a target by its address, all masters of a cluster',
      { ...good, target_instance: { addrs: addressOf('catalogue-cluster-new') } },
      ['information instanceByAddress target.addrs'],
    ],
    [
      'the same twice, once by its address',
      { ...good, source_instance: { addrs: addressOf('orders-redis-new') } },
      ['warning instanceByAddress source.addrs', 'warning sameRedis target.id'],
    ],
    [
      'masters of two instances',
      { ...good, source_instance: { addrs: `${addressOf('orders-redis')},${addressOf('carts-redis')}` } },
      [],
    ],
    ['an address of another VPC', { ...good, source_instance: { addrs: addressOf('prod-redis') } }, []],
  ] as const) {
    it(`${what}: ${wanted.join(' and ') || 'nothing'}`, () =>
      found(section, (lines) => assert.deepEqual(lines, wanted)));
  }

  it('says what it means, with the names and the time of what was read', async () => {
    for (const [section, message, fixes] of [
      [
        endsWith(idOf('carts-redis'), idOf('prod-redis')),
        /^prod-redis is in another VPC \(vpc-prod-cache\) than the migration machine of this file will be\. Make sure that a VPC peering/,
        ['Pick an instance…'],
      ],
      [
        endsWith(idOf('growing-redis'), idOf('orders-redis-new')),
        /^The state of growing-redis was EXTENDING at \w.*[\dM]; before the migration starts it has to be RUNNING\.$/,
        ['Pick an instance…'],
      ],
      [
        endsWith(idOf('orders-redis'), idOf('tiny-redis')),
        /^The source holds 2\.8 GB, and tiny-redis takes 128 MB at most\./,
        ['Pick an instance…'],
      ],
      [
        endsWith(idOf('orders-redis-new'), idOf('carts-redis')),
        /^The source has version 6\.0, and carts-redis is older: 5\.0\./,
        ['Pick an instance…'],
      ],
      [
        endsWith(unknownInstance, idOf('carts-redis')),
        /^There is no DCS instance with this ID in region sandbox-1, project [0-9a-f]{32}\.$/,
        ['Pick an instance…'],
      ],
    ] as const) {
      await found(section, (_, [finding]) => {
        assert.match(finding?.message ?? '', message);
        assert.deepEqual(titlesOf(finding), fixes);
        assert.match(documentationOf(finding?.code ?? '', english), /OnlineMigrationTask/);
      });
    }
  });

  it('looks in the VPC of the file only once it names one', () =>
    found({ ...good, source_instance: { addrs: addressOf('orders-redis') } }, (lines) => assert.deepEqual(lines, []), {
      values: { vpc_id: '5e37' },
    }));

  it('marks nothing where the list may not be read: the reason is told once', () =>
    found(
      endsWith(unknownInstance, idOf('prod-redis')),
      (lines, _, { scanned, written, view }) => {
        assert.deepEqual(lines, []);
        const seen = tracked(view);
        cloudFindings(scanned, written, seen.view, english);
        const { reason, pending } = seen.state(english);
        assert.equal(pending.length, 0);
        assert.match(reason ?? '', /A policy denies the action.*HTTP 403/);
      },
      { options: { sandbox: { denied: new Set(['dcs:instance:list'] as const) } } },
    ));

  it('marks nothing for what the list does not say', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const text = fileWith(endsWith('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'));
      const bare = (id: string): Instance => ({ instance_id: id, name: '' });
      const known = knowing(
        view,
        ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'].map(bare),
      );
      assert.deepEqual(cloudFindings(scanWhole(text), written, known, english), []);
    }));

  it('takes nothing for unknown while an old list cannot be read again', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const text = fileWith(endsWith(unknownInstance, unknownInstance.replace('1', '2')));
      const codes = (state: object) =>
        cloudFindings(scanWhole(text), written, knowing(view, [], state), english).map(({ code }) => code);
      assert.deepEqual(codes({}), ['unknownId', 'unknownId']);
      assert.deepEqual(codes({ failure: new Error('denied meanwhile') }), []);
    }));

  it('marks an engine that no migration takes, and compares nothing with it', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const text = fileWith(endsWith('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'));
      const source = instanceOf({ instance_id: '11111111-1111-4111-8111-111111111111', used_memory: 3000 });
      const target = instanceOf({
        ...{ instance_id: '22222222-2222-4222-8222-222222222222', name: 'cache', engine: 'memcached' },
        ...{ engine_version: '1.4', max_memory: 128 },
      });
      const findings = cloudFindings(scanWhole(text), written, knowing(view, [source, target]), english);
      assert.deepEqual(linesOf(text, findings), ['warning notRedis target.id']);
      assert.match(findings[0]?.message ?? '', /^cache is memcached, and an online migration takes Redis only/);
    }));

  it('takes an address of another VPC for another Redis, though the address is the same', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const id = '22222222-2222-4222-8222-222222222222';
      const text = fileWith({ source_instance: { addrs: '10.0.0.1:6379' }, target_instance: { id } });
      const target = instanceOf({ instance_id: id, ip: '10.0.0.1', vpc_id: vpcNamed('vpc-dev').id });
      const findings = cloudFindings(scanWhole(text), written, knowing(view, [target]), english);
      assert.deepEqual(linesOf(text, findings), ['warning instanceOfAnotherVpc target.id']);
    }));
});

describe('findings: what was meant by the ID of an instance', () => {
  it('a name: the fix puts the ID, in place of the mark that it is none', () =>
    found(endsWith('orders-redis', idOf('orders-redis-new')), (lines, findings, file) => {
      assert.deepEqual(lines, ['warning nameForId source.id']);
      assert.equal(findings[0]?.message, 'This is the name of a DCS instance, and "id" takes its ID.');
      assert.deepEqual(titlesOf(findings[0]), [
        `Change to the ID of orders-redis, ${idOf('orders-redis')}`,
        'Pick an instance…',
      ]);
      assert.equal(mended(file, findings[0]).migration.source_instance.id, idOf('orders-redis'));
      const all = withoutRepeats(findingsIn(file.text, file.scanned, english), findings);
      assert.deepEqual(linesOf(file.text, all), ['warning nameForId source.id']);
    }));

  it('a name or an ID with a slip in it', async () => {
    const id = idOf('orders-redis');
    for (const written of [id.replace(/.$/, ''), id.replace(/^./, 'z'), id.slice(1), 'orders_redis', 'Orders-Redis']) {
      await found(endsWith(written, idOf('orders-redis-new')), (lines, findings, file) => {
        assert.deepEqual(lines, ['warning unknownId source.id'], written);
        assert.match(findings[0]?.message ?? '', /Did you mean orders-redis\?$/);
        assert.equal(mended(file, findings[0]).migration.source_instance.id, id);
        assert.equal(withoutRepeats(findingsIn(file.text, file.scanned, english), findings).length, 1);
      });
    }
  });

  it('nothing of an ID that begins as one and ends as another', () => {
    const mixed = `${idOf('orders-redis').slice(0, 18)}${idOf('carts-redis').slice(18)}`;
    return found(endsWith(mixed, idOf('orders-redis-new')), (_, [finding]) => {
      assert.match(finding?.message ?? '', /project [0-9a-f]{32}\.$/);
      assert.deepEqual(titlesOf(finding), ['Pick an instance…']);
    });
  });

  it('nothing more than the text tells of what is like nothing', () =>
    found(endsWith('my-source', idOf('orders-redis-new')), (lines, findings, { text, scanned }) => {
      assert.deepEqual(lines, []);
      const all = withoutRepeats(findingsIn(text, scanned, english), findings);
      assert.deepEqual(linesOf(text, all), ['warning instanceNotUuid source.id']);
      assert.deepEqual(titlesOf(all[0]), ['Pick an instance…']);
    }));

  it('of two with the same name neither', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const twins = ['1', '2'].map((digit) =>
        instanceOf({ instance_id: `${digit.repeat(8)}-1111-4111-8111-111111111111`, name: 'orders' }),
      );
      const marks = (name: string) => {
        const text = fileWith(endsWith(name, ''));
        return cloudFindings(scanWhole(text), written, knowing(view, twins), english);
      };
      const [finding] = marks('orders');
      assert.match(finding?.message ?? '', /^2 DCS instances have this name/);
      assert.deepEqual(titlesOf(finding), ['Pick an instance…']);
      assert.deepEqual(marks('0rders'), []);
    }));

  it('nothing before the list is whole', () =>
    found({}, (_lines, _findings, { view, written }) => {
      const text = fileWith(endsWith('orders', unknownInstance));
      const known = knowing(view, [instanceOf({ instance_id: idOf('orders-redis'), name: 'orders' })], {
        complete: false,
      });
      assert.deepEqual(cloudFindings(scanWhole(text), written, known, english), []);
    }));

  it('an address becomes the ID of its instance, also where an ID stands with null', async () => {
    const target_instance = { id: idOf('orders-redis-new') };
    for (const source of [
      { addrs: addressOf('orders-redis'), password: '${env:SOURCE}' },
      { id: null, addrs: addressOf('orders-redis'), password: '${env:SOURCE}' },
    ]) {
      await found({ source_instance: source, target_instance }, (_, [finding], file) => {
        assert.deepEqual(titlesOf(finding), [`Use its ID, ${idOf('orders-redis')}`]);
        assert.deepEqual(mended(file, finding).migration.source_instance, {
          id: idOf('orders-redis'),
          password: '${env:SOURCE}',
        });
      });
    }
  });
});

describe('findings: who is asked for instances', () => {
  for (const [what, text, wanted] of [
    ['a file without the section', fileWith({}).replace(/"migration"/, '"x"'), []],
    ['a section without ends', fileWith({}), []],
    ['addresses alone', fileWith({ source_instance: { addrs: '10.0.0.1:6379' } }), []],
    ['empty IDs', fileWith(endsWith('', ' ')), []],
    ['an ID', fileWith(endsWith('', unknownInstance)), ['instances']],
    ['two IDs and a name', fileWith(endsWith('orders', unknownInstance)), ['instances']],
  ] as const) {
    it(`${what}: ${wanted.join() || 'nobody'}`, () =>
      withSandboxFile(text, (file) =>
        assert.deepEqual(
          listsAsked(file).filter((one) => one === 'instances'),
          wanted,
        ),
      ));
  }
});
