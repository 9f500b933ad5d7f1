import assert from 'node:assert/strict';
import { pickTaskFile } from '../../../../src/commands/file/pickTaskFile.ts';
import { play } from '../../../support/desk/deskAndCloud.ts';
import { picked } from '../../../support/desk/script.ts';

describe('one of the task files of the workspace', () => {
  it('is none that lies elsewhere, behind a link', () =>
    play({}, async ({ desk }) => {
      const [own, other] = ['own', 'other'].map((name) =>
        desk.documents.put(`/workspace/${name}.dcsmigration.json`, ''),
      );
      assert.ok(own && other);
      const elsewhere = { uri: other, path: 'other', unreadable: 'it lies outside of the folder, behind a link' };
      const pick = (files: readonly { readonly uri: typeof own; readonly path: string }[]) =>
        pickTaskFile(
          { ...desk, documents: { ...desk.documents, taskFiles: async () => ({ files, complete: true }) } },
          'Title',
        );
      desk.expect(picked('Pick the task file', 'own'));
      assert.equal(await pick([{ uri: own, path: 'own' }, elsewhere]), own);
      assert.equal(await pick([elsewhere]), undefined);
      assert.match(desk.told[0]?.message ?? '', /no \*\.dcsmigration\.json file in this workspace/);
    }));
});
