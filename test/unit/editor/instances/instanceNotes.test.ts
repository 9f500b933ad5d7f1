import assert from 'node:assert/strict';
import { notesOf } from '../../../../src/editor/idNotes.ts';
import type { SceneOptions } from '../../../support/desk/deskAndCloud.ts';
import { english } from '../../../support/desk/english.ts';
import { scanWhole } from '../caretText.ts';
import type { FileScene } from '../fileScene.ts';
import {
  addressOf,
  endsWith,
  fileWith,
  idOf,
  instanceOf,
  knowing,
  unknownInstance,
  withSandboxFile,
} from './instanceScene.ts';

function notes(text: string, act: (hints: readonly string[], file: FileScene) => unknown, options: SceneOptions = {}) {
  return withSandboxFile(
    text,
    (file) => {
      const all = notesOf(file.scanned, file.written, file.view, english);
      return act(
        all
          .filter(({ field }) => field.startsWith('migration'))
          .map(({ field, hint, span }) => {
            assert.equal(text[span.offset], '"');
            return `${field} ${hint}`;
          }),
        file,
      );
    },
    options,
  );
}

describe('notes beside the IDs of instances', () => {
  it('name source and target, with what they are', () =>
    notes(fileWith(endsWith(idOf('orders-redis').toUpperCase(), idOf('growing-redis'))), (hints) =>
      assert.deepEqual(hints, [
        'migration.source_instance.id orders-redis · Redis 5.0 · master/standby · 4 GB · vpc-example',
        'migration.target_instance.id growing-redis · state: EXTENDING · Redis 5.0 · master/standby · 4 GB · vpc-example',
      ]),
    ));

  it('say what the project does not have', () =>
    notes(fileWith(endsWith(unknownInstance, idOf('beijing-redis'))), (hints) =>
      assert.deepEqual(
        hints,
        ['source', 'target'].map((end) => `migration.${end}_instance.id not found in sandbox-1`),
      ),
    ));

  it('are there in a text that does not parse', () =>
    notes(`{"migration": {"source_instance": {"id": "${idOf('orders-redis')}" "target`, (hints) =>
      assert.equal(hints.length, 1),
    ));

  it('say nothing where nothing is known: denied, half typed, or of an address', async () => {
    await notes(fileWith(endsWith(idOf('orders-redis'), unknownInstance)), (hints) => assert.deepEqual(hints, []), {
      sandbox: { denied: new Set(['dcs:instance:list'] as const) },
    });
    await notes(fileWith(endsWith('orders', '1b2c3d4e-')), (hints) => assert.deepEqual(hints, []));
    await notes(fileWith({ source_instance: { addrs: addressOf('orders-redis') } }), (hints) =>
      assert.deepEqual(hints, []),
    );
  });

  it('tell everything under the pointer, as of when, and no secret', () =>
    notes('{}', (_, { view, written }) => {
      const id = idOf('orders-redis');
      const instance = instanceOf({
        ...{ instance_id: id, name: 'orders', description: 'in use', takes_all: false, used_memory: 2048 },
        ...{ password: 'canary', access_user: 'canary', ip: '10.0.0.1,10.0.0.2' },
      });
      const text = fileWith(endsWith(id, ''));
      const [note] = notesOf(scanWhole(text), written, knowing(view, [instance]), english).filter(
        ({ field }) => field === 'migration.source_instance.id',
      );
      const facts = note?.entry?.facts.map(({ label, value }) => `${label}: ${value}`) ?? [];
      assert.deepEqual(facts.slice(0, -1), [
        'Engine: Redis 5.0',
        'Memory: 2 GB of 4 GB used',
        'VPC: vpc-example',
        'Address: 10.0.0.1:6379, 10.0.0.2:6379',
        'Status: RUNNING',
        'Password: needs one',
        'Description: in use',
        `Instance ID: ${id}`,
      ]);
      assert.match(facts.at(-1) ?? '', /^As of: Mar 4, 2026/);
      assert.ok(!JSON.stringify(note).includes('canary'));
    }));
});
