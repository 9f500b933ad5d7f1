import assert from 'node:assert/strict';
import { consolePage } from '../../../src/editor/consolePage.ts';
import { notesOf } from '../../../src/editor/idNotes.ts';
import type { SceneOptions } from '../../support/desk/deskAndCloud.ts';
import { english } from '../../support/desk/english.ts';
import { example, type FileScene, projectNamed, textOf, withFile } from './fileScene.ts';

const unknownId = '12345678-1234-1234-1234-123456789abc';

function notes(text: string, act: (hints: readonly string[], file: FileScene) => unknown, options: SceneOptions = {}) {
  return withFile(text, options, async (file) => {
    const all = notesOf(file.scanned, file.written, 'connection' in file.found ? file.view : undefined, english);
    await act(
      all.map(({ field, hint, span }) => `${field} ${text.slice(span.offset, span.offset + 5)} ${hint}`),
      file,
    );
  });
}

describe('notes beside IDs', () => {
  it('name what the IDs stand for', () =>
    notes(textOf({ region: 'cn-north-4', project_id: projectNamed('cn-north-4').id, ...example }), (hints) => {
      assert.deepEqual(hints, [
        'region "cn-n CN North-Beijing4',
        `project_id "${projectNamed('cn-north-4').id.slice(0, 4)} cn-north-4 · CN North-Beijing4`,
        'vpc_id "5e37 vpc-example · 192.168.0.0/16',
        'subnet_id "40f1 subnet-example · 192.168.0.0/24',
        'security_group_id "9df9 sg-example',
      ]);
    }));

  it('say what the cloud does not know', () =>
    notes(textOf({ vpc_id: unknownId, subnet_id: unknownId, security_group_id: unknownId }), (hints) => {
      assert.deepEqual(
        hints.map((hint) => hint.replace(/ ".{4}/, '')),
        ['vpc_id', 'subnet_id', 'security_group_id'].map((field) => `${field} not found in cn-north-4`),
      );
    }));

  it('are there in a text that does not parse', () =>
    notes(`{"vpc_id": "${example.vpc_id}" "subnet_id": "${example.subnet_id}`, (hints) => {
      assert.deepEqual(hints, [
        'vpc_id "5e37 vpc-example · 192.168.0.0/16',
        'subnet_id "40f1 subnet-example · 192.168.0.0/24',
      ]);
    }));

  it('say nothing where nothing is known: signed out, denied, half typed, or in other fields', async () => {
    const regionOnly = ['region "cn-n CN North-Beijing4'];
    await notes(textOf({ region: 'cn-north-4', ...example }), (hints) => assert.deepEqual(hints, regionOnly), {
      signedIn: false,
    });
    await notes(textOf({ vpc_id: example.vpc_id }), (hints) => assert.deepEqual(hints, []), {
      cloud: { denied: new Set(['vpc:vpcs:list'] as const) },
    });
    await notes(textOf({ ...example, vpc_id: '5e37', subnet_id: 'sub', security_group_id: '' }), (hints, { scene }) => {
      assert.deepEqual(hints, []);
      assert.equal(scene.desk.exchanges.length, 0);
    });
    await notes(textOf({ name: example.vpc_id, migration: { vpc_id: example.vpc_id } }), (hints) =>
      assert.deepEqual(hints, []),
    );
  });

  it('leave room for what tells a long name from others', () =>
    withFile(textOf(example), {}, async ({ scanned, written, view }) => {
      const vpc = { id: example.vpc_id, name: `a\u200b${'长'.repeat(500)}`, cidr: '10.0.0.0/8' };
      const vpcs = () => ({ items: [vpc], complete: true, done: Promise.resolve() });
      const [note] = notesOf(scanned, written, { ...view, lookUps: { ...view.lookUps, vpcs } }, english);
      assert.equal(note?.hint, `a‹U+200B›${'长'.repeat(30)}… · 10.0.0.0/8`);
    }));

  it('tell everything under the pointer', () =>
    withFile(textOf(example), {}, async ({ scanned, written, view }) => {
      const note = notesOf(scanned, written, view, english).find(({ field }) => field === 'subnet_id');
      const facts = note?.entry?.facts.map(({ label, value }) => `${label}: ${value}`) ?? [];
      assert.deepEqual(facts.slice(0, 3), [
        'VPC: vpc-example',
        'CIDR block: 192.168.0.0/24',
        'Availability zone: cn-north-4a',
      ]);
      assert.match(facts.join('\n'), /Free addresses: \d+\nDHCP: on\nStatus: ACTIVE/);
    }));
});

describe('the address of the console', () => {
  it('is that of the site of the region, and none for a private cloud or the sandbox', () =>
    withFile(textOf(example), {}, async ({ view }) => {
      assert.equal(consolePage('vpc_id', view), undefined);
      const { connection } = view;
      const real = {
        ...view,
        connection: {
          ...connection,
          endpoints: { ...connection.endpoints, vpc: 'https://vpc.cn-north-4.myhuaweicloud.com' },
        },
      };
      assert.equal(consolePage('vpc_id', real), 'https://console.huaweicloud.com/vpc/?region=cn-north-4');
      const abroad = { ...real, target: { ...view.target, region: 'ap-southeast-3' } };
      assert.equal(
        consolePage('project_id', abroad),
        'https://console-intl.huaweicloud.com/iam/?region=ap-southeast-3',
      );
      assert.equal(consolePage('name', real), undefined);
      assert.equal(consolePage('vpc_id', { ...real, account: { ...view.account, kind: 'sandbox' } }), undefined);
    }));
});
