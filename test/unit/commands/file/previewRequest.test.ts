import assert from 'node:assert/strict';
import { previewRequest } from '../../../../src/commands/file/previewRequest.ts';
import { cloudProject, key, play } from '../../../support/desk/deskAndCloud.ts';
import { agreed, left, picked } from '../../../support/desk/script.ts';
import { asksSignIn, signInAnswers } from '../../../support/desk/signInAnswers.ts';
import { exampleNetworks } from '../../../support/desk/taskAnswers.ts';
import { sectionWith } from '../../task/file/migration/section.ts';

const path = '/workspace/orders.dcsmigration.json';
const task = { name: 'dcs-migration-orders', ...exampleNetworks };
const text = JSON.stringify(task);

describe('preview request', () => {
  it('shows what would be sent, with dots for the signature, and sends nothing', () =>
    play({}, async ({ desk, cloud }) => {
      await previewRequest(desk, desk.documents.put(path, `// orders\n${text}`));
      const [preview] = desk.documents.previews;
      assert.equal(preview?.title, 'orders.dcsmigration.json');
      const [head = '', body = ''] = preview.text.split('\n\n');
      assert.match(head, new RegExp(`^POST /v2/${cloudProject}/migration/instance HTTP/1.1\nHost: 127.0.0.1:\\d+\n`));
      assert.match(head, new RegExp(`Access=${key.accessKeyId}, SignedHeaders=[a-z0-9;-]+, Signature=•+$`));
      assert.deepEqual(JSON.parse(body), task);
      assert.deepEqual([desk.exchanges, cloud.ledger, desk.told], [[], [], []]);
    }));

  it('follows the file: its text, its mistakes, its end, and the account', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put(path, text);
      await previewRequest(desk, uri);
      const now = () => desk.documents.livePreviews[0]?.text() ?? Promise.resolve('');
      desk.documents.open(uri, text.replace('orders', 'unsaved'));
      assert.match(await now(), /"name": "dcs-migration-unsaved"/);
      desk.documents.open(uri, '{ "name": 7 }');
      assert.match(
        await now(),
        /^This file stands for no request yet:\norders\.dcsmigration\.json:1:\d+: (?:.|\n)*orders\.dcsmigration\.json:1:11: /,
      );
      desk.documents.open(uri, JSON.stringify({ ...task, region: 'cn-east-3' }));
      assert.match(await now(), /Goes to region cn-east-3, but the project of your profile belongs to cn-north-4\./);
      desk.documents.open(uri, text);
      await desk.accounts.signOut();
      assert.match(await now(), /You are not signed in: run DCS: Sign In\./);
    }));

  it('shows the same body with a migration section as without, whatever stands in it', () =>
    play({}, async ({ desk }) => {
      const bodyOf = async (content: string) => {
        await previewRequest(desk, desk.documents.put(path, content));
        return desk.documents.previews.at(-1)?.text.split('\n\n').at(-1);
      };
      const body = await bodyOf(text);
      assert.deepEqual(JSON.parse(body ?? ''), task);
      for (const section of ['true', '{}', '{"source_instance": {"password": "hunter2"}}', sectionWith()]) {
        if (section !== sectionWith()) desk.expect(agreed('Preview the request of'));
        assert.equal(await bodyOf(text.replace('{', `{"migration": ${section},`)), body, section);
      }
    }));

  it('says why a file cannot be read', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put(path, text);
      desk.documents.remove(uri);
      await previewRequest(desk, { ...uri });
      assert.deepEqual(desk.documents.previews, []);
    }));

  it('signs in first, and shows nothing where that was called off', () =>
    play({ signedIn: false }, async ({ desk }) => {
      const uri = desk.documents.put(path, text);
      desk.expect(left(asksSignIn.region));
      await previewRequest(desk, uri);
      assert.deepEqual(desk.documents.previews, []);
      desk.expect(...signInAnswers());
      await previewRequest(desk, uri);
      assert.equal(desk.documents.previews.length, 1);
    }));

  it('asks which file where none is meant', () =>
    play({}, async ({ desk }) => {
      await previewRequest(desk, undefined);
      assert.match(desk.told[0]?.message ?? '', /There is no \*\.dcsmigration\.json file in this workspace/);
      desk.documents.put(path, text);
      desk.expect(left('Pick the task file'), picked('Pick the task file', 'orders.dcsmigration.json'));
      await previewRequest(desk, undefined);
      assert.deepEqual(desk.documents.previews, []);
      await previewRequest(desk, undefined);
      assert.equal(desk.asked[1]?.title, 'Preview Request');
      assert.equal(desk.documents.previews.length, 1);
    }));
});

describe('preview request: warnings', () => {
  const suspicious = text.replace('dcs-migration-orders', '订单');

  it('are asked about once, and stand above the request for as long as they hold', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put(path, suspicious);
      desk.expect(agreed('Preview the request of orders.dcsmigration.json as it is?'));
      await previewRequest(desk, uri);
      assert.match(desk.asked[0]?.notice ?? '', /^orders\.dcsmigration\.json:1:\d+: .*4 to 64 letters/);
      const remarks =
        /^# Create asks about this first:\n# orders\.dcsmigration\.json:1:\d+: .*4 to 64 letters.*\n\nPOST \/v2\//;
      assert.match(desk.documents.previews[0]?.text ?? '', remarks);
      const now = () => desk.documents.livePreviews[0]?.text() ?? Promise.resolve('');
      desk.documents.open(uri, text);
      assert.match(await now(), /^POST \/v2\//);
      desk.documents.open(uri, suspicious);
      assert.match(await now(), remarks);
      assert.equal(desk.asked.length, 1);
    }));

  it('Esc shows nothing', () =>
    play({}, async ({ desk }) => {
      desk.expect(left('Preview the request of'));
      await previewRequest(desk, desk.documents.put(path, suspicious));
      assert.deepEqual([desk.documents.previews, desk.told], [[], []]);
    }));

  it('of a file whose name holds a line break take one line each', () =>
    play({}, async ({ desk }) => {
      const uri = desk.documents.put('/workspace/a\nPOST \u202e.dcsmigration.json', suspicious);
      desk.expect(agreed('Preview the request of'));
      await previewRequest(desk, uri);
      const remarks = /^# Create asks about this first:\n# a POST ‹U\+202E›\.dcsmigration\.json:1:\d+: .*\n\nPOST /;
      assert.match(desk.documents.previews[0]?.text ?? '', remarks);
    }));
});
